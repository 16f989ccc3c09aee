"""The extractive answerer: it picks the sentences that answer a question and quotes them word for word.

No language model and no trained reader: `RuleReader` scores sentences by rules and a small fitted model. A trained
reader takes its place through the one method of `Reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from langchain_core.runnables import Runnable, RunnableConfig

from index.types import Span

from .drafting import draft
from .questions import analyse
from .ranking import Candidate, chance, ranked
from .types import Draft, Evidence, Request

__all__ = ["THRESHOLD", "ExtractiveAnswerer", "Reader", "Reading", "RuleReader"]

THRESHOLD = 0.5
"""Below this score a sentence is not an answer."""


_NO_SHORT = frozenset(("line", "unnamed"))
"""Labels of mentions that are no short answer: a whole sentence, a noun that no name goes with."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one sentence of the evidence. Both spans count in the article.

    ``score`` (0 to 1) is how surely the sentence answers the question; ``short`` is the shortest direct answer
    inside the sentence, None when there is none to cut out.
    """

    evidence: int
    sentence: Span
    short: Span | None
    score: float


class Reader(Protocol):
    """Scores the sentences of the evidence, best first. The seam for a trained model."""

    def read(self, question: str, evidence: Sequence[Evidence]) -> list[Reading]:
        """The sentences that may answer, best first; empty when none can."""
        ...


class RuleReader:
    """Reads by rules: the kind of answer, the event and its sides, and a fitted ranking of candidates."""

    def read(self, question: str, evidence: Sequence[Evidence]) -> list[Reading]:
        """The sentences that may answer, best first, with a short answer where one can be cut out."""
        ask = analyse(question)
        if not ask.terms:
            return []
        readings = [_reading(one, values) for one, values in ranked(ask, evidence)]
        return sorted(readings, key=lambda reading: (-reading.score, reading.evidence, reading.sentence))


def _reading(one: Candidate, values: Sequence[float]) -> Reading:
    line = one.scene.line
    sentence = Span(line.offset, line.offset + len(line.text))
    short = None
    if one.mention.label not in _NO_SHORT:
        first, last = line.words[one.mention.first], line.words[one.mention.last - 1]
        short = Span(line.offset + first.start, line.offset + last.end)
    return Reading(line.evidence, sentence, short, chance(values, one.gate))


class ExtractiveAnswerer(Runnable[Request, Draft]):
    """A request's evidence into a draft whose claims are sentences of the articles, word for word."""

    def __init__(self, reader: Reader | None = None, threshold: float = THRESHOLD) -> None:
        self.reader: Reader = reader or RuleReader()
        self.threshold = threshold

    def invoke(self, input: Request, config: RunnableConfig | None = None, **kwargs: Any) -> Draft:  # noqa: A002, ARG002
        """The draft; one without claims says that the articles do not answer."""
        question = input.query or input.question.text
        readings = self.reader.read(question, input.evidence)
        good = [(one.evidence, one.sentence, one.short, one.score) for one in readings if one.score >= self.threshold]
        if not good:
            return Draft(confidence=readings[0].score if readings else 0.0)
        return draft(analyse(question), good, input.evidence)
