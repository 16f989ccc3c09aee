"""Dates as publishers write them in metadata, where only one reading is possible. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

__all__ = ["in_address", "parse", "plausible"]

_FIRST_YEAR = 1600
"""There were no newspapers before."""
_AHEAD = timedelta(days=2)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?[.,]* )?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_REST = r"(?![0-9])(?:$|[ ,T].*)"
_WRITTEN = [
    re.compile(f"{_WEEKDAY}{_MONTH} {_DAY},? (?P<year>[0-9]{{4}}){_REST}", re.IGNORECASE),
    re.compile(f"{_WEEKDAY}{_DAY} {_MONTH},? (?P<year>[0-9]{{4}}){_REST}", re.IGNORECASE),
]
_NUMERIC = re.compile(
    r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})"
    r"(?:[T ,]+(?P<hour>[0-9]{1,2})(?P<time>:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)"
    r" ?(?P<zone>z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})?(?P<rest> .*)?)?",
    re.IGNORECASE,
)
_RFC = re.compile(r"[A-Za-z]{3}, [0-9]{1,2} [A-Za-z]{3} [0-9]{4} [0-9]{1,2}:[0-9]{2}")
_PATH = re.compile(
    r"/((?:19|20)[0-9]{2})(?:/([0-9]{1,2}|[a-z]{3})/([0-9]{1,2})|-([0-9]{2})-([0-9]{2}))(?=/|$)", re.IGNORECASE
)


def parse(value: str) -> str | None:
    """The ISO 8601 date or time that ``value`` means, or None when it is no date or could mean several.

    Also None for what systems write when they know no date: the year 1, and 1 January 1970.
    """
    value = " ".join(value[:100].split())
    found = _numeric(value) or _rfc(value) or _written(value)
    return None if found is None or found < str(_FIRST_YEAR) or found.startswith("1970-01-01") else found


def _numeric(value: str) -> str | None:
    match = _NUMERIC.fullmatch(value)
    if match is None:
        return None
    day = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    zone = (match["zone"] or "").upper()
    if match["hour"] is None or match["rest"] is not None:
        return _checked(day)
    time = f"{int(match['hour']):02}{match['time']}".replace(",", ".")
    return _checked(f"{day}T{time}{'+00:00' if zone in ('Z', 'UTC', 'GMT') else zone}")


def _checked(value: str) -> str | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return value if len(value) == 10 else moment.isoformat()


def _rfc(value: str) -> str | None:
    if _RFC.match(value) is None:
        return None
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(value: str) -> str | None:
    for pattern in _WRITTEN:
        if match := pattern.fullmatch(value):
            month = _MONTHS.index(match["month"][:3].lower()) + 1
            return _day(int(match["year"]), month, int(match["day"]))
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def plausible(published: str, now: datetime) -> bool:
    """Whether an article can have been published then (ISO 8601): not before 1600, and not two days after ``now``."""
    day = datetime.fromisoformat(published).date()
    return day.year >= _FIRST_YEAR and day <= (now + _AHEAD).date()


def in_address(url: str) -> str | None:
    """The day that an address names as ``/2017/06/07/``, ``/2017/jun/07/`` or ``/2017-06-07/``, or None."""
    match = _PATH.search(urlsplit(url).path)
    if match is None:
        return None
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    if not month.isdigit():
        if month.lower() not in _MONTHS:
            return None
        month = str(_MONTHS.index(month.lower()) + 1)
    return _day(int(year), int(month), int(day))
