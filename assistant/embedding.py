"""Clauses that somebody else than the writer answers for: "wrote that", "in the novel", "kept from winning".

A rough reading by word order. Pure: standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Sequence

from .clauses import reports
from .vocabulary import BE, PREPOSITIONS
from .wording import Word, stem

__all__ = ["embeds_clause", "gerund", "told_elsewhere", "utters"]

_FACTS = frozenset(
    map(stem, "know confirm find show learn discover reveal prove establish note realise realize acknowledge".split())
)
_TOLD = frozenset(
    map(
        stem,
        "report story joke tale theory notion idea view opinion impression suggestion assertion assurance accusation "
        "letter post tweet message video headline rumour speculation".split(),
    )
)
_FICTION = frozenset("film movie novel book play episode series drama story comic tale dream fable sitcom".split())
_MINDS = frozenset("view opinion eyes telling mind words account version".split())
_VOICED = frozenset(map(stem, "shout cry write tweet testify post joke quip yell chant sing".split()))
_KEEPING = frozenset("from for about of over".split())
_STAYING = frozenset(
    map(
        stem,
        "stop miss oppose back avoid escape delay postpone suggest propose support favour favor resist risk quit "
        "consider contemplate reject ban prohibit forbid defer".split(),
    )
)
_NEAR = 3


def embeds_clause(words: Sequence[Word], place: int) -> bool:
    """Whether a verb or a noun introduces by "that" what it says, or closes a sentence that its subject utters."""
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else None
    that = following is not None and following.low == "that" and words[place + 2 : place + 3]
    if that and words[place + 2].segment == word.segment and word.kind == "word":
        named = word.stem in _TOLD and (not word.verb or not reports(word) or _owned(words, place))
        return named or (word.verb and word.stem not in _FACTS and not reports(word))
    return utters(words, place)


def _owned(words: Sequence[Word], place: int) -> bool:
    """Whether a word is somebody's, and so a noun: "its report", "early reports"."""
    before = words[place - 1] if place else None
    if words[place].low.endswith("ed"):
        return False
    return before is None or before.owner or before.kind == "stop" or not before.noun


def utters(words: Sequence[Word], place: int) -> bool:
    """Whether a verb closes a sentence that its subject utters: "..., one man shouted"."""
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else None
    closes = following is None or following.first or following.low in PREPOSITIONS
    opens = place > 0 and words[place - 1].noun and any(w.segment != word.segment for w in words[:place])
    return word.kind == "word" and word.stem in _VOICED and closes and opens and not word.nominal


def told_elsewhere(words: Sequence[Word], place: int) -> frozenset[int]:
    """What a work of fiction or somebody's mind holds: "in the film", "in Lund's view", "for Lund, ..."."""
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else None
    back = [other.low for other in words[max(0, place - _NEAR) : place]]
    alone = following is None or not following.noun or following.segment != word.segment
    works = word.low in _FICTION and alone and back[-2:] in (["in", "the"], ["in", "a"], ["in", "an"])
    minds = word.low in _MINDS and back[:1] == ["in"] and words[place - 1].owner
    minds = minds or (word.low in _MINDS and back[-2:-1] == ["in"] and words[place - 1].owner)
    apart = word.first and word.low == "for" and _comma_after_name(words, place)
    if not (works or minds or apart):
        return frozenset()
    start = max((at for at in range(place + 1) if words[at].first), default=0)
    end = next((at for at in range(place + 1, len(words)) if words[at].first), len(words))
    return frozenset(at for at in range(start, end) if words[at].content and at != place)


def _comma_after_name(words: Sequence[Word], place: int) -> bool:
    end = place + 1
    while end < len(words) and words[end].kind == "name" and words[end].segment == words[place].segment:
        end += 1
    return end > place + 1 and end < len(words) and words[end].segment != words[place].segment


def gerund(words: Sequence[Word], place: int) -> bool:
    """Whether a deed is only named: "kept from killing", "on trial for killing", "opposed banning", "escaped being"."""
    word = words[place]
    if place and words[place - 1].low == "being":
        place -= 1
    elif not word.low.endswith("ing") or word.nominal:
        return False
    back = place - 1
    while back > 0 and (words[back].low == "not" or words[back].low.endswith("ly")):
        back -= 1
    if back < 0 or words[back].segment != words[place].segment:
        return False
    if words[back].low in _KEEPING:
        return True
    while back > 0 and words[back].noun and not words[back].verb and words[back].segment == words[place].segment:
        back -= 1
    return words[back].verb and words[back].stem in _STAYING and words[back].low not in BE
