"""What a question asks for: the kind of answer, the event, and the side of it that is asked.

Pure: our own word lists only. A question of any length is cut to `LIMIT` characters.
"""

from __future__ import annotations

from dataclasses import replace

from .ask import KIND_OF_NOUN, LIMIT, NAMING, TOLD, Ask, Kind, Role, compose
from .families import HUMANS
from .gazetteer import ROLES, WEAPONS
from .lexicon import AUXILIARIES, BE, DETERMINERS, STOP, VERBS, word_set
from .words import Word, stem, stems_of, words

__all__ = ["LIMIT", "SAYING", "Ask", "Kind", "Role", "analyse"]

_ADVERBIAL: dict[str, Kind] = {"when": "date", "where": "place", "why": "reason"}
_HOW: dict[str, Kind] = {"old": "age", "long": "duration", "often": "manner", "badly": "manner", "soon": "date"}
_HOW |= dict.fromkeys(("far", "tall", "deep", "wide", "heavy", "big", "large", "high", "fast", "strong"), "measure")
SAYING = stems_of(
    "say call describe tell dub brand label accuse warn quote claim argue think believe add insist declare announce "
    "state write complain joke promise vow praise criticise criticize compare dismiss"
)
"""Verbs with which a speaker is quoted."""


def analyse(question: str) -> Ask:
    """Read a question. Any text is accepted; one without a question word asks about a topic."""
    tokens = words(question[:LIMIT])
    if len(tokens) > 2 and tokens[0].low in NAMING and (tokens[1].tag in "DN" or tokens[1].low in TOLD):
        return _what("which", [], [word for word in tokens[1:] if word.low not in _RELATIVE | TOLD])
    at = _wh(tokens)
    if at is None:
        return _without_wh(tokens)
    low = tokens[at].low
    rest = tokens[at + 1 :]
    lead = tokens[:at]
    if low == "how":
        return _how(tokens, at)
    if low in _ADVERBIAL:
        return compose(_ADVERBIAL[low], "any", (), lead + rest, rest)
    if low in ("who", "whom", "whose"):
        return _who(low, lead, rest)
    return _what(low, lead, rest)


_RELATIVE = word_set("that which who whom")


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
        return compose("yesno", "any", (), tokens, tokens)
    stems = {word.stem for word in tokens}
    if {"toll", "casualt"} & stems or {"number"} & stems:
        kind: Kind = "casualties" if "casualt" in stems else "count"
        return compose(kind, "patient", (), tokens, tokens)
    if stem("cause") in stems and len(tokens) <= _KEYWORDS:
        return compose("reason", "any", (), tokens, tokens)
    heads = [word for word in tokens if KIND_OF_NOUN.get(word.stem) in _KEYED]
    if heads and len(tokens) <= _KEYWORDS:
        return compose(KIND_OF_NOUN[heads[-1].stem], "any", (), tokens, tokens)
    return compose("topic", "any", (), tokens, tokens)


_KEYWORDS = 7
_KEYED = frozenset(("money", "age", "reason", "percent"))
"""Kinds that a noun of a query without a question word asks for: "ransom paid for the ship"."""


def _how(tokens: list[Word], at: int) -> Ask:
    rest = tokens[at + 1 :]
    lead = tokens[:at]
    following = rest[0].low if rest else ""
    if following in ("many", "much", "few"):
        focus = _noun(rest[1:])
        after = rest[1 + len(focus) :]
        stems = tuple(word.stem for word in focus if word.low not in DETERMINERS)
        kind = _kind_of_amount(following == "much", stems, tokens)
        return compose(kind, _side(after), stems, lead + rest[1:], after or rest[1:])
    if following in _HOW:
        moved = following in ("far", "high", "low") and bool(_CHANGING & {word.stem for word in rest})
        measured = not moved and _HOW[following] == "measure"
        dimension = (rest[0].stem,) if measured else ()
        return compose("amount" if moved else _HOW[following], "any", dimension, lead + rest[1:], rest[1:])
    return compose("manner", "any", (), lead + rest, rest)


def _kind_of_amount(much: bool, focus: tuple[str, ...], tokens: list[Word]) -> Kind:
    """Whether "how much" or "how many" asks for money, a share, the dead and the wounded, a count or any amount."""
    stems = {word.stem for word in tokens}
    if focus and focus[-1] in _CURRENCY:
        return "money"
    if focus and focus[-1] in _SHARE:
        return "percent"
    if not much:
        return "casualties" if _both(tokens) else "count"
    if focus and KIND_OF_NOUN.get(focus[-1]) == "money":
        return "money"
    if focus and focus[-1] != stem("money"):
        return "amount"
    return "money" if focus or (_PAYING & stems and not _CHANGING & stems) else "amount"


def _both(tokens: list[Word]) -> bool:
    """Whether the dead and the wounded are asked for in one breath: "killed and wounded"."""
    triples = zip(tokens, tokens[1:], tokens[2:], strict=False)
    pairs = [(one.stem, other.stem) for one, joint, other in triples if joint.low in ("and", "or")]
    return any({one, other} & _KILL and {one, other} & _WOUND for one, other in pairs)


