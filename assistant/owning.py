"""Whose something is: "Lund's brother" in a statement and in its source. Pure: standard library, our own types only."""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import antecedent
from .pairing import Pairing
from .vocabulary import PREPOSITIONS
from .wording import Word

__all__ = ["owned", "owners_agree"]


def owned(pair: Pairing, owner: int, owned: int) -> bool:
    """Whether "Lee's party" is "his party" in the source, where only Lee can be meant."""
    return any(
        pair.source[hit - 1].low in ("his", "her", "its") and pair.hits[owner] & antecedent(pair.source, hit - 1)
        for hit in pair.hits[owned]
        if hit
    )


def owners_agree(pair: Pairing) -> bool:
    """What is told of "Lund's brother" is not told of Lund, but may be of "the brother of Lund"."""
    for place, hits in enumerate(pair.hits):
        word = pair.statement[place]
        told = {hit for hit in hits if hit >= pair.main} or hits
        if word.noun and told and all(_owning(pair.source, hit) for hit in told) and not _owning(pair.statement, place):
            start = place
            while start and pair.statement[start - 1].noun and pair.statement[start - 1].segment == word.segment:
                start -= 1
            back = {other.low for other in pair.statement[max(0, start - 2) : start]}
            if not back & PREPOSITIONS:
                return False
    return True


def _owning(words: Sequence[Word], place: int) -> bool:
    """Whether a word ends in a genitive, or belongs to a name that does."""
    end = place
    while not words[end].owner and words[end].kind == "name" and words[end + 1 : end + 2]:
        if words[end + 1].kind != "name" or words[end + 1].segment != words[end].segment:
            break
        end += 1
    return words[end].owner
