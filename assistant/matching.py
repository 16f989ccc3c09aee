"""Comparing a short answer with the answers that people gave, by the rules that news question sets are judged by.

The rules: case, accents, quotes, brackets, hyphens, leading articles and hedges do not count; "twelve" is 12 and
"at least six" is 6; an organisation may be followed by a common noun ("FMLN guerrillas"); a person may be named by
the surname; a day must agree in day and month, and in the year where both give one.

Pure: standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from .lexicon import word_set
from .numerals import days, numbers

__all__ = ["MAX_SHORT_WORDS", "exact_match", "held_in", "matches", "normalise_answer", "numbers_in", "word_overlap"]


MAX_SHORT_WORDS = 12
"""A longer text is not a short answer and matches nothing."""

_LEADING = word_set("the a an some several alleged presumed unidentified about approximately nearly almost")
_UNITED_STATES = re.compile(r"\b(?:united states of america|united states|u\.s\.a\.|u\.s\.|usa)(?!\w)|\bUS\b")
_DROPPED = re.compile(r"[\"'`´‘’“”«»()\[\]{}]")
_SEPARATOR = re.compile(r"[^\w.$%]+|\.(?!\d)|(?<!\d)\.")
_BETWEEN_ITEMS = re.compile(r";|,\s|\band\b")


def normalise_answer(text: str) -> str:
    """``text`` in the form that answers are compared in: plain lower-case words with one space between them.

    The function is idempotent for texts of letters and digits. "U.S.", "US" and "United States" become "us".
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = _UNITED_STATES.sub("us", plain)
    plain = _UNITED_STATES.sub("us", plain.lower())
    plain = re.sub(r"['’]s(?!\w)", "", plain)
    words = _SEPARATOR.sub(" ", _DROPPED.sub("", plain)).split()
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    return " ".join(words)


def numbers_in(text: str) -> list[int | float]:
    """The cardinal numbers of ``text`` in order: "two dozen" is 24, "3.5 million" 3500000, "1,200" 1200."""
    return [number.value for number in numbers(text)]


def matches(
    short: str | None,
    groups: Sequence[Sequence[str]],
    match: str = "any",
    optional: Sequence[Sequence[str]] = (),
    optional_credit: float = 0.0,
) -> float:
    """How far a short answer is right, from 0 to 1.

    Args:
        short: the short answer, or None when there was none.
        groups: one list of alternatives for each required answer.
        match: "any" needs one group; "all" gives the share of the groups that are named.
        optional: alternatives that are neither required nor wrong.
        optional_credit: what an optional answer alone is worth (one half for a wider place, else nothing).
    """
    if not short or len(short.split()) > MAX_SHORT_WORDS or not groups:
        return 0.0
    hits = sum(any(_same(short, answer) for answer in group) for group in groups)
    if hits:
        return 1.0 if match == "any" else hits / len(groups)
    named = any(_same(short, answer) for group in optional for answer in group)
    return optional_credit if named else 0.0


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

    if match == "any":
        return max(best([short], group) for group in groups)
    whole = sum(best([short], group) for group in groups) / len(groups)
    items = [item for item in _BETWEEN_ITEMS.split(short) if item.strip()]
    items = [item for item in items if not any(_equal(item, answer) for group in optional for answer in group)]
    return max(whole, sum(best(items, group) for group in groups) / max(len(groups), len(items)))


def _equal(one: str, other: str) -> float:
    words = _plain_words(one)
    return float(bool(words) and words == _plain_words(other))


def _overlap(one: str, other: str) -> float:
    left, right = _plain_words(one), _plain_words(other)
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared / (len(left) + len(right)) if shared else 0.0


def _plain_words(text: str) -> list[str]:
    """The words of an answer after normalisation, numbers as digits: "At least twelve" is ["12"]."""
    for number in reversed(numbers(text)):
        text = f"{text[: number.start]}{number.value}{text[number.end :]}"
    words = normalise_answer(text).split()
    return words[2:] if words[:2] == ["at", "least"] and words[2:] and words[2][0].isdecimal() else words


def _same(short: str, answer: str) -> bool:
    wanted_days = days(answer)
    if wanted_days:
        wanted = wanted_days[0]
        return any(
            (day.day, day.month) == (wanted.day, wanted.month)
            and (not day.year or not wanted.year or day.year == wanted.year)
            for day in days(short)
        )
    target = normalise_answer(answer).split()
    given = normalise_answer(short).split()
    if not target or not given:
        return False
    figures = numbers_in(answer)
    if figures and len(target) <= 2 and numbers_in(" ".join(target)) == figures and _bare(answer):
        return set(numbers_in(short)) == set(figures)
    if _holds(given, target):
        return True
    surname = len(target) >= 2 and len(given) == 1 and answer.split()[-1][:1].isupper() and answer[:1].isupper()
    return surname and given[0] == target[-1]


def _bare(answer: str) -> bool:
    """Whether an expected answer is nothing but one number."""
    found = numbers(answer)
    rest = answer[: found[0].start] + answer[found[-1].end :] if len(found) == 1 else answer
    return not any(character.isalnum() for character in rest)


def _holds(given: list[str], target: list[str]) -> bool:
    """Whether the words of ``target`` stand together in ``given``."""
    size = len(target)
    return any(given[at : at + size] == target for at in range(len(given) - size + 1))
