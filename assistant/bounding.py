"""How a figure is given in a statement and in its source: "at least", "10 to 20", "3-1", "one in five", "40km".

Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .clauses import TIMES, UNITS
from .pairing import Pairing
from .vocabulary import PERSONS
from .wording import Word, stem

__all__ = ["AGREEING"]

_BOUNDS = {
    ("at", "least"): "least",
    ("no", "fewer", "than"): "least",
    ("no", "less", "than"): "least",
    ("upwards", "of"): "least",
    ("upward", "of"): "least",
    ("minimum", "of"): "least",
    ("more", "than"): "over",
    ("over",): "over",
    ("above",): "over",
    ("beyond",): "over",
    ("exceeding",): "over",
    ("nearly",): "nearly",
    ("almost",): "nearly",
    ("up", "to"): "most",
    ("at", "most"): "most",
    ("as", "many", "as"): "most",
    ("as", "much", "as"): "most",
    ("no", "more", "than"): "most",
    ("not", "more", "than"): "most",
    ("maximum", "of"): "most",
    ("as", "few", "as"): "least",
    ("as", "little", "as"): "least",
    ("fewer", "than"): "under",
    ("less", "than"): "under",
    ("under",): "under",
    ("below",): "under",
    ("about",): "about",
    ("around",): "about",
    ("roughly",): "about",
    ("approximately",): "about",
    ("some",): "about",
    ("estimated",): "about",
    ("only",): "only",
    ("every",): "every",
    ("half",): "half",
}
_BEHIND = {
    ("or", "more"): "least",
    ("or", "so"): "about",
    ("or", "less"): "most",
    ("or", "fewer"): "most",
    ("at", "least"): "least",
    ("at", "most"): "most",
}
_COUNTED = frozenset(map(stem, PERSONS)) | {"person", "other", "more"}
_EACH = frozenset("each every per daily weekly monthly yearly annually".split())
_WHEN = frozenset("before after until till since by from".split())
_SKIPPED = frozenset("the early late last next mid this".split())
_CHANGES = frozenset(
    map(stem, "rise fall increase decrease drop climb gain lose grow decline jump surge plunge slip dip shrink".split())
)


def _bound(words: Sequence[Word], place: int) -> str:
    before = tuple(word.low for word in words[max(0, place - 3) : place])
    found = next((_BOUNDS[before[-size:]] for size in (3, 2, 1) if before[-size:] in _BOUNDS), "")
    behind = list(words[place + 1 : place + 6])
    end = next((at for at, word in enumerate(behind) if word.key or word.segment != words[place].segment), None)
    closed = end is not None and behind[end].key is not None  # "3 men and at least 5 women"
    lows = [] if closed else [word.low for word in behind[:end]]
    return found or next((_BEHIND[two] for two in pairwise(lows) if two in _BEHIND), "")


def _same_bound(pair: Pairing, place: int, hit: int) -> bool:
    return _bound(pair.statement, place) == _bound(pair.source, hit)


def _same_range(pair: Pairing, place: int, hit: int) -> bool:
    """ "From 3 to 5", "7-2": the neighbouring figures stand in the same order."""
    own, other = pair.statement, pair.source
    before = own[place - 1].low if place else ""
    theirs = other[hit - 1].low if hit else ""
    if {before, theirs} == {"from", "to"}:
        return False
    for step in (1, 2):
        ahead = place + step
        if (
            ahead < len(own)
            and own[ahead].kind == "figure"
            and all(word.low == "to" for word in own[place + 1 : ahead])
        ):
            return any(0 < after - hit <= 2 for after in pair.hits[ahead])
    return True


def _same_span(pair: Pairing, place: int, hit: int) -> bool:
    """Neither end of "between 10 and 20", "12 or 13", "one in five", "3-1", "1/2" is told alone."""
    partner = _partner(pair.source, hit)
    if partner is None:
        return _partner(pair.statement, place) is None
    mine = _partner(pair.statement, place)
    return mine is not None and partner in pair.hits[mine] and (partner < hit) == (mine < place)


def _partner(words: Sequence[Word], place: int) -> int | None:
    """The other end of a range or of a share, where the figure at ``place`` is one end."""
    near = range(max(0, place - 3), min(len(words), place + 4))
    for other in near:
        first, last = min(place, other), max(place, other)
        key, end = words[first].key, words[last].key
        if first == last or key is None or end is None or any(word.key for word in words[first + 1 : last]):
            continue
        if _links(words, first, last):
            return other
    return None


def _links(words: Sequence[Word], first: int, last: int) -> bool:
    lows = [word.low for word in words[first + 1 : last]]
    if not lows:
        return words[last].glued
    before = words[first - 1].low if first else ""
    kinds = {key[0] for at in (first, last) if (key := words[at].key) is not None}
    if lows == ["and"]:
        return before == "between"
    if lows == ["or"] or lows == ["to"]:
        return before != "from" and words[last].segment == words[first].segment
    ratio = lows[-2:] in (["in", "every"], ["of", "every"]) or lows[-1:] == ["in"] or lows == ["out", "of"]
    return ratio and kinds == {"number"} and _value(words[first]) < _value(words[last])


def _value(word: Word) -> float:
    try:
        return float(word.key[1]) if word.key else 0.0
    except ValueError:
        return 0.0


def _same_unit(pair: Pairing, place: int, hit: int) -> bool:
    """ "40 miles" and "40km" are told with the unit of the source, or with none only where it has none."""
    after, key = pair.source[hit + 1 : hit + 2], pair.source[hit].key
    plain = after and key is not None and key[0] == "number" and after[0].kind == "word"
    if not plain:
        return True
    mine = pair.statement[place + 1 : place + 2]
    alone = not mine or mine[0].segment != pair.statement[place].segment  # "the fine was 500", of whatever coin
    counted = alone and after[0].noun and after[0].stem not in _COUNTED and not _said_before(pair, hit + 1, place)
    if after[0].stem not in UNITS and not counted:
        return True
    return any(hit + 1 in _at(pair, at) for at in (place + 1, place + 2))


def _said_before(pair: Pairing, unit: int, place: int) -> bool:
    """Whether the statement names before a figure what it counts: "of the houses 12"."""
    return any(unit in hits for hits in pair.hits[:place])


def _same_pace(pair: Pairing, place: int, hit: int) -> bool:
    """What is told of each day or of every month is not told of the whole."""
    return not _paced(pair.source, hit) or _paced(pair.statement, place)


def _paced(words: Sequence[Word], place: int) -> bool:
    clause = [at for at in range(place + 1, len(words)) if words[at].segment == words[place].segment]
    return any(
        words[at].low in _EACH
        and (words[at].low.endswith("ly") or any(w.stem in TIMES for w in words[at + 1 : at + 3]))
        for at in clause
    )


def _same_when(pair: Pairing, place: int, hit: int) -> bool:
    """ "Before Monday", "until 2019", "after June" are not told as "on Monday" or "in 2019"."""
    key = pair.statement[place].key
    if key is None or key[0] not in ("day", "weekday", "year", "time"):
        return True
    own, other = _when(pair.statement, place), _when(pair.source, hit)
    return own == other or {own, other} == {"until", "till"}


def _when(words: Sequence[Word], place: int) -> str:
    back = place - 1
    while back > 0 and (words[back].low in _SKIPPED or words[back].key is not None):
        back -= 1
    low = words[back].low if back >= 0 and words[back].segment == words[place].segment else ""
    back_low = words[back].low if back >= 0 else ""
    if back_low in ("before", "after", "until"):  # these open a clause of their own
        return back_low
    return low if low in _WHEN else ""


def _same_way(pair: Pairing, place: int, hit: int) -> bool:
    """ "Rose by 5 percent" is not "rose to 5 percent"."""
    own = pair.statement[place - 1].low if place else ""
    other = pair.source[hit - 1].low if hit else ""
    if own == "to":
        changes = hit > 0 and pair.source[hit - 1].stem in _CHANGES
        return other != "by" and not changes
    return own != "by" or other not in ("from", "to")


def _at(pair: Pairing, place: int) -> frozenset[int]:
    return pair.hits[place] if 0 <= place < len(pair.hits) else frozenset()


AGREEING = (_same_bound, _same_range, _same_span, _same_unit, _same_pace, _same_when, _same_way)
"""Whether the figure of the statement at a place is given as the one of the source at a place."""
