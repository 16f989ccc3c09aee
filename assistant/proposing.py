"""What could be the short answer: the spans of a span reader and the mentions of the rules, side by side. Pure.

Each proposal carries numbers (`FEATURES`) from both; `assistant.trained` weighs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, log1p

from index.types import Span

from .contraries import contrary, elsewhere, unsaid
from .copies import copies
from .families import OFFICES
from .lines import spans_in, stems_in, words_in
from .matching import normalise_answer
from .questions import Ask
from .ranking import Candidate, candidates, chance, ranked_of
from .scoring import group_of
from .spanning import Ruled, shared, spans_of
from .spans import Read
from .standing import astray, groundless, misnamed, unplaced
from .types import Evidence
from .variants import lacked
from .words import Word, words

__all__ = ["FEATURES", "GROUPS", "Proposal", "propose"]

FEATURES = (
    "constant", "relevance", "behind", "span", "read", "rule", "unruled", "agrees", "gate", "otherkind", "wide",
    "repeated", "first", "absent", "missing", "predicate", "coverage", "barred", "deed",
    "contrary", "unheard", "lacking", "untold", "bound", "misnamed", "unplaced", "groundless", "astray",
)  # fmt: skip
"""What a proposal is weighed by, before the group of its question.

``relevance`` is the passage's logit, ``behind`` how far it is behind the best passage's; ``span`` the logarithm of the
span's probability and ``read`` whether the reader proposed it at all; ``rule`` the rules' logit for the sentence and
``unruled`` whether they found nothing in it; ``agrees`` whether their best mention there overlaps the span, ``gate``
what they deduct for it; ``barred`` is 1 where a figure or a day is asked and none is in the span, and ``otherkind``
where another kind is asked and none of it is there; ``deed`` is the rules' logit where violence, a claim or an
accusation is asked about: of these they know most, and only there their deductions count; ``contrary`` is 1 where the
sentence tells of a sibling of what is asked (`assistant.contraries`) or the rules rule it out; ``wide`` is the length
in words; ``repeated`` how many other articles have the same span among their best; ``first`` 1 for the first passage;
``unheard`` the share of the question's nouns that its article lacks, and ``lacking`` how much more of its names than
another article of the evidence; ``untold`` whether another sentence of the article tells of the event and this one does
not; ``bound`` what the rules say of the holder of an office or the speaker of words; the last four are those of
`assistant.standing`.
"""

GROUPS = ("agent", "count", "culprit", "date", "line", "measure", "patient", "place", "role", "thing", "weapon")

_STRICT = frozenset(("count", "date", "measure"))
"""Groups of questions that only a figure or a day answers."""

_SAYINGS = frozenset(("claim", "accuse"))


_LEAST = -12.0
_NO_RULE = -5.0
_RULED_OUT = -5.5
"""What the rules deduct at least for an event that is denied, only thought of, or of others, where they know it."""

_TOLD = 0.8
"""How surely a sentence tells of the event for the others of its article not to."""

_READ = 3000
"""Characters of a sentence that are looked at for near misses."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence, the short answer in it (both count in the article), and one number for each of `FEATURES`."""

    evidence: int
    sentence: Span
    short: Span | None
    values: tuple[float, ...]
    group: str
    origin: str
    """The article that has the sentence, or the first of those that have copies of it."""
    known: bool
    """Whether violence, a claim or an accusation is asked about, of which the rules know most."""


