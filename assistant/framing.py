"""What a statement says of the article itself: who published it and when. That stands in the record, not in the text.

Pure: standard library and our own types only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .types import Evidence
from .wording import Word, words

__all__ = ["without_frame"]

_PUBLISHED = frozenset(["publish", "report", "dat", "write", "articl", "print", "say", "accord"])
_DATED = frozenset(["publish", "dat", "print"])
_SOURCES = frozenset(["article", "report", "passage", "articles", "reports", "passages"])
_OWN = _SOURCES - {"articles", "reports", "passages"}
_BETWEEN: tuple[list[str], ...] = ([], ["on"], ["was"], ["the"])
_OF: tuple[list[str], ...] = ([], ["of"], ["from"])
_BY = {False: (["the"], ["by"], ["by", "the"], []), True: (["to"], ["to", "the"])}


def without_frame(statement: tuple[Word, ...], evidence: Evidence) -> tuple[Word, ...]:
    """The statement without "according to the article", "the Post reported", "published on 3 May", where they hold.

    The day of publication is passed over only where it is said of the article or its publisher, and right beside that:
    not in "the minister published the list on 3 May".
    """
    freed: set[int] = set()
    publisher = [word.low for word in words(evidence.publisher or "")]
    lows = [word.low for word in statement]
    owned = {word.low for word in words(evidence.text)}
    for place, word in enumerate(statement):
        if word.low == "according":
            source = next((at for at in (place + 2, place + 3) if lows[at : at + 1] and lows[at] in _SOURCES), place)
            freed.update(range(place, source + 1) if source > place else ())
        if word.stem not in _PUBLISHED or word.kind != "word":
            continue
        named = _named(lows, place, publisher)
        freed.update(named)
        own = named or _said_of_article(statement, place, owned)
        if own:
            first, last = min((*own, place)), max((*own, place))
            days = [at for at, other in enumerate(statement) if other.key and _is_day(other.key, evidence.published)]
            joints = _BETWEEN if named or word.stem in _DATED else _OF
            between = {at: lows[last + 1 : at] if at > last else lows[at + 1 : first] for at in days}
            near = [at for at in days if between[at] in joints]
            freed.update((place, *near) if near else ())
    return tuple(replace(word, kind="stop", key=None) if at in freed else word for at, word in enumerate(statement))


def _named(lows: list[str], place: int, publisher: list[str]) -> set[int]:
    """A verb of publishing with the publisher who is its subject, as places; nothing where it has another."""
    size = len(publisher)
    if size and place >= size and lows[place - size : place] == publisher:
        return set(range(place - size, place + 1))
    for start in range(place + 1, place + 4):
        fits = lows[place + 1 : start] in _BY[lows[place] == "according"]
        if size and fits and lows[start : start + size] == publisher:
            return set(range(place, start + size))
    return set()


def _said_of_article(statement: tuple[Word, ...], place: int, owned: set[str]) -> set[int]:
    """ "The article was published", "an article dated", "dated", at the head: a verb that is said of the article.

    A report is none where the article itself speaks of a report.
    """
    word = statement[place]
    if word.low in _OWN and word.low not in owned:
        return {place}
    if word.stem not in _DATED:
        return set()
    back = place - 1
    while back >= 0 and statement[back].low in ("was", "is", "which", "that", "first"):
        back -= 1
    if back >= 0:
        own = statement[back].low in _OWN and statement[back].low not in owned
        return set(range(back, place + 1)) if own else set()
    ahead = [other.low for other in statement[place + 1 : place + 7]]
    subject = next((at for at, low in enumerate(ahead) if low in _OWN and low not in owned), None)
    plain = subject is not None and all(
        other.key or other.kind == "stop" for other in statement[place + 1 : place + 1 + subject]
    )
    return {place} if plain else set()


def _is_day(key: tuple[str, str], published: str | None) -> bool:
    if key[0] != "day" or not published:
        return False
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return False
    return key[1] in (f"{day.month}-{day.day}", f"{day.month}-{day.day}-{day.year}")
