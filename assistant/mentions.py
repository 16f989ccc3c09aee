"""Candidate answers in a sentence: people, organisations, places, roles, weapons, quotations, noun phrases.

Pure: our own word lists only. Every mention is a run of words of the sentence, so its text is a slice of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from .families import families_of
from .gazetteer import DEMONYMS, PLACE_WORDS, ROLES, WEAPONS
from .lexicon import word_set
from .moments import dates, times
from .naming import chunks, name_types, names
from .people import people
from .quantities import (
    Mention,
    ages,
    amounts,
    counts,
    durations,
    hedge,
    measures,
    money,
    number_runs,
    percents,
)
from .words import Word

__all__ = ["Mention", "mentions", "quotations"]


_LOCATIVE = word_set(
    "in at near outside inside from on to around within through across into over off along between under "
    "behind beneath beside"
)


def mentions(kind: str, words: Sequence[Word], text: str) -> list[Mention]:
    """The candidate answers of a kind in a sentence; ``text`` is the sentence that the words were made from."""
    if kind in ("who", "organisation"):
        return list(people(words, kind))
    if kind == "date":
        return list(dates(words, text))
    if kind in ("reason", "manner", "topic", "yesno"):
        return [Mention(0, len(words), _cue(kind, words), "line")] if words else []
    return list(_FINDERS.get(kind, _phrases)(words))


_STRONG = word_set("because due reason reasons cause caused motive owing")
_REASONS = word_set(
    "because since after due over following reason reasons so cause caused motive avoid thanks owing prompted"
)


def _cue(kind: str, words: Sequence[Word]) -> float:
    """Whether a whole sentence bears a sign of the kind: "because" for a reason, "by ...ing" for a manner."""
    lows = [word.low for word in words]
    if kind == "reason":
        if not _STRONG.isdisjoint(lows):
            return 1.0
        aim = any(one.low == "to" and other.tag in "VO" for one, other in pairwise(words))
        return 0.6 if aim or not _REASONS.isdisjoint(lows) else 0.2
    if kind == "manner":
        return 1.0 if any(one == "by" and other.endswith("ing") for one, other in pairwise(lows)) else 0.4
    return 0.5


def _tolls(words: Sequence[Word]) -> Iterator[Mention]:
    """From the first number of victims to the last word that says what became of them."""
    said = [place for place, word in enumerate(words) if _HARM & families_of(word.stem) and word.tag in "VO"]
    counted = [first for first, _ in number_runs(words) if any(abs(place - first) < 10 for place in said)]
    if said and counted:
        first, last = hedge(words, min(counted)), max(place for place in said if place > counted[0] - 8) + 1
        first, last = min(first, said[0]) if said[0] < first else first, max(last, counted[-1] + 2)
        last = min(last, len(words))
        if last - first <= 14:
            yield Mention(first, last, 1.0, "toll")
    if words:
        yield Mention(0, len(words), 0.4 * bool(counted), "line")


_HARM = word_set("kill wound missing")


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
        yield Mention(first, until, strength, "apposed" if apposed else "before" if before else "unnamed")
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


def _places(words: Sequence[Word]) -> Iterator[Mention]:
    taken: set[tuple[int, int]] = set()
    for first, last in names(words):
        person, organisation, place = name_types(words, first, last)
        before = words[first - 1].low if first else ""
        determined = before == "the" and first > 1 and words[first - 2].low in _LOCATIVE
        strength = place + (0.2 if before in _LOCATIVE or determined else 0.0)
        strength -= (0.2 if organisation > 0.7 else 0.0) + (0.3 if person > 0.6 else 0.0)
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


def _weapons(words: Sequence[Word]) -> Iterator[Mention]:
    for first, last in chunks(words):
        armed = [place for place in range(first, last) if words[place].low in WEAPONS]
        if armed:
            yield Mention(first, armed[-1] + 1, 1.0, "weapon")
            if armed[-1] > first:
                yield Mention(armed[0], armed[-1] + 1, 0.9, "weapon")
        elif last - first == 1 and "-" not in words[first].text and re.fullmatch(r"[A-Z]{1,4}\d+", words[first].text):
            yield Mention(first, last, 0.6, "model")


def quotations(words: Sequence[Word]) -> Iterator[Mention]:
    """The quotations of at most twelve words."""
    opened: int | None = None
    for place, word in enumerate(words):
        if word.text in "“‘" or (word.text == '"' and opened is None):
            opened = place + 1
        elif word.text in '"”’' and opened is not None:
            if 0 < place - opened <= 12:
                yield Mention(opened, place, 0.9, "quote")
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
    for first, last in number_runs(words):
        yield Mention(first, last, 0.4, "number")


def _quotable(words: Sequence[Word]) -> Iterator[Mention]:
    yield from quotations(words)
    yield from (mention for mention in _phrases(words) if mention.label != "number")


def _said(words: Sequence[Word]) -> Iterator[Mention]:
    """The sentence as a whole: what somebody said is seldom a phrase."""
    if words:
        yield Mention(0, len(words), 0.5, "line")


_FINDERS: dict[str, Callable[[Sequence[Word]], Iterator[Mention]]] = {
    "place": _places,
    "count": counts,
    "money": money,
    "percent": percents,
    "amount": amounts,
    "measure": measures,
    "time": times,
    "age": ages,
    "duration": durations,
    "weapon": _weapons,
    "casualties": _tolls,
    "role": _roles,
    "identity": _roles,
    "quote": _quotable,
    "saying": _said,
}
