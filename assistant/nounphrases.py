"""The phrases of a question: tagged words, noun phrases with what belongs to them, names, the question phrase. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from .gazetteer import WEEKDAYS
from .lexicon import BE, VERBS, word_set
from .numerals import MONTHS
from .words import Word, words

__all__ = ["HAPPEN", "LOCATIVE", "QUESTION_WORDS", "clause", "definite", "name_runs", "phrase", "phrase_of", "tagged"]

QUESTION_WORDS = word_set("who whom whose what which when where why how")
LOCATIVE = word_set("in at near off outside from around inside")
HAPPEN = word_set("take took happen happened occur occurred begin start end last come go")
_JOINED = word_set("and or & , - de del la do da dos das du von van el al the of y e")
_DETERMINED = re.compile(r"^(?:the|a|an|any|some|this|that|these|those|which|what|another) ", re.IGNORECASE)


def tagged(text: str) -> list[Word]:
    """The words of a question; a short foreign word within a name is part of it."""
    found = words(text)
    for at in range(1, len(found)):
        within = found[at - 1].tag == "U" and at + 1 < len(found) and found[at + 1].tag == "U"
        dated = found[at].text == "May" and found[at - 1].tag in "NP"
        if dated or (within and found[at].low in ("do", "da", "dos", "de", "del")):
            found[at] = replace(found[at], tag="U")
    return found


def phrase(tokens: list[Word], start: int) -> int:
    """The end (exclusive) of the noun phrase that holds token ``start``, with its prepositional phrases."""
    end, depth = start, 0
    supported = any(word.tag == "A" and word.low not in BE for word in tokens[:start])
    while end < len(tokens):
        word = tokens[end]
        after = tokens[end + 1].tag if end + 1 < len(tokens) else ""
        if word.text in "()":
            depth += 1 if word.text == "(" else -1
        elif not depth:
            bare = end > start and word.tag == "O" and word.low in VERBS and tokens[end - 1].tag in "OU"
            if end > start and (word.low in HAPPEN or (bare and supported and after in ("D", "R", "U", "P", "X"))):
                break
            joined = end == start or word.tag in "DOUNSP" or (word.low in _JOINED and after and after in "DOUN")
            if not joined or (word.low == "," and after not in "UN"):
                break
        end += 1
    while end > start + 1 and tokens[end - 1].tag in "PDXC" and tokens[end - 1].text != ")":
        end -= 1
    return end


def name_runs(tokens: list[Word]) -> list[tuple[int, int]]:
    """The runs of capitalised words; a place and what it lies in ("Kestle, Norvania") are one.

    In a question without any capital, the word behind "in" or "near" is taken for one.
    """
    runs: list[tuple[int, int]] = []
    lowered = not any(character.isupper() for word in tokens for character in word.text)
    for at, word in enumerate(tokens):
        place = lowered and word.tag == "O" and at > 0 and tokens[at - 1].low in LOCATIVE
        if not (place or (word.tag == "U" and not _day(tokens, at))):
            continue
        if runs and (runs[-1][1] == at or (runs[-1][1] == at - 1 and tokens[at - 1].text in (",", "&"))):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _day(tokens: list[Word], at: int) -> bool:
    """Whether a capitalised word names a day or a month, which some people are named as too."""
    beside = [word.tag for word in tokens[max(at - 1, 0) : at + 2 : 2]]
    return tokens[at].low in WEEKDAYS or (tokens[at].low in MONTHS and ("N" in beside or beside[0] == "P"))


def clause(tokens: list[Word]) -> tuple[int, int]:
    """Where the question phrase ("How many people") begins and ends; (0, 0) if the question has none."""
    begin = next((at for at, word in enumerate(tokens[:4]) if word.low in QUESTION_WORDS), None)
    if begin is None:
        return 0, 0
    for at in range(begin + 1, len(tokens)):
        if tokens[at].tag in "AVXP" and not (tokens[at].tag == "P" and tokens[at].low == "of"):
            return begin, at
        if tokens[at].tag in "DUR" and tokens[begin].low not in ("how", "what", "which", "whose"):
            return begin, at
    return begin, len(tokens)


def phrase_of(noun: str, text: str) -> str:
    """The whole phrase of ``text`` whose head is ``noun``: "vaccine" gives "the malaria vaccine in Ndara"."""
    tokens = tagged(text)
    for at, word in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if word.low != noun or (after is not None and after.tag == "O" and after.low not in VERBS):
            continue
        first = at
        while first and tokens[first - 1].tag in "OUNS":
            first -= 1
        return definite(text[tokens[first].start : tokens[phrase(tokens, at) - 1].end])
    return ""


def definite(found: str) -> str:
    return "the " + _DETERMINED.sub("", found)
