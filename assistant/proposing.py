"""What could be the short answer: the spans of a span reader and the mentions of the rules, side by side. Pure.

Each proposal carries numbers (`FEATURES`) from both; `assistant.trained` weighs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, log1p

from index.types import Span

from .contraries import contrary
from .copies import copies
from .lines import spans_in
from .matching import normalise_answer
from .questions import Ask
from .ranking import Candidate, candidates, chance, ranked_of
from .scoring import group_of
from .spans import Read
from .types import Evidence
from .words import words

__all__ = ["FEATURES", "GROUPS", "Proposal", "propose"]

FEATURES = (
    "constant", "relevance", "behind", "span", "read", "rule", "unruled", "agrees", "gate", "otherkind", "wide",
    "repeated", "first", "absent", "missing", "predicate", "coverage", "barred", "deed",
    "contrary",
)  # fmt: skip
"""What a proposal is weighed by, before the group of its question.

``relevance`` is the passage's logit, ``behind`` how far it is behind the best passage's; ``span`` the logarithm of the
span's probability and ``read`` whether the reader proposed it at all; ``rule`` the rules' logit for the sentence and
``unruled`` whether they found nothing in it; ``agrees`` whether their best mention there overlaps the span, ``gate``
what they deduct for it; ``barred`` is 1 where a figure or a day is asked and none is in the span, and ``otherkind``
where another kind is asked and none of it is there; ``deed`` is the rules' logit where violence, a claim or an
accusation is asked about: of these they know most, and only there their deductions count; ``contrary`` is 1 where the
sentence tells of a sibling of what is asked (`assistant.contraries`) or the rules rule it out; ``wide`` is the length
in words; ``repeated`` how many other articles have the same span among their best; ``first`` 1 for the first passage.
"""

GROUPS = ("agent", "count", "culprit", "date", "line", "measure", "patient", "place", "role", "thing", "weapon")

_STRICT = frozenset(("count", "date", "measure"))
"""Groups of questions that only a figure or a day answers."""

_SAYINGS = frozenset(("claim", "accuse"))

_LEAST = -12.0
_NO_RULE = -5.0
_GATE = FEATURES.index("gate")
_RULED_OUT = -5.5
"""What the rules deduct at least for an event that is denied, only thought of, or of others, where they know it."""

_KEPT = 3
_READ = 3000
"""Characters of a sentence that are looked at for near misses."""

_PHRASE = 32
"""Characters by which a span is widened at most."""


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


@dataclass(frozen=True, slots=True)
class _Ruled:
    """What the rules say of one sentence: its logit, its best mention, and every mention with its deduction."""

    logit: float
    best: Span | None
    scene: tuple[float, float, float, float]
    mentions: tuple[tuple[Span, float], ...]


def propose(ask: Ask, evidence: Sequence[Evidence], reads: Sequence[Read]) -> list[Proposal]:
    """All proposals for a question, in no order. ``reads`` has one `Read` for each piece of ``evidence``."""
    ruled = _ruled(ask, evidence)
    top = max((read.relevance for read in reads), default=0.0)
    origins = _Origins()
    voices = _voices(evidence, reads, origins)
    group = group_of(ask)
    known = ask.deed or bool(ask.families & _SAYINGS)

    @cache
    def against(passage: Evidence, sentence: Span) -> bool:
        at = passage.span.start
        text = passage.text[sentence.start - at : sentence.end - at]
        return contrary(ask, {word.stem for word in words(text[:_READ])})

    found: list[Proposal] = []
    seen: set[tuple[str, Span]] = set()
    for rank, (passage, read) in enumerate(zip(evidence, reads, strict=True)):
        for sentence, span, score in _spans(passage, read, ruled, group):
            key = (passage.article_id, span)
            if key in seen:
                continue
            seen.add(key)
            rules = ruled.get((passage.article_id, sentence.start))
            text = passage.text[span.start - passage.span.start : span.end - passage.span.start]
            origin = origins.of(passage, sentence)
            others = voices.get(normalise_answer(text), frozenset()) - {origin}
            sizes = len(text.split()), len(others), rank
            values = _values(read.relevance, top, score, rules, span, *sizes, group in _STRICT, known)
            ruled_out = known and values[_GATE] <= _RULED_OUT
            values = (*values, float(ruled_out or against(passage, sentence)))
            found.append(Proposal(passage.number, sentence, span, values, group, origin, known))
    return found


def _spans(
    passage: Evidence, read: Read, ruled: Mapping[tuple[str, int], _Ruled], group: str
) -> list[tuple[Span, Span, float | None]]:
    """(sentence, span, log-probability or None): what the reader found, then what only the rules found."""
    at = passage.span.start
    sentences = [Span(at + one.start, at + one.end) for one in spans_in(passage)]
    found: list[tuple[Span, Span, float | None]] = []
    for one in read.found[:_KEPT]:
        span = Span(at + one.start, at + one.end)
        sentence = max(sentences, key=lambda held: _shared(held, span), default=None)
        cut = _trimmed(passage, sentence, span) if sentence is not None else None
        if sentence is not None and cut is not None:
            rules = ruled.get((passage.article_id, sentence.start))
            cut = _snapped(cut, rules) if group == "count" else _widened(cut, rules) if group == "culprit" else cut
            found.append((sentence, cut, one.score))
    for sentence in sentences:
        rules = ruled.get((passage.article_id, sentence.start))
        if rules is not None and rules.best is not None and all(rules.best != span for _, span, _ in found):
            found.append((sentence, rules.best, None))
    return found


def _snapped(span: Span, rules: _Ruled | None) -> Span:
    """The figure in a span that holds one and more: the one that the rules deduct least for, the first of equals."""
    held = [(-gate, mention) for mention, gate in rules.mentions if span.contains(mention)] if rules else []
    return min(held)[1] if held else span


def _widened(span: Span, rules: _Ruled | None) -> Span:
    """The whole of the phrase that a span is a part of: who did it are "Red Dawn gunmen" rather than "Red Dawn"."""
    held = [mention for mention, _ in rules.mentions if mention.contains(span)] if rules else []
    wide = max(held, key=len, default=span)
    return wide if len(wide) <= len(span) + _PHRASE else span


def _trimmed(passage: Evidence, sentence: Span, span: Span) -> Span | None:
    """The part of a span inside its sentence, without white space and commas at its edges."""
    start, end = max(span.start, sentence.start), min(span.end, sentence.end)
    text = passage.text
    at = passage.span.start
    while start < end and text[start - at] in " \t\n,;:":
        start += 1
    while end > start and text[end - 1 - at] in " \t\n,;:":
        end -= 1
    return Span(start, end) if start < end else None


def _values(
    relevance: float,
    top: float,
    score: float | None,
    rules: _Ruled | None,
    span: Span,
    words: int,
    others: int,
    rank: int,
    strict: bool,
    known: bool,
) -> tuple[float, ...]:
    overlapping = [gate for held, gate in rules.mentions if _shared(held, span) > 0] if rules else []
    best = rules.best if rules else None
    coverage, predicate, missing, absent = rules.scene if rules else (0.0, 0.0, 0.0, 0.0)
    astray = bool(rules and not overlapping)
    return (
        1.0,
        max(-8.0, min(8.0, relevance)),
        max(-8.0, relevance - top),
        max(_LEAST, score) if score is not None else 0.0,
        float(score is not None),
        rules.logit if rules else 0.0,
        float(rules is None),
        float(best is not None and _shared(best, span) > 0),
        max(-6.0, max(overlapping)) if overlapping and (strict or known) else 0.0,
        float(astray and not strict and bool(rules and rules.mentions)),
        log1p(words),
        log1p(others),
        float(rank == 0),
        absent,
        missing,
        predicate,
        coverage,
        float(astray and strict),
        rules.logit if rules and known else 0.0,
    )


def _ruled(ask: Ask, evidence: Sequence[Evidence]) -> dict[tuple[str, int], _Ruled]:
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
        found[key] = _Ruled(
            max(_NO_RULE, log(share / (1 - share))),
            _span_of(one) if one.mention.label not in ("line", "unnamed") else None,
            (seen.coverage, seen.predicate, seen.missing, seen.absent),
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
            sentence = max(sentences, key=lambda held: _shared(held, span), default=span)
            text = passage.text[one.start : one.end]
            found.setdefault(normalise_answer(text), set()).add(origins.of(passage, sentence))
    return {text: frozenset(articles) for text, articles in found.items()}


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
