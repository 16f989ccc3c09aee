"""A follow-up question into one that can be searched alone, by rule. Pure.

A question that leans on the conversation ("and how many were wounded?", "who said that?") is searched together with
the names and content words of the last question that stood alone.
"""

from __future__ import annotations

import re

from .types import Question

__all__ = ["standalone"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LEANING = frozenset("he she it they him her them his hers its their theirs one ones former latter same".split())
_POINTING = frozenset("this that these those there then".split())
_OPENERS = frozenset("and but so or also what about how else".split())
_COMMON = (
    _LEANING
    | _POINTING
    | frozenset(
        "a an the of in on at to for from by with about as is are was were be been being do does did has have had can"
        " could will would should may might must not no yes who whom whose what which when where why how many much long"
        " far old often and or but so if than too very any some all more most other else also people please tell me us"
        " you i we my our your say said says".split()
    )
)
_SHORT = 3
"""Content words below which a question that opens with "and" or "what about" cannot stand alone."""


def standalone(question: Question) -> str:
    """The question to search: its own words, and behind them what the last stand-alone question was about."""
    text = " ".join(question.text.split())
    if not question.history or not _leans(text):
        return text
    anchor = next((t.question for t in reversed(question.history) if not _leans(t.question)), None)
    anchor = anchor or question.history[0].question
    own = {word.casefold() for word in _WORD.findall(text)}
    carried = [w for w in _WORD.findall(anchor) if w.casefold() not in own and w.casefold() not in _COMMON]
    return f"{text} ({' '.join(dict.fromkeys(carried))})" if carried else text


def _leans(text: str) -> bool:
    words = _WORD.findall(text)
    lowered = [word.casefold() for word in words]
    if not words or any(word in _LEANING for word in lowered) or lowered[-1] in _POINTING:
        return True
    content = [word for word in lowered if word not in _COMMON]
    named = any(word[:1].isupper() for word in words[1:])
    return not named and (len(content) < _SHORT or lowered[0] in _OPENERS - {"what", "how"})
