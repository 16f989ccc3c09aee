"""Which figure of an article answers: readings moved to the whole count, like counts of other articles heard. Pure.

A reader is sure of words, not of arithmetic: of "three more died, bringing the toll to 14" it may take the three, and
of the final toll, told in other words than the question's, it may be hardly sure. Here the words around a figure
decide (`assistant.figures`): what is no whole count is no answer, and a sentence that ties its figure to the event is
heard although the reader is unsure of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.types import Span

from .aggregating import Answering
from .ask import Ask, Kind
from .figures import WHOLE, Figure, figures
from .lines import words_in
from .matching import numbers_in
from .numerals import days
from .quantities import hedge
from .relations import hits
from .types import Evidence
from .words import Word, words

__all__ = ["hedged", "sharpened", "tallied"]

_HEARD = 0.6
"""What a figure that is bound to the event counts at least, as a share of the best reading's score."""

_SURE = 0.4
"""What it counts where the reader is sure of nothing. Of such figures about 70 in 100 were right on MUC's training part
and on the incidents, and 80 in 100 of the first ones in their evidence."""

_STANDING = 0.95
"""The same for a figure of which its own article says that it is where the count stands."""

_LIKELY = 0.5
"""How likely a bound figure must be, as a share of the best reading's score, for unbound ones to be dropped."""

_EFFECTS = frozenset(("kill", "wound", "arrest", "kidnap", "missing", "charge", "displace", "rescue", "release"))
"""Families of events that a word beside a figure tells apart."""

_AS_LIKELY = 0.5
"""How much of the best reading's probability a whole figure needs to take its place, where no fates are counted."""

_COUNTED: frozenset[Kind] = frozenset(("count", "money", "percent"))
_SHARES = ("%", "percent", "per cent")
_CURRENCIES = "$£€¥"


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of a sentence: the evidence, the sentence and the figure, both in the article."""

    evidence: int
    sentence: Span
    short: Span
    figure: Figure
    near: bool
    """Whether the names of the question, or without any what it counts, are in or beside the sentence; no other day."""


def sharpened(ask: Ask, short: str) -> Ask:
    """The question with the kind that its best answer shows: "What was the turnout?" asks for a share of the whole."""
    if ask.kind not in ("thing", "measure"):
        return ask
    if numbers_in(short) and any(sign in short for sign in _SHARES):
        return replace(ask, kind="percent")
    return replace(ask, kind="money") if numbers_in(short) and any(sign in short for sign in _CURRENCIES) else ask


def hedged(ask: Ask, passage: Evidence, sentence: Span, span: Span) -> Span:
    """A count of people with the words before it that make it a bound or an estimate: "at least 23"."""
    if ask.kind != "count" or ask.families.isdisjoint(_EFFECTS):
        return span
    line = next((line for one, line in words_in(passage) if passage.span.start + one.start == sentence.start), ())
    at = next((at for at, word in enumerate(line) if sentence.start + word.start == span.start), None)
    return span if at is None else Span(sentence.start + line[hedge(line, at)].start, span.end)


def tallied(
    ask: Ask, readings: Sequence[Answering], passages: Mapping[int, Evidence], threshold: float
) -> list[Answering]:
    """The readings, best first, that give whole figures, with those of other articles that count the same thing.

    Increments, parts, earlier counts and figures of other events are left out where any whole figure reaches the
    threshold; where none does, only those of other events.
    """
    if ask.kind not in _COUNTED or not readings:
        return list(readings)
    told = _told(ask, readings, passages)
    people = ask.kind != "count" or bool(ask.families & _EFFECTS)
    fit = [one for one in (_settled(reading, told, passages, people) for reading in readings) if one is not None]
    if ask.kind == "count" and people:
        fit = _bound(fit, told, passages)
        if max((one[3] for one in fit), default=0.0) < threshold:
            fit += _plainly(told, passages)
    best = max((one[3] for one in fit), default=0.0)
    least = threshold if people else max(threshold, _AS_LIKELY * readings[0][3])
    if not fit or best < least:
        other = ask.kind == "count" and people
        return [one for one in readings if not (other and _of_another(one, told, passages))]
    return sorted([*fit, *_heard(fit, told, passages, best, people)], key=lambda one: -one[3])


def _of_another(reading: Answering, told: Sequence[_Told], passages: Mapping[int, Evidence]) -> bool:
    """Whether a reading's figure goes with another event: the dead of 1974."""
    other = [(passages[one.evidence].article_id, one.short) for one in told if one.figure.role == "elsewhere"]
    return _among(reading, other, passages)


def _plainly(told: Sequence[_Told], passages: Mapping[int, Evidence]) -> list[Answering]:
    """The figures that the words tie to the event; "one" is none of them, which more often tells of a single person."""
    return [
        (one.evidence, one.sentence, one.short, _SURE)
        for one in told
        if one.figure.bound and one.near and _numbers(one.short, passages[one.evidence]) not in ([], [1])
    ]


