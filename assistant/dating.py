"""The calendar day that a relative one means in an article of a known date. Pure.

The article's own words are kept; the day is set behind them in brackets, so that a reader sees what was derived.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from .numerals import day_in_words, days, numbers
from .words import stem

__all__ = ["dated", "day_of", "undated", "year_of"]

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_PART = re.compile(r"\b(this|last|next|that)\s+(?:\w+\s+)?(morning|afternoon|evening|night)\b")
_AGO = re.compile(r"\b([\w-]+)\s+(day|days|week|weeks)\s+ago\b")
_WEEKDAY = re.compile(rf"\b(?:(last|next|the following|the previous)\s+)?({'|'.join(_WEEKDAYS)})\b")
_YEAR = re.compile(r"\b\d{4}\b")
_FIVE_MONTHS = 153
_VAGUE = re.compile(r"\b(?:or|and|between|since|until|till|from|every|each|mondays|week of|days? (?:before|after))\b")


def day_of(text: str, published: str | None, *, future: bool = False) -> date | None:
    """The day that ``text`` means in an article of that date; None if it names its day, no day, or more than one.

    ``published`` is an ISO 8601 date or time. A bare weekday is the last one, the day itself included; with ``future``
    it is the next one.
    """
    low = " ".join(text.lower().split())
    base = _base(published)
    if base is None or days(text) or _YEAR.search(low) or _VAGUE.search(low):
        return None
    try:
        return _counted(low, base, future)
    except OverflowError:  # "yesterday" of 1 January of the year 1, which some programs write for no date
        return None


def _counted(low: str, base: date, future: bool) -> date | None:
    near = [offset for word, offset in _NEAR.items() if re.search(rf"\b{word}\b", low)]
    weekdays = list(_WEEKDAY.finditer(low))
    if len(near) + len(weekdays) > 1:
        return None
    if near:
        return base + timedelta(days=near[0])
    if weekdays:
        return _weekday(base, weekdays[0], future)
    if (part := _PART.search(low)) is not None:
        return _part(base, part[1], part[2])
    return _ago(base, low)


def _base(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _weekday(base: date, hit: re.Match[str], future: bool) -> date | None:
    back = (base.weekday() - _WEEKDAYS.index(hit[2])) % 7
    if hit[1] == "next" or (future and hit[1] is None):
        return base + timedelta(days=(7 - back) if back or hit[1] else 0)
    if hit[1] in ("the following", "the previous"):
        return None
    return base - timedelta(days=back or (7 if hit[1] == "last" else 0))


def _part(base: date, which: str, part: str) -> date | None:
    if which == "this":
        return base
    return base - timedelta(days=1) if (which, part) == ("last", "night") else None


def _ago(base: date, low: str) -> date | None:
    hit = _AGO.search(low)
    if hit is None or stem(hit[2]) != stem("day"):
        return None
    count = 1 if hit[1] in ("a", "one") else next((one.value for one in numbers(hit[1])), None)
    return base - timedelta(days=count) if isinstance(count, int) and 0 < count < 32 else None


def year_of(day: str, published: str | None) -> int | None:
    """The year of a day without one ("6-20", month first) in an article of that date: that of the nearest such day.

    None where the nearest one is more than five months away.
    """
    base = _base(published)
    if base is None:
        return None
    month, _, number = day.partition("-")
    for year in (base.year, base.year - 1, base.year + 1):
        try:
            near = abs((date(year, int(month), int(number)) - base).days) <= _FIVE_MONTHS
        except ValueError:  # 29 February, or a year that no calendar has
            continue
        if near:
            return year
    return None


def dated(text: str, published: str | None, *, future: bool = False) -> str:
    """``text`` with the day it means behind it: "Thursday (26 April 1990)"; as it is where it means none."""
    day = day_of(text, published, future=future)
    return text if day is None else f"{text} ({day_in_words(day)})"


def undated(text: str, published: str | None) -> str | None:
    """What `dated` made ``text`` from in an article of that date; None if it did not."""
    bare, bracket, _ = text.rpartition(" (")
    if not bracket:
        return None
    return bare if text in (dated(bare, published), dated(bare, published, future=True)) else None
