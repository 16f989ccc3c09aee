"""Candidate answers in a sentence: names and what they name, counts, money, dates, places, weapons, noun phrases.

Pure: our own word lists only. Every mention is a run of words of the sentence, so its text is a slice of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .gazetteer import (
    DEMONYMS,
    FIRST_NAMES,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    PLACES,
    ROLES,
    TITLES,
    WEAPONS,
    WEEKDAYS,
)
from .lexicon import DETERMINERS
from .numerals import MONTHS, days
from .words import Word

__all__ = ["Mention", "chunks", "mentions", "name_types", "names"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words, ``first`` included and ``last`` not; ``strength`` (0 to 1) is how well it fits the kind."""

    first: int
    last: int
    strength: float
    label: str


_RELATIVE = frozenset(("today", "yesterday", "tonight", "tomorrow"))
_PARTS = frozenset(("morning", "afternoon", "evening", "night", "week", "month", "year", "weekend"))
_LOCATIVE = frozenset(
    (
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "from",
        "on",
        "to",
        "around",
        "within",
        "through",
        "across",
        "into",
        "over",
        "off",
        "of",
        "along",
        "between",
        "under",
        "behind",
        "beneath",
        "beside",
    )
)
_UNITS_OF_TIME = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades".split()
)
_CURRENCY = frozenset(
    "dollar dollars euro euros pound pounds peso pesos yen yuan ruble rubles rouble roubles rupee rupees franc francs cents pence".split()
)
_APPROXIMATE = (
    ("at", "least"),
    ("more", "than"),
    ("fewer", "than"),
    ("less", "than"),
    ("up", "to"),
    ("as", "many", "as"),
    ("about",),
    ("around",),
    ("nearly",),
    ("almost",),
    ("over",),
    ("some",),
    ("approximately",),
    ("an", "estimated"),
    ("roughly",),
    ("only",),
    ("another",),
)
_AGE = re.compile(r"\d{1,3}")
_HUMAN_ENDINGS = ("men", "women", "man", "woman", "people", "ers", "ists", "iers", "ians", "ees", "ants", "ors")
_HUMAN_WORDS = frozenset(
    "police army guerrillas guerrilla terrorists terrorist subversives subversive individuals individual persons person rebels troops militants "
    "extremists assailants attackers gunmen gunman soldiers soldier criminals group gang mob crowd family children "
    "child boy girl residents victims members officials authorities government unit patrol bandits thieves hitmen "
    "killers bombers kidnappers pirates insurgents peasants youths teenager teenagers suspect suspects couple others".split()
)


def mentions(kind: str, words: Sequence[Word], text: str) -> list[Mention]:
    """The candidate answers of a kind in a sentence; ``text`` is the sentence that the words were made from."""
    if kind in ("who", "organisation"):
        return list(_whos(words, kind))
    if kind == "place":
        return list(_places(words))
    if kind == "date":
        return list(_dates(words, text))
    if kind == "count":
        return list(_counts(words))
    if kind == "money":
        return list(_money(words))
    if kind == "percent":
        return list(_percents(words))
    if kind == "age":
        return list(_ages(words))
    if kind == "duration":
        return list(_durations(words))
    if kind == "weapon":
        return list(_weapons(words))
    if kind in ("role", "identity"):
        return list(_roles(words))
    if kind in ("reason", "manner", "topic", "yesno", "casualties"):
        return [Mention(0, len(words), _cue(kind, words), "line")] if words else []
    if kind == "quote":
        return [*_quotes(words), *_phrases(words)]
    return list(_phrases(words))


_REASONS = frozenset(
    "because since after due over following reason reasons so cause caused motive avoid thanks owing prompted".split()
)


