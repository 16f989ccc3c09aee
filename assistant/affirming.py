"""Signs that a sentence does not state what it tells: a condition, a doubt, a denial, one side's word. Pure.

`assistant.polarity` says neither yes nor no where one of them is found.
"""

from __future__ import annotations

from collections.abc import Sequence

from .gazetteer import WEEKDAYS
from .lexicon import word_set
from .numerals import MONTHS
from .propositions import SAYING, Clause, clause_of, group_at
from .words import Word, stems_of

__all__ = ["doubted", "held_back", "of_a_side", "quoted", "reported", "stated"]

_DOUBTS = word_set(
    "allegedly reportedly apparently possibly probably perhaps supposedly rumoured rumored unconfirmed purportedly "
    "nearly almost partly half likely unlikely"
)
_UNDECIDED = word_set("if whether unless until lest how why")
_DOUBTING = stems_of("believe think claim allege suspect fear hope predict assume speculate suggest")
_TELLING = stems_of("tell warn assure inform")
_FARTHEST = 8
"""Words before "said" among which the speaker is named: "the minister, Lena Brandt, said"."""

_CONDITIONS = word_set("if unless provided pending subject except excluding")
_OFFICIAL = word_set(
    "police official officials authorities ministry minister court judge government spokesman spokeswoman agency "
    "council leader chief head director manager owner company union mayor prosecutors prosecutor study "
    "researchers scientists report board statement department office governor president it he she they operator "
    "club investigators doctors hospital coastguard regulator"
)


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
        inserted = start == place > 0 and words[place - 1].text == ","
        speaker = words[max(0, place - _FARTHEST) : place] if inserted else words[start:place]
        speaker = [*speaker, *(words[place + 1 : place + 4] if start == place else ())]
        if not any(one.low in _OFFICIAL or one.tag == "U" for one in speaker):
            return True
    return False


def doubted(words: Sequence[Word]) -> bool:
    """Whether a clause says by an adverb that what it tells is not certain, or nearly so only."""
    return any(word.low in _DOUBTS for word in words)


def quoted(words: Sequence[Word], place: int) -> bool:
    """Whether the word at ``place`` stands inside quotation marks: somebody's words, not the article's."""
    return sum(word.text in '"“”' for word in words[:place]) % 2 == 1


def reported(words: Sequence[Word], clause: Clause) -> bool:
    """Whether a clause is told in somebody's words, so that its past stands for the present: "said it would pay"."""
    trailing = any(word.stem in SAYING and word.tag == "V" for word in words[clause.end + 1 :])
    return _governor(words, clause.opens) is not None or trailing


def stated(words: Sequence[Word], clause: Clause, depth: int = 3) -> bool:
    """Whether the clause is no condition, no question and not what is only claimed, believed or denied."""
    if any(word.low in _UNDECIDED for word in words[: clause.opens]):
        return False
    after = words[clause.end :]
    for place, word in enumerate(after):
        if (
            word.stem in _DOUBTING
            and word.tag in "VO"
            and "," in {one.text for one in after[max(0, place - 5) : place]}
        ):
            return False
        if word.low == "according":
            return any(one.low in _OFFICIAL for one in after[place : place + 6])
    if not clause.opens:
        return True
    before = words[clause.opens - 1]
    governor = _governor(words, clause.opens)
    if governor is None:
        return before.low not in ("that", "until", "before") and before.tag not in "AV"
    if words[governor].stem not in SAYING:
        return False
    group = group_at(words, governor)
    firm = group.kind == "told" and not group.negated and not words[governor].low.endswith("ing")
    return firm and depth > 0 and stated(words, clause_of(words, group), depth - 1)


def _governor(words: Sequence[Word], opens: int) -> int | None:
    """The place of the verb whose object the clause that opens here is: "said (on Monday) (that) ..."; else None."""
    if not opens:
        return None
    if words[opens - 1].tag == "V":
        return opens - 1
    if words[opens - 1].low != "that":
        return None
    if opens > 1 and words[opens - 2].low in ("and", "but"):
        return next((at for at in range(opens - 3, -1, -1) if words[at].stem in SAYING and words[at].tag == "V"), None)
    place = opens - 2
    while place >= 0 and (words[place].tag in "PND" or words[place].low in WEEKDAYS or words[place].low in MONTHS):
        place -= 1
    if place > 0 and words[place].tag in "OUR" and words[place - 1].stem in _TELLING:
        place -= 1
    return place if place >= 0 and words[place].tag == "V" else None
