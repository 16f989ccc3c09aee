"""Exact match and F1 as SQuAD's evaluation counts them (Rajpurkar et al. 2016, section 6.1)."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

__all__ = ["exact", "f1", "words_of"]


def words_of(answer: str) -> list[str]:
    """An answer's words as SQuAD's evaluation compares them: lower case, no punctuation, no articles."""
    bare = "".join(one for one in answer.lower() if one not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", bare).split()


def exact(answer: str, gold: Sequence[str]) -> float:
    """1 if the answer is one of the gold ones; without any gold, 1 if it is empty."""
    return float(any(words_of(answer) == words_of(one) for one in gold or [""]))


def f1(answer: str, gold: Sequence[str]) -> float:
    """The greatest overlap of words with one of the gold answers (SQuAD's F1)."""

    def one(other: str) -> float:
        left, right = words_of(answer), words_of(other)
        if not left or not right:
            return float(left == right)
        shared = sum((Counter(left) & Counter(right)).values())
        return 2 * shared / (len(left) + len(right))

    return max(one(other) for other in gold or [""])
