"""Readings into a draft: which sentences are quoted, in which order, and which value is the short answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from index.types import Span

from .copies import copies
from .lines import spans_in, stems_in
from .matching import normalise_answer, numbers_in
from .polarity import polarity
from .questions import Ask, analyse
from .types import Claim, Draft, Evidence, Quote

__all__ = ["Answering", "draft", "joined"]

_CLAIMS = 3
_RELATIVE = 0.7
_SAME_DAY = 0.5
_REVISED = 0.25
_STORY_DAYS = 60
"""Reports of one story, first toll to last, lie no further apart; beyond that like figures are another event's."""
_PER_PART = 2
_MEASURED = frozenset(("count", "money", "percent", "casualties", "measure"))

Answering = tuple[int, Span, Span | None, float]
"""What a reader says of a sentence: the number of the evidence, the sentence, the short answer, the score."""


def draft(question: str, readings: Sequence[Answering], evidence: Iterable[Evidence], threshold: float) -> Draft:
    """A draft that quotes the readings that reach the threshold, best first; the first one does.

    Copies of one sentence in several articles are one claim with several quotes. Where articles give different figures
    there is one claim for each, the newest article first, and the short answer is the newest; a later or earlier report
    of the same event needs less to count ("The final toll is 38 dead") than the first to be found. An article that says
    less of the event that is asked about than the best one does is not quoted beside it.
    """
    ask = analyse(question)
    passages = {passage.number: passage for passage in evidence}
    best = readings[0][3]
    known = _unheard(ask, passages.values())
    most = known[passages[readings[0][0]].article_id]
    kept: list[tuple[str, Answering]] = []
    for reading in readings:
        article = passages[reading[0]].article_id
        floor = max(threshold, _RELATIVE * best)
        if ask.kind in _MEASURED and article != passages[readings[0][0]].article_id:
            revised = reading[2] is not None and 0 < _apart(passages, reading, readings[0]) <= _STORY_DAYS
            floor = _REVISED * best if revised else max(threshold, _SAME_DAY * best)
        text = _cut(passages, reading[0], reading[1])
        if reading[3] < floor or known[article] > most or any(copies(text, other) for other, _ in kept):
            continue
        kept.append((text, reading))
    chosen = _newest_of_each(kept, passages) if ask.kind in _MEASURED else kept
    verdict = None
    if ask.kind == "yesno":
        chosen, verdict = _judged(question, chosen)
    chosen = chosen[:_CLAIMS]
    claims = tuple(Claim(text, tuple(_copies(text, reading, passages))) for text, reading in chosen)
    _, (number, _, span, _) = chosen[0]
    short = (
        _cut(passages, number, span).rstrip(" ,;:." if ask.kind in ("date", "quote") else " ,;:") if span else verdict
    )
    return Draft(claims, short or None, best)


def joined(drafts: Sequence[Draft]) -> Draft:
    """The drafts of the parts of one question as one; the short answer only when every part has one."""
    if len(drafts) == 1:
        return drafts[0]
    claims: dict[str, Claim] = {}
    for one in drafts:
        claims |= {claim.text: claim for claim in one.claims[:_PER_PART] if claim.text not in claims}
    shorts = [one.short for one in drafts if one.short is not None]
    whole = len(shorts) == len(drafts)
    answered = [one.confidence or 0.0 for one in drafts if one.claims] or [one.confidence or 0.0 for one in drafts]
    return Draft(tuple(claims.values()), "; ".join(dict.fromkeys(shorts)) if whole else None, min(answered))


def _judged(question: str, chosen: list[tuple[str, Answering]]) -> tuple[list[tuple[str, Answering]], str | None]:
    """The sentence that says yes or no put first, and what it says; nothing where sentences contradict each other."""
    said = [(polarity(question, text), place) for place, (text, _) in enumerate(chosen)]
    plain = [(verdict, place) for verdict, place in said if verdict is not None]
    if not plain or len({verdict for verdict, _ in plain}) > 1:
        return chosen, None
    verdict, first = plain[0]
    return [chosen[first], *chosen[:first], *chosen[first + 1 :]], verdict


def _unheard(ask: Ask, evidence: Iterable[Evidence]) -> dict[str, int]:
    """For each article how many of the question's names and nouns none of its passages holds."""
    held: dict[str, frozenset[str]] = {}
    for passage in evidence:
        held[passage.article_id] = held.get(passage.article_id, frozenset()) | stems_in(passage)
    return {
        article: sum(set(name).isdisjoint(stems) for name in ask.names) + len(ask.nouns - stems)
        for article, stems in held.items()
    }


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


def _apart(passages: dict[int, Evidence], one: Answering, other: Answering) -> int:
    """The days between the publication of two readings' articles; 0 when one is not known."""
    days = [_day(passages, reading) for reading in (one, other)]
    return abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) if all(days) else 0


def _copies(text: str, reading: Answering, passages: dict[int, Evidence]) -> list[Quote]:
    """The quote itself and its copies in other articles, one for each article."""
    quotes = [Quote(reading[0], reading[1])]
    seen = {passages[reading[0]].article_id}
    for passage in passages.values():
        if passage.article_id in seen:
            continue
        for span in spans_in(passage):
            if copies(text, span.of(passage.text)):
                seen.add(passage.article_id)
                quotes.append(
                    Quote(passage.number, Span(passage.span.start + span.start, passage.span.start + span.end))
                )
                break
    return quotes
