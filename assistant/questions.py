"""What a question asks for: the kind of answer, the event, the side of it that is asked, and what must be matched.

Pure: our own word lists only. A question of any length is cut to `LIMIT` characters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .families import DEEDS, HUMANS, LIGHT, WIDER, families_of
from .gazetteer import ROLES, TITLES, WEAPONS, WEEKDAYS
from .lexicon import AUXILIARIES, BE, DETERMINERS, IRREGULAR, STOP, VERBS
from .numerals import MONTHS
from .words import Word, stem, words

__all__ = ["LIMIT", "Ask", "Kind", "Role", "analyse"]

LIMIT = 600
"""Characters of a question that are read; longer ones are cut."""

Kind = Literal[
    "who", "organisation", "identity", "place", "date", "count", "money", "percent", "age", "duration", "weapon",
    "role", "reason", "manner", "yesno", "quote", "casualties", "thing", "topic",
]  # fmt: skip
Role = Literal["agent", "patient", "any"]


@dataclass(frozen=True, slots=True)
class Ask:
    """An analysed question.

    ``focus`` are the stems of the noun that is asked for ("police officers", "city"), its head last; ``families``
    are the word families of the event and ``predicate`` its stems; ``role`` is the side of the event that is asked.
    ``light`` says that a noun names the event ("carried out the attack"); ``named`` that only a name can answer.
    ``terms`` weigh the stems to be found; ``names`` are the names (as stems) that the articles must speak of.
    """

    kind: Kind
    role: Role = "any"
    focus: tuple[str, ...] = ()
    predicate: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    terms: dict[str, float] = field(default_factory=dict)
    names: tuple[tuple[str, ...], ...] = ()
    plural: bool = False
    named: bool = False
    light: bool = False

    @property
    def deed(self) -> bool:
        """Whether the event is an act of violence, told by verbs and nouns alike."""
        return bool(self.families & DEEDS)


_FOCUS_KINDS: tuple[tuple[Kind, str], ...] = (
    ("organisation", "organization organisation group company firm party team club bank agency airline army militia "
     "newspaper university force institution faction movement publisher manufacturer network side union nation"),
    ("place", "country city town place village state province region district location area island street county site "
     "airport river port capital continent department neighborhood neighbourhood venue stadium"),
    ("date", "year day date month time week century decade season"),
    ("who", "person man woman minister official player leader president actor author politician name candidate "
     "celebrity judge scientist artist singer director officer general coach spokesman king queen people"),
    ("percent", "percentage percent proportion"),
    ("weapon", "weapon weapons explosive firearm gun arms"),
    ("role", "position occupation job profession title post rank"),
    ("money", "price amount sum salary cost fee fine budget"),
    ("count", "number toll figure"),
    ("age", "age"),
    ("reason", "reason motive"),
)  # fmt: skip
_FOCUS = {stem(word): kind for kind, listed in _FOCUS_KINDS for word in listed.split()}
_GENERIC = frozenset(
    stem(w) for w in ("organization organisation group people person name kind type sort thing number amount").split()
)
_HOW: dict[str, Kind] = {
    "old": "age",
    "long": "duration",
    "far": "thing",
    "tall": "thing",
    "often": "manner",
    "big": "thing",
    "large": "thing",
    "high": "thing",
    "fast": "thing",
    "soon": "date",
    "badly": "manner",
    "late": "date",
}
_SAID = frozenset(
    map(stem, "say call describe tell dub brand label accuse warn quote claim argue think believe".split())
)
_COMMON = frozenset(
    map(
        stem,
        "year day time people new first last make take use say come part one two many much give kind type "
        "name happen place area person thing work".split(),
    )
)


def analyse(question: str) -> Ask:
    """Read a question. Any text is accepted; one without a question word asks about a topic."""
    tokens = words(question[:LIMIT])
    at = _wh(tokens)
    if at is None:
        return _without_wh(tokens)
    low = tokens[at].low
    rest = tokens[at + 1 :]
    lead = tokens[:at]
    if low == "how":
        return _how(tokens, at)
    if low in ("when", "where", "why"):
        kind: Kind = {"when": "date", "where": "place", "why": "reason"}[low]  # type: ignore[assignment]
        return _finish(kind, "any", (), lead + rest, rest)
    if low in ("who", "whom", "whose"):
        return _who(low, lead, rest)
    return _what(low, lead, rest)


def _wh(tokens: list[Word]) -> int | None:
    """The place of the question word: the first, unless an auxiliary opens the question."""
    opening = next((word for word in tokens if word.tag != "X"), None)
    if opening is None or opening.low in AUXILIARIES:
        return None
    marks = ("who", "whom", "whose", "what", "which", "when", "where", "why", "how")
    return next((place for place, word in enumerate(tokens) if word.low in marks), None)


def _without_wh(tokens: list[Word]) -> Ask:
    opening = next((word for word in tokens if word.tag != "X"), None)
    if opening is not None and opening.low in AUXILIARIES:
        return _finish("yesno", "any", (), tokens, tokens)
    stems = {word.stem for word in tokens}
    if {"toll", "casualt"} & stems or {"number"} & stems:
        kind: Kind = "casualties" if "casualt" in stems else "count"
        return _finish(kind, "patient", (), tokens, tokens)
    return _finish("topic", "any", (), tokens, tokens)


def _how(tokens: list[Word], at: int) -> Ask:
    rest = tokens[at + 1 :]
    lead = tokens[:at]
    following = rest[0].low if rest else ""
    if following in ("many", "much") or (following == "few"):
        focus = _noun(rest[1:])
        after = rest[1 + len(focus) :]
        stems = tuple(word.stem for word in focus if word.low not in DETERMINERS)
        kind: Kind = "count"
        if following == "much":
            kind = "thing"
            verbal = {word.stem for word in tokens}
            moneyed = verbal & set(
                map(
                    stem,
                    "cost pay spend worth steal sell buy raise fine earn owe lose donate invest money cash price value charge award".split(),
                )
            )
            if "money" in stems or moneyed:
                kind = "money"
            elif verbal & set(
                map(
                    stem, "rise fall grow drop increase decrease gain decline jump slip climb plunge shrink cut".split()
                )
            ):
                kind = "percent"
        elif stems and stems[-1] in map(stem, ("dollar", "euro", "pound")):
            kind = "money"
        elif stems and stems[-1] in ("percent", "percentage"):
            kind = "percent"
        return _finish(kind, _side(after), stems, lead + rest[1:], after or rest[1:])
    if following in _HOW:
        return _finish(_HOW[following], "any", (), lead + rest[1:], rest[1:])
    return _finish("manner", "any", (), lead + rest, rest)


def _noun(tokens: list[Word]) -> list[Word]:
    """The noun phrase at the head of ``tokens``: up to the first verb, auxiliary or preposition."""
    taken: list[Word] = []
    for place, word in enumerate(tokens):
        if word.tag in "APCRX" and word.text != "-":
            break
        if taken and (word.tag == "V" or _finite(word, tokens[place + 1 : place + 2], taken)):
            break
        taken.append(word)
    return taken


def _finite(word: Word, after: list[Word], before: list[Word]) -> bool:
    """Whether a word that might be a noun is the verb after a question's noun ("Which team beat Kenya")."""
    if word.low not in VERBS and stem(word.low) not in _VERB_STEMS:
        return False
    return bool(after) and after[0].tag in "DUNRP" and before[-1].tag in "OU"


