"""The figures of a sentence and what each stands for: a whole count, an increment, a part, an earlier count. Pure.

"Three more died, bringing the toll to 14; six of the dead were children, and 11 had been reported earlier": of these
four figures only 14 answers how many have died.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from .ask import Ask
from .families import FAMILIES, HUMANS, UNACCUSATIVE
from .lexicon import word_set
from .mentions import is_person
from .quantities import Mention, counts, hedge, money, number_runs, percents
from .scoring import conflict, is_human
from .words import Word, stem, stems_of

__all__ = ["WHOLE", "Figure", "Role", "figures"]

Role = Literal["total", "count", "added", "part", "former", "elsewhere", "other"]
"""``total``: the words say that it is the whole or where the count stands now; ``count``: a plain count; ``added``:
what came since; ``part``: some of them; ``former``: what was said before; ``elsewhere``: another event; ``other``:
another effect or another thing ("wounded" for "killed", the attackers for the victims)."""

WHOLE: frozenset[Role] = frozenset(("total", "count"))

_CHANGES = stems_of(
    "rise climb grow increase jump revise raise update reach bring take lower cut reduce put stand drop fall push lift "
    "swell mount hit pass slash trim correct soar remain go"
)
_TALLIES = stems_of("toll number total count figure tally bill cost price fine turnout estimate")
_PART_OF = word_set("them whom which these")
_MORE_AFTER = word_set("more further additional new extra")
_MORE_BEFORE = word_set("another further additional extra new")
_EARLIER = word_set("earlier initially previously originally")
_TIMED = word_set("on in today this that yesterday than at")
_REPORTING = stems_of("announce report say give put state estimate believe think plan count")
_SCALES = word_set("million billion trillion m bn mn")
_SHORT = ("m", "bn", "k", "mn")
_UNCOUNTED = word_set("none nobody several")
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
_VICTIMS = stems_of("victim dead casualty fatality survivor")
_GENERIC = HUMANS | _VICTIMS | stems_of("death fatal")
_ATTACKERS = stems_of("assailant attacker gunman gunmen bomber shooter hijacker kidnapper killer hitman hitmen")
"""Those who did it, and no others: militants and rebels may be the victims."""

_LATE = 14
"""Words by which a change of a count may stand before the figure that it leads to."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its words from ``first`` to before ``last`` with the hedge before it ("at least 12", "10 to 15").

    ``bound`` says that the words of the sentence tie it to the event and the thing that is asked about; ``vague`` that
    it is none in digits ("dozens").
    """

    first: int
    last: int
    role: Role
    bound: bool
    vague: bool


def figures(ask: Ask, words: Sequence[Word], since: int | None = None) -> list[Figure]:
    """The figures of a sentence for a question that asks for a count, a sum of money or a share.

    ``since`` is the year in which the articles begin to tell of the event: what an earlier year goes with is another.
    """
    found = []
    for mention in _joined(words, _mentions(ask, words)):
        role = _role(ask, words, mention, since)
        bound = role in WHOLE and _bound(ask, words, mention, role)
        found.append(Figure(mention.first, mention.last, role, bound, mention.label == "vague"))
    return found


def _mentions(ask: Ask, words: Sequence[Word]) -> list[Mention]:
    if ask.kind == "money":
        found = list(money(words))
        taken = {place for one in found for place in range(one.first, one.last)}
        scaled = [run for run in number_runs(words) if any(word.low in _SCALES for word in words[run[0] : run[1]])]
        more = (Mention(hedge(words, a), b, 0.5, "money") for a, b in scaled if a not in taken)
        return sorted([*found, *more], key=lambda one: one.first)
    if ask.kind == "percent":
        return list(percents(words))
    if ask.kind != "count":
        return []
    listed = [one for one in counts(words) if one.label in ("number", "vague")]
    plain = (one for one in listed if _plain(words[one.first : one.last]) and not _clock(words, one.first))
    return sorted(plain, key=lambda one: one.first)


def _clock(words: Sequence[Word], first: int) -> bool:
    """Whether four digits are a time of day: "at 1620"."""
    digits = words[first].text
    return len(digits) == 4 and digits.isdecimal() and first > 0 and words[first - 1].low == "at"


def _plain(words: Sequence[Word]) -> bool:
    """Whether words are a count: no ordinal, no decade ("in their 20s"), and neither "none" nor "several"."""
    mixed = any(
        word.text[0].isdecimal() and word.text[-1].isalpha() and not word.low.endswith(_SHORT) for word in words
    )
    return not mixed and words[0].low not in _UNCOUNTED


def _joined(words: Sequence[Word], found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, with the two ends of a range as one: "between 10 and 15", "60 to 80", "10-15"."""
    at = 0
    while at < len(found):
        one = found[at]
        after = found[at + 1] if at + 1 < len(found) else None
        if after is not None and (first := _range(words, one, after)) is not None:
            yield Mention(first, after.last, one.strength, one.label)
            at += 2
            continue
        yield one
        at += 1


