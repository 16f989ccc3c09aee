"""A statement beside the sentences it is taken from: which word is matched by which.

Pure: standard library and our own types only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from .clauses import Role, roles
from .vocabulary import ENTAILED_BY, NEUTRAL
from .wording import Word, stem

__all__ = ["Pairing", "missing"]

_ENTAILED: dict[str, frozenset[str]] = {}
for _head, _tail in ENTAILED_BY.items():  # "killed" and "kill" have one stem and one set
    _ENTAILED[stem(_head)] = _ENTAILED.get(stem(_head), frozenset()) | frozenset(map(stem, _tail))
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
        found: list[frozenset[int]] = []
        for place, word in enumerate(self.statement):
            bare = place > 0 and word.stem == "person" and self._bare(found[place - 1])
            same = {at for at, other in enumerate(self.source) if _needed(word) and not bare and _says(other, word)}
            if word.stem == "person" and place and self.statement[place - 1].key:
                same = {at for at in same if any(0 < at - hit <= 3 for hit in found[place - 1])} or same
            found.append(frozenset(same))
        return found

    def _bare(self, figures: frozenset[int]) -> bool:
        """Whether a figure stands without a noun in the source ("killing 12"), so that it counts people."""
        for hit in figures:
            after = self.source[hit + 1 : hit + 3]
            if after[:1] and after[0].low in ("other", "more"):
                after = after[1:]
            if self.source[hit].kind == "figure" and (
                not after or after[0].kind == "stop" or after[0].verb or after[0].low in ("dead", "others")
            ):
                return True
        return False

    def counts_people(self, place: int) -> bool:
        """Whether "12 people" stands for a figure that the source leaves without a noun."""
        return place > 0 and self.statement[place].stem == "person" and self._bare(self.hits[place - 1])

    @cached_property
    def source_roles(self) -> list[Role]:
        """The verbs of the source; "the prize" there is also the prize that the sentence before it names."""
        found = roles(self.source)
        return [self._named(role) for role in found] if self.main else found

    def _named(self, role: Role) -> Role:
        return replace(
            role, wide_agents=self._with_names(role.wide_agents), wide_patients=self._with_names(role.wide_patients)
        )

    def _with_names(self, side: frozenset[int]) -> frozenset[int]:
        later = [
            self.source[place].stem for place in side if place >= self.main and self.source[place - 1].low == "the"
        ]
        known = {place for place in range(self.main) if self.source[place].stem in later and self.source[place].noun}
        for place in sorted(known):
            while place and self.source[place - 1].kind == "name":
                place -= 1
                known.add(place)
        return side | known


def missing(pair: Pairing) -> list[int]:
    """The places of the statement's words that the source does not have."""
    return [
        place
        for place, word in enumerate(pair.statement)
        if _needed(word) and not pair.hits[place] and not pair.counts_people(place)
    ]


def _needed(word: Word) -> bool:
    return word.content and word.stem not in _NEUTRAL


def _says(source: Word, word: Word) -> bool:
    """Whether a word of the source is, or entails, a word of the statement."""
    if word.kind == "figure" or source.kind == "figure":
        if word.key is None or source.key is None:
            return False
        return _same_figure(source.key, word.key) or (source.also is not None and _same_figure(source.also, word.key))
    if source.kind == "stop":  # "May said", told as "said May"
        return word.kind == "name" and source.first and source.capital and source.low == word.low
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
