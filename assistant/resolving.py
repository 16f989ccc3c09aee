"""A sentence told with what one before it says in full: who "she" is, whose surname "Lund" is, what "NLA" stands for.

Only what can be told without a doubt is put in: the one person whom the sentence before names, the one full name that
ends in a surname, the letters that an article itself puts behind a name. Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .clauses import places, roles
from .vocabulary import PERSONS
from .wording import Word, stem

__all__ = ["resolved"]

_SUBJECT, _OBJECT, _OWNER = frozenset(["he", "she"]), frozenset(["him", "her"]), frozenset(["his", "her"])
_PERSON_STEMS = frozenset(map(stem, PERSONS))
_ARTICLES = frozenset(["the", "a", "an", "its", "their"])


def resolved(
    sentence: Sequence[Word], before: Sequence[Word], passage: Sequence[Sequence[Word]], *, near: bool = True
) -> tuple[Word, ...]:
    """The words of a sentence, with those that ``before`` tells in full put in their place.

    Args:
        before: a sentence before it.
        passage: all sentences of their passage, in which a surname must have one bearer.
        near: whether ``before`` is the next before it, so that pronouns may mean what it names.
    """
    found: list[Word] = []
    letters = dict(_declared(before))
    for place, word in enumerate(sentence):
        full = (
            _bearer(word, sentence, place, before, passage)
            or (letters.get(word.low, ()) if word.capital else ())
            or (_meant(sentence, place, before) if near else ())
        )
        found.extend(_instead(word, full) if full else [word])
        found.extend(_letters(sentence, place, letters))
    return tuple(found)


def _instead(word: Word, full: Sequence[Word]) -> Iterator[Word]:
    for at, one in enumerate(full):
        owner = word.low in ("his", "her", "its") or (word.owner and at == len(full) - 1)
        yield replace(one, segment=word.segment, first=word.first and not at, owner=owner, glued=False)


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where names of one or more words begin and end."""
    start = None
    for place, word in enumerate(words):
        alone = place + 1 == len(words) or not (words[place + 1].noun and words[place + 1].segment == word.segment)
        named = word.kind == "name" or (word.first and word.capital and word.noun and alone)
        if start is not None and (not named or word.segment != words[start].segment):
            yield start, place
            start = None
        if named and start is None:
            start = place
    if start is not None:
        yield start, len(words)


def _bearer(
    word: Word, sentence: Sequence[Word], place: int, before: Sequence[Word], passage: Sequence[Sequence[Word]]
) -> Sequence[Word]:
    """The full name that ``before`` gives to a surname which stands alone."""
    if not word.capital or (place, place + 1) not in set(_runs(sentence)):
        return ()
    after = sentence[place + 1 : place + 2]
    if after and after[0].low in _OWNER and after[0].segment != word.segment:  # "Lund, his wife, ..."
        return ()
    ending = [words[first:last] for words in passage for first, last in _runs(words) if words[last - 1].low == word.low]
    longest = max(ending, key=len, default=())
    names = [one.low for one in longest]
    if any([one.low for one in other] != names[len(names) - len(other) :] for other in ending):
        return ()
    own = [before[first:last] for first, last in _runs(before) if last - first > 1 and before[last - 1].low == word.low]
    return max(own, key=len, default=())


def _declared(words: Sequence[Word]) -> Iterator[tuple[str, Sequence[Word]]]:
    """The letters that stand apart behind a name which begins with them, and that name."""
    for place, word in enumerate(words):
        if word.kind != "name" or len(word.low) < 2 or not place or words[place - 1].segment == word.segment:
            continue
        clause = [at for at in range(place) if words[at].segment == words[place - 1].segment and words[at].capital]
        initials = clause[-len(word.low) :]
        if "".join(words[at].low[0] for at in initials) == word.low and initials[-1] == place - 1:
            yield word.low, words[initials[0] : place]


def _letters(sentence: Sequence[Word], place: int, letters: dict[str, Sequence[Word]]) -> Iterator[Word]:
    """The letters behind a name that is written in full."""
    for low, full in letters.items():
        first = place + 1 - len(full)
        if first >= 0 and [one.low for one in sentence[first : place + 1]] == [one.low for one in full]:
            yield replace(sentence[place], low=low, stem=low)


def _meant(sentence: Sequence[Word], place: int, before: Sequence[Word]) -> Sequence[Word]:
    """What a pronoun can only mean: the one person of the sentence before, or what that sentence is about."""
    word = sentence[place]
    if word.low in ("it", "its") and (word.first or (word.low == "its" and not _named_before(sentence, place))):
        return _subject(before)
    if word.low not in _SUBJECT | _OBJECT | _OWNER:
        return ()
    follows = sentence[place + 1 : place + 2]
    acted_upon = word.low in _OBJECT and place > 0 and sentence[place - 1].verb
    acted_upon = acted_upon and (word.low == "him" or not follows or not follows[0].noun)
    if _named_before(sentence, place) and not acted_upon:
        return ()
    people = list(_people(before))
    if len(people) != 1 or _others(before, *people[0]):
        return ()
    return before[people[0][0] : people[0][1]]


def _others(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a sentence speaks of somebody beside the one whom it names at a place: "Berg praised the minister"."""
    aside = {word.segment for word in words[max(0, first - 2) : last + 2]}  # "the minister, Anna Berg, ..."
    apposed = aside if not any(word.verb for word in words if word.segment in aside) else {words[first].segment}
    near = range(max(0, first - 4), min(len(words), last + 5))
    return any(
        word.stem in _PERSON_STEMS and not (place in near and _apposed(words, place, first, last, apposed))
        for place, word in enumerate(words)
        if not first <= place < last
    )


def _apposed(words: Sequence[Word], place: int, first: int, last: int, segments: set[int]) -> bool:
    """Whether nothing but words of the same phrase, or a comma, stands between a noun and a name."""
    between = words[place + 1 : first] if place < first else words[last:place]
    plain = all(word.low in _ARTICLES or word.low == "of" or word.noun for word in between)
    touching = place + 1 == first or words[place].segment != words[first].segment
    return plain and (touching or words[place].segment in segments)


def _named_before(sentence: Sequence[Word], place: int) -> bool:
    return any(first < place for first, _ in _people(sentence[:place]))


def _people(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The names that may be a person's: of no place, no letters for a name, and without an article before them."""
    where, letters = places(words), {low for low, _ in _declared(words)}
    for first, last in _runs(words):
        if first not in where and words[first].low not in letters and not (first and words[first - 1].low in _ARTICLES):
            yield first, last


def _subject(words: Sequence[Word]) -> Sequence[Word]:
    """The noun phrase at the head of a sentence if it is what its first verb is said of, and no person's name."""
    found = roles(words)
    if not found or words[0].low not in _ARTICLES:
        return ()
    end = next(at for at, word in enumerate(words) if at and (word.kind == "stop" or word.verb or word.segment))
    phrase = words[1:end]
    said_of = found[0].agents | found[0].patients
    return phrase if phrase and found[0].verb >= end and end - 1 in said_of else ()
