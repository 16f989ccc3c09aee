"""What belongs together in clauses that share a verb or a preposition: "A in March and B in May", "X over Y".

Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .clauses import reports
from .pairing import Pairing
from .vocabulary import BE, MODAL, PREPOSITIONS
from .wording import Word

__all__ = ["gaps_agree", "governors_agree", "subjects_agree", "tenses_agree"]

_BESIDE = frozenset(["over", "behind"])
_SIDES = frozenset("north south east west ahead out".split())
_ARTICLES = frozenset("a an the its his her their".split())
_NOW = frozenset("is are am has have remains remain 's".split())
_THEN = frozenset(["was", "were", "had"])


@dataclass(frozen=True, slots=True)
class _Half:
    """One half of what shares a verb, as places: what it is about, what is said of that, and by which preposition."""

    heads: frozenset[int]
    rest: frozenset[int]
    joint: str


def gaps_agree(pair: Pairing) -> bool:
    """What a half without a verb of its own says is not told of the other half, nor the other way round."""
    if any(word.low == "respectively" for word in pair.source[pair.main :]):
        return any(word.low == "respectively" for word in pair.statement)
    for place in range(max(1, pair.main), len(pair.source)):
        if pair.source[place].low not in ("and", "while", "but") or pair.source[place].first:
            continue
        left, right = _left(pair.source, place), _right(pair.source, place)
        if left is None or right is None or left.joint != right.joint:
            continue
        heads, rest = _taken(pair, right.heads), _taken(pair, right.rest)
        if (rest and not heads) or (heads and not rest and _taken(pair, left.rest)):
            return False
    return True


def _taken(pair: Pairing, places: frozenset[int]) -> bool:
    """Whether the statement has a word that the source has only at these places."""
    return any(hits and hits <= places for hits in pair.hits)


def _right(words: Sequence[Word], place: int) -> _Half | None:
    run = _run(words, place + 1, words[place].segment)
    if any(_verbal(words[at]) for at in run):
        return None
    return _half(words, run, bare=bool(run) and words[run[0]].kind == "name")


def _left(words: Sequence[Word], place: int) -> _Half | None:
    segment = words[place - 1].segment
    start = place
    while start and words[start - 1].segment == segment and not words[start - 1].verb and not words[start].first:
        start -= 1
    if not start or not words[start - 1].verb or words[start - 1].segment != segment:
        return None
    return _half(words, list(range(start, place)), bare=True)


def _run(words: Sequence[Word], start: int, segment: int) -> list[int]:
    end = start
    while end < len(words) and words[end].segment == segment and not words[end].first:
        end += 1
    return list(range(start, end))


def _half(words: Sequence[Word], run: Sequence[int], *, bare: bool) -> _Half | None:
    """The halves of "Kestle in May" and "imports by 9 percent"; of "Sudria silver" where ``bare``."""
    cut = next((at for at in run if words[at].low in PREPOSITIONS), None)
    if cut is not None:
        heads = frozenset(at for at in run if at < cut and words[at].noun)
        rest = frozenset(at for at in run if at > cut and words[at].content)
        return _Half(heads, rest, words[cut].low) if rest else None
    names = frozenset(at for at in run if words[at].kind == "name")
    rest = frozenset(at for at in run if words[at].noun) - names
    if not bare or any(words[at].kind == "stop" for at in run):
        return None
    return _Half(names, rest, "") if rest else None


def _verbal(word: Word) -> bool:
    return word.verb or (word.kind == "stop" and word.low in BE | MODAL | {"has", "have", "had"})


def subjects_agree(pair: Pairing) -> bool:
    """ "Exports to Arle rose and exports to Dorn fell": what a clause with its own verb speaks of stays with it."""
    for place, word in enumerate(pair.statement):
        verbs = {hit for hit in pair.hits[place] if hit >= pair.main} if word.verb else set()
        if not verbs or not all(_headed(pair.source, hit) for hit in verbs):
            continue
        clauses = {pair.source[hit].segment for hit in verbs}
        for other in range(place - 1, -1, -1):
            own = pair.statement[other]
            if own.segment != word.segment or own.verb:
                break
            hits = {hit for hit in pair.hits[other] if hit >= pair.main}
            attached = other > 0 and pair.statement[other - 1].low in PREPOSITIONS
            if own.kind == "name" and attached and hits and all(_elsewhere(pair, hit, clauses) for hit in hits):
                return False
    return True


def _headed(words: Sequence[Word], place: int) -> bool:
    """Whether a verb has a noun of its own clause before it."""
    return any(words[at].noun and words[at].segment == words[place].segment for at in range(place))


def _elsewhere(pair: Pairing, hit: int, clauses: set[int]) -> bool:
    """Whether a place lies in another clause, before a verb of it that the statement does not have."""
    segment = pair.source[hit].segment
    if segment in clauses:
        return False
    taken = frozenset().union(*pair.hits)
    return any(
        pair.source[at].verb and at not in taken and pair.source[at].segment == segment
        for at in range(hit + 1, len(pair.source))
    )


def governors_agree(pair: Pairing) -> bool:
    """ "Berg over Lund", "behind Berg", "north of Dorn": the same name stands behind the same word."""
    for place, hits in enumerate(pair.hits):
        told = {hit for hit in hits if hit >= pair.main} or hits
        if pair.statement[place].kind != "name" and not pair.statement[place].capital:
            continue
        theirs = {_governor(pair.source, hit) for hit in told}
        if theirs and "" not in theirs and _governor(pair.statement, place) not in theirs:
            return False
    return _particles_agree(pair)


def _particles_agree(pair: Pairing) -> bool:
    """ "Switched on" is not "switched off": a preposition that closes its clause stands so in the source too."""
    for place, word in enumerate(pair.statement):
        following = pair.statement[place + 1 : place + 2]
        closes = not following or following[0].segment != word.segment
        hits = pair.hits[place - 1] if place and closes and word.low in ("on", "in") else ()
        if hits and not any(word.low in {other.low for other in pair.source[hit + 1 : hit + 3]} for hit in hits):
            return False
    return True


def _governor(words: Sequence[Word], place: int) -> str:
    back = place - 1
    while back >= 0 and (words[back].low in _ARTICLES or words[back].kind == "name"):
        back -= 1
    low = words[back].low if back >= 0 and words[back].segment == words[place].segment else ""
    if low == "of" and back and words[back - 1].low in _SIDES:
        return f"{words[back - 1].low} of"
    return low if low in _BESIDE else ""


def tenses_agree(pair: Pairing) -> bool:
    """What was so is not told to be so; where somebody reports it, its tense is that of the report."""
    if any(reports(word) for word in pair.source):
        return True
    for place, word in enumerate(pair.statement):
        if word.low not in ("is", "are"):
            continue
        ahead = (at for at in range(place + 1, len(pair.hits)) if pair.statement[at].segment == word.segment)
        hits = next((pair.hits[at] for at in ahead if pair.hits[at]), frozenset())
        times = {_time(pair.source, hit) for hit in hits}
        if times and times <= _THEN:
            return False
    return True


def _time(words: Sequence[Word], place: int) -> str:
    """The nearest "was", "is" or "has" before a place in its clause."""
    for back in range(place - 1, -1, -1):
        if words[back].segment != words[place].segment:
            return ""
        if words[back].low in _NOW | _THEN:
            return words[back].low
    return ""
