"""Whether one sentence of an answer is carried by one or two sentences of the articles. Fails closed.

Similarity is not enough: a sentence and its negation are made of the same words. So every content word, figure and
name of the statement must stand in the cited sentences (by value, by stem, or by a word that entails it), and the
words must hang together there as they do in the statement: figures with the words they count, names in one piece,
actors and objects on their side of the verb, and nothing taken from under a denial, a hedge or a condition. What this
rough reading cannot decide is not supported.

Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .clauses import TIMES, Role, roles
from .coordinating import gaps_agree, governors_agree, subjects_agree, tenses_agree
from .counting import comparisons_agree, figures_agree, places_agree, relatives_agree
from .denying import cues_agree, infinitives_agree
from .owning import heads_agree, owned, owners_agree, parts_agree, undergone
from .pairing import Pairing, missing
from .reporting import reports_agree, without_speakers
from .vocabulary import BE, PREPOSITIONS, PROTECTED
from .wording import Word, stem

__all__ = ["holds"]

_HE, _SHE = frozenset("he him his".split()), frozenset("she her hers".split())
_JOINTS = frozenset(["of", "from", "the", "a", "an"])
_LEADING = frozenset("he she they it this these those his her their its there who which what here".split())
_TURNING = frozenset(map(stem, "close open start begin end stop burn sink break double shrink move drop".split()))
"""Verbs whose subject without an object is what their object was: who closes a ward does not close."""

_ATTACHING = frozenset("about against for with to toward towards from".split())


def holds(pair: Pairing) -> bool:
    """Whether the source of ``pair`` carries its statement."""
    if not reports_agree(pair):
        return False
    told = replace(pair, statement=without_speakers(pair.statement))
    return not missing(told) and all(agrees(told) for agrees in _CHECKS)


def _names_whole(pair: Pairing) -> bool:
    """Names of several words stand together in the source, with at most a middle name between."""
    for place in range(len(pair.statement) - 1):
        word, following = pair.statement[place : place + 2]
        if word.kind == "name" and following.kind == "name" and word.segment == following.segment:
            near = any(
                0 < after - hit <= 2 or (pair.source[hit].kind != "name" and _together(pair, hit, after))
                for hit in pair.hits[place]
                for after in pair.hits[place + 1]
            )
            if not near:
                return False
    return True


def _compounds_agree(pair: Pairing) -> bool:
    """ "Largest" is not taken out of "second-largest", nor "minister" out of "ex-minister"."""
    for place, hits in enumerate(pair.hits):
        heads = [pair.source[hit - 1] if hit and pair.source[hit].glued else None for hit in hits]
        if heads and all(head is not None and head.content and head.kind != "figure" for head in heads):
            before = pair.hits[place - 1] if place else frozenset()
            if not any(hit - 1 in before for hit in hits):
                return False
    return True


def _pronouns_agree(pair: Pairing) -> bool:
    said = {word.low for word in pair.statement}
    found = {word.low for word in pair.source}
    if said & _HE and not found & _HE and found & _SHE:
        return False
    if said & _SHE and not found & _SHE and found & _HE:
        return False
    head = pair.statement[0].low if pair.statement else ""
    opening = [word.low for word in pair.statement[:3]]
    impersonal = head == "it" and any(
        [word.low for word in pair.source[at : at + 3]] == opening for at in range(pair.main, len(pair.source))
    )
    return (
        head not in _LEADING or impersonal or any(word.first and word.low == head for word in pair.source[pair.main :])
    )


def _protected_agree(pair: Pairing) -> bool:
    """ "Before", "against", "without": there in the source too, with the same word beside it."""
    lows = [word.low for word in pair.source]
    for place, word in enumerate(pair.statement):
        if word.low not in PROTECTED or _bound_word(pair, place):
            continue
        if sum(other.low == word.low for other in pair.statement) > lows.count(word.low):
            return False
        ahead = next((other for other in range(place + 1, len(pair.hits)) if pair.hits[other]), None)
        back = next((other for other in range(place - 1, -1, -1) if pair.hits[other]), None)
        beside = back if word.low in ("up", "down") or ahead is None else ahead
        if beside is None or not any(
            other.low == word.low and any(abs(hit - at) <= 5 for hit in pair.hits[beside])
            for at, other in enumerate(pair.source)
        ):
            return False
    return True


def _bound_word(pair: Pairing, place: int) -> bool:
    """Whether the word belongs to "more than 12" and its kind, which `_same_bound` compares."""
    ahead = pair.statement[place + 1 : place + 3]
    return any(word.kind == "figure" for word in ahead)


def _together(pair: Pairing, left: int, right: int) -> bool:
    """Whether two places of the source are near, with no verb between."""
    low, high = sorted((left, right))
    return high - low <= 4 and not any(
        word.verb or word.low in BE or word.first for word in pair.source[low + 1 : high]
    )


def _parted(pair: Pairing, left: int, right: int) -> bool:
    """Whether a name that the statement does not have stands between two places: "the embassy of Arle in Dorn"."""
    said = {word.low for word in pair.statement}
    low, high = sorted((left, right))
    return any(word.kind == "name" and word.low not in said for word in pair.source[low + 1 : high])


def _neighbours_agree(pair: Pairing) -> bool:
    """Two words side by side, as an adjective and its noun or "X of Y", are near each other in the source."""
    for place, word in enumerate(pair.statement):
        after = place + 1
        while after < len(pair.statement) and pair.statement[after].low in _JOINTS:
            after += 1
        if after == len(pair.statement):
            break
        following = pair.statement[after]
        plain = all(w.kind in ("word", "name") and not w.verb and w.segment == word.segment for w in (word, following))
        names = word.kind == following.kind == "name" and after == place + 1
        plain = plain and not (after == place + 1 and word.stem in TIMES and following.kind == "name")
        joint = after == place + 1 or pair.statement[place + 1].low in ("of", "from")
        if plain and joint and not names and pair.hits[place] and pair.hits[after]:
            near = any(
                _together(pair, hit, other) and not (after > place + 1 and _parted(pair, hit, other))
                for hit in pair.hits[place]
                for other in pair.hits[after]
            )
            if not near and not owned(pair, place, after):
                return False
    return True


def _attached(pair: Pairing) -> bool:
    """A name after "about", "against", "to" and the like follows the same word in the source."""
    for place, word in enumerate(pair.statement):
        low = pair.statement[place - 1].low if place else ""
        behind = {other.low for hit in pair.hits[place] for other in pair.source[max(0, hit - 4) : hit]}
        back = {other.low for other in pair.statement[max(0, place - 3) : place]}
        if pair.hits[place] and "for" in back and "against" in behind and "for" not in behind:
            return False
        if word.kind == "name" and low in _ATTACHING and pair.hits[place] and low not in behind:
            return False
    return True


def _roles_agree(pair: Pairing) -> bool:
    """Those who act and those acted upon are on the same side of the verb as in the source."""
    for own in roles(pair.statement):
        hits = pair.hits[own.verb]
        if not hits:
            continue
        others = [role for role in pair.source_roles if role.verb in hits]
        others = [role for role in others if role.verb >= pair.main] or others
        base = pair.statement[own.verb].stem
        others = [role for role in others if pair.source[role.verb].stem == base] or others
        if own.open and own.agents and pair.statement[own.verb].stem in _TURNING:
            others = [role for role in others if role.open] or others
            acting = [role for role in others if not role.open and not _held_in(pair, own.agents, role.wide_patients)]
            if len(acting) == len(others) > 0:
                return False
        if others:
            if not any(_conforms(pair, own, other) for other in others):
                return False
        elif not own.open and (_held(pair, own.agents) or not undergone(pair, own.verb, _held(pair, own.patients))):
            return False
    return True


def _held_in(pair: Pairing, wanted: Iterable[int], side: frozenset[int]) -> bool:
    return all(hits & side for hits in _held(pair, wanted))


def _held(pair: Pairing, wanted: Iterable[int]) -> list[frozenset[int]]:
    return [pair.hits[place] for place in wanted if pair.hits[place]]


def _conforms(pair: Pairing, own: Role, other: Role) -> bool:
    if own.open:
        either = other.wide_agents | other.wide_patients
        return all(hits & either for hits in _held(pair, own.agents))
    agents = all(hits & other.wide_agents for hits in _held(pair, own.agents))
    patients = all(hits & other.wide_patients for hits in _held(pair, own.patients))
    return agents and patients


def _complements_agree(pair: Pairing) -> bool:
    """ "X is Y" needs X and Y joined in the source, by the verb or side by side."""
    for place, word in enumerate(pair.statement):
        if word.low not in BE:
            continue
        left = [other for other in range(place) if pair.hits[other] and _same_clause(pair.statement, other, place)]
        right = [
            other
            for other in range(place + 1, len(pair.hits))
            if pair.hits[other] and _same_clause(pair.statement, place, other)
        ]
        if not left or not right or any(pair.statement[other].verb for other in right[:2]):
            continue
        ends = {left[0], left[-1]}
        joined = any(
            _joined(pair, hit, after)
            for near in ends
            for far in {right[0], right[-1]}
            for hit in pair.hits[near]
            for after in pair.hits[far]
        )
        if not joined:
            return False
    return True


def _order_agrees(pair: Pairing) -> bool:
    """A clause in which no verb is recognised must have its words in the order of the source."""
    for segment in {word.segment for word in pair.statement}:
        clause = [place for place, word in enumerate(pair.statement) if word.segment == segment]
        if any(pair.statement[place].verb or pair.statement[place].low in BE for place in clause):
            continue
        if _one_name(pair, clause):
            continue
        at = -1
        for place in (place for place in clause if pair.hits[place]):
            later = [hit for hit in pair.hits[place] if hit > at]
            if not later:
                return False
            at = min(later)
    return True


def _one_name(pair: Pairing, clause: Sequence[int]) -> bool:
    """Whether a clause without figures stands close together in the source: "the coach of Porto", "Porto's coach"."""
    held = [pair.hits[place] for place in clause if pair.hits[place]]
    if any(pair.statement[place].key for place in clause) or not any(pair.statement[at].low == "of" for at in clause):
        return False
    return any(all(any(_together(pair, hit, at) for at in hits) for hits in held) for hit in held[0]) if held else False


def _same_clause(words: Sequence[Word], left: int, right: int) -> bool:
    return words[left].segment == words[right].segment


def _joined(pair: Pairing, left: int, right: int) -> bool:
    between = pair.source[min(left, right) + 1 : max(left, right)]
    apart = any(word.low in ("and", "but", "while") for word in between) or left - right > 2
    if _together(pair, left, right) and not apart:
        said = {word.low for word in pair.statement}
        strange = any(word.kind == "name" and word.low not in said for word in between)
        return not strange and not any(word.low in PREPOSITIONS and word.low != "of" for word in between)
    between = pair.source[left + 1 : right]
    joint = any(word.low in BE and word.segment == pair.source[right].segment for word in between)
    return joint and not any(word.verb or word.first for word in between)


_CHECKS = (
    _names_whole,
    _compounds_agree,
    _pronouns_agree,
    cues_agree,
    infinitives_agree,
    figures_agree,
    relatives_agree,
    places_agree,
    _protected_agree,
    _neighbours_agree,
    owners_agree,
    heads_agree,
    parts_agree,
    comparisons_agree,
    _attached,
    _roles_agree,
    _complements_agree,
    _order_agrees,
    gaps_agree,
    governors_agree,
    subjects_agree,
    tenses_agree,
)
