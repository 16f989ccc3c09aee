"""What is denied, hedged, conditional or only said to be so, and whether a statement takes anything from under it.

A rough reading by word order. Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .clauses import reports
from .embedding import embeds_clause, gerund, told_elsewhere, utters
from .pairing import Pairing
from .vocabulary import BE, EMBEDDING, LOCAL, MODAL, NEGATION
from .wording import Word, stem

__all__ = ["Cue", "cues", "cues_agree", "infinitives_agree"]

_NEGATION = frozenset(map(stem, NEGATION)) | NEGATION
_LOCAL = frozenset(map(stem, LOCAL))
_EMBEDDING = frozenset(map(stem, EMBEDDING)) - {"doctor", "forge"}  # only as participles
_KNOWING = frozenset(
    map(stem, ["know", "confirm", "find", "show", "see", "prove", "establish", "remember", "think", "true"])
)
_CONTRASTS = frozenset("but while although though whereas".split())
_PASSING = frozenset("yet even ever always fully immediately still".split())
_NOMINAL = frozenset(map(stem, "call want demand order plan propose promise".split()))
_SHORT_OF = frozenset([("short", "of"), ("rather", "than"), ("close", "to"), ("all", "but")])
_INVERTED = frozenset(["had", "were", "should"])
_ACHIEVED = frozenset(map(stem, "manage force oblige compel had".split()))
_WANTED = frozenset(map(stem, "order request demand seek plan propose delay postpone await".split()))
_PROMISED = frozenset(map(stem, "vow promise pledge".split()))
_REACH = {"not": 1, "never": 1, "n't": 1, "no": 2, "without": 3}
_ASSERTED = frozenset("which who whom whose where".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that takes back, hedges or embeds what it governs."""

    kind: str
    place: int
    governed: frozenset[int]
    embeds: bool = False


def cues(words: Sequence[Word]) -> list[Cue]:
    """What is denied, hedged, conditional or only said to be so."""
    found: list[Cue] = []
    for place, word in enumerate(words):
        following = words[place + 1].low if place + 1 < len(words) else ""
        negates = word.low in _NEGATION or word.stem in _NEGATION or (word.low, following) in _SHORT_OF
        if negates and word.low == "against":
            voted = [other for other in range(max(0, place - 2), place) if words[other].verb]
            found.extend(Cue("no", place, frozenset([other])) for other in voted)
            negates = False
        if negates:
            found.append(Cue("no", place, _next(words, place, _REACH.get(word.low, 3)) | _judged(words, place)))
        found.extend(_wished(words, place, following))
        month = word.capital and not word.first and word.low == "may"
        if word.low in MODAL and not month and not (word.capital and word.kind != "stop"):
            found.append(Cue("may", place, _next(words, place, 2)))
        elif word.low == "few" and not (place and words[place - 1].low in ("a", "the", "these", "those")):
            found.append(Cue("few", place, _next(words, place, 2)))
        elif word.kind != "stop" and word.stem in _LOCAL:
            found.append(Cue(word.stem, place, _next(words, place, 2)))
        governed = _next(words, place, 2)
        spoken = word.low in ("not", "never", "no") and any(
            words[other].stem in _EMBEDDING | _KNOWING or reports(words[other]) for other in governed
        )
        if aside := told_elsewhere(words, place):
            found.append(Cue(word.stem, place, aside, embeds=True))
        elif word.low in ("if", "unless") or (word.first and word.low in _INVERTED):
            found.append(Cue("if", place, _sentence(words, place)))
        elif word.stem in _EMBEDDING or word.low in EMBEDDING or spoken or embeds_clause(words, place):
            scope = (frozenset() if utters(words, place) else _scope(words, place)) or _spoken_of(words, place)
            if scope:
                found.append(Cue("no" if negates else word.stem, place, scope, embeds=True))
    return found


def _wished(words: Sequence[Word], place: int, following: str) -> Iterator[Cue]:
    """ "The closure was ordered", "is to close": what is wanted or meant to be."""
    word = words[place]
    if word.stem in _WANTED and following != "to" and (judged := _judged(words, place)):
        yield Cue(word.stem, place, judged, embeds=True)
    if word.low == "to" and following and place and words[place - 1].low in BE:
        yield Cue("may", place, _next(words, place, 2))


def _next(words: Sequence[Word], place: int, count: int) -> frozenset[int]:
    """The next ``count`` words that matter in the same clause, or the first after it: "not because they could"."""
    found: list[int] = []
    for other in range(place + 1, len(words)):
        ends = words[other].segment != words[place].segment and bool(found)
        if ends or words[other].first or len(found) == count:
            break
        word = words[other]
        adverb = (word.low.endswith("ly") and word.stem not in _NEGATION | _LOCAL) or word.low in _PASSING
        if word.content and not adverb:
            found.append(other)
            if word.segment != words[place].segment:
                break
    return frozenset(found)


def _judged(words: Sequence[Word], place: int) -> frozenset[int]:
    """What "... was denied", "... is false" speak of: all that stands before them in the sentence."""
    if words[place].kind == "stop" or not any(word.low in BE for word in words[max(0, place - 2) : place]):
        return frozenset()
    start = max((other for other in range(place + 1) if words[other].first), default=0)
    start = max((other for other in range(start, place) if words[other].low == "but"), default=start)
    return frozenset(other for other in range(start, place) if words[other].content)