_CURRENCY = stems_of("dollar euro pound")
_SHARE = stems_of("percent percentage")
_KILL = stems_of("kill dead die")
_WOUND = stems_of("wound injure hurt")
_PAYING = stems_of(
    "cost pay spend worth steal sell buy raise fine earn owe lose donate invest money cash price value charge award"
)
_CHANGING = stems_of("rise fall grow drop increase decrease gain decline jump slip climb plunge shrink cut")


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
        return compose("who", "any", (), rest, rest[len(focus) :])
    head = rest[0].low if rest else ""
    verbs = [word for word in rest if word.tag == "V" and word.low not in AUXILIARIES]
    if head in ("is", "was", "are", "were", "'s") and not verbs and not any(w.stem in _EVENT_WORDS for w in rest):
        named = [word for word in rest[1:] if word.tag == "U"]
        described = any(word.low in ROLES or word.low == "of" for word in rest)
        kind: Kind = "identity" if (named or _bare_name(rest[1:])) and not described else "who"
        return compose(kind, "any", _described(rest[1:]) if kind == "who" else (), lead + rest, rest, kind == "who")
    role: Role = "agent" if by else "patient" if low == "whom" else _side(rest)
    return compose("who", role, (), lead + rest, rest)


def _bare_name(tokens: list[Word]) -> bool:
    """Whether the words are a name without its capitals: "who is keiko tanabe"."""
    plain = [word for word in tokens if word.tag != "X"]
    return 2 <= len(plain) <= 3 and all(word.tag == "O" and word.stem not in HUMANS for word in plain)


_EVENT_WORDS = stems_of("behind responsible guilty dead missing")


def _described(tokens: list[Word]) -> tuple[str, ...]:
    return tuple(word.stem for word in tokens if word.content and word.tag != "U")


def _what(low: str, lead: list[Word], rest: list[Word]) -> Ask:
    head = rest[0] if rest else None
    locative = bool(lead) and lead[-1].low in ("in", "at", "near", "from")
    if head is None:
        return compose("topic", "any", (), lead, lead)
    if head.low in AUXILIARIES:
        return _what_aux(lead, rest)
    if head.low in ("kind", "type", "sort", "kinds", "types") and len(rest) > 2 and rest[1].low == "of":
        rest = rest[2:]
    focus = _noun(rest)
    after = rest[len(focus) :]
    if head.tag == "V" or not focus:
        return compose("thing", "agent", (), lead + rest, rest)
    stems = tuple(word.stem for word in focus if word.low not in STOP)
    kind: Kind = KIND_OF_NOUN.get(stems[-1], "thing") if stems else "thing"
    if stems and kind == "thing" and (focus[-1].low in ROLES or focus[-1].low.removesuffix("s") in ROLES):
        kind = "who"
    if stems and focus[-1].low in WEAPONS and low == "what":
        kind = "weapon"
    if locative and kind in ("thing", "organisation"):
        kind = "place"
    if stems and stems[-1] == stem("name"):
        kind = _named_kind(after)
    role: Role = "agent" if lead and lead[-1].low == "by" else _side(after)
    return compose(kind, role, stems, lead + rest, after)


def _named_kind(after: list[Word]) -> Kind:
    """What kind of thing "the name of ..." is a name of."""
    of = [word for word in after if word.tag in "OU"]
    if any(word.low in ROLES or word.stem in HUMANS for word in of):
        return "who"
    for word in of:
        if word.stem in KIND_OF_NOUN:
            return KIND_OF_NOUN[word.stem]
    return "thing"


def _hanging(rest: list[Word]) -> bool:
    """Whether a question ends in "of", "with" or "for": it asks for a thing, not for words."""
    return [word.low for word in rest if word.tag != "X"][-1:] in (["of"], ["with"], ["for"])


_SPOKEN = stems_of("say call describe tell dub brand label warn")
_ASKED_WORDS = stems_of("say call describe tell dub brand label accuse warn quote claim argue think believe")


def _what_aux(lead: list[Word], rest: list[Word]) -> Ask:
    """ "What did X say", "What was the death toll", "What is the name of ...", "What happened"."""
    content = [word for word in rest if word.low not in STOP]
    first = content[0].stem if content else ""
    if rest[0].low in ("did", "do", "does", "has", "have", "had", "will", "would", "can", "could"):
        said = next((place for place, word in enumerate(rest) if place and word.stem in _ASKED_WORDS), None)
        said = None if _hanging(rest) else said
        ask = compose("quote" if said else "thing", "patient", (), lead + rest, rest)
        speaker = tuple(word.stem for word in rest[1:said] if word.content and word.tag in "OU")
        return replace(ask, speaker=speaker) if said and rest[said].stem in _SPOKEN else ask
    stems = [word.stem for word in content]
    if "casualt" in stems:
        return compose("casualties", "any", (), lead + rest, rest)
    if "toll" in stems:
        return compose("count", "patient", (), [*lead, *rest, *words("killed")], words("killed"))
    if first in KIND_OF_NOUN:
        kind = KIND_OF_NOUN[first]
        if first == stem("name"):
            kind = _named_kind(rest[2:])
        asked = first == stem("name")
        focus = (
            tuple(one for one in _described(rest[1:]) if one != stem("name")) if asked or kind == "who" else (first,)
        )
        return compose(kind, "any", focus, lead + rest, rest, asked)
    verbs = [word for word in rest if word.tag == "V" and word.low not in AUXILIARIES]
    if any(word.stem in _ASKED_WORDS for word in verbs) and not _hanging(rest):
        return compose("quote", "patient", (), lead + rest, rest)
    return compose("thing", "patient" if verbs else "any", (), lead + rest, rest)
