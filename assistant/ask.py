"""An analysed question: what is asked for, and what the articles must hold to answer it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from .families import DEEDS, HUMANS, LIGHT, UNACCUSATIVE, WIDER, families_of
from .gazetteer import PLACES, TITLES, WEEKDAYS
from .lexicon import IRREGULAR, STOP, VERBS, word_set
from .numerals import MONTHS, days
from .propositions import NEGATIVE
from .words import Word, stem, stems_of

__all__ = ["KIND_OF_NOUN", "LIMIT", "NAMING", "TOLD", "Ask", "Kind", "Role", "compose"]

LIMIT = 600
"""Characters of a question that are read; longer ones are cut."""

NAMING = word_set("name list identify")
"""Verbs that ask without a question word: "Name the clubs"."""

TOLD = word_set("me us")
"""Whom they may have behind them."""

Kind = Literal[
    "who", "organisation", "identity", "place", "date", "time", "count", "amount", "measure", "money", "percent", "age",
    "duration", "weapon", "role", "reason", "manner", "yesno", "quote", "casualties", "thing", "topic",
]  # fmt: skip
Role = Literal["agent", "patient", "any"]


@dataclass(frozen=True, slots=True)
class Ask:
    """An analysed question.

    ``focus`` are the stems of the noun that is asked for ("police officers", "city"), its head last; ``families``
    are the word families of the event and ``predicate`` its stems; ``role`` is the side of the event that is asked.
    ``light`` says that a noun names the event ("carried out the attack"); ``named`` that only a name can answer.
    ``owners`` are the groups whose something is asked about ("the teachers' strike"); ``negated`` says that what did
    not happen is asked for; ``preposition`` is the one that ends the question ("accused of"); ``speaker`` are the stems
    that name whose words are asked for. ``terms`` weigh the stems to be found; ``names`` are the names and ``nouns``
    the common nouns (as stems) that the articles must speak of.
    """

    kind: Kind
    role: Role = "any"
    focus: tuple[str, ...] = ()
    predicate: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    terms: dict[str, float] = field(default_factory=dict)
    names: tuple[tuple[str, ...], ...] = ()
    nouns: frozenset[str] = frozenset()
    days: frozenset[tuple[int, int]] = frozenset()
    named: bool = False
    light: bool = False
    future: bool = False
    negated: bool = False
    owners: frozenset[str] = frozenset()
    speaker: tuple[str, ...] = ()
    preposition: str = ""

    @property
    def deed(self) -> bool:
        """Whether the event is an act of violence, told by verbs and nouns alike."""
        return bool(self.families & DEEDS)

    @property
    def counted(self) -> frozenset[str]:
        """The particular noun that is counted: "attackers", "children"; none where it is people in general."""
        particular = self.kind == "count" and bool(self.focus) and self.focus[-1] not in HUMANS
        return frozenset(self.focus[-1:]) if particular else frozenset()


_NOUNS: tuple[tuple[Kind, str], ...] = (
    ("organisation", "organization organisation group company firm party team club bank agency airline army militia "
     "newspaper university force institution faction movement publisher manufacturer network side union nation"),
    ("place", "country city town place village state province region district location area island street county site "
     "airport river port capital continent department neighborhood neighbourhood venue stadium"),
    ("time", "time hour"),
    ("date", "year day date month week century decade season"),
    ("who", "person man woman minister official player leader president actor author politician name candidate "
     "celebrity judge scientist artist singer director officer general coach spokesman king queen people"),
    ("percent", "percentage percent proportion"),
    ("weapon", "weapon weapons explosive firearm gun arms"),
    ("role", "position occupation job profession title post rank"),
    ("money", "price sum salary cost fee fine budget ransom reward payment bonus"),
    ("amount", "amount depth height length width weight size speed distance area"),
    ("count", "number toll figure"),
    ("age", "age"),
    ("reason", "reason motive"),
)  # fmt: skip
KIND_OF_NOUN = {stem(word): kind for kind, listed in _NOUNS for word in listed.split()}


_GROUPS = frozenset(("women", "men", "children"))
_COMMON = stems_of(
    "year day time people new first last make take use say come part one two many much give kind "
    "type name happen place "
    "area person thing work"
)


def compose(
    kind: Kind, role: Role, focus: tuple[str, ...], tokens: list[Word], clause: list[Word], named: bool = False
) -> Ask:
    """Put together what the words of the question say, whatever its form."""
    tokens = _without_brackets(tokens)
    if kind == "count" and focus and families_of(focus[-1]) & _EFFECTS:
        clause, role, focus = tokens, "patient", focus[:-1]
    event = _event(kind, role, focus, tokens, _without_brackets(clause))
    if event.role == "agent" and event.predicate & UNACCUSATIVE:
        event = replace(event, role="patient")
    return Ask(
        kind=kind,
        role=event.role,
        focus=focus,
        predicate=event.predicate,
        families=event.families,
        terms=_terms(tokens, focus),
        names=_names(tokens),
        nouns=_nouns(tokens, focus, event.predicate),
        days=_days(tokens),
        named=named or (bool(focus) and focus[-1] == stem("name")),
        light=event.light,
        future=any(word.low in _FUTURE for word in tokens),
        owners=_owners(tokens),
        negated=any(word.low in NEGATIVE or word.low.endswith("n't") for word in tokens),
        preposition=_last(tokens),
    )


@dataclass(frozen=True, slots=True)
class _Event:
    predicate: frozenset[str]
    families: frozenset[str]
    role: Role
    light: bool


def _event(kind: Kind, role: Role, focus: tuple[str, ...], tokens: list[Word], clause: list[Word]) -> _Event:
    """The event that is asked about: its verb, or the noun after a light verb; claims and accusations apart."""
    if kind in ("who", "organisation"):
        said = _statement(tokens, role)
        if said is not None:
            return said
    main = _predicate(clause) or _predicate(tokens)
    behind = any(word.low in _BEHIND for word in tokens)
    acts = [word.stem for word in tokens if word.tag in "OV" and families_of(word.stem) & DEEDS]
    acts = [act for act in acts if act not in focus]
    light = not main or main[0].stem in LIGHT or (behind and bool(acts))
    if light and not acts:
        nouns = (word.stem for word in tokens if word.tag == "O" and families_of(word.stem))
        acts = [noun for noun in nouns if noun not in focus and noun not in LIGHT][:1]
    if not light or not acts:
        predicate = frozenset(word.stem for word in main[:1])
        return _Event(predicate, _families(predicate), role, False)
    predicate = frozenset(acts[:2])
    families = _families(predicate)
    wider = {one for name in families for one in WIDER.get(name, ())}
    return _Event(
        predicate, families | wider, "agent" if behind else "any" if kind in ("place", "date") else role, True
    )


def _statement(tokens: list[Word], role: Role) -> _Event | None:
    """A question about who claims or who is accused, which no report of the deed itself can answer."""
    stems = {word.stem for word in tokens}
    if stem("claim") in stems or {stem("admit"), stem("responsibility")} <= stems:
        return _Event(frozenset({stem("claim")}), frozenset({"claim"}), "agent", False)
    if any(word.low in _ACCUSING for word in tokens):
        return _Event(frozenset({stem("accuse"), stem("blame")}), frozenset({"accuse"}), role, False)
    return None


def _families(predicate: frozenset[str]) -> frozenset[str]:
    return frozenset(name for one in predicate for name in families_of(one))


_EFFECTS = frozenset(("kill", "wound", "arrest", "missing", "displace", "kidnap", "rescue"))
_ACCUSING = frozenset(("blamed", "suspected", "accused", "blame", "accuse", "accuses"))
_FUTURE = frozenset(("will", "would", "could", "may", "might", "can", "should"))
_BEHIND = frozenset(("carried", "behind", "responsible", "committed", "perpetrated", "staged", "conducted"))


def _nouns(tokens: list[Word], focus: tuple[str, ...], predicate: frozenset[str]) -> frozenset[str]:
    """The common nouns that the question is about, besides what it asks for: "malaria", "ransom", "analyst"."""
    return frozenset(
        word.stem
        for word in tokens
        if word.tag == "O" and word.content and not families_of(word.stem) and word.stem not in _COMMON
        if word.stem not in LIGHT and word.stem not in HUMANS and word.stem not in predicate
        if not (word.stem in focus and word.stem in KIND_OF_NOUN)
    )


def _owners(tokens: list[Word]) -> frozenset[str]:
    """Groups alone: one of them ("the writer's pans") is often meant by "I" or by a name."""
    found = set()
    for word, mark in pairwise(tokens):
        many = mark.text in ("'", "’") and mark.start == word.end and word.low.endswith("s")
        if word.tag == "O" and (many or (mark.tag == "S" and word.low in _GROUPS)) and word.stem not in KIND_OF_NOUN:
            found.add(word.stem)
    return frozenset(found) - _COMMON


def _days(tokens: list[Word]) -> frozenset[tuple[int, int]]:
    """The days that the question names, as (day, month)."""
    return frozenset((one.day, one.month) for one in days(" ".join(word.text for word in tokens)))


def _without_brackets(tokens: list[Word]) -> list[Word]:
    """The words outside round brackets: "(reported in March 1990)" narrows a question but is not in the sentence."""
    kept: list[Word] = []
    depth = 0
    for word in tokens:
        depth += word.text == "("
        if not depth:
            kept.append(word)
        depth = max(0, depth - (word.text == ")"))
    return kept


def _predicate(clause: list[Word]) -> list[Word]:
    """The main verb: the first full verb, else the first word that can be one."""
    sure = [word for word in clause if word.tag == "V" and word.low not in STOP]
    if sure:
        return sure
    able = [word for word in clause if word.tag == "O" and (word.low in VERBS or word.low in IRREGULAR)]
    return able or [word for word in clause if word.tag == "O" and families_of(word.stem)]


def _terms(tokens: list[Word], focus: tuple[str, ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    for place, word in enumerate(tokens):
        if not word.content:
            continue
        weight = {"U": 2.0, "N": 1.2, "V": 1.2}.get(word.tag, 1.0)
        if word.stem in LIGHT or word.stem in _COMMON:
            weight = 0.3
        near = [other.low for other in tokens[max(place - 1, 0) : place + 2]]
        dated = word.tag == "N" and (len(word.low) == 4 or any(one in MONTHS for one in near))
        if word.low in MONTHS or word.low in WEEKDAYS or dated:
            weight = 0.3
        if focus and word.stem == focus[-1] and (word.stem in KIND_OF_NOUN or word.stem in HUMANS):
            weight = 0.15
        found[word.stem] = max(found.get(word.stem, 0.0), weight)
    return found


def _last(tokens: list[Word]) -> str:
    """The preposition that ends a question: "What is he accused of?"."""
    plain = [word for word in tokens if word.tag != "X"]
    return plain[-1].low if plain and plain[-1].low in _HANGING else ""


_HANGING = frozenset(("of", "for", "with", "about", "to", "from", "on"))


def _names(tokens: list[Word]) -> tuple[tuple[str, ...], ...]:
    """The runs of capitalised words, without titles, months and days; a country after a comma is left out."""
    lowered = not any(character.isupper() for word in tokens[1:] for character in word.text)
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    after_comma = False
    for place, word in enumerate(tokens):
        if _is_name(word) or (lowered and word.low in PLACES):
            if not run:
                after_comma = bool(runs) and tokens[place - 1].text == ","
            run.append(word.stem)
            continue
        if run and not after_comma:
            runs.append(tuple(run))
        run = []
    return (*runs, tuple(run)) if run and not after_comma else tuple(runs)


def _is_name(word: Word) -> bool:
    return word.tag == "U" and word.low not in TITLES and word.low not in MONTHS and word.low not in WEEKDAYS