def _cue(kind: str, words: Sequence[Word]) -> float:
    """Whether a whole sentence bears a sign of the kind: "because" for a reason, "by ...ing" for a manner."""
    lows = [word.low for word in words]
    if kind == "reason":
        strong = any(
            low in ("because", "due", "reason", "reasons", "cause", "caused", "motive", "owing") for low in lows
        )
        return (
            1.0
            if strong
            else 0.6
            if _REASONS.intersection(lows)
            or any(a == "to" and b.tag in "VO" for a, b in zip(lows, words[1:], strict=False))
            else 0.2
        )
    if kind == "manner":
        return 1.0 if any(a == "by" and b.endswith("ing") for a, b in zip(lows, lows[1:], strict=False)) else 0.4
    if kind == "casualties":
        return min(1.0, 0.4 * sum(word.tag == "N" for word in words))
    return 0.5


def _roles(words: Sequence[Word]) -> Iterator[Mention]:
    """What a person is: the title before a name, the apposition after it, or a noun for an office or trade."""
    named = names(words)
    starts = {first for first, _ in named}
    ends = {last for _, last in named}
    for first, last in named:
        inner = first
        while inner < last - 1 and (words[inner].low in ROLES or words[inner].low in DEMONYMS):
            inner += 1
        if inner > first:
            yield Mention(first, inner, 0.8, "title")
    for first, last in chunks(words):
        inside = next((place for place in range(first, last) if place in starts), last)
        until = inside if inside > first else last
        role = any(
            word.low in ROLES or (word.low.endswith("s") and word.low[:-1] in ROLES) for word in words[first:until]
        )
        opening = first
        while opening > 0 and words[opening - 1].tag == "D":
            opening -= 1
        apposed = opening > 1 and words[opening - 1].text == "," and opening - 1 in ends
        before = until in starts or (until < len(words) and words[until].text == "," and until + 1 in starts)
        strength = 0.3 + 0.3 * role + 0.3 * (apposed or before)
        if inside == first and not apposed:
            strength = 0.1
        yield Mention(first, until, strength, "apposed" if apposed else "before" if before else "phrase")
        if apposed:
            end = until
            while (
                end < len(words)
                and words[end].text not in ',;:.()"“”-'
                and words[end].low not in ("who", "said", "told", "which")
                and words[end].tag not in "AV"
            ):
                end += 1
            if end > until and end - first <= 10:
                yield Mention(first, end, strength + 0.05, "apposed")
        if until - first > 1 and role:
            yield Mention(until - 1, until, strength - 0.1, "head")


