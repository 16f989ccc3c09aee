"""Whether a sentence says yes or no to a question that asks for one. When in doubt it says neither. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .affirming import doubted, held_back, of_a_side, quoted, reported, stated
from .contests import contest
from .families import UNACCUSATIVE
from .holding import held
from .lexicon import IRREGULAR, word_set
from .opposites import against, deed_at, same
from .phrases import ANYBODY, Phrase, matches
from .propositions import Clause, Group, clause_of, group_at, object_end
from .referring import Setting, objects, subjects
from .words import Word, stems_of
from .yesno import Adjunct, Inquiry

__all__ = ["verdict"]

_TELLING = word_set("for against with from to without")
_CONTRARY = {"for": "against", "against": "for"}
_CARRIED = word_set("in of at during for from on over after by")
"""Prepositions of what the article as a whole may tell: "in the fire", "of measles"."""

_NARROWING = word_set("in for with on among without as like")
_CONTESTS = stems_of("final match game race title")
"""What is lost when a cup or a league is not won: "lost the cup final"."""

_PLANS = stems_of("plan proposal bill bid application project scheme")
"""What is approved or rejected when the thing itself is: "plans for a stadium"."""

_LOSING = stems_of("lose")

_BOTH_WAYS = UNACCUSATIVE | stems_of("open close reopen shut start begin end stop resume burn move change")
"""Verbs that say of one party alone what others say of it as their object: "The airport reopened"."""

_TIMES = stems_of("day week month year morning night hour minute season time today yesterday tomorrow summer winter")


def verdict(asked: Inquiry, line: Sequence[Word], setting: Setting) -> str | None:
    """ "Yes" or "No" when a sentence tells of the very event of the question, with the same parties on the same sides,
    and plainly affirms or denies it; else None. ``setting`` tells whom its pronouns and short names mean."""
    if line and any(word.text == "?" for word in line[-2:]):
        return None
    if not asked.limits <= {word.low for word in line}:
        return None
    if not asked.deed:
        return held(asked, line, setting)
    beaten = contest(asked, line, setting)
    said = {beaten} if beaten else {_said(asked, line, place, setting) for place in range(len(line))} - {""}
    return next(iter(said)) if len(said) == 1 else None


def _said(asked: Inquiry, line: Sequence[Word], place: int, setting: Setting) -> str | None:
    """What the verb at ``place`` says: "" when it tells of something else, None when it leaves the matter open."""
    if line[place].tag not in "VO":
        return ""
    deed = deed_at(line, place)
    deeds = {deed, line[place].stem} if "-" in deed and "-" not in asked.deed else {deed}
    flipped = not deeds & same(asked.deed)
    if flipped and not deeds & against(asked.deed):
        return ""
    group = group_at(line, place)
    clause = clause_of(line, group)
    end = object_end(line, place)
    if group.kind == "loose" or not _timely(asked, line, group, clause):
        return ""
    denials = _denials(_Told(asked, line, group, clause, end, setting))
    if denials is None:
        return ""
    if group.doubled or quoted(line, place) or not stated(line, clause) or of_a_side(line) or held_back(line, place):
        return None
    if doubted(line[clause.start : end]) or denials + flipped > 1:
        return None
    return "No" if denials or flipped else "Yes"


def _timely(asked: Inquiry, line: Sequence[Word], group: Group, clause: Clause) -> bool:
    """Whether the verb tells of the time that is asked about."""
    if asked.kind == "coming":
        return group.kind == "coming" or (group.kind == "would" and reported(line, clause))
    if asked.kind != "told":
        return asked.kind == group.kind or any(word.low == asked.kind for word in line[group.start : group.place])
    if group.kind != "told":
        return False
    if not asked.present or reported(line, clause):
        return True
    word = line[group.place]
    if group.copular:
        return group.present
    helped = any(one.tag == "A" for one in line[group.start : group.place])
    return asked.passive or helped or not (word.low in IRREGULAR or word.low.endswith("ed"))


@dataclass(frozen=True, slots=True)
class _Told:
    """A verb of the sentence beside the question."""

    asked: Inquiry
    line: Sequence[Word]
    group: Group
    clause: Clause
    end: int
    setting: Setting

    @property
    def passive(self) -> bool:
        return self.group.copular and not self.line[self.group.place].low.endswith("ing")

    @property
    def following(self) -> Sequence[Word]:
        return self.line[self.group.place + 1 : self.end]


def _denials(told: _Told) -> int | None:
    """How often the verb, its parties and its adjuncts deny what is asked; None where the parties are others."""
    asked = told.asked
    parties = subjects(told.line, told.group, told.setting)
    governed = objects(told.line, told.group.place, told.end, parties, told.setting)
    direct = [one for one in governed if one.preposition in ("", "off", "out", "up", "down")]
    agents = [one for one in governed if one.preposition == "by"]
    subject = [one for one in asked.subject if not one.preposition]
    if not subject:
        return None
    alone = not any(one.head not in _TIMES and not one.counted for one in direct)
    both = not alone or bool({told.line[told.group.place].stem} & _BOTH_WAYS)
    if asked.passive:
        side = parties if told.passive or (alone and both) else direct
        pairs = [(one, side) for one in subject]
        if asked.object is not None:
            pairs.append((asked.object, direct))
    elif told.passive and asked.object is not None:
        pairs = [(asked.object, parties), *((one, agents) for one in subject)]
    elif told.passive and not both:
        return None
    else:
        pairs = [(one, parties) for one in subject]
        if asked.object is not None:
            pairs.append((asked.object, direct))
        elif not told.passive and not alone and not _adjoined(asked, direct):
            return None
    found = [_matched(one, side, told) for one, side in pairs]
    added = _adjuncts(told, parties, governed)
    if added is None or any(one is None for one in found) or (told.group.negated and _narrowed(asked, governed)):
        return None
    return int(told.group.negated) + added + sum(one.negated for one in found if one is not None)


def _narrowed(asked: Inquiry, governed: Sequence[Phrase]) -> bool:
    """Whether what is denied is denied of a part only: "does not work in children"."""
    narrow = any(one.preposition in _NARROWING and one.head not in _TIMES and not one.name for one in governed)
    return narrow and asked.object is None and not asked.adjuncts


def _adjoined(asked: Inquiry, objects: Sequence[Phrase]) -> bool:
    """Whether the sentence's object is what the question adds by a preposition: "win against City", "beat City"."""
    against_whom = {one for adjunct in asked.adjuncts if adjunct.preposition == "against" for one in adjunct.stems}
    return bool(objects) and against_whom <= {stem for one in objects for stem in (one.head, *one.name_stems)} != set()


