"""What a sentence states, verb by verb: who did it, to whom, denied or not, and on whose word. Pure.

No parser: the place of a verb is known, and what belongs to it is gathered around it. Where that is in doubt the party
is left empty, so that it matches nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .lexicon import BE, IRREGULAR, word_set
from .words import Word, stems_of

__all__ = ["NEGATIVE", "SAYING", "Clause", "Group", "clause_of", "group_at", "main_verb", "object_end"]

NEGATIVE = word_set("not never no n't without neither nor nobody none cannot")
"""Words that turn a statement into its opposite."""

BOUNDS = word_set(
    "that but while whereas after before because when where although though if whether since until unless as once so "
    "who which whose whom what how why despite"
)
"""Words that open a clause, so that a subject does not reach back over them."""

_RELATIVE = word_set("who which whose where whom")
_MARKS = frozenset(';:()“”"—–')
_JOINING = word_set("and or but nor then yet")
_REFUSING = stems_of("fail refuse decline forget neglect")
_CHOOSING = stems_of("vote decide agree choose opt")
_DECIDING = stems_of("approve reject accept back endorse adopt ratify oppose block veto pass ban allow legalise")
"""What is done by voting for it: who voted to reject a plan has rejected it."""

_MANAGING = stems_of("manage begin start")
_FUTURE = word_set("will shall won't 'll")
_STAYING = word_set("remain remains remained stay stays stayed")
_PASSIVE_BE = BE | word_set("be been being got get gets")
_MODAL = word_set("may might could should must can cannot can't couldn't shouldn't mustn't ought")
_NOW = word_set("is are am 's 're isn't aren't has have hasn't haven't does do doesn't don't remain remains stay stays")
SAYING = stems_of(
    "say tell announce confirm state add show find rule acknowledge admit note reveal explain conclude declare stress"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its helpers: ``words[start : place + 1]``.

    ``kind`` is "told" for what was or is, "coming" for what will be, "would" for what was said of the future, "modal"
    for what may be, "loose" for an infinitive or participle that states nothing. ``copular`` says that it stands after
    a form of "be" or "remain", ``present`` that it tells of now, ``doubled`` that it is denied twice over.
    """

    start: int
    place: int
    kind: str
    negated: bool = False
    copular: bool = False
    present: bool = False
    doubled: bool = False


def group_at(words: Sequence[Word], place: int) -> Group:
    """The verb group that ends with the verb at ``place``."""
    start = _start(words, place)
    if start and words[start - 1].low == "to":
        return _governed(words, place, start - 1)
    lows = [word.low for word in words[start:place]]
    negations = sum(_negative(low) for low in lows)
    helped = any(word.tag == "A" for word in words[start:place])
    if not helped and _reduced(words, place):
        return Group(place, place, "loose")
    if not helped and start and words[start - 1].low in _JOINING:
        earlier = _verb_before(words, start - 1)
        shared = group_at(words, earlier) if earlier is not None else None
        if shared is not None and shared.copular and _participle(words[place]):
            return replace(shared, start=start, place=place, negated=negations == 1, doubled=negations > 1)
    return Group(
        start,
        place,
        _kind(lows, words[place]),
        negated=negations == 1,
        copular=any(low in _PASSIVE_BE or low in _STAYING for low in lows),
        present=not helped or any(low in _NOW for low in lows),
        doubled=negations > 1,
    )


def _start(words: Sequence[Word], place: int) -> int:
    start = place
    while start > 0:
        word = words[start - 1]
        longer = word.low in ("longer", "no") and start < len(words) and "longer" in (word.low, words[start].low)
        staying = word.low in _STAYING and start == place
        if not (word.tag in "AB" or word.low == "yet" or longer or staying):
            break
        start -= 1
    while start < place and (words[start].low == "yet" or words[start].text[0].isupper()):
        start += 1  # "Yet", "Not all": the words that open a sentence belong to its subject
    return start


def _negative(low: str) -> bool:
    return low in ("not", "never", "no", "cannot", "hardly", "barely") or low.endswith("n't")


def _reduced(words: Sequence[Word], place: int) -> bool:
    """Whether a participle without a helper only describes: "seized by gunmen", "the bridge, opened in 1990, was"."""
    if not _participle(words[place]):
        return False
    if words[place + 1 : place + 2] and words[place + 1].low == "by":
        return True
    if not place or words[place - 1].text != ",":
        return False
    closing = next((at for at in range(place + 1, len(words)) if words[at].text == ","), None)
    return closing is not None and closing + 1 < len(words) and _finite(words, _past_adverbs(words, closing + 1))


def _participle(word: Word) -> bool:
    return word.low.endswith("ed") or word.low in IRREGULAR


def _kind(lows: Sequence[str], word: Word) -> str:
    if any(low in _FUTURE for low in lows):
        return "coming"
    if any(low in ("would", "wouldn't") for low in lows):
        return "would"
    if any(low in _MODAL for low in lows):
        return "modal"
    if word.low.endswith("ing") and word.low not in IRREGULAR and not any(low in BE for low in lows):
        return "loose"
    return "told"


def _governed(words: Sequence[Word], place: int, to: int) -> Group:
    """An infinitive, told only by what governs it: "refused to", "has yet to", "voted not to", "is to"."""
    at = to - 1
    inner = at >= 0 and words[at].low in ("not", "never")
    at -= inner
    loose = Group(place, place, "loose")
    if at < 0:
        return loose
    at = _voting(words, at)
    ruling, passive = words[at], any(word.low == "be" for word in words[to:place])
    if ruling.low == "yet" and at and words[at - 1].low in ("has", "have", "had"):
        return Group(_start(words, at), place, "told", negated=True, copular=passive, present=True)
    if ruling.low in BE or ruling.low in ("due", "set"):
        start = _start(words, at)
        negated = any(_negative(word.low) for word in words[start : at + 1])
        return Group(start, place, "coming", negated or inner, passive, doubled=negated and inner)
    if ruling.tag not in "VO":
        return loose
    base = group_at(words, at)
    if base.kind == "loose" or base.copular:
        return loose
    if ruling.stem in _REFUSING or (inner and ruling.stem in _CHOOSING):
        return Group(base.start, place, base.kind, True, passive, base.present, base.negated)
    if ruling.stem in _MANAGING or (ruling.stem in _CHOOSING and words[place].stem in _DECIDING):
        return Group(base.start, place, base.kind, base.negated, passive, base.present, inner)
    return loose