def _sentence(words: Sequence[Word], place: int) -> frozenset[int]:
    """What matters in the sentence that holds the word."""
    start = max((other for other in range(place + 1) if words[other].first), default=0)
    end = next((other for other in range(place + 1, len(words)) if words[other].first), len(words))
    return frozenset(other for other in range(start, end) if words[other].content)


def _spoken_of(words: Sequence[Word], place: int) -> frozenset[int]:
    """What stands before a verb that closes its sentence: "The bank is bankrupt, Ortiz claimed"."""
    start = next((at for at in range(place, -1, -1) if words[at - 1].segment != words[place].segment or not at), place)
    relative = words[start].low in _ASSERTED and words[place].stem in _NOMINAL
    if not words[place].verb or relative:
        return frozenset()
    governed = _sentence(words, place)
    return frozenset(other for other in governed if other < place and words[other].segment != words[place].segment)


def _scope(words: Sequence[Word], place: int) -> frozenset[int]:
    """The clause that a word embeds: to the end of the sentence or to a clause that the writer asserts."""
    found: list[int] = []
    for other in range(place + 1, len(words)):
        word = words[other]
        after_comma = word.segment - words[other - 1].segment > 1
        if word.first or word.low in _CONTRASTS or (word.low in _ASSERTED and after_comma):
            break
        if word.low == "and" and words[place].stem in _NOMINAL and _finite(words, other + 1):
            break
        if word.content:
            if not found and word.low in ("responsibility", "credit"):
                break
            found.append(other)
    return frozenset(found)


def _finite(words: Sequence[Word], place: int) -> bool:
    """Whether a verb of its own stands at a place: "wants more and has not ruled out a strike"."""
    return any(word.verb or word.low in BE | MODAL | {"has", "have", "had"} for word in words[place : place + 1])


def cues_agree(pair: Pairing) -> bool:
    """Nothing is taken from under a denial or a hedge, and nothing is denied that the source asserts."""
    source, statement = cues(pair.source), cues(pair.statement)
    for cue in source:
        if _active(pair, cue) and not any(_matches(pair, own, cue) for own in statement):
            return False
    if any(own.kind == "no" and own.embeds and not _denied(pair, own, source) for own in statement):
        return False
    free = [cue for cue in source if not cue.embeds]
    for own in statement:
        if own.kind in ("no", "may") and not own.embeds:
            match = next((cue for cue in free if _matches(pair, own, cue)), None)
            if match is None:
                return False
            free.remove(match)
    return True


def infinitives_agree(pair: Pairing) -> bool:
    """What is only meant, tried, kept from or asked for in the source ("a plot to kill") is not told as done."""
    return all(
        not hits or _undone(pair.statement, place) or not all(_undone(pair.source, hit) for hit in hits)
        for place, hits in enumerate(pair.hits)
        if pair.statement[place].verb or any(pair.source[hit].verb for hit in hits)
    )


def _undone(words: Sequence[Word], place: int) -> bool:
    return _infinitive(words, place) or gerund(words, place)


def _infinitive(words: Sequence[Word], place: int) -> bool:
    if not place or words[place - 1].low != "to" or words[place].key is not None:
        return False
    before = words[place - 2] if place > 1 else None
    return before is None or (before.low not in BE and before.stem not in _ACHIEVED)


def _denied(pair: Pairing, own: Cue, source: Sequence[Cue]) -> bool:
    """Whether what the statement says to be denied is denied in the source."""
    passive = own.place > 0 and pair.statement[own.place - 1].low in BE
    taken = {hit for place in own.governed for hit in pair.hits[place]}
    found = any(cue.kind == "no" and taken & cue.governed and _matches(pair, own, cue) for cue in source)
    return found or passive or not taken


def _active(pair: Pairing, cue: Cue) -> bool:
    """Whether the statement takes something that the cue governs.

    Of a whole clause it must take a verb, a figure or two words: "claimed the attack" still says that it took place.
    """
    taken = [place for place, hits in enumerate(pair.hits) if hits and hits <= cue.governed]
    if cue.embeds:
        told = any(pair.statement[place].verb or pair.statement[place].key for place in taken)
        return told or len(taken) > 1
    return bool(taken) or (cue.kind == "no" and any(hits & cue.governed for hits in pair.hits))


def _matches(pair: Pairing, own: Cue, cue: Cue) -> bool:
    """Whether a cue of the statement is the same as one of the source, over the same words."""
    if own.kind != cue.kind and not {own.kind, cue.kind} <= _PROMISED:
        return False
    if own.kind == "may" and not _same_modal(pair.statement[own.place].low, pair.source[cue.place].low):
        return False
    if own.kind == "no" and not _same_denial(pair.statement[own.place], pair.source[cue.place]):
        return False
    if cue.place in pair.hits[own.place]:
        return True
    governed = {hit for place in own.governed for hit in pair.hits[place]}
    return bool(governed & cue.governed)


def _same_modal(own: str, other: str) -> bool:
    kinds = ({"may", "might", "could", "can"}, {"will", "would", "shall", "to"}, {"should", "must"})
    return any(own in kind and other in kind for kind in kinds)


def _same_denial(own: Word, other: Word) -> bool:
    plain = {"not", "no", "never", "none", "nobody", "neither", "nor", "nothing", "without"}
    return own.stem == other.stem or (own.low in plain and other.low in plain)
