"""Names that the articles themselves make equal: "the Islamic State (Isis)", "MRTV [Torvik Valley ...]". Pure.

Nothing is known beforehand. An abbreviation stands for a full name where an article writes both side by side, and a
surname for the one full name that ends in it. What the articles leave open (an abbreviation of two organisations, a
surname of two people) stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from .gazetteer import DEMONYMS, ORGANISATION_WORDS, PLACE_WORDS, PLACES, ROLES, TITLES, WEEKDAYS
from .lexicon import DETERMINERS, word_set
from .lines import words_in
from .matching import normalise_answer
from .naming import names
from .numerals import MONTHS
from .types import Evidence
from .words import Word, words

__all__ = ["Aliases"]

_PASSAGE = 20_000
_REACH = 110
"""Characters before a bracket in which a full name is looked for."""

_ABBREVIATION = r"[A-Z][A-Za-z0-9.&-]{1,11}"
_BRACKETED = re.compile(rf"[(\[]({_ABBREVIATION})[)\]]")
_EXPANDED = re.compile(rf"(?<![\w-])({_ABBREVIATION})\s?([(\[])(?:the )?([A-Z0-9][^()\[\]\n]{{3,90}})[)\]]")
_APPOSED = re.compile(rf"(?<![\w-])({_ABBREVIATION}), the ([A-Z][^,;:()\[\]\n.]{{3,90}}),")
_KNOWN_AS = re.compile(r",? (?:also |better |formerly )?(?:known as|called) (?:the )?([A-Z][\w-]*(?: [A-Z][\w-]*){,4})")
_ALSO = re.compile(r", or (?:the )?([A-Z][A-Z0-9-]{1,10})(?=[,.;)])")
_SMALL = word_set("of the for and de del la las los y e in on al el da do dos di &")
_NO_SURNAME = word_set("san santa santo saint st new old el la las los le north south east west port fort mount great")
_LONGEST = 5
"""Words of a person's name."""


class Aliases:
    """The names of some evidence and which of them are one."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        self._passages = list(evidence)
        self._one = _joined(pair for passage in self._passages for pair in _pairs(passage.text[:_PASSAGE]))
        self._people: dict[str, set[tuple[str, ...]]] = {}

    def canonical(self, name: str) -> str:
        """The form that stands for all equal names; ``name`` is normalised, and comes back where it has no equal."""
        return self._one.get(name, name)

    def expands(self, name: str) -> bool:
        """Whether the articles give another form of a (normalised) name."""
        return name in self._one

    def person(self, name: Sequence[str], article: str) -> tuple[str, ...] | None:
        """The one fullest name of a person, normalised, that ``name`` may be short for: in the article, else in all.

        None where there is none, or where it may be short for several people.
        """
        if not self._people:
            self._meet()
        everybody = {one for people in self._people.values() for one in people}
        for people in (self._people.get(article, set()), everybody):
            fuller = {one for one in people if _short_for(name, one)}
            fullest = [one for one in fuller if not any(_short_for(one, other) for other in fuller)]
            if fullest:
                return fullest[0] if len(fullest) == 1 else None
        return None

    def _meet(self) -> None:
        """Read the names of people, which only few questions need."""
        for passage in self._passages:
            people = self._people.setdefault(passage.article_id, set())
            for span, tokens in words_in(passage):
                people.update(_people(span.of(passage.text), tokens))


@lru_cache(maxsize=4096)
def _plain(name: str) -> tuple[str, ...]:
    return tuple(normalise_answer(name).split())


def _short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name leaves out words of the full one but keeps the surname, or the first of two names or more."""
    if not 0 < len(short) < len(full):
        return False
    ends = short[-1] == full[-1] or (len(short) > 1 and short[0] == full[0])
    rest = iter(full)
    return ends and all(word in rest for word in short)