_VERB_STEMS = frozenset(stem(verb) for verb in VERBS)


def _side(after: list[Word]) -> Role:
    """Which side of the event stands before its verb: "were killed" asks the patient, "killed him" the agent."""
    if not after:
        return "any"
    if after[0].low in ("did", "do", "does"):
        return "patient"
    verb = next((place for place, word in enumerate(after) if word.tag == "V" or stem(word.low) in _VERB_STEMS), None)
    if after[0].low in AUXILIARIES:
        chain = [word.low for word in after[: (verb or 0) + 1]]
        passive = any(word in BE or word in ("get", "got") for word in chain) and not chain[-1].endswith("ing")
        if verb is not None and passive:
            tail = after[verb + 1 :]
            by = bool(tail) and [word.low for word in tail if word.tag != "X"][-1:] == ["by"]
            return "agent" if by else "patient"
        if verb is not None and "been" in chain:
            return "patient"
        return "agent" if verb is not None else "any"
    return "agent" if after[0].tag != "X" else "any"


def _who(low: str, lead: list[Word], rest: list[Word]) -> Ask:
    by = bool(lead) and lead[-1].low == "by"
    if low == "whose":
        focus = _noun(rest)
        return _finish("who", "any", (), rest, rest[len(focus) :])
    head = rest[0].low if rest else ""
    verbs = [word for word in rest if word.tag == "V" and word.low not in AUXILIARIES]
    if head in ("is", "was", "are", "were", "'s") and not verbs and not any(w.stem in _EVENT_WORDS for w in rest):
        named = [word for word in rest[1:] if word.tag == "U"]
        described = any(word.low in ROLES or word.low == "of" for word in rest)
        kind: Kind = "identity" if named and not described else "who"
        return _finish(kind, "any", _described(rest[1:]) if kind == "who" else (), lead + rest, rest, kind == "who")
    role: Role = "agent" if by else "patient" if low == "whom" else _side(rest)
    return _finish("who", role, (), lead + rest, rest)


