"""Rules that a fitted weight cannot be trusted with: what a sentence must hold before it may answer a question.

"Who claimed" is not "who was blamed", the wounded are not the dead, what is denied is not so. The fitted model sees too
few of these to learn them, and a reader forgives silence sooner than a wrong name. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping

from .binding import described, modifies_other, revised, timely, unit_fits, upshot
from .gazetteer import ORGANISATION_WORDS, PLACE_WORDS, PLACES, WIDE_PLACES
from .lexicon import word_set
from .mentions import Mention
from .propositions import NEGATIVE
from .questions import Ask
from .relations import lead
from .scoring import Scene
from .words import stem, stems_of

__all__ = ["gate"]

_NO_EVENT = -3.8
_EVENT_NEAR = -1.2
_DATED_NEAR = -1.6
_LOOSE = -0.8
_FAR_NAME = -0.8
_NO_STATEMENT = -4.0
_NOT_SO = -6.0
_OTHER_EFFECT = -4.0
_OTHER_NOUN = -2.7
_OTHER_SIDE = -2.0
_NO_NAME = -2.3
_NOT_A_TOWN = -3.0
_NOT_THAT_ONE = -3.0
_NOT_A_PERSON = -3.0
_UNNAMED = -1.0
_THE_SPEAKER = -1.5
_UNHEARD = -1.5
_APART = -2.0
_AN_ORDER = -8.0
_THAT_ONE = 1.5
_UNTITLED = -2.5
_OTHER_UNIT = -5.0
_A_LEVEL = -2.0
_OTHER_TIME = -4.0
_A_TOLL = 2.5
_THE_EVENT = -2.0
_HANGING = 2.0
_ITS_YEAR = 3.0

_BODILY = word_set("kill wound kidnap arrest missing charge convict sentence marry born")
_IN_TOWN_NAMES = word_set(
    "city town village san santa los las el la new saint st fort mount port upper lower north south east west "
    "bay beach lake river island valley park hill hills bridge church house hall mountain sea"
)
_NO_TOWNS = (PLACE_WORDS | ORGANISATION_WORDS) - _IN_TOWN_NAMES
_INSTITUTIONS = (ORGANISATION_WORDS | PLACE_WORDS) - _IN_TOWN_NAMES - word_set("king")
_OPEN_KINDS = frozenset(("thing", "quote", "reason", "manner", "yesno", "duration", "measure", "amount", "time"))
_COUNTRY = stem("country")
_TOWNS = PLACES - WIDE_PLACES
_SETTLEMENTS = stems_of("city town village capital")


def gate(ask: Ask, seen: Scene, mention: Mention, feature: Mapping[str, float]) -> float:
    """Log-odds, zero or below, to add for what is missing in the sentence or stands on the wrong side in it."""
    total = _AN_ORDER * seen.line.ordering
    sayings = ask.families & {"claim", "accuse"} and ask.kind in ("who", "organisation")
    if ask.predicate and ask.kind not in ("role", "identity", "topic", "age"):
        if feature["none"]:
            total += _NO_STATEMENT if sayings else _no_event(ask, seen)
        elif sayings and feature["predicate"] < 0.6:
            total += _NO_STATEMENT
        elif feature["unasserted"] and not ask.negated and ask.kind not in ("yesno", "reason", "manner"):
            total += _NOT_SO if not ask.future or _denied(seen) else 0.0
    total += _wrong_kind(
        ask, feature, {word.low for word in seen.line.words[mention.first : mention.last]}, mention.strength
    )
    total += _unbound(ask, seen, mention, feature)
    if feature["against"] and feature["predicate"] >= 1.0:
        total += _OTHER_SIDE
    if ask.nouns and seen.unheard >= 1.0:
        total += 0.0 if ask.kind in _OPEN_KINDS else _UNHEARD
    if ask.kind == "quote":
        total += _APART * seen.apart
    if seen.absent >= 1.0:
        total += _NO_NAME
    elif seen.missing >= 1.0:
        total += _FAR_NAME * (3 if ask.kind == "quote" else 1)
    return total


def _denied(seen: Scene) -> bool:
    """Whether the words before the event take it back: "has not said who will"."""
    return all(
        any(
            word.low in NEGATIVE or word.low.endswith("n't")
            for word in seen.line.words[max(0, hit.place - 7) : hit.place]
        )
        for hit in seen.hits
    )


def _no_event(ask: Ask, seen: Scene) -> float:
    if ask.kind in _OPEN_KINDS:
        return _LOOSE
    near = _DATED_NEAR if ask.kind == "date" else _EVENT_NEAR
    return near if ask.predicate & seen.line.around else _NO_EVENT


def _wrong_kind(ask: Ask, feature: Mapping[str, float], named: set[str], strength: float) -> float:
    """What speaks against the mention itself: another effect, another noun, no town, not the person described."""
    if ask.kind == "count":
        return _OTHER_EFFECT * (feature["conflict"] > 0) + _OTHER_NOUN * (feature["unfocused"] > 0)
    if ask.kind == "place" and ask.focus and ask.focus[-1] == _COUNTRY and named & _TOWNS:
        return _NOT_A_TOWN
    if ask.kind == "place" and ask.focus and ask.focus[-1] in _SETTLEMENTS:
        town = feature["name"] and not feature["wide"] and strength >= 0.4 and named.isdisjoint(_NO_TOWNS)
        return 0.0 if town else _NOT_A_TOWN
    if ask.kind == "who" and ask.role == "patient" and ask.families & _BODILY:
        institution = feature["name"] > 0 and not named.isdisjoint(_INSTITUTIONS)
        unnamed = not feature["name"] and not feature["joined"]
        return _NOT_A_PERSON * institution + _THE_SPEAKER * feature["speaker"] + _UNNAMED * unnamed
    return 0.0


_SIDE_ROLES = word_set("former ex deputy vice acting late assistant interim")


def _another(ask: Ask, seen: Scene, mention: Mention, held: frozenset[str]) -> bool:
    """Whether the name has the role elsewhere or in part: the former mayor, the mayor of another town."""
    if held & _SIDE_ROLES - ask.terms.keys():
        return True
    own = {word.stem for word in seen.line.words[mention.first : mention.last]}
    others = {word.stem for word in seen.line.words if word.tag == "U" and word.stem in held} - own
    wanted = {one for name in ask.names for one in name}
    return bool(wanted and others) and wanted.isdisjoint(held)


def _unbound(ask: Ask, seen: Scene, mention: Mention, feature: Mapping[str, float]) -> float:
    """What speaks against the mention because of what it is tied to: a role, a dimension, another time, a level."""
    words = seen.line.words
    if ask.named and ask.focus:
        held = described(words, mention.first, mention.last)
        if _another(ask, seen, mention, held):
            return _NOT_THAT_ONE
        enough = 1.0 if len(ask.focus) <= 2 else 0.6
        if sum(one in held for one in ask.focus) / len(ask.focus) >= enough:
            return _THAT_ONE
        return _UNTITLED if feature["focus"] >= enough else _NOT_THAT_ONE
    if ask.kind in ("measure", "duration"):
        return _OTHER_UNIT * (not unit_fits(ask, words, mention) or modifies_other(ask, words, mention))
    if ask.kind == "thing":
        told = _THE_EVENT * ("cause" in ask.families and (feature["overlap"] > 0 or feature["none"] > 0))
        return told + (_HANGING * (lead(words, mention.first) == ask.preposition) if ask.preposition else 0.0)
    if ask.kind == "count":
        return _A_TOLL * (ask.role == "patient" and feature["conflict"] < 0 and revised(words, mention))
    if ask.kind == "amount":
        return _A_LEVEL * upshot(words, mention)
    if ask.kind == "date" and seen.hits:
        hit = min(seen.hits, key=lambda one: (-one.strength, abs(one.place - mention.first)))
        year = mention.label == "year" and any(hit.place == mention.last for hit in seen.hits)
        return _ITS_YEAR * year if timely(ask, words, hit) else _OTHER_TIME
    return 0.0