def chunks(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Base noun phrases, without the determiners they begin with."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for place, word in enumerate([*words, None]):
        inside = word is not None and (
            word.tag in "DNOUS"
            or _joins(words, place)
            or (word.tag == "B" and start is not None and _modifies(words, place))
        )
        if inside and word is not None and word.tag == "D" and start is not None:
            found.append((start, place))
            start = None
        if inside:
            start = place if start is None else start
            continue
        if start is not None:
            found.append((start, place))
        start = None
    return [(a, b) for a, b in (_stripped(words, a, b) for a, b in found) if a < b]


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


def _modifies(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1].tag in "OU" and words[place].low.endswith("ly")


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


_INNER = frozenset(
    (
        "of",
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "da",
        "do",
        "dos",
        "van",
        "von",
        "bin",
        "al",
        "for",
        "and",
        "the",
        "y",
        "e",
    )
)
_NOBLE = frozenset(
    (
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "da",
        "do",
        "dos",
        "van",
        "von",
        "bin",
        "al",
        "der",
        "den",
        "ben",
        "ibn",
        "du",
        "di",
    )
)


def names(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Runs of capitalised words, with the small words that hold a name together ("Bank of England")."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        if words[place].tag != "U":
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


def _extends(words: Sequence[Word], end: int) -> int:
    """How many words a name goes on for at ``end``."""
    word = words[end]
    after = words[end + 1] if end + 1 < len(words) else None
    if word.tag == "U":
        return 1
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
    if word.text in ("-", "&", "/", "'", "’") and words[end - 1].end == word.start:
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
    person = organisation = place = 0.2
    acronym = last - first == 1 and words[first].text.isupper() and len(words[first].text) > 1
    if lows[0] in FIRST_NAMES:
        person += 0.6
    if lows[0] in TITLES or before in ROLES or before in TITLES:
        person += 0.5
    if any(low in ORGANISATION_WORDS for low in lows) or acronym:
        organisation += 0.6
        person -= 0.2
    if any(low in PLACES for low in lows):
        place += 0.5
        person -= 0.2 if lows[0] not in FIRST_NAMES else 0.0
    if lows[-1] in PLACE_WORDS or lows[0] in PLACE_WORDS:
        place += 0.4
        person -= 0.1
    if before in ("in", "at", "near", "from") or (before == "," and first > 1 and words[first - 2].tag == "U"):
        place += 0.3
        person -= 0.1
    if after in ("said", "says", "told", "who", "added") or (
        after == "," and last + 1 < len(words) and words[last + 1].tag == "N"
    ):
        person += 0.3
    if 2 <= last - first <= 4 and organisation <= 0.3 and place <= 0.3:
        person += 0.3
    if all(low in DEMONYMS for low in lows):
        person, organisation, place = 0.1, 0.1, 0.0
    return min(person, 1.0), min(organisation, 1.0), min(place, 1.0)


def _whos(words: Sequence[Word], kind: str) -> Iterator[Mention]:
    named = names(words)
    for first, last in named:
        inner = first
        while inner < last - 1 and (words[inner].low in TITLES or words[inner].text == "."):
            inner += 1
        person, organisation, place = name_types(words, first, last)
        possessor = last < len(words) and words[last].tag == "S"
        if kind == "who":
            strength = max(person, 0.9 * organisation, 0.6 if place < 0.5 else 0.35)
        else:
            strength = max(organisation, 0.6 if person < 0.6 and place < 0.6 else 0.2)
        if person or organisation or place:
            yield Mention(inner, last, strength - 0.1 * possessor, "name")
    yield from _coordinated(words, named)
    for first, last in chunks(words):
        head = words[last - 1]
        inside = [pair for pair in named if first <= pair[0] and pair[1] <= last]
        if inside and inside[-1][1] == last and len(inside) == 1 and inside[0][0] == first:
            continue
        human = (
            head.low in _HUMAN_WORDS
            or head.low in ROLES
            or head.low.rstrip("s") in ROLES
            or head.low.endswith(_HUMAN_ENDINGS)
        )
        group = head.low in ORGANISATION_WORDS or head.low.rstrip("s") in ORGANISATION_WORDS
        strength = (
            (0.75 if human else 0.6 if group else 0.15) if kind == "who" else (0.6 if group else 0.35 if human else 0.1)
        )
        yield Mention(first, last, strength, "phrase")


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


def _places(words: Sequence[Word]) -> Iterator[Mention]:
    taken: set[tuple[int, int]] = set()
    for first, last in names(words):
        _, organisation, place = name_types(words, first, last)
        before = words[first - 1].low if first else ""
        determined = before == "the" and first > 1 and words[first - 2].low in _LOCATIVE
        strength = place + (0.2 if before in _LOCATIVE or determined else 0.0) - (0.2 if organisation > 0.7 else 0.0)
        if strength > 0.25:
            taken.add((first, last))
            yield Mention(first, last, max(0.05, min(1.0, strength)), "name")
            comma = last + 1 < len(words) and words[last].text == "," and words[last + 1].tag == "U"
            if comma:
                end = last + 2
                while end < len(words) and words[end].tag == "U":
                    end += 1
                yield Mention(first, end, max(0.05, min(1.0, strength)) - 0.1, "pair")
    for first, last in chunks(words):
        start = first
        while start > 0 and words[start - 1].tag in "DX" and words[start - 1].text not in ".,;:()":
            start -= 1
        before = words[start - 1].low if start else ""
        if (first, last) in taken or before not in _LOCATIVE:
            continue
        head = words[last - 1].low
        yield Mention(first, last, 0.55 if head in PLACE_WORDS or head.rstrip("s") in PLACE_WORDS else 0.2, "phrase")


def _dates(words: Sequence[Word], text: str) -> Iterator[Mention]:
    starts = {word.start: place for place, word in enumerate(words)}
    ends = {word.end: place + 1 for place, word in enumerate(words)}
    covered: set[int] = set()
    for day in days(text):
        end = day.end
        while end > day.start and end not in ends:
            end -= 1
        if day.start in starts and end in ends and starts[day.start] not in covered:
            covered.update(range(starts[day.start], ends[end]))
            yield Mention(starts[day.start], ends[end], 1.0, "day")
    for place, word in enumerate(words):
        if place in covered:
            continue
        if word.low in WEEKDAYS:
            end = place + 1
            while end < len(words) and words[end].low in _PARTS:
                end += 1
            yield Mention(place, end, 0.75, "weekday")
        elif word.low in MONTHS and word.text[0].isupper() and (len(word.low) > 3 or place + 1 < len(words)):
            following = words[place + 1] if place + 1 < len(words) else None
            yield Mention(place, place + (2 if following and _year(following) else 1), 0.7, "month")
        elif _year(word) and (not place or words[place - 1].low not in MONTHS):
            yield Mention(
                place,
                place + 1,
                0.65 if place and words[place - 1].low in ("in", "since", "of", "by", "until", "from") else 0.4,
                "year",
            )
        elif word.low in _RELATIVE:
            yield Mention(place, place + 1, 0.5, "relative")
        elif word.low in _PARTS and place and words[place - 1].low in ("this", "last", "next", "that"):
            yield Mention(place - 1, place + 1, 0.45, "relative")
        elif word.low == "ago" and place > 1:
            first = place - 2
            yield Mention(first, place + 1, 0.5, "relative")


def _year(word: Word) -> bool:
    return len(word.text) == 4 and word.text.isdigit() and "1000" <= word.text <= "2199"


def _number_runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(words):
        if words[place].tag != "N" or (place and words[place - 1].low in MONTHS):
            place += 1
            continue
        end = place + 1
        while end < len(words) and (
            words[end].low in _SCALE
            or (words[end].tag == "N" and words[end - 1].tag != "N")
            or (
                words[end].text == "-"
                and end + 1 < len(words)
                and words[end + 1].tag == "N"
                and words[place].text.isalpha()
            )
        ):
            end += 1
        yield place, end
        place = end


_SCALE = frozenset("hundred thousand million billion trillion dozen m bn".split())


def _hedge(words: Sequence[Word], first: int) -> int:
    """Where "at least", "more than" and the like begin before ``first``."""
    for hedge in _APPROXIMATE:
        size = len(hedge)
        if first >= size and tuple(word.low for word in words[first - size : first]) == hedge:
            return first - size
    return first


def _counts(words: Sequence[Word]) -> Iterator[Mention]:
    for first, last in _number_runs(words):
        if (
            _year(words[first])
            and last - first == 1
            and (not first or words[first - 1].low in ("in", "since", "of", "by", "from", ","))
        ):
            continue
        dated = last < len(words) and words[last].low in MONTHS
        unit = last < len(words) and (words[last].text in "%" or words[last].low in ("percent", "per"))
        aged = last + 1 < len(words) and words[last].text == "-" and words[last + 1].low in _UNITS_OF_TIME
        money = first > 0 and words[first - 1].text in "$£€"
        if dated or aged or unit or money:
            continue
        yield Mention(_hedge(words, first), last, 1.0, "number")
    for place, word in enumerate(words):
        if word.low in ("dozens", "hundreds", "thousands", "scores", "millions", "several", "none", "nobody"):
            yield Mention(place, place + 1, 0.5, "vague")
        elif (
            word.low in ("a", "an", "one")
            and word.tag != "N"
            and place + 1 < len(words)
            and words[place + 1].tag in "OU"
        ):
            yield Mention(place, place + 2, 0.3, "single")


def _money(words: Sequence[Word]) -> Iterator[Mention]:
    for first, last in _number_runs(words):
        symbol = first > 0 and words[first - 1].text in "$£€¥"
        unit = last < len(words) and words[last].low in _CURRENCY
        if symbol or unit:
            start = first - symbol
            if start and words[start - 1].text in ("US", "A", "C", "NZ") and words[start - 1].end == words[start].start:
                start -= 1
            yield Mention(_hedge(words, start), last + unit, 1.0, "money")


def _percents(words: Sequence[Word]) -> Iterator[Mention]:
    for first, last in _number_runs(words):
        if last < len(words) and words[last].low in ("%", "percent"):
            yield Mention(_hedge(words, first), last + 1, 1.0, "percent")
        elif last + 1 < len(words) and (words[last].low, words[last + 1].low) == ("per", "cent"):
            yield Mention(_hedge(words, first), last + 2, 1.0, "percent")


def _ages(words: Sequence[Word]) -> Iterator[Mention]:
    for first, last in _number_runs(words):
        if last - first > 3 or (last - first == 1 and words[first].text.isdigit() and int(words[first].text) > 120):
            continue
        before, after = words[first - 1].low if first else "", [word.low for word in words[last : last + 4]]
        commas = before in (",", "(") and after[:1] in ([","], [")"], ["."])
        old = after[:3] == ["-", "year", "-"] or after[:2] in (["years", "old"], ["year", "old"])
        if old or before in ("aged", "age") or commas:
            yield Mention(first, last, 1.0 if old or before in ("aged", "age") else 0.8, "age")


def _durations(words: Sequence[Word]) -> Iterator[Mention]:
    for first, last in _number_runs(words):
        end = last + (last < len(words) and words[last].text == "-")
        if end < len(words) and words[end].low in _UNITS_OF_TIME:
            yield Mention(_hedge(words, first), end + 1, 1.0, "duration")
    for place, word in enumerate(words):
        if (
            word.low in _UNITS_OF_TIME
            and place
            and words[place - 1].low in ("a", "an", "several", "many", "few", "life")
        ):
            yield Mention(place - 1, place + 1, 0.6, "duration")


def _weapons(words: Sequence[Word]) -> Iterator[Mention]:
    for first, last in chunks(words):
        armed = [place for place in range(first, last) if words[place].low in WEAPONS]
        if armed:
            yield Mention(first, armed[-1] + 1, 1.0, "weapon")
            if armed[-1] > first:
                yield Mention(armed[0], armed[-1] + 1, 0.9, "weapon")
        elif last - first == 1 and "-" not in words[first].text and re.fullmatch(r"[A-Z]{1,4}\d+", words[first].text):
            yield Mention(first, last, 0.6, "model")


def _quotes(words: Sequence[Word]) -> Iterator[Mention]:
    opened: int | None = None
    for place, word in enumerate(words):
        if word.text in "“‘" or (word.text == '"' and opened is None):
            opened = place + 1
        elif word.text in '"”’' and opened is not None:
            if 0 < place - opened <= 14:
                yield Mention(opened, place, 1.0, "quote")
            opened = None


def _phrases(words: Sequence[Word]) -> Iterator[Mention]:
    based = chunks(words)
    for place, (first, last) in enumerate(based):
        yield Mention(first, last, 0.6, "phrase")
        if place + 1 < len(based):
            _, until = based[place + 1]
            joint = [word.low for word in words[last : based[place + 1][0]]]
            if joint and joint[0] == "of" and len(joint) <= 2:
                yield Mention(first, until, 0.5, "of")
            elif joint in (["and"], ["and", "the"]):
                yield Mention(first, until, 0.4, "pair")
        possessives = [at for at in range(first, last) if words[at].tag == "S"]
        if possessives:
            yield Mention(possessives[-1] + 1, last, 0.5, "owned")
            yield Mention(first, possessives[0], 0.4, "owner")
    for first, last in names(words):
        if (first, last) not in set(based):
            yield Mention(first, last, 0.5, "name")
    for first, last in _number_runs(words):
        yield Mention(first, last, 0.4, "number")
