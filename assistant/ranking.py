"""Candidate answers of all sentences of the evidence, ranked, and whether the best of a sentence is an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from .binding import governor
from .gating import gate
from .lines import Line, lines_of
from .mentions import Mention, mentions
from .questions import Ask
from .scoring import FEATURES, Scene, features, group_of, scene
from .speaking import known_as, speaks
from .types import Evidence
from .weights import ANSWERED, RANKING
from .words import stems_of

__all__ = ["ANSWERING", "Candidate", "answering", "candidates", "chance", "ranked", "ranked_of"]

ANSWERING = (
    "constant", "score", "coverage", "context", "predicate", "missing", "absent", "margin", "strength", "role",
    "against", "none", "unasserted", "unfocused", "conflict", "overlap", "far", "otherday", "deed",
    "agent", "patient", "count", "date", "place", "measure", "thing", "line",
)  # fmt: skip
"""What the chance of an answer is computed from; the last ones name the group of the question."""

_LINES_READ = 10
_LOOSELY = -2.5
_TIED = 0.5
_NAMED_NEXT = -1.5
_NOT_THE_SPEAKER = -5.0
_SAYING = stems_of("say tell")

_PRIOR = 2.3
"""Log-odds added because readers ask fewer unanswerable questions than the fitted mixture has; chosen on dev."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention in a line with its features and their weighted sum with the rules' deduction."""

    scene: Scene
    mention: Mention
    values: tuple[float, ...]
    score: float
    gate: float

    @property
    def text(self) -> str:
        """The words of the mention as the article has them."""
        tokens = self.scene.line.words
        return self.scene.line.text[tokens[self.mention.first].start : tokens[self.mention.last - 1].end]


def candidates(
    ask: Ask, evidence: Sequence[Evidence], table: Mapping[str, Sequence[float]] = RANKING
) -> list[Candidate]:
    """Every candidate of the most promising lines, in the order of the lines."""
    lines = lines_of(evidence)
    weights = _weighted(ask, lines)
    counts = Counter(one for line in lines for one in line.stems)
    scenes = sorted((scene(ask, line, weights, counts) for line in lines), key=_promise, reverse=True)[:_LINES_READ]
    ranking = table.get(group_of(ask), table["shared"])
    kind = "saying" if ask.kind == "quote" and ask.predicate & _SAYING else ask.kind
    known = known_as(lines) if ask.speaker else {}
    found: list[Candidate] = []
    for seen in scenes:
        listed = list(mentions(kind, seen.line.words, seen.line.text))
        loose = _loose(ask, seen, listed)
        for mention in listed:
            if ask.named and mention.label not in ("name", "names"):
                continue
            values = features(ask, seen, mention, weights)
            ruled = gate(ask, seen, mention, dict(zip(FEATURES, values, strict=True)))
            ruled += _LOOSELY * (mention in loose) + _unspoken(ask, seen.line, mention, known)
            ruled += _NAMED_NEXT * _before_name(seen.line, mention, listed)
            score = ruled + sum(weight * value for weight, value in zip(ranking, values, strict=True))
            found.append(Candidate(seen, mention, values, score, ruled))
    return found


def _loose(ask: Ask, seen: Scene, listed: Sequence[Mention]) -> frozenset[Mention]:
    """The days or places of a sentence that hang on another verb than the event, where some hang on the event."""
    if ask.kind not in ("date", "place") or ask.light:
        return frozenset()
    told = {hit.place for hit in seen.hits if hit.voice != "noun"}
    verbs = {mention: governor(seen.line.words, mention) for mention in listed}
    if not any(verbs[mention] in told and mention.strength >= _TIED for mention in listed):
        return frozenset()
    return frozenset(mention for mention in listed if verbs[mention] is not None and verbs[mention] not in told)


def _before_name(line: Line, mention: Mention, listed: Sequence[Mention]) -> bool:
    """Whether a description is followed by the name that it describes: "a veteran senator, Lena Brandt"."""
    comma = mention.label == "phrase" and [word.text for word in line.words[mention.last : mention.last + 1]] == [","]
    return comma and any(one.label == "name" and one.first == mention.last + 1 for one in listed)


def _unspoken(ask: Ask, line: Line, mention: Mention, known: dict[str, frozenset[str]]) -> float:
    return _NOT_THE_SPEAKER * (1.0 - speaks(ask, line, mention, known)) if ask.speaker else 0.0


def ranked(
    ask: Ask, evidence: Sequence[Evidence], table: Mapping[str, Sequence[float]] = RANKING
) -> list[tuple[Candidate, tuple[float, ...]]]:
    """The best candidate of each line with its features for `chance`, best first."""
    return ranked_of(ask, candidates(ask, evidence, table))


def ranked_of(ask: Ask, listed: Sequence[Candidate]) -> list[tuple[Candidate, tuple[float, ...]]]:
    """The same of candidates that are at hand."""
    best: dict[tuple[int, int], Candidate] = {}
    for one in listed:
        key = (one.scene.line.evidence, one.scene.line.offset)
        if key not in best or one.score > best[key].score:
            best[key] = one
    order = sorted(best.values(), key=lambda one: -one.score)
    texts = [one.text.lower() for one in order]
    found = []
    for one in order:
        rival = next((other.score for other, text in zip(order, texts, strict=True) if text != one.text.lower()), None)
        margin = 2.0 if rival is None else max(-2.0, min(2.0, one.score - rival))
        found.append((one, answering(ask, one, margin)))
    return found


def answering(ask: Ask, one: Candidate, margin: float) -> tuple[float, ...]:
    """One number for each of `ANSWERING`."""
    seen, group = one.scene, group_of(ask)
    feature = dict(zip(FEATURES, one.values, strict=True))
    head = (1.0, one.score - one.gate, seen.coverage, seen.context, seen.predicate, seen.missing, seen.absent, margin)
    passed = [feature[name] for name in ANSWERING[len(head) : ANSWERING.index("deed")]]
    return (*head, *passed, float(ask.deed), *(float(group == name) for name in ANSWERING[ANSWERING.index("agent") :]))


def chance(values: Sequence[float], ruled: float = 0.0) -> float:
    """The probability, from 0 to 1, that a candidate with these features and this deduction answers the question."""
    total = _PRIOR + ruled + sum(ANSWERED[name] * value for name, value in zip(ANSWERING, values, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _weighted(ask: Ask, lines: Sequence[Line]) -> dict[str, float]:
    """The question's terms, the rarer in the evidence the heavier."""
    held = Counter(term for line in lines for term in ask.terms if term in line.stems)
    return {term: weight * (0.4 + log(1 + len(lines) / (1 + held[term]))) for term, weight in ask.terms.items()}


def _promise(seen: Scene) -> float:
    return seen.coverage + 0.4 * seen.context + 0.5 * seen.predicate + 0.1 / seen.line.rank