_EVENT_WORDS = frozenset(map(stem, "behind responsible guilty dead missing".split()))


def _described(tokens: list[Word]) -> tuple[str, ...]:
    return tuple(word.stem for word in tokens if word.content and word.tag != "U")


def _what(low: str, lead: list[Word], rest: list[Word]) -> Ask:
    head = rest[0] if rest else None
    locative = bool(lead) and lead[-1].low in ("in", "at", "near", "from")
    if head is None:
        return _finish("topic", "any", (), lead, lead)
    if head.low in AUXILIARIES:
        return _what_aux(lead, rest)
    if head.low in ("kind", "type", "sort", "kinds", "types") and len(rest) > 2 and rest[1].low == "of":
        rest = rest[2:]
    focus = _noun(rest)
    after = rest[len(focus) :]
    if head.tag == "V" or not focus:
        return _finish("thing", "agent", (), lead + rest, rest)
    stems = tuple(word.stem for word in focus if word.low not in STOP)
    kind: Kind = _FOCUS.get(stems[-1], "thing") if stems else "thing"
    if (
        stems
        and kind == "thing"
        and (focus[-1].low in ROLES or (focus[-1].low.endswith("s") and focus[-1].low[:-1] in ROLES))
    ):
        kind = "who"
    if stems and focus[-1].low in WEAPONS and low == "what":
        kind = "weapon"
    if locative and kind in ("thing", "organisation"):
        kind = "place"
    if stems and stems[-1] == stem("name"):
        kind = _named_kind(after)
    role = _side(after)
    if bool(lead) and lead[-1].low == "by":
        role = "agent"
    return _finish(kind, role, stems, lead + rest, after)


def _named_kind(after: list[Word]) -> Kind:
    """What kind of thing "the name of ..." is a name of."""
    of = [word for word in after if word.tag in "OU"]
    if any(word.low in ROLES or word.stem in HUMANS for word in of):
        return "who"
    for word in of:
        if word.stem in _FOCUS:
            return _FOCUS[word.stem]
    return "thing"


