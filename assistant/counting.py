"""Figures, places and comparisons of a statement: whether they belong to the same words as in the source.

Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Sequence

from .bounding import AGREEING
from .clauses import anchor, places, reports
from .pairing import Pairing
from .vocabulary import BE, PREPOSITIONS
from .wording import Word

__all__ = ["comparisons_agree", "figures_agree", "places_agree", "relatives_agree"]

_PARTS = frozenset("half most some many none few part third quarter one several majority".split())
_BESIDE = 6
_HAVING = frozenset(["has", "have", "had"])


def figures_agree(pair: Pairing) -> bool:
    """Each figure counts the same thing, with the same "at least", in the same order, as in the source."""
    for place, word in enumerate(pair.statement):
        if word.key is None:
            continue
        if not any(_same_use(pair, place, hit) for hit in pair.hits[place]):
            return False
        if not _ages_agree(pair, place) or _another_time(pair, place):
            return False
        if _skips(pair, place):
            return False
        own = _group(pair.statement, word)
        others = _group(pair.source, word)
        for counted in _counted(pair, place):
            mine = anchor(pair.statement, counted, own)
            if mine is None or not pair.hits[counted]:
                continue
            theirs = {anchor(pair.source, hit, others) for hit in pair.hits[counted]}
            if not theirs & pair.hits[mine]:
                return False
    return True


def _skips(pair: Pairing, place: int) -> bool:
    """Whether a figure is told of a name that another figure stands beside: "40 flights to Dorn and 20 to Pell"."""
    figures = {at for at, word in enumerate(pair.source) if word.key is not None and _kind(word) == "number"}
    for other in range(place + 1, len(pair.statement)):
        word = pair.statement[other]
        if word.kind != "name" or word.segment != pair.statement[place].segment or not pair.hits[other]:
            continue
        between = [
            [at for at in figures if hit < at < name and _beside(pair.source, at, name)]
            for hit in pair.hits[place]
            for name in pair.hits[other]
        ]
        if between and all(between):
            return True
    return False


def _beside(words: Sequence[Word], figure: int, name: int) -> bool:
    """Whether nothing but a preposition, an article and names stands between a figure and a name."""
    after = words[figure + 1 : name]
    plain = all(word.low in PREPOSITIONS | {"the"} or word.kind == "name" for word in after)
    return bool(after) and after[0].low in PREPOSITIONS and plain


def _another_time(pair: Pairing, place: int) -> bool:
    """Whether a sentence's date is told of what it puts after or before: "ended on Monday, a week after it began"."""
    if _kind(pair.statement[place]) not in ("day", "year"):
        return False
    verbs = [hits for at, hits in enumerate(pair.hits) if pair.statement[at].verb and hits]
    aside = [{_later_clause(pair.source, hit) for hit in hits} for hits in verbs]
    dates = {pair.source[hit].segment for hit in pair.hits[place]}
    return any(None not in segments and not segments & dates for segments in aside) and len(verbs) == 1


def _later_clause(words: Sequence[Word], place: int) -> int | None:
    """The segment of a word if "after", "before", "until" or "since" opens it."""
    start = place
    while start and words[start - 1].segment == words[place].segment:
        start -= 1
    opens = {word.low for word in words[start:place]} & {"after", "before", "until", "since"}
    return words[place].segment if opens else None


def _ages_agree(pair: Pairing, place: int) -> bool:
    """A number between commas, as an age, follows the same word as in the source."""
    words = pair.statement
    alone = all(
        other == place or not word.content or word.segment != words[place].segment for other, word in enumerate(words)
    )
    before = next((other for other in range(place - 1, -1, -1) if pair.hits[other]), None)
    if not alone or before is None or _kind(words[place]) != "number":
        return True
    return any(0 < hit - at <= 2 for hit in pair.hits[place] for at in pair.hits[before])


def _group(words: Sequence[Word], figure: Word) -> list[int]:
    return [
        place
        for place, word in enumerate(words)
        if word.key is not None
        and _kind(word) == _kind(figure)
        and not (_aged(words, place) and word.key != figure.key)
    ]


def _aged(words: Sequence[Word], place: int) -> bool:
    """Whether a number is somebody's age: "aged 19 and 22"."""
    before = [word.low for word in words[max(0, place - 3) : place]]
    return before[-1:] == ["aged"] or (before[:1] == ["aged"] and before[-1:] == ["and"])


def _kind(word: Word) -> str:
    kind = word.key[0] if word.key else ""
    return "day" if kind == "weekday" else kind


def _said_then(words: Sequence[Word], place: int) -> bool:
    """Whether a date tells when something was said: "police said on Friday"."""
    clause = [word for word in words[max(0, place - 4) : place] if word.segment == words[place].segment]
    return _kind(words[place]) == "day" and any(reports(word) for word in clause)


