"""What somebody or something is said to be: who holds an office, and what follows "is". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .affirming import doubted, held_back, of_a_side, quoted, reported, stated
from .families import OFFICES
from .gazetteer import ROLES
from .lexicon import BE, word_set
from .phrases import Phrase, matches, phrase, phrases
from .propositions import clause_of, group_at, object_end
from .referring import Setting, subjects
from .words import Word, stem, stems_of
from .yesno import Inquiry

__all__ = ["held"]

_STAYING = word_set("remain remains remained stay stays stayed")
_MADE = stems_of("elect appoint name choose make nominate")
_PAST = word_set("former ex deputy vice acting then late")
_ROLES = frozenset(stem(role) for role in ROLES)


def held(asked: Inquiry, line: Sequence[Word], setting: Setting) -> str | None:
    """ "Yes" or "No" to a question for what somebody or something is; None where the sentence does not settle it."""
    office = _office(asked)
    if office is not None:
        return _holder(asked, office, line, setting)
    said = {_being(asked, line, place, setting) for place in range(len(line))} - {""}
    return next(iter(said)) if len(said) == 1 else None


def _office(asked: Inquiry) -> Phrase | None:
    """The office that is asked about: "the mayor of Arden"; None when the question is of another kind."""
    first = next((at for at, word in enumerate(asked.predicate) if word.tag == "P"), len(asked.predicate))
    named = phrase(asked.predicate[:first], asked.predicate[first:])
    roles = named is not None and not named.name and (named.head in _ROLES or named.head in OFFICES)
    people = all(one.name for one in asked.subject if not one.preposition)
    return named if roles and people and asked.predicate[0].tag in "DU" else None


def _holder(asked: Inquiry, office: Phrase, line: Sequence[Word], setting: Setting) -> str | None:
    """Whether the sentence gives the office to the person, or to another where only one can hold it."""
    said: set[str] = set()
    near = setting.title | {word.stem for word in line}
    for start, end in _stretches(line):
        if quoted(line, start) or any(word.low in _PAST for word in line[start:end]):
            continue
        stretch = phrases(line[start:end])
        for one, holder in _pairs(stretch, office):
            if not holder.name:
                continue
            where = office.after | office.owner | (office.modifiers - {"the"})
            told = one.after | one.owner | one.modifiers
            if any(matches(person, holder, setting.full) for person in asked.subject if not person.preposition):
                if where <= told or (where <= near and not (one.after or one.owner)):
                    said.add("Yes")
            elif asked.present and where and where <= told and office.head in OFFICES and len(holder.name) > 1:
                said.add("No")
    made = _made(asked, office, line, setting)
    said |= {made} if made else set()
    return next(iter(said)) if len(said) == 1 and not of_a_side(line) else None


def _pairs(stretch: Sequence[Phrase], office: Phrase) -> list[tuple[Phrase, Phrase]]:
    """The phrases that hold the office's noun, each with the name beside it: "the mayor, Lena Brandt"."""
    found = [(one, one) for one in stretch if one.name and office.head in one.modifiers and not one.preposition]
    heads = [one for one in stretch if not one.preposition]
    for one, other in pairwise(heads):
        if one.head == office.head and not one.name and one.determiner in ("the", "its", "") and other.name:
            found.append((one, other))
        if other.head == office.head and not other.name and one.name and other.determiner in ("the", "its"):
            found.append((other, one))
    return found


def _stretches(line: Sequence[Word]) -> list[tuple[int, int]]:
    """The stretches of a sentence without a verb, a conjunction or a quotation mark."""
    found: list[tuple[int, int]] = []
    start = 0
    for place, word in enumerate(line):
        if word.tag in "VAC" or word.text in '"“”;:()':
            found.append((start, place))
            start = place + 1
    return [(one, end) for one, end in (*found, (start, len(line))) if end > one]


def _made(asked: Inquiry, office: Phrase, line: Sequence[Word], setting: Setting) -> str:
    """ "Yes" where somebody is elected or appointed to the office: "elected Lena Brandt as mayor"."""
    for place, word in enumerate(line):
        if word.stem not in _MADE or word.tag not in "VO":
            continue
        group = group_at(line, place)
        clause = clause_of(line, group)
        end = object_end(line, place)
        if group.kind != "told" or group.negated or not stated(line, clause) or doubted(line[clause.start : end]):
            continue
        after = phrases(line[place + 1 : end])
        passive = group.copular
        people = subjects(line, group, setting) if passive else [one for one in after if not one.preposition]
        given = [one for one in after if one.head == office.head and one.preposition in ("", "as")]
        where = office.after | office.owner
        whole = where <= setting.title | {one.stem for one in line}
        fit = any(matches(one, other, setting.full) for one in asked.subject for other in people)
        if given and fit and whole and not held_back(line, place):
            return "Yes"
    return ""


def _being(asked: Inquiry, line: Sequence[Word], place: int, setting: Setting) -> str | None:
    """What a form of "be" at ``place`` says: "" when it tells of something else, None when it leaves that open."""
    word = line[place]
    if word.low not in BE and word.low not in _STAYING and word.low not in ("be", "been"):
        return ""
    group = group_at(line, place)
    clause = clause_of(line, group)
    end = object_end(line, place)
    coming = asked.kind == "coming" and group.kind == "would" and reported(line, clause)
    if group.kind != asked.kind and not coming:
        return ""
    if asked.present and word.low in ("was", "were", "wasn't", "weren't", "remained") and not reported(line, clause):
        return ""
    wanted = [one.stem for one in asked.predicate if one.content]
    after = line[place + 1 : end]
    at = next((at for at, one in enumerate(after) if one.stem == wanted[0]), None)
    if at is None or not set(wanted) <= {one.stem for one in after}:
        return ""
    if asked.predicate[0].tag == "P" and asked.predicate[0].low not in [one.low for one in after[max(0, at - 2) : at]]:
        return ""
    if any(one.tag in "OUN" and one.content for one in after[:at]):
        return ""
    parties = subjects(line, group, setting)
    subject = [one for one in asked.subject if not one.preposition]
    found = [next((told for told in parties if matches(one, told, setting.full)), None) for one in subject]
    if not subject or any(one is None for one in found):
        return ""
    denials = sum(one.negated for one in found if one is not None) + group.negated
    denials += word.low.endswith("n't") + any(one.low in ("not", "never", "no") for one in after[:at])
    universal = any(one.universal for one in subject) or any(one.universal for one in found if one is not None)
    if (universal and denials) or denials > 1 or quoted(line, place) or not stated(line, clause) or of_a_side(line):
        return None
    if doubted(line[clause.start : end]) or held_back(line, place):
        return None
    return "No" if denials else "Yes"