def _what_aux(lead: list[Word], rest: list[Word]) -> Ask:
    """ "What did X say", "What was the death toll", "What is the name of ...", "What happened"."""
    content = [word for word in rest if word.low not in STOP]
    first = content[0].stem if content else ""
    if rest[0].low in ("did", "do", "does", "has", "have", "had", "will", "would", "can", "could"):
        said = any(word.stem in _SAID for word in content)
        return _finish("quote" if said else "thing", "patient", (), lead + rest, rest)
    stems = [word.stem for word in content]
    if "casualt" in stems:
        return _finish("casualties", "any", (), lead + rest, rest)
    if "toll" in stems:
        return _finish("count", "patient", (), [*lead, *rest, *words("killed")], words("killed"))
    if first in _FOCUS:
        kind = _FOCUS[first]
        if first == stem("name"):
            kind = _named_kind(rest[2:])
        focus = tuple(one for one in _described(rest[1:]) if one != stem("name")) if kind == "who" else (first,)
        return _finish(kind, "any", focus, lead + rest, rest, first == stem("name"))
    verbs = [word for word in rest if word.tag == "V" and word.low not in AUXILIARIES]
    if any(word.stem in _SAID for word in verbs):
        return _finish("quote", "patient", (), lead + rest, rest)
    return _finish("thing", "patient" if verbs else "any", (), lead + rest, rest)


def _finish(
    kind: Kind, role: Role, focus: tuple[str, ...], tokens: list[Word], clause: list[Word], named: bool = False
) -> Ask:
    """Put together what the words of the question say, whatever its form."""
    tokens = _without_brackets(tokens)
    main = _predicate(_without_brackets(clause)) or _predicate(tokens)
    events = [
        word.stem for word in tokens if word.tag in "OV" and families_of(word.stem) & DEEDS and word.stem not in focus
    ]
    light = not main or main[0].stem in LIGHT
    if light and events:
        predicate = frozenset(events[:2])
        if any(
            word.low in ("carried", "behind", "responsible", "committed", "perpetrated", "staged") for word in tokens
        ):
            role = "agent"
        elif kind in ("place", "date"):
            role = "any"
    else:
        predicate = frozenset(word.stem for word in main[:1])
    families = frozenset(name for one in predicate for name in families_of(one))
    if light and events:
        families |= {wider for name in families for wider in WIDER.get(name, ())}
    stems = {word.stem for word in tokens}
    claimed = stem("claim") in stems or {stem("admit"), stem("responsibility")} <= stems
    accused = any(word.low in ("blamed", "suspected", "accused", "blame", "accuse", "accuses") for word in tokens)
    if claimed and kind in ("who", "organisation"):
        predicate, families, role = frozenset({stem("claim")}), frozenset({"claim"}), "agent"
    elif accused and kind in ("who", "organisation"):
        predicate, families, role = frozenset({stem("accuse"), stem("blame")}), frozenset({"accuse"}), role
    names = _names(tokens)
    return Ask(
        kind=kind,
        role=role,
        focus=focus,
        predicate=predicate,
        families=families,
        terms=_terms(tokens, focus),
        names=names,
        plural=bool(focus) and any(w.stem == focus[-1] and w.low.endswith("s") for w in tokens),
        named=named or (bool(focus) and focus[-1] == stem("name")),
        light=light and bool(events),
    )


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
        if focus and word.stem == focus[-1] and (word.stem in _FOCUS or word.stem in HUMANS):
            weight = 0.15
        found[word.stem] = max(found.get(word.stem, 0.0), weight)
    return found


def _names(tokens: list[Word]) -> tuple[tuple[str, ...], ...]:
    """The runs of capitalised words, without titles, months and days; a country after a comma is left out."""
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    after_comma = False
    for place, word in enumerate([*tokens, None]):
        if (
            word is not None
            and word.tag == "U"
            and word.low not in TITLES
            and word.low not in MONTHS
            and word.low not in WEEKDAYS
        ):
            if not run:
                before = tokens[place - 1].text if place else ""
                after_comma = before == "," and bool(runs)
            run.append(word.stem)
            continue
        if run and not (after_comma and place < len(tokens) + 1):
            runs.append(tuple(run))
        run = []
    return tuple(runs)
