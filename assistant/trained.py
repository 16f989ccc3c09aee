"""The trained reader: a span reader proposes, the rules speak for and against, fitted weights decide."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp

from .dating import dated
from .errors import ReaderUnavailable
from .judging import chooses
from .listing import asked_for
from .matching import normalise_answer
from .numerals import days
from .packaged import FOLDER
from .proposing import FEATURES, Proposal, propose
from .questions import Ask, analyse
from .reading import THRESHOLD as RULED
from .reading import Reading, RuleReader
from .spans import SpanReader
from .types import Evidence

__all__ = [
    "SURETY",
    "TrainedReader",
    "Weights",
    "named_weights",
    "packaged_weights",
    "ranked_proposals",
    "shown",
    "surety",
]

_PASSED = ("relevance", "rule", "span", "absent", "predicate", "unruled", "read", "agrees")
SURETY = ("constant", "score", "margin", "supported", *_PASSED)
"""What the probability of a proposal is computed from, before the group of the question; the last are its features."""

_GATE = FEATURES.index("gate")
_KEYWORDS = 4
"""A query without a question word of at most so many words names a topic; a longer one is a question all the same."""

_RELATED = 2.0

_VETO, _DOUBT = 0.75, 0.2
"""How much of what the rules deduct for a mention is taken from its log-odds: of violence, claims and accusations,
which they know, and of other figures and days. It costs right answers, and keeps the wounded from being called dead."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds per feature: of a proposal, to rank them, and of being right, to be sure of one."""

    proposal: Mapping[str, float]
    surety: Mapping[str, float]
    threshold: float = 0.5


@lru_cache(maxsize=1)
def packaged_weights() -> Weights:
    """Those that belong to the packaged reader, from ``reader/reader.json``.

    Raises:
        ReaderUnavailable: the file is missing or broken.
    """
    path = FOLDER / "reader.json"
    try:
        held = json.loads(path.read_text("utf-8"))
        return Weights(held["proposal"], held["surety"], held["threshold"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ReaderUnavailable(f"{path} cannot be read ({exc}); install the package again") from exc


def named_weights() -> Weights:
    """For a reader that the user names: its own judgement, with no calibration and little from the rules."""
    proposal = {"behind": 0.7, "span": 0.5, "gate": 0.3, "relevance": 0.3}
    return Weights(proposal, {"constant": 0.0, "relevance": 0.5, "margin": 0.1})


def ranked_proposals(proposals: Sequence[Proposal], weights: Mapping[str, float]) -> list[tuple[float, Proposal]]:
    """The proposals with their log-odds, best first."""
    scored = [
        (sum(weights.get(name, 0.0) * value for name, value in zip(FEATURES, one.values, strict=True)), one)
        for one in proposals
    ]
    return sorted(scored, key=lambda one: (-one[0], one[1].evidence, one[1].sentence))


def surety(
    scored: Sequence[tuple[float, Proposal]], texts: Sequence[str], places: Sequence[int], *, several: bool = False
) -> list[tuple[float, ...]]:
    """One number for each of `SURETY`, for the proposals at ``places``; ``texts`` are all short answers.

    Where ``several`` answers are asked for, one is not the less sure for being behind another.
    """
    values = [_value(text) for text in texts]
    found: list[tuple[float, ...]] = []
    for place in places:
        score, one = scored[place]
        rivals = [other for (other, _), value in zip(scored, values, strict=True) if not _same(value, values[place])]
        same = [
            other.article
            for (held, other), value in zip(scored, values, strict=True)
            if value == values[place] and held > score - _RELATED
        ]
        feature = dict(zip(FEATURES, one.values, strict=True))
        margin = max(0.0 if several else -4.0, min(4.0, score - max(rivals))) if rivals else 4.0
        passed = (feature[name] for name in _PASSED)
        found.append((1.0, score, margin, float(len(set(same)) > 1), *passed))
    return found


def _same(one: str, other: str) -> bool:
    """Whether one value holds the other: these are no rivals."""
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


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
            return [self._moved(one) for one in self.rules.read(question, evidence)]
        reads = self.spans.read(question, evidence)
        scored = ranked_proposals(propose(ask, evidence, reads), self.weights.proposal)
        passages = {passage.number: passage for passage in evidence}
        texts = [shown(one, passages[one.evidence], ask) for _, one in scored]
        sure = surety(scored, texts, range(len(scored)), several=asked_for(question) > 0)
        readings = [
            Reading(one.evidence, one.sentence, one.short, self._chance(values, one))
            for (_, one), values in zip(scored, sure, strict=True)
        ]
        return sorted(readings, key=lambda reading: (-reading.score, reading.evidence, reading.sentence))

    def _moved(self, reading: Reading) -> Reading:
        """A reading of the rules, whose threshold is another: it passes this one's just when it passed theirs."""
        odds = reading.score / max(1e-9, 1 - reading.score) * (1 - RULED) / RULED
        odds *= self.weights.threshold / max(1e-9, 1 - self.weights.threshold)
        return replace(reading, score=odds / (1 + odds))

    def _chance(self, values: Sequence[float], one: Proposal) -> float:
        total = self.weights.surety.get(one.group, 0.0)
        total += sum(self.weights.surety.get(name, 0.0) * value for name, value in zip(SURETY, values, strict=True))
        total += (_VETO if one.known else _DOUBT) * one.values[_GATE]
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _ruled(ask: Ask, question: str) -> bool:
    """Whether the answer is a sentence or a verdict rather than a span, so that the rules read alone."""
    if ask.kind == "topic":
        return len(question.split()) <= _KEYWORDS
    return ask.kind == "casualties" or (ask.kind == "yesno" and not chooses(question))


def shown(one: Proposal, passage: Evidence, ask: Ask) -> str:
    """The short answer of a proposal as a reader would see it: a relative day with the day it means."""
    span = one.short or one.sentence
    text = passage.text[span.start - passage.span.start : span.end - passage.span.start]
    return dated(text, passage.published, future=ask.future) if ask.kind == "date" else text


def _value(text: str) -> str:
    """What two answers must share to be the same: the day for a day, else the plain words."""
    named = days(text)
    return f"{named[0].month}-{named[0].day}" if len(named) == 1 else normalise_answer(text)
