"""Noun phrases, roughly: what a phrase is headed by, whose it is, which name it bears, and when two are one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .gazetteer import ROLES, TITLES, WEEKDAYS
from .lexicon import STOP, word_set
from .numerals import MONTHS
from .words import Word, stem

__all__ = ["ANYBODY", "NOBODY", "Naming", "Phrase", "matches", "phrase", "phrases"]

ANYBODY = word_set("anyone anybody someone somebody anything something")
NOBODY = word_set("nobody none nothing")
_PRONOUNS = word_set("he she it they him her them")
_OWNERS = word_set("his her its their")
_SHARES = word_set("some most half many several few part only about almost nearly two-thirds")
_OTHERS = word_set("another other former ex deputy vice acting suspected alleged would-be assistant then")
_UNIVERSAL = word_set("all every each everyone everybody both whole entire")
_OPENING = word_set("in on at after") | {""}
_BINDING = word_set("of on for about against with to")
_LEAST = 4
"""Letters that a name and a word made of it must share: "Norvania", "Norvanian"."""

Naming = Callable[[tuple[str, ...]], tuple[str, ...]]
"""The full form of a name where the articles have one: ("dace",) -> ("philip", "dace"); the name itself otherwise."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase. All words are stems but ``name``, ``determiner`` and ``pronoun``, which are in lower case.

    ``name`` are the capitalised words at its end, ``modifiers`` the other words before the head, ``owner`` whose it is,
    ``after`` the words that follow by a preposition, ``bound`` the first of these prepositions, ``preposition`` the one
    that governs it, ``counted`` whether it speaks of a number or a part ("two of the hostages").
    """

    head: str = ""
    name: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    owner: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    determiner: str = ""
    bound: str = ""
    preposition: str = ""
    pronoun: str = ""
    counted: bool = False
    negated: bool = False

    @property
    def anybody(self) -> bool:
        """Whether the phrase asks for whoever or whatever it was: "anyone", "any passengers", "a warning"."""
        return self.head in ANYBODY or self.determiner in ("any", "a", "an")

    @property
    def name_stems(self) -> tuple[str, ...]:
        """The words of the name as stems."""
        return tuple(stem(word) for word in self.name)

    @property
    def universal(self) -> bool:
        """Whether the phrase speaks of all of them."""
        return self.determiner in _UNIVERSAL or self.head in _UNIVERSAL


def phrases(tokens: Sequence[Word]) -> list[Phrase]:
    """The noun phrases of a stretch without a verb: parted by commas and conjunctions, each with what follows it by a
    preposition; a phrase after a preposition also stands for itself."""
    found: list[Phrase] = []
    neither = bool(tokens) and tokens[0].low == "neither"
    for chunk in _chunks(tokens):
        lead = 0
        while lead < len(chunk) and chunk[lead].tag in "PB" and chunk[lead].low != "not":
            lead += 1
        governed = next((word.low for word in chunk[:lead] if word.tag == "P"), "")
        core = chunk[lead:]
        cuts = [place for place, word in enumerate(core) if word.tag == "P"]
        starts = [0, *(place + 1 for place in cuts)]
        ends = [*cuts, len(core)]
        for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
            preposition = governed if at == 0 else core[start - 1].low
            pieces = _parted(core[start:end]) if preposition in _OPENING else [core[start:end]]
            for nth, piece in enumerate(pieces):
                one = phrase(piece, core[end:])
                if one is not None:
                    found.append(replace(one, preposition="" if nth else preposition, negated=one.negated or neither))
    return found


def _parted(piece: Sequence[Word]) -> list[Sequence[Word]]:
    """An opening adjunct and the phrase that follows it without a comma: "In 2011 an earthquake", "On Monday she"."""
    if len(piece) > 1 and piece[0].low in _PRONOUNS and piece[0].tag == "R":
        return [piece[:1], piece[1:]]  # "found him guilty"
    for place in range(1, len(piece)):
        if piece[place].tag in "DR" and piece[place - 1].tag in "NUO":
            return [piece[:place], piece[place:]]
    return [piece]


def _chunks(tokens: Sequence[Word]) -> list[list[Word]]:
    chunks: list[list[Word]] = [[]]
    for word in tokens:
        if word.text in ",;" or (word.low in ("and", "or", "nor", "&")):
            chunks.append([])
        elif word.tag != "X":
            chunks[-1].append(word)
    return [chunk for chunk in chunks if chunk]


def phrase(tokens: Sequence[Word], after: Sequence[Word] = ()) -> Phrase | None:
    """One noun phrase, without the prepositions that follow it (``after``); None when it holds no noun."""
    if not tokens:
        return None
    trailing = frozenset(word.stem for word in after if word.content)
    pronoun = tokens[-1].low if tokens[-1].low in _PRONOUNS and len(tokens) == 1 else ""
    if pronoun:
        return Phrase(pronoun=pronoun, head=pronoun)
    first = tokens[0].low
    determiner = next((word.low for word in tokens if word.tag == "D" or word.low in _UNIVERSAL), "")
    negated = any(word.low in ("no", "neither", "not") for word in tokens)
    owned = max((place for place, word in enumerate(tokens) if _owning(tokens, place)), default=-1)
    owner = {word.stem for word in tokens[: owned + 1] if word.content}
    owner |= {word.low for word in tokens[: owned + 2] if word.low in _OWNERS}
    rest = [word for word in tokens[owned + 1 :] if _names_something(word)]
    while len(rest) > 1 and rest[-1].tag == "N":
        rest.pop()  # "beat City 4-3"
    if not rest:
        return _whoever(first, determiner, after, negated)
    name: list[str] = []
    for word in reversed(rest):
        if word.tag != "U" or word.low in TITLES:
            break
        name.insert(0, word.low)
    head = rest[-1]
    counted = any(word.tag == "N" or word.low in _SHARES for word in tokens if word is not head)
    before = {word.stem for word in rest[: len(rest) - max(1, len(name))]}
    before |= {word.low for word in tokens if word.low in _OTHERS}
    return Phrase(
        head=head.stem,
        name=tuple(name),
        modifiers=frozenset(before),
        owner=frozenset(owner),
        after=trailing,
        bound=after[0].low if after else "",
        determiner=determiner,
        counted=counted or head.tag == "N",
        negated=negated,
    )


def _whoever(first: str, determiner: str, after: Sequence[Word], negated: bool) -> Phrase | None:
    """A phrase without a noun of its own: "nobody", "none of the passengers", "not all of them", "those in Tembe"."""
    trailing = frozenset(word.stem for word in after if word.content)
    part = phrase([word for word in after if word.tag != "P"]) if after and after[0].low == "of" else None
    if determiner in _UNIVERSAL and part is not None:
        return replace(part, determiner=determiner, negated=negated, after=trailing)
    if first in NOBODY or first in ("neither", "no-one"):
        return replace(part, negated=True, after=trailing) if part else Phrase(head=first, negated=True)
    if first in ANYBODY or determiner in _UNIVERSAL or first in _UNIVERSAL:
        return Phrase(head=first, determiner=determiner, after=trailing, negated=negated)
    if part is not None:
        return replace(part, counted=True, after=trailing)
    return Phrase(head=first, determiner=determiner, after=trailing) if first == "those" else None


def _owning(tokens: Sequence[Word], place: int) -> bool:
    """Whether the word is a possessive mark: "'s", or the apostrophe after a plural."""
    word = tokens[place]
    return word.tag == "S" or (word.text in "'’" and place > 0 and tokens[place - 1].low.endswith("s"))


def _names_something(word: Word) -> bool:
    if word.low in NOBODY or word.low in ANYBODY or word.low in _UNIVERSAL or word.low in _OTHERS:
        return False
    return word.tag in "OUNV" and word.low not in STOP


def matches(asked: Phrase, told: Phrase, naming: Naming) -> bool:
    """Whether a phrase of a sentence stands for what a phrase of the question names."""
    if asked.head in ANYBODY:
        return True
    if told.pronoun or not told.head:
        return False
    if asked.name and not _dated(asked):
        return bool(told.name) and _one_name(asked.name, told.name, naming)
    if told.modifiers & _OTHERS - asked.modifiers:
        return False
    if not _one_head(asked, told):
        return False
    if not asked.owner <= told.owner | told.after or not asked.after <= told.after | told.owner | told.modifiers:
        return False
    lacking = asked.modifiers - told.modifiers - told.owner - told.after - set(told.name)
    if lacking:
        return False
    further = told.modifiers - asked.modifiers - asked.after - asked.owner
    free = asked.anybody or not asked.determiner
    if (
        asked.determiner == "the"
        and told.determiner in ("a", "an")
        and told.bound in _BINDING
        and asked.bound != told.bound
    ):
        return False
    if further and not told.name and not free:
        return False
    return free or not told.counted or asked.counted


def _dated(asked: Phrase) -> bool:
    return asked.name[-1] in WEEKDAYS or asked.name[-1] in MONTHS


def _one_head(asked: Phrase, told: Phrase) -> bool:
    if asked.head == told.head:
        return True
    titled = bool(told.name) and asked.head in told.modifiers and not asked.after
    return titled or (told.head == "person" and asked.head in ("people", "person"))


def _one_name(asked: tuple[str, ...], told: tuple[str, ...], naming: Naming) -> bool:
    """Whether two names are one: equal, or the end of the other where the articles know no other of that end."""
    asked, told = _plain(asked), _plain(told)
    if not asked or not told:
        return False
    if asked == told or _derived(asked, told):
        return True
    short, long = sorted((asked, told), key=len)
    if long[-len(short) :] != short or len(short) == len(long):
        return False
    return naming(short)[-len(long) :] == long or long[-len(naming(short)) :] == naming(short) != short


def _plain(name: tuple[str, ...]) -> tuple[str, ...]:
    first = next((place for place, word in enumerate(name) if word not in ROLES), 0)
    return name[first:]


def _derived(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != 1 or len(other) != 1:
        return False
    short, long = sorted((one[0], other[0]), key=len)
    return len(short) > _LEAST and long.startswith(short) and len(long) - len(short) <= 2
