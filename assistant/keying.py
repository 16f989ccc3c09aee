"""The figures of a sentence by kind and value: money, shares, years, days, times, plain numbers.

Pure: standard library and our own types only. Offsets are code points of the text that was given.
"""

from __future__ import annotations

import re

from .numerals import days, numbers

__all__ = ["keyed"]

_CURRENCY = {"$": "$", "€": "€", "£": "£", "¥": "¥", "dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}
_PERCENT = {"%", "percent", "pct"}
_CLOCK = re.compile(r"(?<![\w:])\d{1,2}:\d\d(?![\w:])")
_OF_ONE = re.compile(r"\b(?:no|any|some|every|which|this|that)[ -]$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


def keyed(plain: str) -> dict[int, tuple[int, tuple[str, str]]]:
    """For each place where a figure begins: where it ends, and its kind and value."""
    found: dict[int, tuple[int, tuple[str, str]]] = {}
    for number in numbers(plain):
        written = plain[number.start : number.end]
        after = re.match(r"\s*(%|[a-z]+)", plain[number.end : number.end + 12])
        unit = after[1].removesuffix("s") if after else ""
        before = plain[number.start - 1 : number.start]
        value = _sign(plain, number.start) + (str(number.value) if len(written) < 16 else written)
        if before in _CURRENCY or unit in _CURRENCY:
            key = ("money", _CURRENCY.get(before) or _CURRENCY[unit])
            key = (key[0], key[1] + value)
        elif unit in _PERCENT or plain[number.end : number.end + 9].strip().startswith("per cent"):
            key = ("percent", value)
        elif _YEAR.fullmatch(written):
            key = ("year", value)
        else:
            key = ("number", value)
        pronoun = written.lower() == "one" and _OF_ONE.search(plain[max(0, number.start - 7) : number.start])
        if not pronoun:
            found[number.start] = (number.end, key)
    for clock in _CLOCK.finditer(plain):
        found[clock.start()] = (clock.end(), ("time", clock.group()))
    for day in days(plain):
        for start in range(day.start, day.end):
            found.pop(start, None)
        found[day.start] = (day.end, ("day", f"{day.month}-{day.day}" + (f"-{day.year}" if day.year else "")))
    return found


def _sign(plain: str, start: int) -> str:
    """The minus before a number: "-3", "minus 3"; a hyphen within a word is none."""
    before = plain[max(0, start - 7) : start]
    return "-" if re.search(r"(?:^|[\s(])[-−–]$", before) or before.lower().endswith("minus ") else ""
