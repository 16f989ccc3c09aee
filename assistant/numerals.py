"""Numbers and dates as they are written in news text: "twelve", "12", "1,200", "two dozen", "3.5 million", "3 Jan 90".

Pure: standard library only. Offsets are code points of the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

__all__ = ["MONTHS", "Day", "Number", "day_in_words", "days", "is_year", "numbers"]


def _list(words: str) -> list[str]:
    return words.split()


_UNITS = {
    word: value
    for value, word in enumerate(
        _list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 20 + 10 * place for place, word in enumerate(_list("twenty thirty forty fifty sixty seventy eighty ninety"))
}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "k": 1_000,
}
_SHORT_SCALES = {"m", "mn", "bn", "k"}
_MONTH_NAMES = _list("January February March April May June July August September October November December")
MONTHS = {
    form: number for number, name in enumerate(map(str.lower, _MONTH_NAMES), start=1) for form in (name, name[:3])
} | {"sept": 9}

_PIECE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+([A-Z][A-Za-z]{2,8})\b(?:\.?,?[\s-]+(\d{4}|\d{2})\b)?"
)
_MONTH_FIRST = re.compile(r"\b([A-Z][A-Za-z]{2,8})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4})\b)?")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: where it stands and what it is worth."""

    start: int
    end: int
    value: int | float


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as written; ``year`` is None when the text does not give it."""

    start: int
    end: int
    day: int
    month: int
    year: int | None


def numbers(text: str) -> list[Number]:
    """The cardinal numbers in ``text``, in order; ordinals, clock times and "hundreds of" are none."""
    pieces = [(piece.start(), piece.end(), piece.group().lower()) for piece in _PIECE.finditer(text)]
    found: list[Number] = []
    at = 0
    while at < len(pieces):
        taken, value = _read(text, pieces, at)
        if taken:
            found.append(Number(pieces[at][0], pieces[at + taken - 1][1], value))
        at += max(taken, 1)
    return found


def _read(text: str, pieces: list[tuple[int, int, str]], at: int) -> tuple[int, int | float]:
    """How many pieces from ``at`` make one number, and its value; (0, 0) for none."""
    start, end, word = pieces[at]
    if word[0].isdecimal():
        if _glued(text, start, end):
            return 0, 0
        digits = word.replace(",", "")
        value: int | float = float(digits[-24:]) if "." in digits else int(digits[:15])
        taken = 1
        if at + 1 < len(pieces):
            scale = pieces[at + 1][2]
            if scale in _SCALES and (scale not in _SHORT_SCALES or pieces[at + 1][0] == end):
                value, taken = value * _SCALES[scale], 2
        return taken, _whole(value)
    if word in ("a", "half"):
        ahead = [piece[2] for piece in pieces[at + 1 : at + 3]]
        if word == "a" and ahead[:1] in (["hundred"], ["thousand"], ["million"], ["dozen"], ["billion"]):
            return 2, _SCALES[ahead[0]]
        if word == "half" and ahead[:1] == ["a"] and ahead[1:2] in (["million"], ["billion"], ["dozen"]):
            return 3, _SCALES[ahead[1]] // 2
        return 0, 0
    if word not in _UNITS and word not in _TENS:
        return 0, 0
    return _read_words([piece[2] for piece in pieces[at : at + 12]])


def _read_words(ahead: list[str]) -> tuple[int, int]:
    total = group = taken = 0
    last = ""
    for place, word in enumerate(ahead):
        if word in _UNITS:
            if last in ("unit", "and-unit") or (last == "ten" and not 0 < _UNITS[word] < 10):
                break
            group, last = group + _UNITS[word], "unit"
        elif word in _TENS:
            if last in ("unit", "ten"):
                break
            group, last = group + _TENS[word], "ten"
        elif word in _SCALES and word not in _SHORT_SCALES:
            scale = _SCALES[word]
            if scale <= 100:
                group = max(group, 1) * scale
            else:
                total, group = total + max(group, 1) * scale, 0
            last = "scale"
        elif (word == "-" and last == "ten") or (word == "and" and last == "scale"):
            if not _continues(ahead[place + 1 : place + 2]):
                break
            continue
        else:
            break
        taken = place + 1
    return taken, total + group


def _continues(ahead: list[str]) -> bool:
    return bool(ahead) and (ahead[0] in _UNITS or ahead[0] in _TENS)


def _glued(text: str, start: int, end: int) -> bool:
    """Whether digits are part of something else: a clock time, an ordinal, a name such as M16 or 80s."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 3]
    if before[-1:].isalpha() or before[-1:] == "_" or (before[-1:] in ":" and before[:1].isdecimal() and before):
        return True
    if after[:1] == ":" and after[1:2].isdecimal():
        return True
    return after[:1].isalpha() and not after.lower().startswith(("m", "bn", "k")) and after[:2].lower() != "mn"


def _whole(value: int | float) -> int | float:
    return int(value) if value == int(value) else value


def days(text: str) -> list[Day]:
    """The calendar days in ``text`` that name a day and a month, in order of their place."""
    found = list(_days(text))
    return sorted(found, key=lambda day: day.start)


def _days(text: str) -> Iterator[Day]:
    for hit in _ISO.finditer(text):
        yield from _day(hit.start(), hit.end(), hit[3], int(hit[2]), hit[1])
    for hit in _DAY_FIRST.finditer(text):
        month = MONTHS.get(hit[2].lower())
        if month:
            yield from _day(hit.start(), hit.end(), hit[1], month, hit[3])
    for hit in _MONTH_FIRST.finditer(text):
        month = MONTHS.get(hit[1].lower())
        if month:
            yield from _day(hit.start(), hit.end(), hit[2], month, hit[3])


def _day(start: int, end: int, day: str, month: int, year: str | None) -> Iterator[Day]:
    if 1 <= int(day) <= 31 and 1 <= month <= 12:
        full = int(year) if year else None
        if full is not None and full < 100:
            full += 1900 if full >= 30 else 2000
        yield Day(start, end, int(day), month, full)


def day_in_words(day: date) -> str:
    """A day as "7 June 2017"; strftime would follow the locale of the server."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def is_year(word: str) -> bool:
    """Whether a word is a year of four digits."""
    return len(word) == 4 and word.isdecimal() and "1000" <= word <= "2199"
