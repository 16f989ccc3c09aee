"""Whether a span fits what is asked by where it stands: its noun, its side of the verb, its preposition. Pure.

A span reader goes by likeness: it takes the 34 patients for the children, the winner for whoever lost, and any words
behind a verb for its reason. These checks look at the words around the span.
"""

from __future__ import annotations

from collections.abc import Sequence

from .ask import Ask
from .families import UNACCUSATIVE
from .lexicon import BE, word_set
from .opposites import converse, deed_at, same
from .propositions import clause_of, group_at, object_end
from .quantities import number_runs
from .words import Word, stems_of

__all__ = ["astray", "groundless", "misnamed", "numbers_of", "unplaced"]

_NEAR = 3
"""Words between a number and the noun that it counts, at most."""

_PARTED = 5
"""Words between a number and the verb that says who they are, at most."""

_REACH = 6
"""Words between a figure and the word that says what it is, at most."""

_OPPOSED = tuple(
    (stems_of(one), stems_of(other))
    for one, other in (
        ("lose loss lost deficit shortfall", "profit gain surplus earn earnings"),
        ("rise increase grow gain climb jump", "fall drop decline decrease shrink slump"),
        ("demand ask seek request", "accept agree settle approve grant win"),
        ("export", "import"),
        ("buy purchase acquire", "sell sale"),
        ("hire recruit", "fire dismiss sack cut"),
        ("revenue income sales turnover", "profit earnings loss"),
        ("maximum highest most", "minimum lowest least"),
        ("arrive", "leave depart"),
    )
)
"""Words for opposite or different sides of one account, which tell what a figure beside them is."""

_PLACING = word_set(
    "in at near on outside inside around from to off between along across through into onto within beneath under over "
    "above behind beside by towards toward throughout of north south east west"
)
_CAUSAL = word_set("because since due owing thanks after over amid following for as so given to through")
_CAUSING = stems_of(
    "cause lead trigger prompt force spur fuel drive blame reason mean result bring attribute cite allow enable spark "
    "stem motivate explain help make"
)


def numbers_of(ask: Ask, tokens: Sequence[Word]) -> list[tuple[int, int]]:
    """The numbers of a sentence that count the very noun that is asked for, if it is a particular one.

    "34 people, two of them children" has two children; where people are asked for, no noun is that particular.
    """
    kinds = frozenset(ask.focus[:-1])
    named = [
        run
        for run in number_runs(tokens)
        if any(_counts(tokens, run[1], noun) for noun in ask.counted) or _of_the_kind(tokens, run[1], kinds)
    ]
    return [(first, last) for first, last in named if not _whole(tokens, first)]


def _of_the_kind(tokens: Sequence[Word], place: int, kinds: frozenset[str]) -> bool:
    """Whether the number that ends at ``place`` is said to be of a kind: "74,000 were electric"."""
    return [word.low in BE for word in tokens[place : place + 1]] == [True] and any(
        word.stem in kinds for word in tokens[place + 1 : place + 2]
    )


def _whole(tokens: Sequence[Word], first: int) -> bool:
    """Whether a number is what another one is taken from: "of the 41 patients, 28"."""
    before = [word.low for word in tokens[max(0, first - 2) : first]]
    return before[-1:] == ["of"] or before in (["of", "the"], ["of", "those"])


def misnamed(ask: Ask, tokens: Sequence[Word], first: int, last: int) -> bool:
    """Whether another number of the sentence counts the very noun that is asked for and this one does not, or this one
    goes with the opposite: the profit where the loss is asked for."""
    named = numbers_of(ask, tokens)
    if named:
        return not any(start < last and first < end for start, end in named)
    return any(word.tag == "N" for word in tokens[first:last]) and any(
        _nearer(theirs, mine, tokens, first, last) for mine, theirs in _turned(ask)
    )


