"""Whose something is: "Lund's brother" in a statement and in its source. Pure: standard library, our own types only."""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import antecedent
from .pairing import Pairing
from .vocabulary import PREPOSITIONS
from .wording import Word, stem

__all__ = ["heads_agree", "owned", "owners_agree", "parts_agree", "undergone"]

_NEAR = 6
_DONE_TO = frozenset("of on against at".split())
_JOINTS = frozenset(["of", "for", "about"])
_DEEDS = ("ing", "tion", "sion", "ment", "ure", "al", "ance", "ence")
_AMOUNTS = frozenset(
    map(
        stem,
        "number group dozen hundred thousand million tonne kilo litre metre barrel most half majority rest member kind "
        "sort type lot plenty pair couple series crowd quarter third share part piece body team death murder attack "
        "theft loss sale birth arrest release victim town city village province capital district region state port "
        "suburb island month year attempt end start beginning cost price rise fall use visit search hunt support "
        "fight case responsibility credit".split(),
    )
)
_DETERMINERS = frozenset("a an the its his her their these those our".split())
_PARTS = frozenset(
    map(
        stem,
        "half most some many few part parts third quarter fifth tenth majority minority section portion bit".split(),
    )
) | frozenset(["part", "bulk", "fraction", "handful", "several"])


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


def heads_agree(pair: Pairing) -> bool:
    """What is told of "the son of Lund" or "a spokesman for Lund" is not told of Lund."""
    for place, hits in enumerate(pair.hits):
        told = {hit for hit in hits if hit >= pair.main} or hits
        if pair.statement[place].noun and told and not _governed(pair.statement, place, PREPOSITIONS | {"by"}):
            heads = [_head(pair.source, hit) for hit in told]
            if all(head is not None and not any(head in other for other in pair.hits) for head in heads):
                return False
    return True


def parts_agree(pair: Pairing) -> bool:
    """What is told of "half of the town" or "parts of the bridge" is not told of the whole, nor of another part."""
    for place, hits in enumerate(pair.hits):
        told = {hit for hit in hits if hit >= pair.main} or hits
        if not pair.statement[place].noun or not told:
            continue
        own = _part(pair.statement, place)
        if all(_part(pair.source, hit) not in ("", own) for hit in told):
            return False
    return True


def _part(words: Sequence[Word], place: int) -> str:
    """The part of it that is spoken of: "most" in "most of the hostages", "half" in "half the town"."""
    start = _start(words, place)
    back = start - 1
    while back >= 0 and words[back].low in _DETERMINERS and words[back].segment == words[place].segment:
        back -= 1
    if back > 0 and words[back].low == "of" and words[back].segment == words[place].segment:
        return words[back - 1].stem if words[back - 1].stem in _PARTS else ""
    return words[back].low if back >= 0 and back < start - 1 and words[back].low == "half" else ""


def _start(words: Sequence[Word], place: int) -> int:
    """Where the noun phrase of a word begins, without its article."""
    start = place
    while start and words[start - 1].segment == words[place].segment and words[start - 1].kind in ("name", "word"):
        if words[start - 1].verb:
            break
        start -= 1
    return start


def _governed(words: Sequence[Word], place: int, by: frozenset[str]) -> bool:
    start = _start(words, place)
    back = words[start - 1].low if start else ""
    if back in ("the", "a", "an", "its", "his", "her", "their"):
        back = words[start - 2].low if start > 1 else ""
    return back in by


def _head(words: Sequence[Word], place: int) -> int | None:
    """What governs a word by "of", "for" or "about"; nothing where that is a deed ("the killing of") or an amount."""
    if not _governed(words, place, _JOINTS):
        return None
    start = _start(words, place) - 1
    while words[start].low not in _JOINTS:
        start -= 1
    head = words[start - 1] if start else None
    deed = head is None or head.verb or head.nominal or head.low.endswith(_DEEDS) or head.stem in _AMOUNTS
    return None if deed or head is None or not head.noun else start - 1


def _owning(words: Sequence[Word], place: int) -> bool:
    """Whether a word ends in a genitive, or belongs to a name that does."""
    end = place
    while not words[end].owner and words[end].kind == "name" and words[end + 1 : end + 2]:
        if words[end + 1].kind != "name" or words[end + 1].segment != words[end].segment:
            break
        end += 1
    return words[end].owner


def undergone(pair: Pairing, verb: int, patients: Sequence[frozenset[int]]) -> bool:
    """Whether a deed that the source names by a noun is done to the same: "the attack on Lund", "Lund's arrest"."""
    return all(
        any(
            (0 < after - deed <= _NEAR and pair.source[deed + 1].low in _DONE_TO)
            or (0 < deed - after <= 2 and pair.source[deed - 1].owner)
            or pair.source[deed].verb
            or pair.source[deed].low == "dead"
            for deed in pair.hits[verb]
            for after in hits
        )
        for hits in patients
    )