def _counted(pair: Pairing, place: int) -> list[int]:
    """What a figure counts: the word after it and the nearest verb of its clause, or else the nearest word."""
    words = pair.statement
    clause = [
        other
        for other, word in enumerate(words)
        if word.segment == words[place].segment
        and word.kind in ("word", "name")
        and pair.hits[other]
        and not reports(word)
    ]
    dated = _kind(words[place]) in ("day", "year")
    after = [other for other in clause if 0 < other - place <= 2 or (dated and 0 < place - other <= 2)][:1]
    verbs = sorted((other for other in clause if words[other].verb), key=lambda other: abs(other - place))[:1]
    return after + verbs or sorted(clause, key=lambda other: abs(other - place))[:1]


def _same_use(pair: Pairing, place: int, hit: int) -> bool:
    said = _said_then(pair.source, hit) and not _said_then(pair.statement, place)
    part = _of_them(pair.source, hit) and not _of_them(pair.statement, place)
    return not said and not part and all(agrees(pair, place, hit) for agrees in AGREEING)


def _of_them(words: Sequence[Word], place: int) -> bool:
    """Whether only a part of what a figure counts is spoken of: "two of the 17 hostages"."""
    back = place - 1
    while back > 0 and words[back].low in ("the", "these", "those", "its", "their", "his", "her"):
        back -= 1
    part = words[back - 1] if back > 0 else None
    return part is not None and words[back].low == "of" and (part.key is not None or part.low in _PARTS)


def relatives_agree(pair: Pairing) -> bool:
    """A figure out of "who ..." or "which ..." is told of what that clause is about, not of the sentence's subject."""
    verbs = (at for at, word in enumerate(pair.statement) if word.verb or word.low in BE | _HAVING)
    subject = [pair.hits[at] for at in range(next(verbs, 0)) if pair.statement[at].noun and pair.hits[at]]
    for place, word in enumerate(pair.statement):
        clauses = [_relative(pair.source, hit) for hit in pair.hits[place]] if word.key is not None else []
        if subject and clauses and all(clauses) and not any(hits & about for about in clauses for hits in subject):
            return False
        then = [_then(pair.source, hit) for hit in pair.hits[place]] if word.key is not None else []
        if then and all(then) and not any(all(hits & about for hits in pair.hits if hits) for about in then):
            return False
    return True


def _then(words: Sequence[Word], place: int) -> frozenset[int]:
    """The clause "when ..." behind a date that holds a place, with the date: another time than the sentence's."""
    start = place
    while start and words[start - 1].segment == words[place].segment:
        start -= 1
    before = words[start - 1].key if start else None
    if words[start].low != "when" or before is None or before[0] not in ("day", "weekday", "year"):
        return frozenset()
    return frozenset(
        at for at in range(start - 1, len(words)) if at < start or words[at].segment == words[place].segment
    )


def _relative(words: Sequence[Word], place: int) -> frozenset[int]:
    """The clause of "who" or "which" that holds a place, with the noun phrase it tells of; empty where none does."""
    start = place
    while start and words[start - 1].segment == words[place].segment:
        start -= 1
    if words[start].low not in ("who", "which"):
        return frozenset()
    end = next((at for at in range(place, len(words)) if words[at].segment != words[place].segment), len(words))
    head = start
    while head and (words[head - 1].noun or words[head - 1].key or words[head - 1].low in ("the", "of", "a", "an")):
        head -= 1
    return frozenset(range(head, end))


def comparisons_agree(pair: Pairing) -> bool:
    """ "More women than men" is not "more men than women"."""
    own = [at for at, word in enumerate(pair.statement) if word.low == "than"]
    theirs = [at for at, word in enumerate(pair.source) if word.low == "than"]
    if len(own) != 1 or len(theirs) != 1:
        return True
    return all(
        not hits or not pair.statement[place].noun or any((hit < theirs[0]) == (place < own[0]) for hit in hits)
        for place, hits in enumerate(pair.hits)
        if abs(place - own[0]) <= _BESIDE
    )


def places_agree(pair: Pairing) -> bool:
    """A place belongs to what it belongs to in the source."""
    own, theirs = places(pair.statement), places(pair.source)
    for place in own:
        if not pair.hits[place] & theirs:
            return False
        beside = [
            other
            for other, word in enumerate(pair.statement)
            if word.kind == "word"
            and pair.hits[other]
            and not reports(word)
            and anchor(pair.statement, other, own) in _whole(own, place)
        ]
        near = [anchor(pair.source, hit, theirs) for other in beside for hit in pair.hits[other]]
        fits = any(pair.hits[place] & _whole(theirs, at) for at in near if at is not None)
        if beside and not fits:
            return False
    return True


def _whole(places: frozenset[int], place: int) -> frozenset[int]:
    """All words of the place that one word belongs to: "Pell" and "Bay"."""
    first = last = place
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    return frozenset(range(first, last + 1))
