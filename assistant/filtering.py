"""The filters of a question in words: read from the page's fields, shown beside the answer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.errors import NewsError
from index.types import Filters

from .escaping import day_words, plain
from .types import NOT_IN_ARTICLES, Answer

__all__ = ["filters_count", "filters_from", "filters_words", "nothing_words"]

NO_ARTICLES = "There are no articles yet."
NONE_PASSES = "No article passes the filters."

_NAMED = 3
"""Publishers that are named before the rest is counted."""


def filters_from(publishers: Sequence[str] | None, since: str | None, until: str | None) -> Filters:
    """The page's filter fields as `Filters`.

    Raises:
        NewsError: a day is not written as yyyy-mm-dd, or the days are in the wrong order.
    """
    first, last = _day(since), _day(until)
    if first and last and first > last:
        raise NewsError("The first day of the filter is later than the last one: exchange them.")
    return Filters(publishers=tuple(publishers or ()), since=first, until=last)


def _day(written: str | None) -> date | None:
    if not written or not written.strip():
        return None
    try:
        return date.fromisoformat(written.strip())
    except ValueError as problem:
        raise NewsError("Write the days of the filter like 2025-06-07, or leave them empty.") from problem


def filters_count(publishers: Sequence[str] | None, since: str | None, until: str | None) -> int:
    """How many of the page's filter fields are filled in, whether they make sense or not."""
    return sum(bool(field) for field in (publishers, (since or "").strip(), (until or "").strip()))


def filters_words(filters: Filters) -> str:
    """``filters`` as "Only The Post, from 1 October 2026"; "" when they let every article through."""
    parts = []
    if filters.publishers:
        names = [plain(name) for name in filters.publishers]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        parts.append(", ".join(names[:_NAMED]) + more)
    if filters.since and filters.since == filters.until:
        parts.append(f"on {day_words(filters.since.isoformat())}")
    else:
        parts += [f"from {day_words(filters.since.isoformat())}"] if filters.since else []
        parts += [f"until {day_words(filters.until.isoformat())}"] if filters.until else []
    if filters.article_ids is not None:
        parts.append("in chosen articles")
    return f"Only {', '.join(parts)}" if parts else ""


def nothing_words(answer: Answer, filters: Filters, articles: int) -> str:
    """What to say in place of an unanswered question's answer, in a library of so many ``articles``.

    A search always finds something when there is an article to search: an answer that has not even a closest passage
    had none.
    """
    if answer.closest or answer.citations:
        return NOT_IN_ARTICLES
    if not articles:
        return NO_ARTICLES
    return NONE_PASSES if filters else NOT_IN_ARTICLES
