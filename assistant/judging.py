"""Yes, no, or neither: what the sentences that were found say to a question that asks for one. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .ask import Ask
from .families import families_of
from .lines import stems_in
from .polarity import polarity
from .types import Evidence
from .words import words

__all__ = ["about", "chooses", "verdicts"]


def verdicts(question: str, sentences: Sequence[str]) -> dict[int, str]:
    """The places of the sentences that plainly say "Yes" or "No", each with what it says."""
    said = ((place, polarity(question, sentence)) for place, sentence in enumerate(sentences))
    return {place: one for place, one in said if one is not None}


def about(ask: Ask, sentence: str, passage: Evidence) -> bool:
    """Whether a sentence that says neither yes nor no at least tells of the event that is asked about.

    It must hold the event's own word or one of its family, and the passage each name of the question: "The union may
    accept the offer" is worth reading after "Did the union accept the offer?", "The union met on Friday" is not.
    """
    stems = {word.stem for word in words(sentence[:3000])}
    held = stems_in(passage)
    named = all(not set(name).isdisjoint(held) for name in ask.names)
    told = bool(ask.predicate & stems) or any(families_of(one) & ask.families for one in stems)
    return named and (told or not ask.predicate)


def chooses(question: str) -> bool:
    """Whether a question that looks like one for yes or no ends with a choice: "Is it loud or quiet?"."""
    low = [word.low for word in words(question[-200:]) if word.tag != "X"][-5:]
    return "or" in low[1:-1] and low[-1] not in ("not", "no")
