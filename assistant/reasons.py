"""The shortest reason in a sentence: what follows "because of", "due to", "caused by" or "after". Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .lexicon import word_set
from .words import Word

__all__ = ["reason"]

_LONGEST = 12
_CUES: tuple[tuple[str, ...], ...] = (
    ("because", "of"),
    ("because",),
    ("due", "to"),
    ("owing", "to"),
    ("thanks", "to"),
    ("caused", "by"),
    ("prompted", "by"),
    ("triggered", "by"),
    ("blamed", "on"),
    ("in", "protest", "at"),
    ("in", "protest", "against"),
    ("in", "response", "to"),
    ("as", "a", "result", "of"),
    ("after",),
)
_ENDS = word_set("according although though but while which who whereas")
_TIMES = word_set("midnight noon dawn dusk dark that then")


def reason(words: Sequence[Word], events: Sequence[int]) -> tuple[int, int] | None:
    """The words of the reason that follows an event at one of the places ``events``: first included, last not."""
    lows = [word.low for word in words]
    for cue in _CUES:
        for place in range(len(lows) - len(cue)):
            if tuple(lows[place : place + len(cue)]) != cue:
                continue
            first = place + len(cue)
            opening = place < 2 and cue != ("after",)
            if not (opening or cue[-1] == "by" or _follows(words, place, events)):
                continue
            last = _end(words, first)
            if cue == ("after",) and not _tells(words, first, last):
                continue
            if last > first and last - first <= _LONGEST:
                return first, last
    return None


def _follows(words: Sequence[Word], place: int, events: Sequence[int]) -> bool:
    """Whether the cue at ``place`` hangs on an event: no other clause lies between."""
    nearest = max((event for event in events if event < place), default=None)
    if nearest is None:
        return False
    between = words[nearest + 1 : place]
    return not any(word.tag == "V" or word.low in _ENDS or word.text in ";:" for word in between)


def _end(words: Sequence[Word], first: int) -> int:
    place = first
    while place < len(words):
        word = words[place]
        if word.text in ';:()“”"–—' or word.low in _ENDS:
            break
        if word.text == "," or (word.text == "." and place + 1 == len(words)):
            break
        place += 1
    return place


def _tells(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether what follows "after" tells of something that happened, not of a time."""
    inner = words[first:last]
    return any(word.tag == "V" for word in inner) and inner[0].low not in _TIMES and inner[0].tag != "N"