def _matched(asked: Phrase, side: Sequence[Phrase], told: _Told) -> Phrase | None:
    """The phrase on this side that stands for the one of the question, as widely or narrowly as it is asked."""
    for one in side:
        of_it = one.head in _CONTESTS and asked.head in one.modifiers and told.line[told.group.place].stem in _LOSING
        planned = one.head in _PLANS and not asked.name and asked.head in one.after and asked.modifiers <= one.after
        if not of_it and not planned and not matches(asked, one, told.setting.full):
            continue
        if asked.universal != one.universal and (asked.universal or one.negated):
            continue
        if one.negated and one.modifiers - asked.modifiers and not asked.name:
            continue
        loose = one.head in ANYBODY or one.determiner in ("any", "a", "an")
        if told.group.negated and asked.anybody and not loose:
            continue
        return one
    return None


def _adjuncts(told: _Told, parties: Sequence[Phrase], governed: Sequence[Phrase]) -> int | None:
    """0 when all that the question adds is told, 1 when a preposition is turned round ("against it"), else None."""
    turned = 0
    window = {word.stem for word in (*told.line[told.clause.start : told.clause.end], *told.following)}
    for one in told.asked.adjuncts:
        same_one = [other for other in governed if other.preposition == one.preposition]
        if one.preposition == "by" and not told.passive:
            window = {stem for party in parties for stem in (party.head, *party.name_stems)}
        if one.preposition in _CONTRARY:
            turn = any(other.preposition == _CONTRARY[one.preposition] for other in governed)
            if turn and not same_one and one.stems <= window:
                turned += 1
                continue
        lacking = one.preposition in _TELLING and not same_one and not _adjoined(told.asked, governed)
        if one.stems <= window and not lacking:
            continue
        if one.exact or not _carried(one, told, same_one):
            return None
    return turned if turned < 2 else None


def _carried(one: Adjunct, told: _Told, others: Sequence[Phrase]) -> bool:
    """Whether the article tells what a preposition adds without the sentence saying it again, or something else."""
    if any(other.pronoun in ("it", "them") for other in others):
        return one.stems <= told.setting.near
    if one.preposition not in _CARRIED or any(not other.name and other.head not in _TIMES for other in others):
        return False
    return one.stems <= told.setting.near | {word.stem for word in told.line}