def _turned(ask: Ask) -> list[tuple[frozenset[str], frozenset[str]]]:
    """The words of the question's side of a pair of opposites, and those of the other side."""
    asked = ask.terms.keys() | ask.predicate
    sides = [(one, other) for pair in _OPPOSED for one, other in (pair, pair[::-1])]
    return [(one, other) for one, other in sides if not one.isdisjoint(asked) and other.isdisjoint(asked)]


def _nearer(theirs: frozenset[str], mine: frozenset[str], tokens: Sequence[Word], first: int, last: int) -> bool:
    """Whether the nearest word of both sides, within reach of a span, is of the other one."""
    reach = [(max(first - at, at - last + 1), word.stem) for at, word in enumerate(tokens) if not first <= at < last]
    near = [(gap, stem in theirs) for gap, stem in reach if gap <= _REACH and stem in theirs | mine]
    return bool(near) and min(near)[1]


def _counts(tokens: Sequence[Word], place: int, noun: str) -> bool:
    """Whether the number that ends at ``place`` counts this noun: "three wounded children", "two of them children",
    "five of the dead were children"."""
    lows = [word.low for word in tokens[place : place + _PARTED]]
    be = next((at for at, low in enumerate(lows) if low in BE), None)
    if lows[:1] == ["of"] and be is not None and noun in [word.stem for word in tokens[place + be + 1 :][:2]]:
        return True
    for word in tokens[place : place + _NEAR + 1]:
        if word.stem == noun:
            return True
        if word.tag in "NAX" or word.low in ("and", "or"):
            return False
    return False


def unplaced(ask: Ask, tokens: Sequence[Word], first: int) -> bool:
    """Whether a place is asked for and nothing before the span says that it is one: "beat Ashby United"."""
    if ask.kind != "place" or ask.focus or first >= len(tokens):
        return False
    place = first
    if tokens[place].low in _PLACING:
        return False
    while place and tokens[place - 1].tag in "DON" and first - place < _NEAR:
        place -= 1
    return place > 0 and tokens[place - 1].low not in _PLACING and tokens[place - 1].text not in ",("


def groundless(ask: Ask, tokens: Sequence[Word], first: int, last: int) -> bool:
    """Whether a reason is asked for and neither the span nor what leads to it speaks of one."""
    if ask.kind != "reason":
        return False
    if any(word.stem in _CAUSING for word in tokens):
        return False
    return not any(word.low in _CAUSAL for word in tokens[max(0, first - 2) : last])


def astray(ask: Ask, tokens: Sequence[Word], first: int, last: int) -> bool:
    """Whether a span stands on the other side of the verb than is asked for. Who lost is whom the others beat."""
    if ask.kind not in ("who", "organisation", "identity") or ask.light or ask.role == "any" or ask.preposition:
        return False
    found = {_side(asked, tokens, place, first, last) for asked in ask.predicate for place in range(len(tokens))}
    found.discard("")
    return bool(found) and ask.role not in found


def _side(asked: str, tokens: Sequence[Word], place: int, first: int, last: int) -> str:
    """Whether the span is the agent or the patient of the verb at ``place`` as the question's verb has them, or ""."""
    word = tokens[place]
    if word.tag not in "VO" or first <= place < last or asked in UNACCUSATIVE:
        return ""
    deeds = {deed_at(tokens, place), word.stem}
    straight, turned = bool(deeds & same(asked)), bool(deeds & converse(asked))
    if not straight and not turned:
        return ""
    group = group_at(tokens, place)
    clause = clause_of(tokens, group)
    if group.kind == "loose":
        return ""
    passive = group.copular and not word.low.endswith("ing")
    if clause.start <= first and last <= clause.end:
        inner = tokens[clause.start : first]
        agent = not passive if not any(one.tag == "P" for one in inner) else None
    elif place < first and last <= object_end(tokens, place):
        after = place + 2 if any("-" in deed for deed in deeds) else place + 1
        before = [one for one in tokens[after:first] if one.tag in "PC"]
        by = bool(before) and before[-1].low == "by"
        agent = by if (by and passive) or (not before and not passive) else None
    else:
        agent = None
    if agent is None:
        return ""
    return "agent" if agent != turned else "patient"
