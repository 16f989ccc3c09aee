"""Copies of one wire story: the same sentence but for its dateline or a word more or less. Pure."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from .propositions import NEGATIVE
from .words import words

__all__ = ["copies"]

_SHORTEST = 8
_SPARE = 2
_WORD = re.compile(r"\w+")
_DASH = re.compile(r"\s-|[–—]")
_LOOSE = 8
_DATELINE = 30
"""Different words that a dateline may bring, generously."""


@lru_cache(maxsize=1024)
def _core(sentence: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words after the dateline, in lower case, and those of them that no copy may change: figures, names, "not"."""
    tokens = [word for word in words(sentence[:3000]) if word.tag != "X" or word.text in "-–—"]
    start = 0
    for place, word in enumerate(tokens[:14]):
        spaced = word.text in "–—" or (word.text == "-" and place and tokens[place - 1].end < word.start)
        if spaced and tokens[0].text.isupper() and len(tokens[0].text) > 1:
            start = place + 1
    kept = [word for word in tokens[start:] if word.tag != "X"]
    firm = frozenset(word.low for word in kept if word.tag in "NU" or word.low in NEGATIVE or word.low.endswith("n't"))
    return tuple(word.low for word in kept), firm


@lru_cache(maxsize=2048)
def _bag(sentence: str) -> tuple[frozenset[str], int]:
    """The words of a sentence, roughly, and how many of them another may lack and still be its copy."""
    lead = sentence[:3000]
    return frozenset(_WORD.findall(lead.lower())), _LOOSE + _DATELINE * bool(_DASH.search(lead))


def copies(one: str, other: str) -> bool:
    """Whether two sentences are copies: equal after the dateline, or with at most two small words more or less."""
    (bag, loose), (against, slack) = _bag(one), _bag(other)
    if len(bag - against) > loose or len(against - bag) > slack:
        return False  # most pairs are told apart without tagging their words
    (left, firm), (right, also) = _core(one), _core(other)
    if left == right:
        return bool(left)
    if min(len(left), len(right)) < _SHORTEST or firm != also:
        return False
    ours, theirs = Counter(left), Counter(right)
    more, less = ours - theirs, theirs - ours
    if max(more.total(), less.total()) > _SPARE or more.total() + less.total() > _SPARE + 1:
        return False
    return [word for word in left if word not in more] == [word for word in right if word not in less]
