"""The figures of a sentence and what each stands for: a whole count, an increment, a part, an earlier count. Pure.

"Three more died, bringing the toll to 14; six of the dead were children, and 11 had been reported earlier": of these
four figures only 14 answers how many have died.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .ask import Ask
from .families import HUMANS, is_human
from .lexicon import word_set
from .people import is_person
from .qualifying import CHANGES, MORE_AFTER, VICTIMS, added, elsewhere, former, own, part, total
from .quantities import Mention, counts, hedge, money, number_runs, percents
from .scoring import conflict
from .standing import misnamed, numbers_of
from .words import Word, stem, stems_of

__all__ = ["WHOLE", "Figure", "Role", "figures"]

Role = Literal["total", "count", "added", "part", "former", "elsewhere", "other"]
"""``total``: the words say that it is the whole or where the count stands now; ``count``: a plain count; ``added``:
what came since; ``part``: some of them; ``former``: what was said before; ``elsewhere``: another event; ``other``:
another effect or another thing ("wounded" for "killed", the attackers for the victims)."""

WHOLE: frozenset[Role] = frozenset(("total", "count"))

_SCALES = word_set("million billion trillion m bn mn")
_SHORT = ("m", "bn", "k", "mn")
_UNCOUNTED = word_set("none nobody several")
_GENERIC = HUMANS | VICTIMS | stems_of("death fatal")
_ATTACKERS = stems_of("assailant attacker gunman gunmen bomber shooter hijacker kidnapper killer hitman hitmen")
"""Those who did it, and no others: militants and rebels may be the victims."""

_PARTS = stems_of(
    "child children kid woman women man men girl boy baby infant toddler teenager minor civilian soldier officer "
    "policeman policemen foreigner tourist journalist"
)
"""Whom reports count among others: a toll that does not name them is not theirs."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its words from ``first`` to before ``last`` with the hedge before it ("at least 12", "10 to 15").

    ``bound`` says that the words of the sentence tie it to the event and the thing that is asked about.
    """

    first: int
    last: int
    role: Role
    bound: bool


def figures(ask: Ask, words: Sequence[Word], since: int | None = None) -> list[Figure]:
    """The figures of a sentence for a question that asks for a count, a sum of money or a share.

    ``since`` is the year in which the articles begin to tell of the event: what an earlier year goes with is another.
    """
    found = []
    listed = [(mention, _role(ask, words, mention, since)) for mention in _joined(words, _mentions(ask, words))]
    standing = any(role == "total" and _bound(ask, words, mention, role) for mention, role in listed)
    for mention, role in listed:
        role = "added" if standing and role == "count" and ask.kind == "count" else role
        bound = role in WHOLE and _bound(ask, words, mention, role)
        found.append(Figure(mention.first, mention.last, role, bound))
    return found


def _mentions(ask: Ask, words: Sequence[Word]) -> list[Mention]:
    if ask.kind == "money":
        found = list(money(words))
        taken = {place for one in found for place in range(one.first, one.last)}
        scaled = [run for run in number_runs(words) if any(word.low in _SCALES for word in words[run[0] : run[1]])]
        more = (Mention(hedge(words, a), b, 0.5, "money") for a, b in scaled if a not in taken)
        return sorted([*found, *more], key=lambda one: one.first)
    if ask.kind == "percent":
        return list(percents(words))
    if ask.kind != "count":
        return []
    listed = [one for one in counts(words) if one.label in ("number", "vague")]
    plain = (one for one in listed if _plain(words[one.first : one.last]) and not _clock(words, one.first))
    return sorted(plain, key=lambda one: one.first)


def _clock(words: Sequence[Word], first: int) -> bool:
    """Whether four digits are a time of day: "at 1620"."""
    digits = words[first].text
    return len(digits) == 4 and digits.isdecimal() and first > 0 and words[first - 1].low == "at"


def _plain(words: Sequence[Word]) -> bool:
    """Whether words are a count: no ordinal, no decade ("in their 20s"), and neither "none" nor "several"."""
    mixed = any(
        word.text[0].isdecimal() and word.text[-1].isalpha() and not word.low.endswith(_SHORT) for word in words
    )
    return not mixed and words[0].low not in _UNCOUNTED


def _joined(words: Sequence[Word], found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, with the two ends of a range as one: "between 10 and 15", "60 to 80", "10-15"."""
    at = 0
    while at < len(found):
        one = found[at]
        after = found[at + 1] if at + 1 < len(found) else None
        if after is not None and (first := _range(words, one, after)) is not None:
            yield Mention(first, after.last, one.strength, one.label)
            at += 2
            continue
        yield one
        at += 1


