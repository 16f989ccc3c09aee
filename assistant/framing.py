"""What a statement says of the article itself: who published it and when. That stands in the record, not in the text.

Pure: standard library and our own types only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .types import Evidence
from .wording import Word, words

__all__ = ["without_frame"]

_PUBLISHED = frozenset(["publish", "report", "dat", "write", "articl", "print"])
_DATED = frozenset(["publish", "dat", "articl", "print"])
_SOURCES = frozenset(["article", "report", "passage", "articles", "reports", "passages"])


def without_frame(statement: tuple[Word, ...], evidence: Evidence) -> tuple[Word, ...]:
    """The statement without "according to the article", "the Post reported", "published on 3 May", where they hold."""
    freed: set[int] = set()
    publisher = [word.low for word in words(evidence.publisher or "")]
    lows = [word.low for word in statement]
    for place, word in enumerate(statement):
        reporting = word.stem in _PUBLISHED or word.low in ("wrote", "according", "said")
        if word.low == "according":
            source = next((at for at in (place + 2, place + 3) if lows[at : at + 1] and lows[at] in _SOURCES), place)
            freed.update(range(place, source + 1) if source > place else ())
        if not reporting:
            continue
        size = len(publisher)
        named = [
            at for at in (place - size, place + 2, place + 3) if size and at >= 0 and lows[at : at + size] == publisher
        ]
        for start in named:
            freed.update([place, *range(start, start + size)])
        for other in range(max(0, place - 5), min(len(statement), place + 6)):
            key = statement[other].key
            if (named or word.stem in _DATED) and key is not None and _is_day(key, evidence.published):
                freed.update([place, other])
    return tuple(replace(word, kind="stop", key=None) if at in freed else word for at, word in enumerate(statement))


def _is_day(key: tuple[str, str], published: str | None) -> bool:
    if key[0] != "day" or not published:
        return False
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return False
    return key[1] in (f"{day.month}-{day.day}", f"{day.month}-{day.day}-{day.year}")