def _voting(words: Sequence[Word], at: int) -> int:
    """The place of "voted" where only its figures and day stand between it and "to": "voted 18 to 11 on Monday to"."""
    place = at
    while place > 0 and (words[place].tag in "NPX" or words[place].tag == "U"):
        place -= 1
    return place if place < at and words[place].stem in _CHOOSING else at


def main_verb(words: Sequence[Word]) -> int | None:
    """The place of the sentence's first verb that is not in a clause opened by a pronoun or conjunction."""
    for place in range(len(words)):
        if _finite(words, place) and words[place].tag == "V" and not _inside_relative(words, place):
            return place
    return next((place for place in range(len(words)) if _finite(words, place)), None)


def _finite(words: Sequence[Word], place: int) -> bool:
    """Whether a verb or helper stands here that is no infinitive and no "-ing" form."""
    word = words[place]
    if word.tag == "A":
        return word.low not in ("be", "been", "being", "having")
    if word.tag != "V" or (word.low.endswith("ing") and word.low not in IRREGULAR):
        return False
    return not (place and words[place - 1].low in ("to", "by"))


def _inside_relative(words: Sequence[Word], place: int) -> bool:
    """Whether a "who" or "which" stands before the verb with no comma that closes its clause."""
    for at in range(place - 1, -1, -1):
        if words[at].text == "," and at + 1 < place and words[at + 1].low not in _RELATIVE:
            return False
        if words[at].low in _RELATIVE:
            return True
    return False


def _verb_before(words: Sequence[Word], place: int) -> int | None:
    """The place of the finite verb that a verb after "and" or "but" is joined to."""
    for at in range(place - 1, -1, -1):
        if words[at].text in _MARKS:
            return None
        if words[at].tag == "V" and _finite(words, at):
            return at
    return None


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the words of a verb's subject lie, ``words[start:end]``, and where its clause opens."""

    start: int
    end: int
    opens: int
    relative: bool = False


def clause_of(words: Sequence[Word], group: Group) -> Clause:
    """The subject of a verb group: what stands before it, the noun before its "who", or that of the verb it is joined
    to. An empty one where that cannot be told."""
    end = group.start
    if not end:
        return Clause(0, 0, 0)
    before = words[end - 1]
    if before.low in ("who", "which") or (before.low == "that" and end > 1 and words[end - 2].tag in "OUN"):
        stop = end - 1 - (end > 1 and words[end - 2].text == ",")
        start = _nearest(words, stop)
        return Clause(start + (words[start].tag == "P"), stop, end - 1, relative=True)
    if before.low in _JOINING:
        joined = _verb_before(words, end - 1)
        if joined is not None:
            return clause_of(words, group_at(words, joined))
        return Clause(end, end, end)
    if before.text == ",":
        return _before_comma(words, end - 1)
    start = _region(words, end)
    return Clause(start, end, start)


def _before_comma(words: Sequence[Word], comma: int) -> Clause:
    """The subject of a verb after a comma: what stands before the inserted words, and they, if they name it again."""
    for at in range(comma - 1, 0, -1):
        if words[at - 1].text == "," and words[at].low in _RELATIVE:
            start = _region(words, at - 1)
            return Clause(start, at - 1, start)
    start = _region(words, comma)
    inserted = start and _finite(words, start - 1)
    opening = next((at for at in range(start - 1, 0, -1) if words[at].text == ","), None) if inserted else None
    if opening is not None and opening == start - 2 and words[start - 1].low.endswith("ed"):
        first = _region(words, opening)
        return Clause(first, opening, first)
    return Clause(start, comma, start)


def _nearest(words: Sequence[Word], end: int) -> int:
    """Where the words before ``end`` without a verb, a mark or the opening of a clause begin."""
    start = end
    while start > 0:
        word = words[start - 1]
        if word.text in _MARKS or word.low in BOUNDS or _finite(words, start - 1):
            break
        start -= 1
    return start


def _region(words: Sequence[Word], end: int) -> int:
    """Where the noun phrases before ``end`` that are a subject begin: not the object of a verb before them."""
    start = _nearest(words, end)
    if not start or words[start - 1].text in _MARKS or words[start - 1].low in BOUNDS:
        return start
    if words[start - 1].stem in SAYING:
        return start
    return next((at + 1 for at in range(start, end) if words[at].text == "," or words[at].low == "and"), end)


def object_end(words: Sequence[Word], place: int) -> int:
    """Where what the verb at ``place`` governs ends: at the next clause, or at a verb that is joined to it."""
    end = place + 1
    while end < len(words) and words[end].text not in _MARKS and words[end].low not in BOUNDS - {"as", "so", "once"}:
        if words[end].low in _JOINING and end + 1 < len(words) and _finite(words, _past_adverbs(words, end + 1)):
            break
        if end > place + 1 and _finite(words, end):
            return next((at for at in range(end, place + 1, -1) if words[at].text == ","), end)
        end += 1
    return end


def _past_adverbs(words: Sequence[Word], place: int) -> int:
    while place + 1 < len(words) and words[place].tag == "B":
        place += 1
    return place
