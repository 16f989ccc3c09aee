"""Readings into a draft: which sentences are quoted, in which order, and which value is the short answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.types import Span

from .matching import normalise_answer, numbers_in
from .polarity import polarity
from .questions import Ask
from .types import Claim, Draft, Evidence, Quote

__all__ = ["Answering", "draft"]

_CLAIMS = 3
_RELATIVE = 0.7
_MEASURED = frozenset(("count", "money", "percent", "casualties", "measure"))

Answering = tuple[int, Span, Span | None, float]
"""What a reader says of a sentence: the number of the evidence, the sentence, the short answer, the score."""


def draft(ask: Ask, readings: Sequence[Answering], evidence: Iterable[Evidence]) -> Draft:
    """A draft that quotes the readings, best first.

    The same sentence in several articles is one claim with several quotes. Where articles give different figures
    there is one claim for each, the newest article first, and the short answer is the newest.
    """
    passages = {passage.number: passage for passage in evidence}
    best = readings[0][3]
    kept: dict[str, Answering] = {}
    for reading in readings:
        text = _cut(passages, reading[0], reading[1])
        if text not in kept and reading[3] >= _RELATIVE * best:
            kept[text] = reading
    chosen = list(kept.items())
    if ask.kind in _MEASURED:
        chosen = _newest_of_each(chosen, passages)
    chosen = chosen[:_CLAIMS]
    claims = tuple(Claim(text, tuple(_copies(text, reading, passages.values()))) for text, reading in chosen)
    text, (number, _, span, _) = chosen[0]
    short = _cut(passages, number, span) if span else polarity(ask, text)
    return Draft(claims, short, best)


def _cut(passages: dict[int, Evidence], number: int, span: Span) -> str:
    passage = passages[number]
    return Span(span.start - passage.span.start, span.end - passage.span.start).of(passage.text)


def _newest_of_each(
    chosen: Sequence[tuple[str, Answering]], passages: dict[int, Evidence]
) -> list[tuple[str, Answering]]:
    """One reading for each value, the newest article first; one article's second figure never overrides its first."""
    values: dict[str, tuple[str, Answering]] = {}
    articles: set[str] = set()
    for text, reading in chosen:
        article = passages[reading[0]].article_id
        value = _value(_cut(passages, reading[0], reading[2]) if reading[2] else text)
        if article in articles and value not in values:
            continue
        articles.add(article)
        held = values.get(value)
        if held is None or _day(passages, reading) > _day(passages, held[1]):
            values[value] = (text, reading)
    return sorted(values.values(), key=lambda one: _day(passages, one[1]), reverse=True)


def _value(short: str) -> str:
    figures = numbers_in(short)
    return " ".join(map(str, figures)) if figures else normalise_answer(short)


def _day(passages: dict[int, Evidence], reading: Answering) -> str:
    return (passages[reading[0]].published or "")[:10]


def _copies(text: str, reading: Answering, passages: Iterable[Evidence]) -> list[Quote]:
    """The quote itself and its copies, word for word, in other articles."""
    quotes = [Quote(reading[0], reading[1])]
    own = next(passage.article_id for passage in passages if passage.number == reading[0])
    seen = {own}
    for passage in passages:
        at = passage.text.find(text)
        if at >= 0 and passage.article_id not in seen:
            seen.add(passage.article_id)
            start = passage.span.start + at
            quotes.append(Quote(passage.number, Span(start, start + len(text))))
    return quotes
