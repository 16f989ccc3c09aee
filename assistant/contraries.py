"""Near misses: sentences that tell of the wounded where the dead are asked for, of south where it is north. Pure.

Such a sentence holds all the other words of the question, so that likeness alone takes it for the answer.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from .ask import Ask
from .families import FAMILIES, OFFICES
from .lexicon import word_set
from .propositions import group_at
from .relations import avows
from .words import Word, stem

__all__ = ["contrary", "elsewhere", "unsaid"]

_FATES = frozenset(("kill", "wound", "kidnap", "arrest", "release", "rescue", "missing", "displace"))
"""Families for what befalls people. Who killed may be told where somebody's arrest is; who was killed is not."""

_EXCLUSIVE = (
    "arrest charge convict sentence release",
    "claim accuse deny criticise praise",
    "win lose",
    "rise fall",
    "buy sell",
    "begin end cancel",
    "approve refuse",
    "appoint dismissed resign",
    "build destroy",
)
"""Families of words for further events that are told of the same people and places, and are not the same."""

_GRAVE = frozenset("kill wound kidnap arrest charge convict sentence steal bomb attack shoot".split())
"""Families of what nobody may be said to have done or suffered without a word for it."""

_OPPOSITES = (
    "first/last largest/smallest biggest/smallest highest/lowest oldest/youngest oldest/newest earliest/latest "
    "best/worst north/south east/west northern/southern eastern/western upper/lower longest/shortest husband/wife "
    "father/mother brother/sister son/daughter minimum/maximum "
    "actor/actress men/women man/woman boy/girl king/queen hire/dismiss hire/fire hire/sack acquit/convict"
)

_MISHAPS = (
    "earthquake quake tremor aftershock seismic",
    "flood flooding inundate deluge",
    "storm hurricane typhoon cyclone tornado gale",
    "fire blaze wildfire inferno arson burn flame",
    "avalanche landslide mudslide",
    "eruption volcano erupt lava",
    "epidemic pandemic outbreak virus disease infection",
    "crash collision collide derail derailment",
    "election vote poll ballot referendum",
    "shipwreck sinking sink capsize",
)
"""What befalls a place, each with the words that a report of it has: one without any is of something else."""

_EVENTS = tuple(frozenset(map(stem, line.split())) for line in _MISHAPS)
_GROUPS = tuple(frozenset(line.split()) for line in _EXCLUSIVE)
_PAIRS = tuple((stem(one), stem(other)) for pair in _OPPOSITES.split() for one, other in [pair.split("/")])


_PAST = word_set("former ex deputy vice acting assistant interim outgoing then")
"""What makes an office another one: the former mayor is not the mayor."""

_FACTS = frozenset(("who", "reason", "organisation", "count", "date", "place", "money", "percent"))
_PAST_STEMS = frozenset(map(stem, _PAST))


def contrary(ask: Ask, line: Sequence[Word]) -> bool:
    """Whether a sentence tells of a sibling of the event that is asked about and not of it, or of its opposite.

    Its opposite is the event denied; whoever held an office before, or holds it for another, is not its holder. How
    many people suffered something is told only by a sentence that speaks of it.
    """
    stems = {word.stem for word in line}
    avowed = "claim" in ask.families and any(avows(line, at) for at in range(len(line)))
    return (_sibling(ask, stems) and not avowed) or _denied(ask, line) or _once(ask, line)


def elsewhere(ask: Ask, article: Set[str]) -> bool:
    """Whether an article with these stems has no word for the mishap or vote that the question names, or for whose."""
    others = any(not kind.isdisjoint(ask.terms) and kind.isdisjoint(article) for kind in _EVENTS)
    return others or not ask.owners <= article


def unsaid(ask: Ask, near: Set[str]) -> bool:
    """Whether it is asked who or why somebody was harmed, caught or judged, and no word near, as stems, tells of that.

    A wrong name is worst here: who is named near the event is not who was arrested for it.
    """
    if ask.kind not in ("who", "organisation", "reason") or ask.light or not ask.families & _GRAVE:
        return False
    return near.isdisjoint(member for family in ask.families for member in FAMILIES[family])


def _denied(ask: Ask, line: Sequence[Word]) -> bool:
    """Whether each verb of the sentence that is the question's is denied, where the question denies nothing.

    A count, a name, a day or a reason only: what an opinion says of a thing is often said by what it is not.
    """
    if ask.kind not in _FACTS or not ask.predicate or ask.negated:
        return False
    told = [
        group_at(line, at).negated for at, word in enumerate(line) if word.tag in "VO" and word.stem in ask.predicate
    ]
    return bool(told) and all(told)


def _once(ask: Ask, line: Sequence[Word]) -> bool:
    """Whether the office that is asked for is only named as one that somebody had, or has for another."""
    if not ask.named or OFFICES.isdisjoint(ask.focus[-1:]) or not _PAST_STEMS.isdisjoint(ask.terms):
        return False
    held = [at for at, word in enumerate(line) if word.stem == ask.focus[-1]]
    return bool(held) and all(
        any(word.low in _PAST for word in line[max(0, at - 2) : at]) or _other_office(ask, line, at) for at in held
    )


def _other_office(ask: Ask, line: Sequence[Word], at: int) -> bool:
    """Whether the office at ``at`` is another than the one asked for: the transport minister, not the defence one."""
    before = line[at - 1] if at else None
    return len(ask.focus) > 1 and before is not None and before.tag in "OU" and before.stem not in ask.focus


def _sibling(ask: Ask, stems: Set[str]) -> bool:
    suffered = ask.role == "patient" or ask.kind in ("count", "casualties")
    groups = () if ask.light else (*_GROUPS, _FATES) if suffered else _GROUPS
    for group in groups:
        asked = ask.families & group
        told, sibling = (any(FAMILIES[one] & stems for one in names) for names in (asked, group - asked))
        if asked and not told and (sibling or (group is _FATES and ask.kind == "count")):
            return True
    for pair in _PAIRS:
        for mine, other in (pair, pair[::-1]):
            if (mine in ask.terms or mine in ask.predicate) and other in stems and mine not in stems:
                return True
    return False
