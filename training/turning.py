"""Questions turned to what their passage does not tell: the wounded, not the dead; the smallest, not the largest.

Spans are easy to find for them and wrong. Without such examples a reader learns that a figure beside "people" answers
any question for a number of people.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from .examples import Example

__all__ = ["turned"]

_FATES = {
    "killed": "kill dead death die murder slain fatal assassin massacr toll",
    "injured": "injur wound hurt",
    "wounded": "injur wound hurt",
    "kidnapped": "kidnap abduct hostage captive",
    "arrested": "arrest detain captur custody",
    "released": "releas freed",
    "charged": "charg indict",
    "convicted": "convict guilty sentenc",
}
_SAYINGS = {
    "claimed responsibility for": "claim responsib credit admit",
    "was blamed for": "blam accus suspect attribut held responsib",
    "denied": "den",
    "condemned": "condemn denounc",
}
"""What is asked, and the beginnings of the words by which a passage would tell it. One is turned into another of its
table where the passage has none of these."""

_ALSO = {
    "was behind": "claimed responsibility for",
    "carried out": "claimed responsibility for",
    "claimed or admitted responsibility for": "was blamed for",
    "was blamed for or accused of": "claimed responsibility for",
}
"""Further ways to ask, and what of a table above they are turned into."""

_PAIRS = """
    first/last largest/smallest biggest/smallest highest/lowest most/least oldest/youngest
    earliest/latest best/worst before/after increase/decrease increased/decreased north/south east/west
    northern/southern eastern/western began/ended begin/end started/stopped opened/closed
    supported/opposed approved/rejected accepted/rejected liked/disliked love/hate
    father/mother brother/sister son/daughter uncle/aunt men/women male/female maximum/minimum
    positive/negative advantage/disadvantage advantages/disadvantages built/destroyed longest/shortest
    hired/fired strongest/weakest upper/lower
    easy/difficult primary/secondary
"""
_OPPOSITES = [one.split("/") for one in _PAIRS.split()]
_BEGINNING = 5
"""Letters by which a word of the pair is looked for in the passage."""


def turned(example: Example, rng: random.Random) -> Example | None:
    """The example with its question turned so that its passage does not answer it; None where that cannot be."""
    question, text = example.question, example.text.lower()
    found: list[str] = []
    for table in (_FATES, _SAYINGS):
        for asked in table:
            at = re.search(rf"\b{asked}\b", question, re.IGNORECASE)
            others = [other for other, told in table.items() if not _told(text, told.split())]
            found += [
                question[: at.start()] + other + question[at.end() :] for other in others if at and other != asked
            ]
    for asked, other in _ALSO.items():
        if asked in question and not _told(text, _SAYINGS[other].split()):
            found.append(question.replace(asked, other))
    for pair in _OPPOSITES:
        for asked, other in (pair, pair[::-1]):
            at = re.search(rf"\b{asked}\b", question, re.IGNORECASE)
            if at and not _told(text, [other[:_BEGINNING]]):
                found.append(question[: at.start()] + other + question[at.end() :])
    return replace(example, question=rng.choice(found), spans=()) if found else None


def _told(text: str, beginnings: list[str]) -> bool:
    return any(re.search(rf"\b{one}", text) for one in beginnings)
