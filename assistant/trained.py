"""The trained reader: a span reader proposes, the rules speak for and against, fitted weights decide."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from .dating import dated
from .errors import ReaderUnavailable
from .judging import chooses
from .listing import asked_for
from .packaged import FOLDER
from .proposing import Proposal, propose
from .questions import Ask, analyse
from .reading import THRESHOLD as RULED
from .reading import Reading, RuleReader, articles_in
from .spans import SpanReader
from .types import Evidence
from .weighing import Weights, weighed

__all__ = ["TrainedReader", "named_weights", "packaged_weights", "shown"]

_KEYWORDS = 4
"""A query without a question word of at most so many words names a topic; a longer one is a question all the same."""


@lru_cache(maxsize=1)
def packaged_weights() -> Weights:
    """Those that belong to the packaged reader, from ``reader/reader.json``.

    Raises:
        ReaderUnavailable: the file is missing or broken.
    """
    path = FOLDER / "reader.json"
    try:
        held = json.loads(path.read_text("utf-8"))
        return Weights(
            held["proposal"],
            held["surety"],
            held["answers"],
            held["threshold"],
            held["several"],
            (held["slope"], held["constant"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ReaderUnavailable(f"{path} cannot be read ({exc}); install the package again") from exc


def named_weights() -> Weights:
    """For a reader that the user names: its own judgement, with no calibration and little from the rules."""
    proposal = {"behind": 0.7, "span": 0.5, "gate": 0.3, "relevance": 0.3}
    return Weights(proposal, {"constant": 0.0, "relevance": 0.5, "margin": 0.1})


class TrainedReader:
    """Implements `Reader`. Thread-safe if the span reader is.

    Args:
        spans: the model that reads the passages.
        weights: those of the packaged reader by default; fitted by ``training.calibrate``.
    """

    def __init__(self, spans: SpanReader, weights: Weights | None = None) -> None:
        self.spans = spans
        self.weights = weights or packaged_weights()
        self.rules = RuleReader()

    def read(self, question: str, evidence: Sequence[Evidence]) -> list[Reading]:
        """The sentences that may answer, best first, with the short answer in each.

        Raises:
            ReaderUnavailable: the model cannot be loaded.
        """
        ask = analyse(question)
        if not ask.terms:
            return []
        if _ruled(ask, question):
            least = self.weights.least(articles_in(evidence))
            return [_moved(one, least) for one in self.rules.read(question, evidence)]
        reads = self.spans.read(question, evidence)
        proposals = propose(ask, evidence, reads)
        passages = {passage.number: passage for passage in evidence}
        texts = {id(one): shown(one, passages[one.evidence], ask) for one in proposals}
        found = weighed(proposals, texts, self.weights, several=asked_for(question) > 0)
        return [Reading(one.evidence, one.sentence, one.short, chance, found.answers) for chance, one in found.order]


def _moved(reading: Reading, least: float) -> Reading:
    """A reading of the rules, whose threshold is another: it passes ``least`` just when it passed theirs."""
    odds = reading.score / max(1e-9, 1 - reading.score) * (1 - RULED) / RULED
    odds *= least / max(1e-9, 1 - least)
    return replace(reading, score=odds / (1 + odds), calibrated=False)


def _ruled(ask: Ask, question: str) -> bool:
    """Whether the answer is a sentence or a verdict rather than a span, so that the rules read alone."""
    if ask.kind == "topic":
        return len(question.split()) <= _KEYWORDS
    return ask.kind == "casualties" or (ask.kind == "yesno" and not chooses(question))


def shown(one: Proposal, passage: Evidence, ask: Ask) -> str:
    """The short answer of a proposal as a reader would see it: a relative day with the day it means."""
    span = one.short or one.sentence
    text = passage.cut(span)
    return dated(text, passage.published, future=ask.future) if ask.kind == "date" else text
