"""Yes, no, or neither: what the sentences that were found say to a question that asks for one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.types import Span

from .ask import Ask
from .families import families_of
from .lines import stems_in, words_in
from .polarity import verdict
from .referring import setting_of
from .types import Evidence
from .words import words
from .yesno import inquiry

__all__ = ["Verdict", "about", "chooses", "verdicts"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence that plainly says "Yes" or "No": the number of its passage and where it stands in the article."""

    said: str
    evidence: int
    sentence: Span


def verdicts(question: str, passages: Iterable[Evidence]) -> list[Verdict]:
    """The sentences of the passages that plainly say "Yes" or "No", in order; one in two passages counts once."""
    asked = inquiry(question)
    if asked is None:
        return []
    found: dict[tuple[str, int], Verdict] = {}
    for passage in passages:
        held = words_in(passage)
        lines = [line for _, line in held]
        whole = setting_of(lines, 0, passage.title)
        for place, (span, line) in enumerate(held):
            sentence = passage.placed(span)
            said = verdict(asked, line, whole.at(lines, place))
            if said is not None:
                found.setdefault((passage.article_id, sentence.start), Verdict(said, passage.number, sentence))
    return list(found.values())


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