def _range(words: Sequence[Word], one: Mention, after: Mention) -> int | None:
    """Where a range begins whose ends are two neighbouring mentions; None where they are no range."""
    between = [word.low for word in words[one.last : after.first]]
    before = words[one.first - 1].low if one.first else ""
    if between == ["and"] and before == "between":
        return one.first - 1
    if between in (["-"], ["–"]) or (between == ["to"] and before == "from"):
        return one.first - (before == "from")
    counted = between == ["to"] and not any(word.stem in _CHANGES for word in words[max(0, one.first - 4) : one.first])
    return one.first if counted else None


def _role(ask: Ask, words: Sequence[Word], mention: Mention, since: int | None) -> Role:
    if _elsewhere(ask, words, mention, since):
        return "elsewhere"
    if _former(words, mention):
        return "former"
    if _other(ask, words, mention):
        return "other"
    if _part(ask, words, mention):
        return "part"
    if _total(words, mention):
        return "total"
    return "added" if ask.kind == "count" and _added(ask, words, mention) else "count"


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


def _total(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure is said to be where the count stands: "rose to 38", "a total of 12", "31 in all"."""
    first = mention.first
    near = words[max(0, first - _LATE) : first]
    tallied = any(word.stem in _TALLIES | FAMILIES["kill"] for word in words[:first])
    changed = any(word.stem in _CHANGES and word.tag in "VO" for word in near)
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


def _former(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure is what was said before, or where a change began: "from 40", "not 128", "earlier 21"."""
    first, last = mention.first, mention.last
    before = _before(words, first, 3)
    while before[-1:] in (["the"], ["a"], ["about"], ["some"]):
        before = before[:-1]
    changed = any(word.stem in _CHANGES and word.tag in "VO" for word in (*words[:first], *words[last:]))
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


def _part(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
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
        return _own(ask, words[mention.last + 2 : mention.last + 5])
    if after[1:2] and after[1].low in _PART_OF:
        return not _own(ask, words[mention.last + 2 : _clause(words, mention)[1]])
    named = [word for word in words[mention.last + 1 : mention.last + 4] if word.tag in "OVN"]
    return bool(named) and (
        named[0].stem in _VICTIMS or _own(ask, named[:1]) or _described(ask, words, mention.last + 1)
    )


def _described(ask: Ask, words: Sequence[Word], place: int) -> bool:
    """Whether the group that a figure is taken from is those that are counted: "21 of the 200 girls abducted by"."""
    after = next((word for word in words[place : place + 9] if word.tag in "VAX" or word.low == "who"), None)
    told = after is not None and after.tag == "V" and after.stem not in UNACCUSATIVE
    return told and after is not None and _own(ask, [after])


def _opening_part(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """ "Of the dead, six were children"."""
    opening = words[: mention.first]
    return 3 <= len(opening) <= 5 and opening[0].low == "of" and opening[-1].text == "," and _own(ask, opening)


def _own(ask: Ask, words: Sequence[Word]) -> bool:
    """Whether words name those that are counted: "the dead" where the killed are asked for."""
    members = {member for family in ask.families for member in FAMILIES[family]} | ask.predicate
    return any(word.stem in members for word in words)


def _added(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure is what came since: "three more", "another five", "two of the injured have died"."""
    first, last = mention.first, mention.last
    start, end = _clause(words, mention)
    near = {word.low for word in words[last : last + 1]} & _MORE_AFTER
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


def _elsewhere(ask: Ask, words: Sequence[Word], mention: Mention, since: int | None) -> bool:
    """Whether a figure goes with an earlier year or a like event: "since 2009, when 71 died", "a similar fire"."""
    start, _ = _clause(words, mention)
    if any(word.low in _LIKE and word.low not in ask.terms for word in words[start : mention.first]):
        return True
    if any((one.low, two.low) == ("that", "occasion") for one, two in pairwise(words)):
        return True
    for place, word in enumerate(words):
        year = word.text if len(word.text) == 4 and word.text.isdecimal() and "1500" < word.text < "2200" else ""
        if (
            not year
            or since is None
            or int(year) >= since
            or year in ask.terms
            or mention.first <= place < mention.last
        ):
            continue
        superlative = words[place - 1].low == "since" and any(
            _superlative(one) for one in words[max(0, place - 7) : place]
        )
        between = [one.low for one in words[place : mention.first]]
        if place < mention.first and (not superlative or "when" in between):
            return True
        if (
            place > mention.last
            and not superlative
            and not any(one.text in ";:" for one in words[mention.last : place])
        ):
            return True
    return bool(ask.families & _EFFECTS) and _over_years(ask, words)


def _superlative(word: Word) -> bool:
    return word.low in _FIRSTS or (word.low.endswith("est") and len(word.low) > 5)


def _over_years(ask: Ask, words: Sequence[Word]) -> bool:
    """Whether a sentence counts over years: "70,000 dead in nine years of war"."""
    for place, word in enumerate(words):
        if word.low in _YEARS and word.stem not in ask.terms and _SPANNED & set(_before(words, place, 4)):
            return True
    return False


def _other(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure counts another effect, another group, or those who did it."""
    if ask.kind != "count":
        return False
    if conflict(ask, words, mention) > 0:
        return True
    if [word.low for word in words[mention.last : mention.last + 2]] == ["more", "than"]:
        return True
    nouns = _nouns(words, mention)
    if not set(ask.focus) & _ATTACKERS and any(one in _ATTACKERS for one in nouns[:3]):
        return True
    if not nouns or not ask.focus or ask.focus[-1] in nouns:
        return False
    if ask.focus[-1] in HUMANS:
        return not is_human(nouns[-1])
    return not any(one in _GENERIC or one in ask.predicate for one in nouns)


def _nouns(words: Sequence[Word], mention: Mention) -> list[str]:
    """The stems of the noun phrase that a figure counts, its head last; empty where none follows."""
    found = []
    for word in words[mention.last : mention.last + 4]:
        if word.tag not in "OU" or word.low in _MORE_AFTER:
            if word.low in _MORE_AFTER:
                continue
            break
        found.append(word.stem)
    return found


def _bound(ask: Ask, words: Sequence[Word], mention: Mention, role: Role) -> bool:
    """Whether the sentence itself ties a whole figure to what is asked for."""
    if ask.kind != "count":
        told = any(word.stem in ask.nouns or word.stem in ask.focus for word in words) or _own(ask, words)
        return told and role == "total"
    nouns = [word.low for word in words[mention.last : mention.last + 4]][: len(_nouns(words, mention))]
    against = conflict(ask, words, mention)
    if against:
        return against < 0 and (
            not nouns
            or is_person(nouns[-1])
            or is_person(f"{nouns[-1]}s")
            or stem(nouns[-1]) in {*_GENERIC, *ask.focus}
        )
    if role == "total":
        return _own(ask, words)
    return ask.focus[-1:] == tuple(_nouns(words, mention)[-1:]) and any(word.stem in ask.predicate for word in words)