def propose(ask: Ask, evidence: Sequence[Evidence], reads: Sequence[Read]) -> list[Proposal]:
    """All proposals for a question, in no order. ``reads`` has one `Read` for each piece of ``evidence``."""
    ruled = _ruled(ask, evidence)
    top = max((read.relevance for read in reads), default=0.0)
    origins = _Origins()
    voices = _voices(evidence, reads, origins)
    view = _View(ask, evidence, ruled)
    found: list[Proposal] = []
    seen: set[tuple[str, Span]] = set()
    for rank, (passage, read) in enumerate(zip(evidence, reads, strict=True)):
        for sentence, span, score in spans_of(ask, passage, read, ruled, view.group):
            key = (passage.article_id, span)
            if key in seen:
                continue
            seen.add(key)
            text = passage.text[span.start - passage.span.start : span.end - passage.span.start]
            origin = origins.of(passage, sentence)
            others = voices.get(normalise_answer(text), frozenset()) - {origin}
            values = {
                "constant": 1.0,
                "relevance": max(-8.0, min(8.0, read.relevance)),
                "behind": max(-8.0, read.relevance - top),
                "span": max(_LEAST, score) if score is not None else 0.0,
                "read": float(score is not None),
                "wide": log1p(len(text.split())),
                "repeated": log1p(len(others)),
                "first": float(rank == 0),
                **view.article(passage.article_id),
                **view.rules(passage.article_id, ruled.get((passage.article_id, sentence.start)), span),
            }
            values["contrary"] = view.contrary(passage, sentence, values["gate"])
            values |= view.standing(passage, sentence, span)
            ordered = tuple(values[name] for name in FEATURES)
            found.append(Proposal(passage.number, sentence, span, ordered, view.group, origin, view.known))
    return found


class _View:
    """A question beside its evidence: the features of articles, sentences and spans, by their names."""

    def __init__(self, ask: Ask, evidence: Sequence[Evidence], ruled: Mapping[tuple[str, int], Ruled]) -> None:
        self.ask = ask
        self.group = group_of(ask)
        self.known = ask.deed or bool(ask.families & _SAYINGS)
        speaking = any(name[-1] == ask.speaker[-1] for name in ask.names) if ask.speaker else False
        self._bound = speaking or (ask.named and not OFFICES.isdisjoint(ask.focus[-1:]))
        self._stems: dict[str, frozenset[str]] = {}
        for passage in evidence:
            self._stems[passage.article_id] = self._stems.get(passage.article_id, frozenset()) | stems_in(passage)
        self._absent = {article: lacked(ask.names, stems) for article, stems in self._stems.items()}
        self._told: dict[str, float] = {}
        for (article, _), one in ruled.items():
            self._told[article] = max(self._told.get(article, 0.0), one.predicate)
        self._lines: dict[tuple[str, Span], list[Word]] = {}

    def article(self, article: str) -> dict[str, float]:
        """What an article lacks of the names and nouns of the question."""
        about = self.ask.nouns | self.ask.counted
        absent = self._absent[article]
        return {
            "absent": absent,
            "lacking": absent - min(self._absent.values()),
            "unheard": len(about - self._stems[article]) / max(1, len(about)),
        }

    def rules(self, article: str, rules: Ruled | None, span: Span) -> dict[str, float]:
        """What the rules say of a sentence and of a span in it."""
        strict = self.group in _STRICT
        gates = [gate for held, gate in rules.mentions if shared(held, span) > 0] if rules else []
        deducted = max(-6.0, max(gates)) if gates else 0.0
        astray = bool(rules and not gates)
        told = rules.predicate if rules else 0.0
        return {
            "rule": rules.logit if rules else 0.0,
            "unruled": float(rules is None),
            "agrees": float(rules is not None and rules.best is not None and shared(rules.best, span) > 0),
            "gate": deducted if strict or self.known else 0.0,
            "otherkind": float(astray and not strict and bool(rules and rules.mentions)),
            "missing": rules.missing if rules else 0.0,
            "predicate": told,
            "coverage": rules.coverage if rules else 0.0,
            "barred": float(astray and strict),
            "deed": rules.logit if rules and self.known else 0.0,
            "untold": float(not told and self._told.get(article, 0.0) >= _TOLD),
            "bound": deducted if self._bound else 0.0,
        }

    def contrary(self, passage: Evidence, sentence: Span, gate: float) -> float:
        """1 for a near miss: of a sibling event, of another mishap, or ruled out."""
        line = self._line(passage, sentence)
        ruled_out = (self.known and gate <= _RULED_OUT) or unsaid(self.ask, self._near(passage, sentence))
        return float(ruled_out or contrary(self.ask, line) or elsewhere(self.ask, self._stems[passage.article_id]))

    def standing(self, passage: Evidence, sentence: Span, span: Span) -> dict[str, float]:
        """The features of `assistant.standing` for a span of a sentence."""
        line = self._line(passage, sentence)
        start, end = span.start - sentence.start, span.end - sentence.start
        inner = [at for at, word in enumerate(line) if word.start < end and word.end > start]
        if not inner:
            return dict.fromkeys(("misnamed", "unplaced", "groundless", "astray"), 0.0)
        first, last = inner[0], inner[-1] + 1
        return {
            "misnamed": float(misnamed(self.ask, line, first, last)),
            "unplaced": float(unplaced(self.ask, line, first)),
            "groundless": float(groundless(self.ask, line, first, last)),
            "astray": float(astray(self.ask, line, first, last)),
        }

    def _near(self, passage: Evidence, sentence: Span) -> frozenset[str]:
        """The stems of a sentence, of the two before it and of the two behind it."""
        lines = words_in(passage)
        places = [at for at, (one, _) in enumerate(lines) if passage.span.start + one.start == sentence.start]
        near = lines[max(0, places[0] - 2) : places[0] + 3] if places else lines
        return frozenset(word.stem for _, line in near for word in line)

    def _line(self, passage: Evidence, sentence: Span) -> list[Word]:
        key = (passage.article_id, sentence)
        if key not in self._lines:
            at = passage.span.start
            self._lines[key] = words(passage.text[sentence.start - at : sentence.end - at][:_READ])
        return self._lines[key]


