"""Text into tagged words: a tokenizer, a small stemmer and rough parts of speech. Pure; every pattern is linear.

Tags: D determiner, P preposition, C conjunction, R pronoun, A auxiliary, V verb, N number, U name (capitalised),
O other content word, B adverb, S possessive, X punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from . import lexicon as v
from .numerals import numbers

__all__ = ["Word", "stem", "stems_of", "words"]

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)+|[^\W\d_]+['’]t\b|[^\W_]+(?:['’](?!s\b)(?=[^\W_]{3})[^\W_]+)?|['’]s\b|\S"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a text: ``text[start:end]``, its lower case, its stem and its tag."""

    start: int
    end: int
    text: str
    low: str
    stem: str
    tag: str

    @property
    def content(self) -> bool:
        """Whether the word carries meaning of its own."""
        return self.tag in "VNUO" and self.low not in v.STOP


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude stem that is equal for the forms of one word: "injured", "injures", "injury" -> "injur"."""
    low = word.lower()
    low = v.IRREGULAR.get(low, low)
    if len(low) <= 3 or not low.isalpha():
        return low
    if low.endswith(("ies", "ied")):
        low = low[:-3] + "y"
    elif low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        low = low[:-2]
    elif low.endswith("s") and not low.endswith(("ss", "us", "is")):
        low = low[:-1]
    for ending in ("ingly", "edly", "ing", "ed"):
        if low.endswith(ending) and len(low) - len(ending) >= 3 and low not in v.NOT_VERBS:
            if low.endswith("eed"):
                return low[:-2]
            low = low[: -len(ending)]
            if low.endswith("at") and len(low) > 5:
                low = low[:-2]
            elif low[-1] == low[-2] and low[-1] not in "lsz":
                low = low[:-1]
            break
    low = v.IRREGULAR.get(low, low)
    for ending in ("ational", "ation", "ator", "ate", "ment", "ion", "or", "er", "e", "y"):
        if low.endswith(ending) and len(low) - len(ending) >= 4 - (ending in "ey"):
            low = low[: -len(ending)]
            break
    return low[:-1] if len(low) > 4 and low[-1] == low[-2] else low


def stems_of(listed: str) -> frozenset[str]:
    """The stems of a list of words with spaces between them."""
    return frozenset(stem(word) for word in listed.split())


def words(text: str) -> list[Word]:
    """The tagged words of a sentence or question."""
    counted = numbers(text)
    marked = {number.start for number in counted}
    joined = [number for number in counted if not text[number.start : number.end].isalnum()]
    found: list[Word] = []
    first = True
    for token in _TOKEN.finditer(text):
        surface = token.group()
        low = surface.lower().replace("’", "'")
        inner = bool(found) and (found[-1].text == "-" or found[-1].low == "and") and surface.isalpha()
        number = token.start() in marked or (inner and any(one.start < token.start() < one.end for one in joined))
        tag = _tag(surface, low, found, number, first)
        first = first and tag == "X"
        found.append(Word(token.start(), token.end(), surface, low, stem(low), tag))
    return _settled(found)


def _settled(found: list[Word]) -> list[Word]:
    """Make adjectives of participles between a number and a noun: "three armed men", but "42 wounded in the attack"."""
    for place in range(1, len(found) - 1):
        word = found[place]
        back = place - 1 - (found[place - 1].tag == "B" and place > 1)
        if word.tag == "V" and found[back].tag in "NDP" and found[place + 1].tag in "OU" and word.low.endswith("ed"):
            found[place] = Word(word.start, word.end, word.text, word.low, word.stem, "O")
    return found


def _tag(surface: str, low: str, before: list[Word], number: bool, first: bool) -> str:
    if low in ("'s", "’s"):
        return "S"
    if not surface[0].isalnum():
        return "X"
    if number or surface[0].isdecimal():
        return "N"
    if surface[0].isupper() and not first and low not in v.STOP:
        return "U"
    if surface.isupper() and len(surface) > 1 and low not in ("in", "at", "on", "the", "a"):
        return "U"
    closed = _closed(low)
    if closed:
        return closed
    if first and surface[0].isupper() and low not in v.VERBS and not low.endswith(("ing", "ed", "ly")):
        return "U" if _unfamiliar(low) else "O"
    return _open(low, before)


def _closed(low: str) -> str:
    for tag, members in (
        ("A", v.AUXILIARIES),
        ("D", v.DETERMINERS),
        ("R", v.PRONOUNS),
        ("P", v.PREPOSITIONS),
        ("C", v.CONJUNCTIONS),
        ("C", v.WH),
        ("B", v.ADVERBS),
    ):
        if low in members:
            return tag
    return ""


def _unfamiliar(low: str) -> bool:
    """Whether a capitalised first word is likely a name: not an inflected common word."""
    return low not in v.NOT_VERBS and low not in v.COMMON_FIRST


def _open(low: str, before: list[Word]) -> str:
    if low.endswith("ly") and len(low) > 4:
        return "B"
    previous = next((word for word in reversed(before) if word.tag not in "BX"), None)
    held = previous is not None and previous.tag in "DSN" and before[-1].tag != "X"
    if low in v.NOT_VERBS:
        return "O"
    if low in v.IRREGULAR or (low.endswith("ed") and len(low) > 4):
        return "O" if held and previous is not None and previous.tag in "DS" else "V"
    if low.endswith("ing") and len(low) > 5:
        return "O" if held or (previous is not None and previous.low == "of") else "V"
    if low in v.VERBS:
        return _bare_verb(previous)
    base = low[:-1] if low.endswith("s") else ""
    if base and (base in v.VERBS or low[:-2] in v.VERBS or (low.endswith("ies") and low[:-3] + "y" in v.VERBS)):
        subject = previous is not None and previous.tag in "URO" and before[-1].tag != "X" and not held
        return "V" if subject and not (previous is not None and previous.low.endswith("s")) else "O"
    return "O"


def _bare_verb(previous: Word | None) -> str:
    if previous is None:
        return "O"
    plural = previous.tag in "OU" and previous.low.endswith("s")
    return "V" if previous.low == "to" or previous.tag in "AR" or plural else "O"
