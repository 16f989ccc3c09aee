"""Where articles differ: which value is an article's own, which values stand against each other, in which order. Pure.

Figures change as a story unfolds, so the newest comes first. For names and days a second value is shown only when it is
about as well supported as the first, comes from another article and cannot be the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from .aggregating import Answering, Group
from .ask import Ask, Kind
from .lexicon import word_set
from .matching import normalise_answer, numbers_in
from .types import Evidence
from .words import stems_of, words

__all__ = ["MEASURED", "STORY_DAYS", "apart", "counts_on", "day_of", "newest_of_each", "rivals"]

MEASURED: frozenset[Kind] = frozenset(("count", "money", "percent", "casualties", "measure"))
"""Kinds whose answers change as a story unfolds: the newest report is the answer."""

_ONE_ANSWER: frozenset[Kind] = frozenset(("who", "organisation", "date", "age", "duration", "amount"))
"""Kinds of which two different values cannot both be right. Places are none: a street lies in its town."""

_AS_GOOD = 0.8
"""How much of the best value's probability another one needs to stand against it."""

_REVISING = 0.6
"""How much of its article's best figure a figure needs that the sentence calls the new one."""

STORY_DAYS = 60
"""Reports of one story, first toll to last, lie no further apart; beyond that like figures are another event's."""

_RISING = stems_of("rise climb grow increase jump revise raise update reach")
_TOLLS = stems_of("toll number count total")
_NOW = word_set("now final latest new official")
_EARLIER = word_set("earlier initially previously originally first previous initial preliminary")


def newest_of_each(
    chosen: Sequence[tuple[str, Answering]], passages: Mapping[int, Evidence]
) -> list[tuple[str, Answering]]:
    """One reading for each figure, the newest article first.

    Of the figures of one article only its surest counts, unless an older article has that one and the article's own
    words call the other the new one ("rose to 38", "23 had been reported earlier").
    """
    values: dict[str, tuple[str, Answering]] = {}
    own: dict[str, str] = _own(chosen, passages)
    for text, reading in chosen:
        article = passages[reading[0]].article_id
        value = _figure(text, reading, passages)
        if value != own[article]:
            continue
        held = values.get(value)
        if held is None or day_of(passages, reading) > day_of(passages, held[1]):
            values[value] = (text, reading)
    ordered = sorted(values.values(), key=lambda one: day_of(passages, one[1]), reverse=True)
    exact = [day_of(passages, reading) for text, reading in ordered if _exact(text, reading, passages)]
    return [
        (text, reading)
        for text, reading in ordered
        if not exact or _exact(text, reading, passages) or day_of(passages, reading) < min(exact)
    ]


def _exact(text: str, reading: Answering, passages: Mapping[int, Evidence]) -> bool:
    """Whether a figure is given as a number; "dozens" says nothing more once a number has been reported."""
    return bool(numbers_in(passages[reading[0]].cut(reading[2]) if reading[2] else text))


def _own(chosen: Sequence[tuple[str, Answering]], passages: Mapping[int, Evidence]) -> dict[str, str]:
    """Each article's own figure."""
    listed: dict[str, list[tuple[str, Answering, str]]] = {}
    for text, reading in chosen:
        value = _figure(text, reading, passages)
        listed.setdefault(passages[reading[0]].article_id, []).append((text, reading, value))
    own = {article: found[0][2] for article, found in listed.items()}
    for article, found in listed.items():
        first = found[0]
        older = any(
            value == first[2] and day_of(passages, other) < day_of(passages, first[1])
            for others, held in listed.items()
            for _, other, value in held
            if others != article
        )
        for text, reading, value in found[1:]:
            sure = reading[3] >= _REVISING * first[1][3]
            if older and sure and value != first[2] and (_rises(text, reading) or _was(first[0])):
                own[article] = value
                break
    return own


def _rises(text: str, reading: Answering) -> bool:
    """Whether a sentence says that its figure is where the count stands now: "rose to 38"."""
    tokens = words(text)
    start = (reading[2] or reading[1]).start - reading[1].start
    before = [word for word in tokens if word.end <= start][-4:]
    return any(word.stem in _RISING for word in before) and any(word.low in ("to", "at") for word in before)


def _was(text: str) -> bool:
    """Whether a sentence tells of an earlier count."""
    return not _EARLIER.isdisjoint(word.low for word in words(text))


def counts_on(text: str) -> bool:
    """Whether a sentence speaks of a count that goes on: "the final toll", "rose to 38", "now"."""
    return any(word.stem in _RISING | _TOLLS or word.low in _NOW for word in words(text))


def _figure(text: str, reading: Answering, passages: Mapping[int, Evidence]) -> str:
    short = passages[reading[0]].cut(reading[2]) if reading[2] else text
    figures = numbers_in(short)
    return " ".join(map(str, figures)) if figures else normalise_answer(short)


def rivals(ask: Ask, groups: Sequence[Group], passages: Mapping[int, Evidence], threshold: float) -> list[Group]:
    """The best group and those whose values stand against it, the newest first; the best leads where it is clearly so.

    A rival is a name or a day (for questions that have one answer) that other articles give about as surely, that
    shares no word with the best, and whose articles do not give the best value too.
    """
    best = groups[0]
    if ask.kind not in _ONE_ANSWER or best.value is None or best.value.kind == "words":
        return [best]
    floor = max(threshold, _AS_GOOD * best.score)
    against = [group for group in groups[1:] if group.score >= floor and _against(best, group, passages)]
    if not against:
        return [best]
    ordered = sorted([best, *against], key=lambda group: _newest(group, passages), reverse=True)
    if ordered[0].score < (1 + _AS_GOOD) / 2 * best.score:
        ordered.remove(best)
        ordered.insert(0, best)
    return ordered


def _against(best: Group, group: Group, passages: Mapping[int, Evidence]) -> bool:
    if group.value is None or best.value is None or group.value.kind != best.value.kind:
        return False
    if best.value.kind == "name" and not set(best.value.key).isdisjoint(group.value.key):
        return False
    ours, theirs = (_articles(one, passages) for one in (best, group))
    days = apart(passages, best.readings[0], group.readings[0])
    return ours.isdisjoint(theirs) and days <= STORY_DAYS


def _articles(group: Group, passages: Mapping[int, Evidence]) -> set[str]:
    return {passages[reading[0]].article_id for reading in group.readings}


def _newest(group: Group, passages: Mapping[int, Evidence]) -> str:
    return max(day_of(passages, reading) for reading in group.readings if 2 * reading[3] >= group.readings[0][3])


def day_of(passages: Mapping[int, Evidence], reading: Answering) -> str:
    """The day on which a reading's article was published, "" where that is not known."""
    return (passages[reading[0]].published or "")[:10]


def apart(passages: Mapping[int, Evidence], one: Answering, other: Answering) -> int:
    """The days between the publication of two readings' articles; 0 when one is not known."""
    days = [day_of(passages, reading) for reading in (one, other)]
    return abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) if all(days) else 0
