"""Which spans of a sentence are proposed as the short answer: what a reader found, put right by the rules. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log1p

from index.types import Span

from .ask import Ask
from .lines import words_in
from .spans import Found, Read
from .standing import numbers_of
from .types import Evidence
from .words import Word

__all__ = ["Ruled", "shared", "spans_of"]

_KEPT = 3
_PHRASE = 32
"""Characters by which a span is widened at most."""

_JOINTS = frozenset(("and", "or", "&", ", and", ", or"))
"""What stands between two answers that are one list."""

_Spans = list[tuple[Span, Span, float | None]]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules say of one sentence: its logit, its best mention, and every mention with its deduction.

    For its coverage, predicate and missing shares see `assistant.scoring`.
    """

    logit: float
    best: Span | None
    coverage: float
    predicate: float
    missing: float
    mentions: tuple[tuple[Span, float], ...]


def spans_of(ask: Ask, passage: Evidence, read: Read, ruled: Mapping[tuple[str, int], Ruled], group: str) -> _Spans:
    """(sentence, span, log-probability or None): what the reader found, then what only the rules found.

    All spans count in the article. ``ruled`` is by article and start of the sentence.
    """
    at = passage.span.start
    lines = {Span(at + one.start, at + one.end): line for one, line in words_in(passage)}
    found: _Spans = []
    for one in (*read.found[:_KEPT], *_together(passage, read.found[:_KEPT])):
        span = Span(at + one.start, at + one.end)
        sentence = max(lines, key=lambda held: shared(held, span), default=None)
        cut = _trimmed(passage, sentence, span) if sentence is not None else None
        if sentence is not None and cut is not None:
            rules = ruled.get((passage.article_id, sentence.start))
            cut = _snapped(cut, rules) if group == "count" else _widened(cut, rules) if group == "culprit" else cut
            found.append((sentence, cut, one.score))
    for sentence, line in lines.items():
        rules = ruled.get((passage.article_id, sentence.start))
        own = [rules.best] if rules is not None and rules.best is not None else []
        for span in (*own, *(_numbers(ask, sentence, line) if rules is not None else ())):
            if all(span != other for _, other, _ in found):
                found.append((sentence, span, None))
    return found


def _together(passage: Evidence, found: Sequence[Found]) -> Iterator[Found]:
    """Neighbouring spans that are one list, as one: "Two schools" and "a nursery"; as likely as both together."""
    for one, other in pairwise(sorted(found, key=lambda each: each.start)):
        if passage.text[one.end : other.start].strip() in _JOINTS and one.end < other.start:
            likelier = max(one.score, other.score)
            both = likelier + log1p(exp(min(one.score, other.score) - likelier))
            yield Found(one.start, other.end, min(0.0, both))


def _numbers(ask: Ask, sentence: Span, line: Sequence[Word]) -> Iterator[Span]:
    """The numbers that count the noun that is asked for."""
    for first, last in numbers_of(ask, line):
        yield Span(sentence.start + line[first].start, sentence.start + line[last - 1].end)


def _snapped(span: Span, rules: Ruled | None) -> Span:
    """The figure in a span that holds one and more: the one that the rules deduct least for, the first of equals."""
    held = [(-gate, mention) for mention, gate in rules.mentions if span.contains(mention)] if rules else []
    return min(held)[1] if held else span


def _widened(span: Span, rules: Ruled | None) -> Span:
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


def shared(one: Span, other: Span) -> int:
    """How many characters two spans share; negative where they are apart."""
    return min(one.end, other.end) - max(one.start, other.start)
