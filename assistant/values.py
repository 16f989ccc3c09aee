"""What a short answer stands for, whatever its wording: a figure, a day, a name or plain words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .aliases import Aliases
from .ask import Ask, Kind
from .dating import day_of
from .gazetteer import DEMONYMS, PLACE_WORDS, ROLES, TITLES
from .lexicon import word_set
from .matching import normalise_answer
from .numerals import days, numbers
from .words import Word, words

__all__ = ["FIGURES", "Value", "fits", "value_of"]

FIGURES: frozenset[Kind] = frozenset(
    ("count", "money", "percent", "casualties", "measure", "amount", "age", "duration")
)
"""Kinds of questions whose answers are compared by their numbers."""

_UNITED: frozenset[Kind] = frozenset(("money", "measure", "amount", "duration", "percent", "age"))
"""Kinds of which the unit counts: 12 days are not 12 hours."""

_CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro", "%": "percent", "percentage": "percent", "pc": "percent"}
_SCALES = word_set("million billion trillion thousand hundred dozen m bn mn k and of a")
_GROUP = word_set(
    "guerrilla guerrillas rebel rebels member members militant militants fighter fighters terrorist terrorists "
    "extremists insurgents activists group groups organization organisation movement commando commandos"
)
_SOFT = word_set("former ex acting late then alleged suspected self-styled")


@dataclass(frozen=True, slots=True)
class Value:
    """What an answer stands for: two answers with the same ``key`` and ``more`` say the same.

    ``key`` is the heart of it: numbers as written in digits, a day as (month, day), a name or phrase as its words.
    ``more`` is what only some wordings give: the unit of a figure, the year of a day, the area around a place.
    """

    kind: Literal["figure", "day", "name", "words"]
    key: tuple[str, ...]
    more: tuple[str, ...] = ()


def fits(one: Value, other: Value) -> bool:
    """Whether ``one`` is ``other`` with something left out: a year, a unit, the country of a town."""
    return one.kind == other.kind and one.key == other.key and set(one.more) < set(other.more)


def value_of(ask: Ask, short: str, known: Aliases, article: str, published: str | None) -> Value:
    """What the short answer to a question stands for, in an article published on a day (ISO 8601)."""
    if ask.kind in FIGURES:
        figure = _figure(ask.kind, short)
        if figure is not None:
            return figure
    if ask.kind == "date":
        day = _day(short, published, ask.future)
        if day is not None:
            return day
    if ask.kind == "place":
        return _place(short, known)
    return _name(ask.kind, short, known, article)


def _figure(kind: Kind, short: str) -> Value | None:
    found = numbers(short)
    if not found:
        return None
    unit = _unit(short, found[-1].end) if kind in _UNITED else ""
    return Value("figure", tuple(str(number.value) for number in found), (unit,) if unit else ())


def _unit(short: str, end: int) -> str:
    """The currency or the unit of a figure, as a stem; "" where none is written."""
    sign = next((name for mark, name in _CURRENCIES.items() if mark in short and len(mark) == 1), "")
    if sign:
        return sign
    after = (word for word in words(short) if word.start >= end and word.low not in _SCALES and word.tag in "OUV")
    first = next(after, None)
    return _CURRENCIES.get(first.low, first.stem) if first else ""


def _day(short: str, published: str | None, future: bool) -> Value | None:
    """A calendar day; "Monday" and "yesterday" count from the day of publication. None for a month, or several days."""
    written = days(short)
    if written:
        day = written[0]
        more = (str(day.year),) if day.year else ()
        return Value("day", (str(day.month), str(day.day)), more) if len(written) == 1 else None
    meant = day_of(short, published, future=future)
    return Value("day", (str(meant.month), str(meant.day)), (str(meant.year),)) if meant else None


def _place(short: str, known: Aliases) -> Value:
    """A place; what follows its first comma is the area around it: "Kestle, Norvania"."""
    first, _, around = short.partition(",")
    tokens = words(first)
    at = 0
    while at < len(tokens) - 1 and (
        tokens[at].low in PLACE_WORDS or tokens[at].low == "of" or tokens[at].low in ("the", "in", "at")
    ):
        if tokens[at].tag == "U":
            break
        at += 1
    name = normalise_answer(first[tokens[at].start :] if tokens else first)
    wider = normalise_answer(around)
    named = any(word.tag == "U" for word in tokens[at:])
    key = tuple(known.canonical(name).split())
    return Value("name" if named else "words", key, tuple(wider.split()) if named else ())


def _name(kind: Kind, short: str, known: Aliases, article: str) -> Value:
    tokens = words(short)
    stop = next((word.start for word in tokens[1:] if word.text in "([" or word.text == ","), len(short))
    listed = any(word.low in ("and", "or", "&") for word in tokens)
    inner = [word for word in tokens if word.start < stop] if not listed else tokens
    inner = _without_group(_without_titles(inner), known)
    if not inner:
        return Value("words", tuple(_digits(short)))
    text = short[inner[0].start : inner[-1].end]
    words_of = _digits(text)
    if not any(word.tag == "U" for word in inner):
        return Value("words", tuple(words_of))
    plain = known.canonical(" ".join(words_of))
    if plain == " ".join(words_of) and not listed and kind != "date":
        person = known.person(words_of, article)
        plain = " ".join(person) if person else plain
    return Value("name", tuple(plain.split()))


def _without_titles(tokens: Sequence[Word]) -> list[Word]:
    """A name without what stands before it: "the veteran leader Lena Brandt", "President Brandt"."""
    at = 0
    while at < len(tokens) - 1:
        word, after = tokens[at], tokens[at + 1]
        title = word.low in TITLES or word.low in ROLES or word.low in _SOFT
        light = word.tag in "DX" or (word.tag in "OB" and word.text[:1].islower())
        if not (title or light) or not any(one.tag == "U" for one in tokens[at + 1 :]):
            break
        if after.tag not in "UODXB" or (after.tag == "O" and not light and not title):
            break
        at += 1
    kept = list(tokens[at:])
    return kept if kept and kept[0].tag == "U" else list(tokens)


def _without_group(tokens: Sequence[Word], known: Aliases) -> list[Word]:
    """An organisation without the common noun after it: "NDFL guerrillas", "the Islamic State group"."""
    kept = list(tokens)
    while len(kept) > 1 and kept[-1].low in _GROUP and kept[-1].text[:1].islower():
        kept.pop()
    own = " ".join(word.text for word in kept)
    several = sum(word.tag == "U" for word in kept) > 1
    certain = own.isupper() or several or known.expands(normalise_answer(own))
    return kept if certain and kept[-1].low not in DEMONYMS else list(tokens)


def _digits(text: str) -> list[str]:
    """The words of a text, normalised, its numbers in digits: "Twelve Monkeys" and "12 Monkeys" are equal."""
    parts: list[str] = []
    at = 0
    for number in numbers(text):
        parts += [text[at : number.start], str(number.value)]
        at = number.end
    return normalise_answer(" ".join([*parts, text[at:]]) if parts else text).split()
