"""Days, weekdays, months, years and times of day in a tagged sentence, as candidate answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .gazetteer import WEEKDAYS
from .lexicon import word_set
from .naming import RELATIVE_DAYS
from .numerals import MONTHS, days, is_year
from .quantities import Mention
from .words import Word

__all__ = ["dates", "times"]

_PARTS = word_set("morning afternoon evening night week month year weekend")


def dates(words: Sequence[Word], text: str) -> Iterator[Mention]:
    """Days, and what says less of one: weekdays, months, years, "yesterday"."""
    starts = {word.start: place for place, word in enumerate(words)}
    ends = {word.end: place + 1 for place, word in enumerate(words)}
    covered: set[int] = set()
    for day in days(text):
        end = day.end
        while end > day.start and end not in ends:
            end -= 1
        if day.start in starts and end in ends and starts[day.start] not in covered:
            covered.update(range(starts[day.start], ends[end]))
            yield Mention(starts[day.start], ends[end], 1.0, "day")
    for place in range(len(words)):
        if place not in covered:
            yield from _loose_date(words, place)


def _loose_date(words: Sequence[Word], place: int) -> Iterator[Mention]:
    """A weekday, month, year or relative day that begins (or, for "ago", ends) at ``place``."""
    word = words[place]
    before = words[place - 1].low if place else ""
    following = words[place + 1] if place + 1 < len(words) else None
    if word.low in WEEKDAYS:
        end = place + 1
        while end < len(words) and words[end].low in _PARTS:
            end += 1
        yield Mention(place, end, 0.75, "weekday")
    elif word.low in MONTHS and word.text[0].isupper() and (len(word.low) > 3 or following):
        yield Mention(
            place - (before in _PART_OF), place + (2 if following and is_year(following.text) else 1), 0.7, "month"
        )
    elif is_year(word.text) and before not in MONTHS:
        part = before in _PART_OF
        yield Mention(place - part, place + 1, 0.65 if part or before in _BEFORE_YEAR else 0.4, "year")
    elif word.low in RELATIVE_DAYS:
        yield Mention(place, place + 1, 0.5, "relative")
    elif word.low in _PARTS and before in ("this", "last", "next", "that"):
        yield Mention(place - 1, place + 1, 0.45, "relative")
    elif word.low == "ago" and place > 1:
        yield Mention(place - 2, place + 1, 0.5, "relative")


_PART_OF = word_set("early late")
_BEFORE_YEAR = word_set("in since of by until from")


def times(words: Sequence[Word]) -> Iterator[Mention]:
    """Times of day: "7:40 a.m.", "0530", "about noon"."""
    for place, word in enumerate(words):
        after = words[place + 1].low if place + 1 < len(words) else ""
        if word.low in ("noon", "midnight", "dawn", "dusk", "sunrise", "sunset"):
            yield Mention(place, place + 1, 0.8, "time")
        if not word.text[0].isdecimal():
            continue
        half = after in ("a.m.", "p.m.", "am", "pm")
        clock = ":" in word.text or (len(word.text) == 4 and word.text[0] in "012" and not is_year(word.text))
        if half or clock or after in ("o'clock", "gmt", "hours"):
            yield Mention(place, place + 1 + (half or after in ("o'clock", "gmt")), 1.0, "time")
