"""Signs that a sentence speaks of another party, of a part only or on one side's word. Pure.

`assistant.polarity` says neither yes nor no where one of them is found.
"""

from __future__ import annotations

from collections.abc import Sequence

from .lexicon import word_set
from .words import Word

__all__ = ["clause_end", "held_back", "of_a_side", "other_party"]

_ENDS = word_set("but before after while when although though because who which")
_CONDITIONS = word_set("if unless provided pending subject except excluding")
_SIDE = word_set("former ex deputy vice acting suspected alleged would-be assistant another other")
_SHARE = word_set("some most half many one several few part none")
_OFFICIAL = word_set(
    "police official officials authorities ministry minister court judge government spokesman spokeswoman agency "
    "council leader chief head director manager owner company union mayor prosecutors prosecutor study "
    "researchers scientists report board statement department office governor president it he she they operator "
    "club investigators doctors hospital coastguard regulator"
)


def clause_end(words: Sequence[Word], place: int) -> int:
    """Where the clause of the verb at ``place`` ends."""
    end = place + 1
    while end < len(words) and words[end].text not in ';:()“”"' and words[end].low not in _ENDS:
        end += 1
    return end


def other_party(words: Sequence[Word], wanted: Sequence[str], asked: frozenset[str]) -> bool:
    """Whether the words that match the question name somebody or something near it: the mayor's brother, a deputy
    mayor, two of the hostages, a birthday party, a law where the law is asked about."""
    plain: dict[str, bool] = {}
    for place, word in enumerate(words):
        if word.stem in wanted and word.tag == "O":
            plain[word.stem] = plain.get(word.stem, False) or not _beside(words, place, asked)
    return not all(plain.values())


def _beside(words: Sequence[Word], place: int, asked: frozenset[str]) -> bool:
    if place + 1 < len(words) and words[place + 1].tag == "S":
        return True
    if not place:
        return False
    before = words[place - 1]
    if before.low in _SIDE or (before.low in ("a", "an") and "the" in asked):
        return True
    if before.tag == "O" and before.stem not in asked:
        return True
    shared = any(one.low in _SHARE or one.tag == "N" for one in words[max(0, place - 5) : place])
    return shared and any(one.low == "of" for one in words[max(0, place - 4) : place])


def held_back(words: Sequence[Word], place: int) -> bool:
    """Whether a condition follows the verb: "will buy the port if ..."."""
    return any(word.low in _CONDITIONS for word in words[place + 1 :])


def of_a_side(words: Sequence[Word]) -> bool:
    """Whether the sentence rests on the word of somebody who is no authority: "rebels said"."""
    for place, word in enumerate(words):
        if word.low not in ("said", "says", "told"):
            continue
        start = place
        while start > 0 and place - start < 6 and words[start - 1].text not in ',;:()“”"':
            start -= 1
        speaker = [*words[start:place], *(words[place + 1 : place + 4] if start == place else ())]
        if not any(one.low in _OFFICIAL or one.tag == "U" for one in speaker):
            return True
    return False
