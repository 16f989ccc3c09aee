"""Who a sentence speaks of: names of people and organisations, names joined by "and", and nouns for people.

Pure: our own word lists only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .gazetteer import ORGANISATION_WORDS, PLACE_WORDS, ROLES, TITLES
from .lexicon import word_set
from .naming import RELATIVE_DAYS, chunks, modifies, name_types, names
from .quantities import Mention
from .words import Word

__all__ = ["is_person", "people"]

_HUMAN_ENDINGS = ("men", "women", "man", "woman", "people", "ers", "ists", "iers", "ians", "ees", "ants", "ors")

_HUMAN_WORDS = word_set(
    "police army guerrillas guerrilla terrorists terrorist subversives subversive individuals "
    "individual persons person rebels "
    "troops militants "
    "extremists assailants attackers gunmen gunman soldiers soldier criminals group gang mob crowd family children "
    "child boy girl residents victims members officials authorities government unit patrol bandits thieves hitmen "
    "killers bombers kidnappers pirates insurgents peasants youths teenager teenagers suspect suspects couple others"
)

_GROUPS = word_set(
    "group groups gang band mob team couple pair number dozens hundreds thousands members squad army column crowd"
)


def is_person(low: str) -> bool:
    """Whether a noun in lower case tells of people: by itself, as a role, or by its ending ("commuters")."""
    return low in _HUMAN_WORDS or low in ROLES or low.rstrip("s") in ROLES or low.endswith(_HUMAN_ENDINGS)


def people(words: Sequence[Word], kind: str) -> Iterator[Mention]:
    """The people and bodies of a sentence; ``kind`` says whether "who" or "organisation" is asked for."""
    named = names(words)
    for first, last in named:
        inner = first
        while inner < last - 1 and (words[inner].low in TITLES or words[inner].text == "."):
            inner += 1
        person, organisation, place = name_types(words, first, last)
        possessor = last < len(words) and words[last].tag == "S"
        if kind == "who":
            strength = max(person, 0.9 * organisation, 0.6 if place < 0.5 and person > 0.1 else 0.35 * (place > 0.1))
        else:
            strength = max(organisation, 0.6 if person < 0.6 and place < 0.6 else 0.2)
        offices = [at for at in range(inner, last - 1) if words[at].low in ROLES or words[at].low in TITLES]
        bodies = ORGANISATION_WORDS | PLACE_WORDS
        if kind == "who" and offices and all(word.low not in bodies for word in words[offices[-1] + 1 : last]):
            inner = offices[-1] + 1
            inner += inner < last - 1 and words[inner].text == "."
        if person or organisation or place:
            yield Mention(inner, last, strength - 0.1 * possessor, "name")
    yield from _coordinated(words, named)
    for first, last in chunks(words):
        head = words[last - 1]
        inside = [pair for pair in named if first <= pair[0] and pair[1] <= last]
        if inside and inside[-1][1] == last and len(inside) == 1 and inside[0][0] == first:
            continue
        human = is_person(head.low)
        group = head.low in ORGANISATION_WORDS or head.low.rstrip("s") in ORGANISATION_WORDS
        strength = (
            (0.75 if human else 0.6 if group else 0.15) if kind == "who" else (0.6 if group else 0.35 if human else 0.1)
        )
        yield Mention(first, last, strength, "phrase")
        if head.low in _GROUPS and last + 1 < len(words) and words[last].low == "of":
            end = last + 1
            while (
                end < len(words)
                and (words[end].tag in "DNOU" or (words[end].tag == "B" and modifies(words, end)))
                and words[end].low not in RELATIVE_DAYS
            ):
                end += 1
            if end > last + 1:
                yield Mention(first, end, strength + 0.05, "group")


def _coordinated(words: Sequence[Word], named: list[tuple[int, int]]) -> Iterator[Mention]:
    """Names joined by commas and "and", as one answer."""
    for place in range(len(named) - 1):
        end = place
        while end + 1 < len(named) and end - place < 4:
            between = [word.low for word in words[named[end][1] : named[end + 1][0]]]
            if between not in ([","], ["and"], [",", "and"], ["&"]):
                break
            end += 1
        if end > place and any(word.low == "and" for word in words[named[place][0] : named[end][1]]):
            yield Mention(named[place][0], named[end][1], 0.75, "names")
