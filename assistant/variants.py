"""Names that an article spells a little otherwise than the question, or has in another form. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

__all__ = ["lacked"]

_SHORTEST = 5
"""Letters that a word must have to be taken for another one."""

_ALIKE = 0.87
"""The least likeness, as of `difflib`: "Aruca" is "Arauca", "Rovers" is not "Rivers"."""


def lacked(names: Sequence[Sequence[str]], stems: frozenset[str]) -> float:
    """The share, 0 to 1, of the names (as stems) of which no word, nor one nearly the same, is among ``stems``."""
    return sum(not any(_held(one, stems) for one in name) for name in names) / len(names) if names else 0.0


@lru_cache(maxsize=4096)
def _held(word: str, stems: frozenset[str]) -> bool:
    if word in stems:
        return True
    if len(word) < _SHORTEST:
        return False
    formed = any(one.startswith(word) or (len(one) >= _SHORTEST and word.startswith(one)) for one in stems)
    return formed or bool(get_close_matches(word, stems, 1, _ALIKE))
