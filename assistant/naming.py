"""Noun phrases and names in a tagged sentence, and what kind of thing a name looks like. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .gazetteer import DEMONYMS, FIRST_NAMES, ORGANISATION_WORDS, PLACE_WORDS, PLACES, ROLES, TITLES, WEEKDAYS
from .lexicon import DETERMINERS, word_set
from .numerals import MONTHS
from .words import Word

__all__ = ["RELATIVE_DAYS", "SCALES", "chunks", "modifies", "name_types", "names"]


RELATIVE_DAYS = word_set("today yesterday tonight tomorrow")
SCALES = word_set("hundred thousand million billion trillion dozen m bn mln")


def chunks(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Base noun phrases, without the determiners they begin with."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for place, word in enumerate([*words, None]):
        inside = word is not None and _inside(words, place)
        counted = (
            word is not None and word.tag == "N" and words[place - 1].tag == "O" and words[place - 1].low not in SCALES
        )
        if inside and word is not None and start is not None and (word.tag == "D" or counted):
            found.append((start, place))
            start = None
        if inside:
            start = place if start is None else start
            continue
        if start is not None:
            found.append((start, place))
        start = None
    return [(a, b) for a, b in (_stripped(words, a, b) for a, b in found) if a < b]


def _inside(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    if word.low in RELATIVE_DAYS or word.low in WEEKDAYS:
        return False
    return word.tag in "DNOUS" or _joins(words, place) or (word.tag == "B" and modifies(words, place))


def _joins(words: Sequence[Word], place: int) -> bool:
    """Whether a hyphen, dot or ampersand within a phrase holds it together."""
    word = words[place]
    if word.text not in ("-", "&", "/", "'", "’", "$", "£", "€", "%", "."):
        return False
    if word.text in "$£€%":
        return True
    tight = 0 < place < len(words) - 1 and words[place - 1].end == word.start and words[place + 1].start == word.end
    return (
        tight
        or word.text == "&"
        or (word.text == "." and 0 < place < len(words) - 1 and words[place - 1].low in TITLES)
    )


def modifies(words: Sequence[Word], place: int) -> bool:
    return (
        place + 1 < len(words)
        and words[place + 1].tag in "OUV"
        and words[place].low.endswith("ly")
        and words[place - 1].tag in "DN"
    )


def _stripped(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    while (
        first < last
        and (words[first].low in DETERMINERS or words[first].tag in "SBX")
        and words[first].text not in "$£€"
    ):
        first += 1
    while last > first and (words[last - 1].tag in "DSX" and words[last - 1].text != "%"):
        last -= 1
    return first, last


_NOBLE = word_set("de del la las los el da do dos van von bin al der den ben ibn du di")


def names(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Runs of capitalised words, with the small words that hold a name together ("Bank of England")."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        if words[place].tag != "U" or _is_day(words[place]):
            place += 1
            continue
        end = place + 1
        while end < len(words):
            step = _extends(words, end)
            if not step:
                break
            end += step
        found.append((place, end))
        place = end
    return found


def _is_day(word: Word) -> bool:
    return word.low in WEEKDAYS or (
        word.low in MONTHS and len(word.low) > 3 and word.low not in ("may", "april", "june", "august")
    )


def _extends(words: Sequence[Word], end: int) -> int:
    """How many words a name goes on for at ``end``."""
    word = words[end]
    after = words[end + 1] if end + 1 < len(words) else None
    if word.tag == "U":
        return int(not _is_day(word))
    if after is None or after.tag != "U":
        return 0
    if word.low in _NOBLE:
        return 2
    if (
        word.low == "of"
        and words[end - 1].low not in TITLES
        and (words[end - 1].low in ORGANISATION_WORDS or words[end - 1].low in PLACE_WORDS)
    ):
        return 2
    if word.text == "&" or (word.text in ("-", "/", "'", "’") and words[end - 1].end == word.start):
        return 2
    if (
        word.text == "."
        and words[end - 1].end == word.start
        and (len(words[end - 1].text) == 1 or words[end - 1].low in TITLES)
    ):
        return 2
    if (
        word.tag == "N"
        and after.tag == "U"
        and words[end - 1].end + 1 == word.start
        and after.low in ORGANISATION_WORDS
    ):
        return 2
    return 0


def name_types(words: Sequence[Word], first: int, last: int) -> tuple[float, float, float]:
    """How far a name looks like a person, an organisation and a place, each 0 to 1."""
    lows = [word.low for word in words[first:last]]
    before = words[first - 1].low if first else ""
    after = words[last].low if last < len(words) else ""
    if all(low in WEEKDAYS or low in MONTHS for low in lows):
        return 0.0, 0.0, 0.0
    if all(low in DEMONYMS or low in _STATES for low in lows):
        noun = last < len(words) and words[last].tag in "OU"
        return 0.1, 0.1, 0.0 if noun else 0.4
    listed = before == "," and first > 1 and words[first - 2].tag == "U"
    aged = after == "," and last + 1 < len(words) and words[last + 1].tag == "N"
    acronym = last - first == 1 and words[first].text.isupper() and len(words[first].text) > 1
    organisation = 0.8 if acronym or any(low in ORGANISATION_WORDS for low in lows) else 0.2
    place = 0.2 + _place_cues(words, first, last) + 0.3 * (listed or before in ("in", "at", "near", "from"))
    person = 0.2 + 0.6 * (lows[0] in FIRST_NAMES)
    person += 0.5 * (lows[0] in TITLES or before in ROLES or before in TITLES)
    person += 0.3 * (aged or after in ("said", "says", "told", "who", "added"))
    person -= 0.2 * (organisation > 0.5) + 0.5 * (place - 0.2) * (lows[0] not in FIRST_NAMES)
    if 2 <= last - first <= 4 and organisation < 0.5 and place < 0.5:
        person += 0.3
    return max(0.0, min(person, 1.0)), organisation, min(place, 1.0)


_STATES = word_set("u.s. us uk u.k.")


def _place_cues(words: Sequence[Word], first: int, last: int) -> float:
    """What speaks for a place in the name itself and in "town of X", "X province", "Tehran's X"."""
    lows = [word.low for word in words[first:last]]
    before = words[first - 1].low if first else ""
    earlier = words[first - 2].low if first > 1 else ""
    after = words[last].low if last < len(words) else ""
    cues = 0.5 * any(low in PLACES for low in lows)
    cues += 0.4 * (lows[-1] in PLACE_WORDS or lows[0] in PLACE_WORDS)
    cues += 0.6 * (before == "of" and earlier in PLACE_WORDS)
    cues += 0.4 * (after in PLACE_WORDS and last - first <= 4)
    return cues + 0.3 * (before in ("'s", "’s") and earlier in PLACES)
