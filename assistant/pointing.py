"""The words of a follow-up that point back, "he", "that group", "the blast", written out. Pure."""

from __future__ import annotations

import re

from .antecedents import Topic
from .eventnouns import EVENTS
from .families import families_of
from .gazetteer import ROLES
from .lexicon import BE, word_set
from .nounphrases import LOCATIVE, name_runs, phrase, phrase_of, tagged
from .words import Word

__all__ = ["open_pronoun", "spelled_out"]

_PERSONAL = word_set("he she him himself herself")
_POSSESSIVE = word_set("his her their its")
_PLURAL = word_set("they them")
_PRONOUNS = _PERSONAL | _POSSESSIVE | _PLURAL | {"it"}
"""Words that cannot be understood without what they stand for."""

_DEMONSTRATIVE = word_set("this that these those")
_OF_PERSONS = word_set(
    "position positions occupation occupations job jobs profession age ages family families wife wives husband "
    "children condition injuries nationality relatives names parents"
)
_HAPPENING = word_set(
    "happen happened happening take place occur occurred begin start end last cost claim claimed claims carry carried "
    "cause caused behind responsible suspected blamed kill injure wound destroy damage investigate investigated plan "
    "planned order ordered condemn condemned witness survive"
)
_OF_THINGS = word_set("based located called owned owns own led leads lead runs run heads worth founded made")
_SUPPORTING = word_set("did does do will would has had could can")
_ANY_EVENT = word_set("incident event disaster tragedy case crime affair attack accident thing matter")
_GROUPS = word_set(
    "group organisation organization company firm gang movement party team club agency airline bank militia brigade"
)
_SETTLEMENTS = word_set("city town village country region place island")
_VIOLENT = frozenset(("attack", "bomb", "shoot", "kill", "kidnap", "burn", "crash"))
_COMPARED = word_set("more less fewer figure number")
_REPORTING = word_set("says claims claimed reported confirmed")
_EMPTY_IT = re.compile(r"is it (?:true|possible|likely|known|clear)|(?:take|took) it|it (?:take(?! place)|rain|snow)")


def spelled_out(text: str, topic: Topic) -> tuple[str, bool]:
    """The text with what points back replaced, and whether anything did."""
    tokens = tagged(text)
    pieces: list[str] = []
    done = at = 0
    while at < len(tokens):
        width, words = _antecedent(tokens, at, topic)
        if words:
            pieces += [text[done : tokens[at].start], words]
            done = tokens[at + width - 1].end
        at += width if words else 1
    return "".join(pieces) + text[done:], bool(pieces)


def open_pronoun(tokens: list[Word]) -> bool:
    """Whether a pronoun stands there for something that the question itself does not name."""
    return any(word.low in _PRONOUNS and not _own_subject(tokens, at) for at, word in enumerate(tokens))


def _antecedent(tokens: list[Word], at: int, topic: Topic) -> tuple[int, str]:
    """How many words from ``at`` on point back, and at what: nothing if they do not, or at nothing that is known."""
    word = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    noun = after is not None and after.tag in "OUN"
    several = topic.group or topic.person
    if word.low in _PRONOUNS and word.low != "it" and _own_subject(tokens, at):
        return 1, ""
    if word.low in _POSSESSIVE and after is not None and noun:
        persons = after.low in _OF_PERSONS
        owners = {"its": topic.thing or topic.event, "their": (persons and topic.person) or several}
        owner = owners.get(word.low, topic.person)
        return 1, f"{owner}'{'' if owner.endswith('s') else 's'}" if owner else ""
    if word.low in _PERSONAL or word.low == "her":
        return 1, topic.person
    if word.low in _PLURAL:
        return 1, several
    if word.low == "it":
        return 1, _it(tokens, at, topic)
    if word.low == "there":
        existential = tokens[at - 1].low in ("is", "are", "was", "were") or (after is not None and after.low in BE)
        return 1, "" if at and existential else topic.place
    if word.low in _DEMONSTRATIVE and not noun:
        return 1, _that(tokens, at, topic)
    return _definite(tokens, at, topic) if noun and word.low in _DEMONSTRATIVE | {"the"} else (1, "")


def _own_subject(tokens: list[Word], at: int) -> bool:
    """Whether a pronoun may mean a name within the question itself: "Did Olsen say he would resign?"."""
    saying = any("say" in families_of(word.stem) or word.low == "that" for word in tokens[:at])
    return saying and bool(name_runs(tokens[1:at]))


def _it(tokens: list[Word], at: int, topic: Topic) -> str:
    """The event, or the thing that can act or be somewhere: "Where is it based?", "What did it say?"."""
    low = [word.low for word in tokens]
    if _EMPTY_IT.search(" ".join(low)) or (_own_subject(tokens, at) and topic.thing):
        return ""
    acts = low[at - 1] in _SUPPORTING if at else False
    agent = (acts or bool(_OF_THINGS & set(low))) and not set(low[at:]) & _HAPPENING
    first, second = (topic.thing, topic.event) if agent else (topic.event, topic.thing)
    return first or second or topic.group


def _that(tokens: list[Word], at: int, topic: Topic) -> str:
    """ "Who said that?", "When was that?", "Who is that?"."""
    if not at:
        return ""
    before = tokens[at - 1]
    if "say" in families_of(before.stem) or before.low in _REPORTING:
        if at + 1 < len(tokens) and tokens[at + 1].tag != "X":
            return ""
        if before.low in ("claimed", "claims"):
            return topic.event
        known = topic.event or topic.thing
        return f"that {topic.statement}" if topic.statement else known and f"this about {known}"
    if re.search(r"\d", topic.short[:3]) and any(word.low in _COMPARED for word in tokens[at:]):
        return topic.short
    if tokens[0].low in ("who", "what") and before.low in BE and at + 2 >= len(tokens):
        return topic.short or topic.event
    return topic.event or topic.thing


def _definite(tokens: list[Word], at: int, topic: Topic) -> tuple[int, str]:
    """ "the blast", "that group", "the two men": a noun phrase without a name of its own."""
    end = phrase(tokens, at + 1)
    core = at + 1
    while core < end and tokens[core].tag in "OUN":
        core += 1
    described = core < len(tokens) and tokens[core].low in ("of", "on", "against")
    if described or core <= at + 1 or any(word.tag == "U" for word in tokens[at + 1 : end]):
        return 1, ""
    width = core - at
    head = tokens[core - 1].low
    single = head.removesuffix("s")
    pointed = tokens[at].low != "the"
    for event in (topic.event, topic.past):
        if event and {head, single} & (EVENTS | _ANY_EVENT) and (pointed or _akin(head, event)):
            return width, event
    for known in (topic.group, topic.thing, topic.person, phrase_of(head, topic.question)):
        if head in known.lower().split() and len(known.split()) > width:
            return width, known
    if topic.group and single in _GROUPS:
        return width, topic.group
    if pointed and (head in ROLES or head in ("man", "woman", "person")):
        return width, topic.person
    place = topic.place.partition(" ")[2]
    located = single in _SETTLEMENTS and (pointed or tokens[at - 1].low in LOCATIVE)
    return width, place if located else ""


def _akin(head: str, event: str) -> bool:
    """Whether "the blast" can be the event: it is only called an event, has the same word, or is of the same kind."""
    kinds = [families_of(word.stem) & _VIOLENT for word in tagged(f"{head} {event}")]
    return head in _ANY_EVENT or head in event.lower().split() or bool(kinds[0] and any(kinds[1:]))
