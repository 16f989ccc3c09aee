"""The same answer found in several places: readings into groups of one value each, with a pooled probability. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.types import Span

from .aliases import Aliases
from .ask import Ask
from .copies import copies
from .types import Evidence
from .values import Value, fits, value_of

__all__ = ["Answering", "Group", "cut", "pooled", "support"]

Answering = tuple[int, Span, Span | None, float]
"""What a reader says of a sentence: the number of the evidence, the sentence, the short answer, the score."""

_FIRST_MORE = 0.3
_LATER = 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """The readings that give one value, best first. ``score`` (0 to 1) counts the independent articles among them.

    ``value`` is None for sentences without a short answer; then the group is one sentence and its copies.
    """

    value: Value | None
    readings: tuple[Answering, ...]
    score: float


def pooled(ask: Ask, readings: Iterable[Answering], evidence: Iterable[Evidence]) -> list[Group]:
    """The values that the readings give to a question, the best supported first.

    Readings are of one value when their figures, days or names are equal or made equal by the articles themselves
    (`assistant.aliases`); a less exact one ("12 May", "Kestle") joins the only more exact one that it fits. An article
    counts once, and so do copies of one sentence in several articles.
    """
    passages = {passage.number: passage for passage in evidence}
    ordered = sorted(readings, key=lambda one: -one[3])
    known = Aliases(passages.values())
    valued: dict[Value, list[Answering]] = {}
    told: list[list[Answering]] = []
    for reading in ordered:
        passage = passages[reading[0]]
        if reading[2] is not None:
            short = passage.cut(reading[2])
            value = value_of(ask, short, known, passage.article_id, passage.published)
            valued.setdefault(value, []).append(reading)
            continue
        text = passage.cut(reading[1])
        same = next((one for one in told if copies(text, passages[one[0][0]].cut(one[0][1]))), None)
        if same is None:
            told.append([reading])
        else:
            same.append(reading)
    groups = [(value, found) for value, found in _merged(valued).items()]
    scored = [_group(value, found, passages) for value, found in [*groups, *((None, found) for found in told)]]
    return sorted(scored, key=lambda group: (-group.score, -group.readings[0][3]))


def support(scores: Sequence[float]) -> float:
    """The probability that an answer is right that independent articles give with these probabilities.

    1 - (1 - p1) (1 - p2)^0.3 (1 - p3)^0.15 ..., best first: a noisy-or in which each further article is worth half the
    one before, so that the best dominates: any number of others counts less than three fifths of a second one.
    """
    best, *others = sorted(scores, reverse=True)
    if not others:
        return best
    doubt, weight = 1.0 - best, _FIRST_MORE
    for score in others:
        doubt *= (1.0 - min(1.0, max(0.0, score))) ** weight
        weight *= _LATER
    return max(best, 1.0 - doubt)


def cut(passage: Evidence, span: Span) -> str:
    """The text of a span that counts in the article."""
    return passage.cut(span)


def _merged(valued: dict[Value, list[Answering]]) -> dict[Value, list[Answering]]:
    """The values with those that leave something out joined to the only one that they fit."""
    merged = {value: list(found) for value, found in valued.items()}
    for value in valued:
        fuller = [other for other in valued if fits(value, other)]
        if len(fuller) == 1:
            merged[fuller[0]] += merged.pop(value)
    return merged


def _group(value: Value | None, found: Sequence[Answering], passages: dict[int, Evidence]) -> Group:
    ordered = sorted(found, key=lambda one: -one[3])
    counted: list[tuple[str, str, float]] = []
    for reading in ordered:
        passage = passages[reading[0]]
        text = passage.cut(reading[1])
        if not any(article == passage.article_id or copies(text, other) for article, other, _ in counted):
            counted.append((passage.article_id, text, reading[3]))
    return Group(value, tuple(ordered), support([score for _, _, score in counted]))