def _range(words: Sequence[Word], one: Mention, after: Mention) -> int | None:
    """Where a range begins whose ends are two neighbouring mentions; None where they are no range."""
    between = [word.low for word in words[one.last : after.first]]
    before = words[one.first - 1].low if one.first else ""
    if between == ["and"] and before == "between":
        return one.first - 1
    if between in (["-"], ["–"]) or (between == ["to"] and before == "from"):
        return one.first - (before == "from")
    counted = between == ["to"] and not any(word.stem in CHANGES for word in words[max(0, one.first - 4) : one.first])
    return one.first if counted else None


def _role(ask: Ask, words: Sequence[Word], mention: Mention, since: int | None) -> Role:
    if elsewhere(ask, words, mention, since):
        return "elsewhere"
    if former(words, mention):
        return "former"
    if _other(ask, words, mention):
        return "other"
    if part(ask, words, mention) and not numbers_of(ask, words):
        return "part"
    if total(words, mention):
        return "total"
    return "added" if ask.kind == "count" and added(ask, words, mention) else "count"


def _other(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure counts another effect, another group, or those who did it."""
    if ask.kind != "count":
        return False
    if conflict(ask, words, mention) > 0 or misnamed(ask, words, mention.first, mention.last):
        return True
    if [word.low for word in words[mention.last : mention.last + 2]] == ["more", "than"]:
        return True
    named = numbers_of(ask, words)
    if ask.counted & _PARTS and not any(start < mention.last and mention.first < end for start, end in named):
        return True
    nouns = _nouns(words, mention)
    if not set(ask.focus) & _ATTACKERS and any(one in _ATTACKERS for one in nouns[:3]):
        return True
    if not nouns or not ask.focus or ask.focus[-1] in nouns:
        return False
    if ask.focus[-1] in HUMANS:
        return not is_human(nouns[-1])
    return not any(one in _GENERIC or one in ask.predicate for one in nouns)


def _nouns(words: Sequence[Word], mention: Mention) -> list[str]:
    """The stems of the noun phrase that a figure counts, its head last; empty where none follows."""
    found = []
    for word in words[mention.last : mention.last + 4]:
        if word.tag not in "OU" or word.low in MORE_AFTER:
            if word.low in MORE_AFTER:
                continue
            break
        found.append(word.stem)
    return found


def _bound(ask: Ask, words: Sequence[Word], mention: Mention, role: Role) -> bool:
    """Whether the sentence itself ties a whole figure to what is asked for."""
    if ask.kind != "count":
        told = any(word.stem in ask.nouns or word.stem in ask.focus for word in words) or own(ask, words)
        return told and role == "total"
    nouns = [word.low for word in words[mention.last : mention.last + 4]][: len(_nouns(words, mention))]
    against = conflict(ask, words, mention)
    if against:
        return against < 0 and (
            not nouns
            or is_person(nouns[-1])
            or is_person(f"{nouns[-1]}s")
            or stem(nouns[-1]) in {*_GENERIC, *ask.focus}
        )
    if role == "total":
        return own(ask, words)
    return ask.focus[-1:] == tuple(_nouns(words, mention)[-1:]) and any(word.stem in ask.predicate for word in words)