def _people(text: str, tokens: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """The names of two to five words in a sentence that look like a person's."""
    for first, last in names(tokens):
        inner = _past_titles(tokens, first, last)
        lows = [word.low for word in tokens[inner:last] if word.tag != "X"]
        if not 2 <= len(lows) <= _LONGEST or lows[0] in _NO_SURNAME or lows[-1] in WEEKDAYS:
            continue
        if any(low in ORGANISATION_WORDS or low in PLACE_WORDS or low in DEMONYMS for low in lows):
            continue
        if lows[0] in PLACES or lows[-1] in PLACES or (lows[0] in MONTHS and len(lows[0]) > 3):
            continue
        if not any(word.text.isupper() and len(word.text) > 2 for word in tokens[inner:last]):
            yield _plain(text[tokens[inner].start : tokens[last - 1].end])


def _past_titles(tokens: Sequence[Word], first: int, last: int) -> int:
    while first < last - 1 and (tokens[first].low in TITLES or tokens[first].low in ROLES or tokens[first].tag == "X"):
        first += 1
    return first


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each name of the pairs with the one that stands for it; short forms of two unlike names are left out."""
    full: dict[str, set[str]] = {}
    for short, long in pairs:
        full.setdefault(short, set()).add(long)
    one: dict[str, str] = {}
    for short, longs in full.items():
        if any(not _alike(left, right) for left, right in combinations(sorted(longs), 2)):
            continue
        members = {short, *longs}
        roots = {one[member] for member in members if member in one}
        root = min(roots, default=max(sorted(longs), key=len))
        for member in [*members, *(name for name, other in one.items() if other in roots)]:
            one[member] = root
    return one


def _alike(left: str, right: str) -> bool:
    """Whether two full names may be translations or parts of one: half the words of the shorter are in the other."""
    ours, theirs = set(left.split()) - _SMALL, set(right.split()) - _SMALL
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """The short and the full names that a text puts side by side, normalised."""
    for hit in _BRACKETED.finditer(text):
        full = _run_before(text[max(0, hit.start() - _REACH) : hit.start()])
        fitting = [part for part in _endings(full) if _stands_for(hit[1], part, 0.6)]
        yield from _pair(hit[1], max(fitting, key=lambda part: _likeness(hit[1], part), default=""))
    for hit in _EXPANDED.finditer(text):
        if _stands_for(hit[1], hit[3], 0.3 if hit[2] == "[" else 0.6):
            yield from _pair(hit[1], hit[3])
    for hit in _APPOSED.finditer(text):
        if _stands_for(hit[1], hit[2], 0.9):
            yield from _pair(hit[1], hit[2])
    for pattern in (_KNOWN_AS, _ALSO):
        for hit in pattern.finditer(text):
            full = _run_before(text[max(0, hit.start() - _REACH) : hit.start()])
            if len(full.split()) > 1 and (pattern is _KNOWN_AS or _stands_for(hit[1], full, 0.6)):
                yield from _pair(hit[1], full)


def _pair(short: str, full: str) -> Iterator[tuple[str, str]]:
    left, right = normalise_answer(short), normalise_answer(full)
    if left and right and left != right:
        yield left, right


def _run_before(text: str) -> str:
    """The capitalised words that end a text, with the small words among them: "told the Bank of England" gives that."""
    taken: list[str] = []
    for word in reversed(text.rstrip().rstrip("\"'”’,").split(" ")):
        name = word[:1].isupper() or word[:1].isdecimal()
        if not (name or (taken and word in _SMALL)) or word[-1:] in ",;:.()[]":
            break
        taken.append(word)
    while taken and (taken[-1] in _SMALL or taken[-1].lower() in DETERMINERS):
        taken.pop()
    return " ".join(reversed(taken))


def _endings(full: str) -> list[str]:
    """A run of names from each of its first five capitals: what stands before a name may be another's."""
    parts = full.split()
    starts = [place for place, word in enumerate(parts[:-1]) if not word[0].islower()]
    return [" ".join(parts[place:]) for place in starts[:5]]


def _stands_for(short: str, full: str, share: float) -> bool:
    """Whether an abbreviation is made of a full name's initials, in any order and language, as far as ``share``."""
    tokens = [word for word in words(full) if word.tag != "X"]
    if sum(word.text[:1].isupper() for word in tokens) < 2:
        return False
    if any(word.text[:1].islower() and word.low not in _SMALL and word.tag != "S" for word in tokens):
        return False
    figures = re.findall(r"[0-9]+", short)
    if figures != re.findall(r"[0-9]+", full):
        return False
    told, named = _likeness(short, full)
    return bool(figures and told == 1.0) or (told >= share and named >= min(share, 0.6))


def _likeness(short: str, full: str) -> tuple[float, float]:
    """The share of an abbreviation's letters that are initials of the full name, and of these that are in it."""
    letters = [character for character in short.upper() if character.isalpha()]
    initials = [word.text[0] for word in words(full) if word.text[:1].isupper()]
    told = sum(letter in initials for letter in letters) / max(1, len(letters))
    return told, sum(initial in letters for initial in initials) / max(1, len(initials))