def _bound(fit: Sequence[Answering], told: Sequence[_Told], passages: Mapping[int, Evidence]) -> list[Answering]:
    """Only the readings whose figures the words bind to the event, where one of them is likely."""
    best = max((one[3] for one in fit), default=0.0)
    bound = [(passages[one.evidence].article_id, one.short) for one in told if one.figure.bound]
    held = [one for one in fit if _among(one, bound, passages)]
    return held if max((one[3] for one in held), default=0.0) >= _LIKELY * best else list(fit)


def _among(reading: Answering, bound: Sequence[tuple[str, Span]], passages: Mapping[int, Evidence]) -> bool:
    """Whether a reading's short answer is, or lies within, one of the bound figures."""
    article, short = passages[reading[0]].article_id, reading[2]
    return short is not None and any(
        article == other and figure.start < short.end and short.start < figure.end for other, figure in bound
    )


def _told(ask: Ask, readings: Sequence[Answering], passages: Mapping[int, Evidence]) -> list[_Told]:
    """Every figure of the articles that were read."""
    heard = {passages[one[0]].article_id for one in readings}
    read = [passage for passage in passages.values() if passage.article_id in heard]
    years = [int(passage.published[:4]) for passage in read if passage.published]
    found: dict[tuple[str, int, int], _Told] = {}
    for passage in read:
        parts = words_in(passage)
        title = frozenset(word.stem for word in words(passage.title[:300]))
        stems = [frozenset(word.stem for word in tokens) for _, tokens in parts]
        for at, (span, tokens) in enumerate(parts):
            sentence = passage.placed(span)
            near = _near(ask, span.of(passage.text), title.union(*stems[max(0, at - 2) : at + 2]))
            for figure in figures(ask, tokens, min(years, default=None)):
                short = _within(sentence.start, tokens, figure)
                told = _Told(passage.number, sentence, short, replace(figure, bound=_sure(ask, tokens, figure)), near)
                found.setdefault((passage.article_id, short.start, short.end), told)
    return list(found.values())


def _near(ask: Ask, text: str, stems: frozenset[str]) -> bool:
    named = all(not stems.isdisjoint(name) for name in ask.names) and (bool(ask.names) or ask.counted <= stems)
    dated = {(one.day, one.month) for one in days(text)}
    return named and not (ask.days and dated and dated.isdisjoint(ask.days))


def _sure(ask: Ask, tokens: Sequence[Word], figure: Figure) -> bool:
    """Whether a bound figure is told as a fact: "could kill 12" and "12 feared dead" are none."""
    found = hits(ask, tokens)
    return figure.bound and (not found or any(hit.asserted for hit in found))


def _within(offset: int, tokens: Sequence[Word], figure: Figure) -> Span:
    return Span(offset + tokens[figure.first].start, offset + tokens[figure.last - 1].end)


def _settled(
    reading: Answering, told: Sequence[_Told], passages: Mapping[int, Evidence], moves: bool
) -> Answering | None:
    """A reading with the whole figure of its sentence as its short answer; None where it took a part or an increment.

    Only where it ``moves`` may that be another figure than the reader's: of what befell people, words tell which one
    counts; of dorms or ounces the reader knows better.
    """
    number, sentence, short, score = reading
    if short is None:
        return reading
    article = passages[number].article_id
    beside = [one for one in told if one.sentence == sentence and passages[one.evidence].article_id == article]
    taken = [one for one in beside if one.short.start < short.end and short.start < one.short.end]
    whole = [one for one in taken if one.figure.role in WHOLE]
    if not moves:
        return reading if whole or not taken else None
    whole = whole or [one for one in beside if one.figure.bound]
    if not whole:
        return None if taken else reading
    bound = [one for one in whole if one.figure.bound] or whole
    chosen = next((one for one in bound if one.figure.role == "total"), bound[0])
    same = chosen in taken and _numbers(chosen.short, passages[number]) == _numbers(short, passages[number])
    return reading if same else (number, sentence, chosen.short, score)


def _numbers(span: Span, passage: Evidence) -> list[int | float]:
    return numbers_in(passage.cut(span))


def _heard(
    fit: Sequence[Answering], told: Sequence[_Told], passages: Mapping[int, Evidence], best: float, moves: bool
) -> list[Answering]:
    """The bound figures of which the reader was less sure than the words allow; its article's totals if ``moves``."""
    own: dict[str, float] = {}
    for reading in fit:
        article = passages[reading[0]].article_id
        own[article] = max(own.get(article, 0.0), reading[3])
    lead = max(fit, key=lambda one: one[3])
    found: list[Answering] = []
    for one in told:
        article = passages[one.evidence].article_id
        if not one.figure.bound or not one.near:
            continue
        standing = moves and one.figure.role == "total"
        floor = _HEARD * best if article != passages[lead[0]].article_id else 0.0
        score = max(floor, _STANDING * own.get(article, 0.0) if standing else 0.0)
        if score:
            found.append((one.evidence, one.sentence, one.short, score))
    return found
