"""A statement beside the sentences it is taken from: which word is matched by which.

Pure: standard library and our own types only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .clauses import Role, roles
from .vocabulary import ENTAILED_BY, NEUTRAL
from .wording import Word, stem

__all__ = ["Pairing", "missing"]

_ENTAILED: dict[str, frozenset[str]] = {stem(head): frozenset(map(stem, tail)) for head, tail in ENTAILED_BY.items()}
_NEUTRAL = frozenset(map(stem, NEUTRAL))


@dataclass(frozen=True)
class Pairing:
    """A statement beside a source, both as words, and the places in the source that match each word."""

    statement: tuple[Word, ...]
    source: tuple[Word, ...]
    main: int = 0
    """Where in ``source`` the sentence begins that carries the statement; before it stands only what it refers to."""

    @cached_property
    def hits(self) -> list[frozenset[int]]:
        """For each word of the statement, where the source says the same."""
        return [
            frozenset(place for place, other in enumerate(self.source) if _says(other, word))
            if _needed(word)
            else frozenset()
            for word in self.statement
        ]

    @cached_property
    def source_roles(self) -> list[Role]:
        """The verbs of the source."""
        return roles(self.source)


def missing(pair: Pairing) -> list[int]:
    """The places of the statement's words that the source does not have."""
    return [
        place
        for place, word in enumerate(pair.statement)
        if _needed(word) and not pair.hits[place] and not _counts_people(pair, place)
    ]


def _needed(word: Word) -> bool:
    return word.content and word.stem not in _NEUTRAL


def _says(source: Word, word: Word) -> bool:
    """Whether a word of the source is, or entails, a word of the statement."""
    if word.kind == "figure" or source.kind == "figure":
        return word.key is not None and source.key is not None and _same_figure(source.key, word.key)
    if source.kind == "stop":
        return False
    if source.low == word.low:
        return True
    if word.kind == "name" and source.kind == "name":
        return False
    return source.stem == word.stem or source.stem in _ENTAILED.get(word.stem, frozenset())


def _same_figure(source: tuple[str, str], word: tuple[str, str]) -> bool:
    if source == word:
        return True
    if source[0] == "day":
        return (word[0] == "day" and source[1].startswith(word[1] + "-")) or (
            word[0] == "year" and source[1].endswith("-" + word[1])
        )
    return False


def _counts_people(pair: Pairing, place: int) -> bool:
    """Whether "12 people" may stand for a figure that the source leaves without a noun ("killing 12")."""
    if pair.statement[place].stem != "person" or place == 0:
        return False
    for hit in pair.hits[place - 1]:
        following = pair.source[hit + 1 : hit + 2]
        if pair.source[hit].kind == "figure" and (
            not following or following[0].kind == "stop" or following[0].verb or following[0].low in ("dead", "others")
        ):
            return True
    return False
