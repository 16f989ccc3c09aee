"""How the words around a figure qualify it: a total, an increment, a part, an earlier count, another event. Pure.

The words are those of any report of a count; which of the signs decides is for `assistant.figures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .ask import Ask
from .families import FAMILIES, UNACCUSATIVE
from .lexicon import word_set
from .quantities import Mention
from .words import Word, stem, stems_of

__all__ = ["CHANGES", "MORE_AFTER", "VICTIMS", "added", "elsewhere", "former", "own", "part", "total"]

CHANGES = stems_of(
    "rise climb grow increase jump revise raise update reach bring take lower cut reduce put stand drop fall push lift "
    "swell mount hit pass slash trim correct soar remain go"
)
_TALLIES = stems_of("toll number total count figure tally bill cost price fine turnout estimate")
_PART_OF = word_set("them whom which these")
MORE_AFTER = word_set("more further additional new extra")
_MORE_BEFORE = word_set("another further additional extra new")
_EARLIER = word_set("earlier initially previously originally")
_TIMED = word_set("on in today this that yesterday than at")
_REPORTING = stems_of("announce report say give put state estimate believe think plan count")
_BREAKS = word_set("after when while because which whereas although but as")
_CARE = (("in", "hospital"), ("in", "hospitals"), ("of", "their"), ("of", "his"), ("of", "her"))
_EFFECTS = frozenset(("kill", "wound", "arrest", "kidnap", "missing", "charge"))
_LIKE = word_set("similar previous")
_FIRSTS = word_set("first worst most least")
_YEARS = word_set("years decade decades")
_SPANNED = word_set("in during over past last for than")
_SEVERITY = word_set(
    "seriously critically severely gravely slightly lightly badly serious critical severe grave minor slight moderate "
    "life-threatening superficial"
)
VICTIMS = stems_of("victim dead casualty fatality survivor")
_LATE = 14
"""Words by which a change of a count may stand before the figure that it leads to."""


def _clause(words: Sequence[Word], mention: Mention) -> tuple[int, int]:
    """The clause around a mention: up to punctuation or a word that opens another clause."""
    first, last = mention.first, mention.last
    while first > 0 and not _breaks(words[first - 1]):
        first -= 1
    while last < len(words) and not _breaks(words[last]):
        last += 1
    return first, last


def _clause_lows(words: Sequence[Word], mention: Mention) -> list[str]:
    """The words after a figure in its clause, in lower case."""
    return [word.low for word in words[mention.last : _clause(words, mention)[1]]]


def _breaks(word: Word) -> bool:
    return word.text in ',;:()."“”–—' or word.low in _BREAKS


def _before(words: Sequence[Word], place: int, size: int) -> list[str]:
    return [word.low for word in words[max(0, place - size) : place]]


def total(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure is said to be where the count stands: "rose to 38", "a total of 12", "31 in all"."""
    first = mention.first
    near = words[max(0, first - _LATE) : first]
    tallied = any(word.stem in _TALLIES | FAMILIES["kill"] for word in words[:first])
    changed = any(word.stem in CHANGES and word.tag in "VO" for word in near)
    last = _before(words, first, 2)
    if last[-1:] in (["to"], ["at"]) and changed and tallied:
        return True
    reached = words[first - 1].stem in (stem("reach"), stem("total")) if first else False
    if (reached and tallied) or (last[-1:] == ["of"] and words[first - 2].stem in (stem("total"), stem("toll"))):
        return True
    near = words[max(0, first - 3) : mention.last + 12]
    lows = [word.low for word in near]
    pairs = set(pairwise(lows))
    alone = sum(word.tag == "N" for word in near) == sum(
        word.tag == "N" for word in words[mention.first : mention.last]
    )
    return (alone and (bool(pairs & {("in", "all"), ("in", "total")}) or "altogether" in lows)) or "now" in lows[:8]