def _ruled(ask: Ask, evidence: Sequence[Evidence]) -> dict[tuple[str, int], Ruled]:
    """What the rules say, by article and start of the sentence."""
    articles = {passage.number: passage.article_id for passage in evidence}
    listed = candidates(ask, evidence)
    gates: dict[tuple[str, int], list[tuple[Span, float]]] = {}
    for one in listed:
        key = (articles[one.scene.line.evidence], one.scene.line.offset)
        gates.setdefault(key, []).append((_span_of(one), one.gate))
    found = {}
    for one, values in ranked_of(ask, listed):
        key = (articles[one.scene.line.evidence], one.scene.line.offset)
        share = min(1 - 1e-6, max(1e-6, chance(values, one.gate)))
        seen = one.scene
        found[key] = Ruled(
            max(_NO_RULE, log(share / (1 - share))),
            _span_of(one) if one.mention.label not in ("line", "unnamed") else None,
            seen.coverage,
            seen.predicate,
            seen.missing,
            tuple(gates[key]),
        )
    return found


def _span_of(one: Candidate) -> Span:
    words = one.scene.line.words
    offset = one.scene.line.offset
    return Span(offset + words[one.mention.first].start, offset + words[one.mention.last - 1].end)


class _Origins:
    """Which article a sentence comes from first: copies of one wire story are one voice."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, Span], str] = {}
        self._texts: list[tuple[str, str]] = []

    def of(self, passage: Evidence, sentence: Span) -> str:
        """The id of the first article with a copy of the sentence, which counts in the article."""
        key = (passage.article_id, sentence)
        if key not in self._held:
            at = passage.span.start
            text = passage.text[sentence.start - at : sentence.end - at]
            first = next((article for other, article in self._texts if copies(text, other)), None)
            self._held[key] = first or passage.article_id
            if first is None:
                self._texts.append((text, passage.article_id))
        return self._held[key]


def _voices(evidence: Sequence[Evidence], reads: Sequence[Read], origins: _Origins) -> dict[str, frozenset[str]]:
    """For each span that is some passage's best, normalised, the articles it comes from; copies count once."""
    found: dict[str, set[str]] = {}
    for passage, read in zip(evidence, reads, strict=True):
        at = passage.span.start
        for one in read.found[:1]:
            span = Span(at + one.start, at + one.end)
            sentences = (Span(at + held.start, at + held.end) for held in spans_in(passage))
            sentence = max(sentences, key=lambda held: shared(held, span), default=span)
            text = passage.text[one.start : one.end]
            found.setdefault(normalise_answer(text), set()).add(origins.of(passage, sentence))
    return {text: frozenset(articles) for text, articles in found.items()}
