"""Near misses: sentences that tell of the wounded where the dead are asked for, of south where it is north. Pure.

Such a sentence holds all the other words of the question, so that likeness alone takes it for the answer.
"""

from __future__ import annotations

from collections.abc import Set

from .ask import Ask
from .families import FAMILIES
from .words import stem

__all__ = ["contrary"]

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

_OPPOSITES = (
    "first/last largest/smallest biggest/smallest highest/lowest oldest/youngest oldest/newest earliest/latest "
    "best/worst north/south east/west northern/southern eastern/western upper/lower longest/shortest husband/wife "
    "father/mother brother/sister son/daughter minimum/maximum hire/dismiss hire/fire hire/sack acquit/convict"
)

_GROUPS = tuple(frozenset(line.split()) for line in _EXCLUSIVE)
_PAIRS = tuple((stem(one), stem(other)) for pair in _OPPOSITES.split() for one, other in [pair.split("/")])


def contrary(ask: Ask, stems: Set[str]) -> bool:
    """Whether a sentence with these ``stems`` tells of a sibling of the event that is asked about and not of it.

    How many people suffered something is told only by a sentence that speaks of it.
    """
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