def former(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure is what was said before, or where a change began: "from 40", "not 128", "earlier 21"."""
    first, last = mention.first, mention.last
    before = _before(words, first, 3)
    while before[-1:] in (["the"], ["a"], ["about"], ["some"]):
        before = before[:-1]
    changed = any(word.stem in CHANGES and word.tag in "VO" for word in (*words[:first], *words[last:]))
    if before[-1:] == ["not"] or before[-2:] in (["instead", "of"], ["rather", "than"], ["compared", "with"]):
        return True
    if before[-1:] == ["from"] and changed and words[first].low != "from":
        return True
    start, end = _clause(words, mention)
    return any(_told_before(words, place, start, end) for place in range(start, end))


def _told_before(words: Sequence[Word], place: int, start: int, end: int) -> bool:
    if words[place].low not in _EARLIER:
        return False
    following = words[place + 1].low if place + 1 < len(words) else ""
    said = any(word.stem in _REPORTING for word in words[max(start, place - 3) : min(end, place + 5)])
    return said or following not in _TIMED


def part(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure is a part of the count: "six of the dead", "1,100 of them", "including four"."""
    if "wound" in ask.families and not _SEVERITY.isdisjoint(_clause_lows(words, mention)):
        return True
    after = words[mention.last : mention.last + 3]
    if _before(words, mention.first, 1) == ["including"] or _before(words, mention.first, 2) == ["among", "them"]:
        return True
    if _before(words, mention.first, 2) == ["of", "whom"]:
        return True
    if not after or after[0].low != "of":
        return _opening_part(ask, words, mention)
    if after[1:2] and after[1].low == "those":
        return own(ask, words[mention.last + 2 : mention.last + 5])
    if after[1:2] and after[1].low in _PART_OF:
        return not own(ask, words[mention.last + 2 : _clause(words, mention)[1]])
    named = [word for word in words[mention.last + 1 : mention.last + 4] if word.tag in "OVN"]
    return bool(named) and (named[0].stem in VICTIMS or own(ask, named[:1]) or _described(ask, words, mention.last + 1))


def _described(ask: Ask, words: Sequence[Word], place: int) -> bool:
    """Whether the group that a figure is taken from is those that are counted: "21 of the 200 girls abducted by"."""
    after = next((word for word in words[place : place + 9] if word.tag in "VAX" or word.low == "who"), None)
    told = after is not None and after.tag == "V" and after.stem not in UNACCUSATIVE
    return told and after is not None and own(ask, [after])


def _opening_part(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """ "Of the dead, six were children"."""
    opening = words[: mention.first]
    return 3 <= len(opening) <= 5 and opening[0].low == "of" and opening[-1].text == "," and own(ask, opening)


def own(ask: Ask, words: Sequence[Word]) -> bool:
    """Whether words name those that are counted: "the dead" where the killed are asked for."""
    members = {member for family in ask.families for member in FAMILIES[family]} | ask.predicate
    return any(word.stem in members for word in words)


def added(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure is what came since: "three more", "another five", "two of the injured have died"."""
    first, last = mention.first, mention.last
    start, end = _clause(words, mention)
    near = {word.low for word in words[last : last + 1]} & MORE_AFTER
    near |= {word.low for word in words[max(0, first - 1) : first + 1]} & _MORE_BEFORE
    more = bool(near - ask.terms.keys()) and [word.low for word in words[last : last + 2]] != ["more", "than"]
    if more:
        return not _contrasted(ask, words, mention)
    clause = words[start:end]
    if any(word.stem == stem("add") and word.tag == "V" for word in clause[-6:]) or (
        clause and clause[-1].low == "since"
    ):
        return True
    if "kill" not in ask.families or not any(word.stem == stem("die") for word in words[last:]):
        return False
    lows = [word.low for word in words[last:]]
    hurt = any(word.stem in FAMILIES["wound"] - FAMILIES["kill"] for word in words[last : last + 5])
    cared = any((one, two) in _CARE for one, two in pairwise(lows))
    return hurt or (cared and "who" in lows[:4])


def _contrasted(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """Whether "another 20" stands beside a count of something else: "nine were killed and another 20 injured"."""
    before = [word.stem for word in words[: mention.first] if word.tag in "OV"]
    members = {member for family in ask.families for member in FAMILIES[family]}
    others = {member for family in _EFFECTS - ask.families for member in FAMILIES[family]} - members
    return not others.isdisjoint(before) and members.isdisjoint(before)


def elsewhere(ask: Ask, words: Sequence[Word], mention: Mention, since: int | None) -> bool:
    """Whether a figure goes with an earlier year or a like event: "since 2009, when 71 died", "a similar fire"."""
    start, _ = _clause(words, mention)
    if any(word.low in _LIKE and word.low not in ask.terms for word in words[start : mention.first]):
        return True
    if any((one.low, two.low) == ("that", "occasion") for one, two in pairwise(words)):
        return True
    if since is not None and any(_goes_with(ask, words, place, mention, since) for place in range(len(words))):
        return True
    return bool(ask.families & _EFFECTS) and _over_years(ask, words)


def _goes_with(ask: Ask, words: Sequence[Word], place: int, mention: Mention, since: int) -> bool:
    """Whether the word at ``place`` is an earlier year that a figure goes with; "the worst since 2009" is none."""
    year = words[place].text
    if len(year) != 4 or not year.isdecimal() or not 1500 < int(year) < since or year in ask.terms:
        return False
    record = words[place - 1].low == "since" and any(_superlative(one) for one in words[max(0, place - 7) : place])
    if place < mention.first:
        return not record or any(one.low == "when" for one in words[place : mention.first])
    return place > mention.last and not record and not any(one.text in ";:" for one in words[mention.last : place])


def _superlative(word: Word) -> bool:
    return word.low in _FIRSTS or (word.low.endswith("est") and len(word.low) > 5)


def _over_years(ask: Ask, words: Sequence[Word]) -> bool:
    """Whether a sentence counts over years: "70,000 dead in nine years of war"."""
    for place, word in enumerate(words):
        if word.low in _YEARS and word.stem not in ask.terms and _SPANNED & set(_before(words, place, 4)):
            return True
    return False
