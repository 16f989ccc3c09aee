"""The extractive answerer: it picks the sentences that answer a question and quotes them word for word.

No language model and no trained reader: `RuleReader` scores sentences by rules and a small fitted model. A trained
reader takes its place through the one method of `Reader`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from langchain_core.runnables import Runnable, RunnableConfig

from index.types import Span

from .drafting import draft, joined
from .mentions import quotations
from .parts import parts
from .questions import Kind, analyse
from .ranking import Candidate, chance, ranked
from .reasons import reason
from .types import Draft, Evidence, Request

__all__ = ["THRESHOLD", "ExtractiveAnswerer", "Reader", "Reading", "RuleReader", "articles_in"]

THRESHOLD = 0.5
"""Below this score a sentence is not an answer."""


_NO_SHORT = frozenset(("line", "unnamed"))
"""Labels of mentions that are no short answer: a whole sentence, a noun that no name goes with."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one sentence of the evidence. Both spans count in the article.

    ``score`` (0 to 1) is how surely the sentence answers the question; ``short`` is the shortest direct answer
    inside the sentence, None when there is none to cut out. ``answers`` is the probability that the evidence answers
    the question at all, the same for all readings of it; None where the reader has no such number, and the best score
    decides. ``calibrated`` says whether ``score`` is a probability that was checked.
    """

    evidence: int
    sentence: Span
    short: Span | None
    score: float
    answers: float | None = None
    calibrated: bool = True


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
        readings = [_reading(ask.kind, one, values) for one, values in ranked(ask, evidence)]
        return sorted(readings, key=lambda reading: (-reading.score, reading.evidence, reading.sentence))


def _reading(kind: Kind, one: Candidate, values: Sequence[float]) -> Reading:
    line = one.scene.line
    sentence = Span(line.offset, line.offset + len(line.text))
    short = None
    cut = (one.mention.first, one.mention.last) if one.mention.label not in _NO_SHORT else None
    if kind in ("thing", "quote") and _told_that(one):
        cut = None
    if kind == "quote" and one.mention.label == "line":
        quoted = list(quotations(line.words))
        cut = (quoted[0].first, quoted[0].last) if len(quoted) == 1 else None
    if kind == "reason":
        cut = reason(line.words, [hit.place for hit in one.scene.hits if hit.asserted])
    if cut is not None:
        first, last = line.words[cut[0]], line.words[cut[1] - 1]
        short = Span(line.offset + first.start, line.offset + last.end)
    return Reading(line.evidence, sentence, short, chance(values, one.gate))


def _told_that(one: Candidate) -> bool:
    """Whether the event takes a clause ("found that ..."), of which a noun phrase is no answer."""
    words = one.scene.line.words
    after = {hit.place + 1 for hit in one.scene.hits if hit.voice == "active" and hit.place < one.mention.first}
    return any(place < len(words) and words[place].low in ("that", "how", "whether") for place in after)


def articles_in(evidence: Sequence[Evidence]) -> int:
    """How many articles the evidence is of."""
    return len({passage.article_id for passage in evidence})


class ExtractiveAnswerer(Runnable[Request, Draft]):
    """A request's evidence into a draft whose claims are sentences of the articles, word for word.

    Args:
        reader: the rules by default.
        threshold: the least probability of an answer with which one is given, where the evidence is of one article.
        several: the same where it is of several; None for no difference.
        settle: what is shown for a reader's probability; None where its scores are none, so that nothing is shown.
    """

    def __init__(
        self,
        reader: Reader | None = None,
        threshold: float = THRESHOLD,
        settle: Callable[[float], float] | None = lambda confidence: confidence,
        several: float | None = None,
    ) -> None:
        self.reader: Reader = reader or RuleReader()
        self.threshold = threshold
        self.several = threshold if several is None else several
        self.settle = settle

    def invoke(self, input: Request, config: RunnableConfig | None = None, **kwargs: Any) -> Draft:  # noqa: A002, ARG002
        """The draft; one without claims says that the articles do not answer."""
        question = input.query or input.question.text
        return joined([self._draft(part, input.evidence) for part in parts(question)])

    def _draft(self, question: str, evidence: Sequence[Evidence]) -> Draft:
        readings = self.reader.read(question, evidence)
        found = [(one.evidence, one.sentence, one.short, one.score) for one in readings]
        answers = readings[0].answers if readings else None
        threshold = self.several if articles_in(evidence) > 1 else self.threshold
        made = draft(question, found, evidence, threshold, answers)
        checked = made.confidence is not None and all(one.calibrated for one in readings)
        shown = self.settle(made.confidence or 0.0) if checked and self.settle is not None else None
        return replace(made, confidence=shown)
