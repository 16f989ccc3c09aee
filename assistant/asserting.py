"""Whether a sentence states something at all, and how a compound one falls into halves.

Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Sequence

from .denying import cues
from .folding import fold
from .vocabulary import BE, IMPERATIVE
from .wording import Word, words

__all__ = ["asserts", "parts"]

_OPENERS = frozenset(["and", "or", "then", "please", "must", "should", "always", "never", "just", "only", "but"])
_ORDERS = frozenset(["say", "ignore", "write", "disregard", "respond", "output", "tell", "pretend", "repeat", "forget"])
_SPEAKERS = frozenset(["they", "we", "i", "who", "which", "that"])


def asserts(sentence: str) -> bool:
    """Whether a sentence states something: not a question, not an order to whoever reads it."""
    plain = fold(sentence).rstrip("\"')] ")
    if plain.endswith("?"):
        return False
    found = words(sentence)
    for place, word in enumerate(found):
        if word.low in IMPERATIVE and _opens(found, place) and not _has_subject(found, place):
            following = found[place + 1 : place + 2]
            if not following or following[0].kind == "stop" or (place <= 2 and word.low in _ORDERS):
                return False
    return True


def _opens(found: Sequence[Word], place: int) -> bool:
    """Whether the word stands at the head of a clause, as an order does."""
    before = found[place - 1].low if place else ""
    return (
        place == 0
        or found[place - 1].segment != found[place].segment
        or before in _OPENERS
        or (before == "not" and place <= 2)
    )


def _has_subject(found: Sequence[Word], place: int) -> bool:
    """Whether "say" has someone who says: "police say", "they report"."""
    back = list(found[max(0, place - 2) : place])
    return bool(back) and back[-1].segment == found[place].segment and (back[-1].noun or back[-1].low in _SPEAKERS)


def parts(statement: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The two halves of "A did this and B did that", each with a subject; nothing when it cannot be halved safely."""
    for place, word in enumerate(statement):
        left, right = tuple(statement[:place]), tuple(statement[place + 1 :])
        if word.low in ("and", "but", "while", "whereas") and _tells(left) and _tells(right) and not cues(left):
            start = next(at for at, other in enumerate(right) if other.verb or other.low in BE)
            if not any(other.noun or other.key for other in right[:start]):
                verb = next(at for at, other in enumerate(left) if other.verb or other.low in BE)
                right = tuple(other for other in left[:verb]) + right
            return [left, right]
    return []


def _tells(clause: Sequence[Word]) -> bool:
    return any(word.verb or word.low in BE for word in clause) and any(word.noun for word in clause)
