"""Who won and who lost, told by who beat whom: "Rovers beat United in the final" says that Rovers won it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .affirming import doubted, held_back, quoted, stated
from .opposites import converse, deed_at
from .phrases import Phrase, matches, phrases
from .propositions import clause_of, group_at, object_end
from .referring import Setting, subjects
from .words import Word, stem, stems_of
from .yesno import Inquiry

__all__ = ["contest"]

_WIN, _LOSE = stem("win"), stem("lose")
_STAGES = stems_of("semi semi-final semifinal quarter quarter-final quarterfinal round group qualifier replay leg heat")
"""Stages of a competition, which are won without winning it."""


def contest(asked: Inquiry, line: Sequence[Word], setting: Setting) -> str | None:
    """ "Yes" or "No" to whether somebody won or lost, where the sentence tells who beat whom in that contest."""
    if asked.deed not in (_WIN, _LOSE) or asked.kind != "told" or not asked.subject:
        return None
    said = {_told(asked, line, place, setting) for place in range(len(line))} - {None}
    return next(iter(said)) if len(said) == 1 else None


def _told(asked: Inquiry, line: Sequence[Word], place: int, setting: Setting) -> str | None:
    if line[place].tag not in "VO" or not {deed_at(line, place), line[place].stem} & converse(_LOSE):
        return None
    group = group_at(line, place)
    clause = clause_of(line, group)
    end = object_end(line, place)
    if group.kind != "told" or group.negated or quoted(line, place) or not stated(line, clause):
        return None
    if held_back(line, place) or doubted(line[clause.start : end]) or not _of_it(asked, line, setting):
        return None
    scored = next((at for at in range(place + 1, end) if line[at].tag == "N"), end)
    after = phrases(line[place + 1 : scored])
    above, below = subjects(line, group, setting), [one for one in after if one.preposition in ("", "out", "off")]
    if group.copular:
        above, below = [one for one in after if one.preposition == "by"], above
    parties = [one for one in asked.subject if not one.preposition]
    won = _among(parties, above, setting)
    if won == _among(parties, below, setting):
        return None
    return "Yes" if won == (asked.deed == _WIN) else "No"


def _among(parties: Sequence[Phrase], side: Sequence[Phrase], setting: Setting) -> bool:
    return bool(parties) and all(any(matches(one, other, setting.full) for other in side) for one in parties)


def _of_it(asked: Inquiry, line: Sequence[Word], setting: Setting) -> bool:
    """Whether the sentence is of the contest that is asked about, and of no earlier stage of it."""
    held = {word.stem for word in line}
    named = {stem for one in asked.adjuncts for stem in one.stems}
    if asked.object is not None:
        named |= {asked.object.head, *asked.object.modifiers, *asked.object.name_stems} - {""}
    return not named or (named <= held | setting.near and not (_STAGES & held) - named)
