"""Verbs that tell of one deed, and verbs that tell that it was not done. Data, and the look-up of a verb in it. Pure.

Each line has the verbs of one deed on the left of the bar, on its right those that rule it out: "approve" / "reject".
"""

from __future__ import annotations

from collections.abc import Sequence

from .words import Word, stem

__all__ = ["against", "converse", "deed_at", "known_deed", "same"]

_PAIRS = """
approve accept pass endorse back clear ratify adopt / reject veto block postpone delay defer shelve put-off turn-down
accept agree / reject refuse decline turn-down
admit confess acknowledge confirm / deny reject refute
confirm / deny
claim / deny
win beat defeat thrash edge overcome outclass knock-out see-off / lose
open reopen / close shut
close shut / open reopen
start begin open / postpone cancel delay put-off call-off
happen / cancel postpone call-off
rise increase grow / fall drop decline
fall drop decline / rise increase grow
survive / die drown
die / survive
kill / survive
drown / survive
release free /
convict / acquit clear
acquit clear / convict
allow permit legalise / ban forbid prohibit
ban prohibit outlaw / allow permit
support back endorse favour / oppose reject
oppose reject / support back endorse
end finish stop / continue
continue / end stop
sign / veto
uphold confirm / overturn quash strike-down
overturn quash / uphold
arrest detain / elude
buy acquire purchase /
sack fire dismiss / reinstate
resign quit step-down stand-down /
cancel scrap call-off abandon drop /
withdraw / stay
explode / defuse
extinguish put-out /
"""


def _key(listed: str) -> str:
    return "-".join(stem(part) for part in listed.split("-"))


def _read() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    alike: dict[str, frozenset[str]] = {}
    contrary: dict[str, frozenset[str]] = {}
    for line in _PAIRS.strip().splitlines():
        left, _, right = line.partition("/")
        members = frozenset(_key(word) for word in left.split())
        others = frozenset(_key(word) for word in right.split())
        for member in members:
            alike[member] = alike.get(member, frozenset()) | members
            contrary[member] = contrary.get(member, frozenset()) | others
    return alike, contrary


_SAME, _OPPOSITE = _read()

_CONVERSES = (("lose", "beat defeat thrash edge overcome outclass knock-out see-off"),)
"""Verbs of one party, and those that say the same of it as their object: who lost was beaten."""

_TURNED = {_key(one): frozenset(_key(other) for other in others.split()) for one, others in _CONVERSES}

_PARTICLES = frozenset("off out up down".split())
_GUILTY = 8
"""Words within which "guilty" belongs to "found": "found the former minister guilty"."""


def same(deed: str) -> frozenset[str]:
    """The deeds that are one with this, itself among them."""
    return _SAME.get(deed, frozenset()) | {deed}


def against(deed: str) -> frozenset[str]:
    """The deeds that tell that it was not done."""
    return _OPPOSITE.get(deed, frozenset())


def converse(deed: str) -> frozenset[str]:
    """The deeds of others by which this one befalls somebody."""
    return _TURNED.get(deed, frozenset())


def known_deed(stemmed: str) -> bool:
    """Whether a stem is a verb of the table."""
    return stemmed in _SAME


def deed_at(tokens: Sequence[Word], place: int) -> str:
    """The deed that the verb at ``place`` tells of, with its particle: "call-off"; "found ... guilty" is to convict."""
    word = tokens[place]
    following = tokens[place + 1 : place + 1 + _GUILTY]
    if word.stem == "find":
        for at, other in enumerate(following):
            if other.low == "guilty":
                return "acquit" if following[at - 1].low == "not" and at else "convict"
            if other.text in ".;:" or other.low in ("that", "but"):
                break
    for at, other in enumerate(following[:4]):
        if other.low in _PARTICLES and (at == 0 or _ends(following, at)):
            return f"{word.stem}-{other.stem}"
        if other.tag in "VA" or other.text in ".,;:":
            break
    return word.stem


def _ends(following: Sequence[Word], at: int) -> bool:
    """Whether a particle that stands apart from its verb ends the clause or the phrase: "did not send anyone off"."""
    return at + 1 >= len(following) or following[at + 1].tag in "XCP"
