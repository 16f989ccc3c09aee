"""Comparing a short answer with the answers that people gave, by the rules that news question sets are judged by.

`comparing` says when one wording is another; here is what several of them are worth together. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from .comparing import called, effect_of, normalise_answer, numbers_in, plain_words, same
from .gazetteer import COUNTRIES
from .numerals import numbers

__all__ = [
    "MAX_SHORT_WORDS",
    "WIDER_PLACE",
    "effect_of",
    "exact_match",
    "held_in",
    "matches",
    "normalise_answer",
    "numbers_in",
    "word_overlap",
]


MAX_SHORT_WORDS = 12
"""A longer text is not a short answer and matches nothing."""
WIDER_PLACE = 0.5
"""What a wider area that is listed as optional is worth to a question for a place."""

_BETWEEN_ITEMS = re.compile(r";|,\s|\band\b")


def matches(
    short: str | None,
    groups: Sequence[Sequence[str]],
    match: str = "any",
    optional: Sequence[Sequence[str]] = (),
    optional_credit: float = 0.0,
    effect: str | None = None,
) -> float:
    """How far a short answer is right, from 0 to 1.

    Args:
        short: the short answer, or None when there was none.
        groups: one list of alternatives for each required answer.
        match: "any" needs one group; "all" gives the share of the groups that are named.
        optional: alternatives that are neither required nor wrong.
        optional_credit: what an optional answer alone is worth (`WIDER_PLACE` for a place, else nothing); with it the
            question is one for a place, which is never called by a surname, and a country alone is worth nothing.
        effect: the effect whose figure is asked for, of `effect_of`; "12 killed, 42 wounded" is 12 for "kill".
    """
    if not short or len(short.split()) > MAX_SHORT_WORDS or not groups:
        return 0.0
    listed = match == "all" and len(groups) > 1
    hits = 0
    for at, group in enumerate(groups):
        others = [*groups[:at], *groups[at + 1 :], *optional]
        hits += any(same(short, answer, effect, listed) for answer in group) or (
            not optional_credit and called(short, group, others)
        )
    if hits:
        return 1.0 if match == "any" else hits / len(groups)
    named = any(same(short, answer) for group in optional for answer in group)
    return optional_credit if named and normalise_answer(short) not in COUNTRIES else 0.0


def held_in(text: str, groups: Sequence[Sequence[str]], match: str = "any") -> float:
    """How far a longer text holds the answers, from 0 to 1: by whole words, or by the value of a number."""
    plain = f" {normalise_answer(text)} "
    figures = set(numbers_in(text))
    held = [
        any(f" {normalise_answer(one)} " in plain or (_bare(one) and set(numbers_in(one)) <= figures) for one in group)
        for group in groups
        if group
    ]
    if not held:
        return 0.0
    return sum(held) / len(held) if match == "all" else float(any(held))


def exact_match(
    short: str | None, groups: Sequence[Sequence[str]], match: str = "any", optional: Sequence[Sequence[str]] = ()
) -> float:
    """How far a short answer is word for word one of the answers, from 0 to 1. Arguments as for `matches`.

    Both are normalised, and numbers are compared by value. Where all of several groups are required, each item of
    the short answer counts by itself ("Lena Brandt and Omar Diallo"), and one that no group holds counts against it.
    """
    return _scored(_equal, short, groups, match, optional)


def word_overlap(
    short: str | None, groups: Sequence[Sequence[str]], match: str = "any", optional: Sequence[Sequence[str]] = ()
) -> float:
    """The F1 of the words of a short answer and of the answer that it shares most with, from 0 to 1.

    Words and lists are compared as for `exact_match`, which is never the greater.
    """
    return _scored(_overlap, short, groups, match, optional)


def _scored(
    score: Callable[[str, str], float],
    short: str | None,
    groups: Sequence[Sequence[str]],
    match: str,
    optional: Sequence[Sequence[str]],
) -> float:
    """The best group's score, or the mean over the groups where all are required; a group's is its best wording's."""
    if not short or not groups:
        return 0.0

    def best(given: Sequence[str], group: Sequence[str]) -> float:
        return max((score(one, answer) for one in given for answer in group), default=0.0)

    given = [item for item in _BETWEEN_ITEMS.split(short) if item.strip()]
    items = [item for item in given if not any(_equal(item, answer) for group in optional for answer in group)]
    if match == "any":
        whole = max(best([short], group) for group in groups)
        if not 0 < len(items) < len(given):
            return whole
        return max(whole, sum(max(best([item], group) for group in groups) for item in items) / len(items))
    whole = sum(best([short], group) for group in groups) / len(groups)
    return max(whole, sum(best(items, group) for group in groups) / max(len(groups), len(items)))


def _equal(one: str, other: str) -> float:
    words = plain_words(one)
    return float(bool(words) and words == plain_words(other))


def _overlap(one: str, other: str) -> float:
    left, right = plain_words(one), plain_words(other)
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared / (len(left) + len(right)) if shared else 0.0


def _bare(answer: str) -> bool:
    """Whether an expected answer is nothing but one number."""
    found = numbers(answer)
    rest = answer[: found[0].start] + answer[found[-1].end :] if len(found) == 1 else answer
    return not any(character.isalnum() for character in rest)
