"""How proposals are weighed: which is the best, how surely it is right, how surely there is an answer at all. Pure.

Three models of a few dozen weights each, fitted by ``training.calibrate``: a log-linear ranking of the proposals of a
question; a logistic one of the short answer being right; a logistic one of the passages answering the question. The
first two choose and give the confidence, the last one refuses: that several spans are as likely makes an answer unsure,
not a question unanswerable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log

from .matching import normalise_answer
from .numerals import days
from .proposing import FEATURES, GROUPS, Proposal

__all__ = ["ANSWERING", "SURETY", "Weighed", "Weights", "answering", "ranked_proposals", "surety", "weighed"]

_PASSED = ("relevance", "rule", "span", "absent", "predicate", "unruled", "read", "agrees", "contrary",
           "unheard", "lacking", "untold", "bound", "misnamed", "unplaced", "groundless", "astray")  # fmt: skip
SURETY = ("constant", "score", "margin", "supported", *_PASSED)
"""What the probability of a proposal is computed from, before the group of the question; the last are its features."""

_MOST = ("relevance", "rule", "predicate", "coverage")
_LEAST = ("missing",)
_OWN = ("relevance", "rule", "gate", "agrees", "barred", "contrary", "bound")
ANSWERING = (
    "constant", "score", "surety", "margin", "span", "known", "known rule", "known gate",
    *(f"most {name}" for name in _MOST), *(f"least {name}" for name in _LEAST), *(f"own {name}" for name in _OWN),
    "nowhere named", "nowhere heard",
)  # fmt: skip
"""What the probability of there being an answer is computed from: the best proposal's log-odds of being right and its
features, and the extremes over all proposals; the last two are the least share of the question's names and of its nouns
that an article lacks, where there are several articles: a name that none of all the articles has is not one of theirs.
"""

_AT = {name: place for place, name in enumerate(FEATURES)}
_RELATED = 2.0
_NO_SPAN = -8.0

_VETO, _DOUBT = 0.4, 0.1
"""How much of what the rules deduct for a mention is taken from its log-odds: of violence, claims and accusations,
which they know, and of other figures and days. It costs right answers, and keeps the wounded from being called dead."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds per feature: of a proposal, to rank them; of being right, to be sure of one; of there being an answer.

    ``threshold`` is the least probability of an answer with which one is given where a question is asked of one
    article, ``several`` where it is asked of more (None: the same); without ``answers`` that of the best
    proposal decides. ``settled`` are the slope and the constant, on the log-odds, that make what is shown after pooling
    keep its word.
    """

    proposal: Mapping[str, float]
    surety: Mapping[str, float]
    answers: Mapping[str, float] = field(default_factory=dict)
    threshold: float = 0.5
    several: float | None = None
    settled: tuple[float, float] = (1.0, 0.0)

    def least(self, articles: int) -> float:
        """The threshold for a question that is asked of so many articles."""
        return self.threshold if articles < 2 or self.several is None else self.several

    def settle(self, confidence: float) -> float:
        """The probability that is shown for a pooled one."""
        slope, constant = self.settled
        return _share(slope * _odds(confidence) + constant)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The proposals of a question, the surest first, and the probability that its passages answer it.

    ``answers`` is None where the weights have no model of it.
    """

    order: tuple[tuple[float, Proposal], ...]
    answers: float | None


def weighed(
    proposals: Sequence[Proposal], texts: Mapping[int, str], weights: Weights, *, several: bool = False
) -> Weighed:
    """Weigh the proposals of a question. ``texts`` has the short answer of each as it is shown, by ``id(proposal)``."""
    scored = ranked_proposals(proposals, weights.proposal)
    sure = surety(scored, [texts[id(one)] for _, one in scored], range(len(scored)), several=several)
    odds = [
        _sum(weights.surety, SURETY, values, one) + vetoed(one) for values, (_, one) in zip(sure, scored, strict=True)
    ]
    places = sorted(range(len(scored)), key=lambda at: (-odds[at], scored[at][1].evidence, scored[at][1].sentence))
    answers = None
    if weights.answers:
        answers = 0.0
        if places:
            best = places[0]
            values = answering(scored, best, odds[best], sure[best][SURETY.index("margin")])
            answers = _share(_sum(weights.answers, ANSWERING, values, scored[best][1]))
    return Weighed(tuple((_share(odds[at]), scored[at][1]) for at in places), answers)


def vetoed(one: Proposal) -> float:
    """What the rules take from the log-odds of a proposal; 0 or below."""
    return (_VETO if one.known else _DOUBT) * one.values[_AT["gate"]]


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

    Where ``several`` answers are asked for, one is not the less sure for being behind another. Copies of one sentence
    support it no more than one of them.
    """
    values = [_value(text) for text in texts]
    found: list[tuple[float, ...]] = []
    for place in places:
        score, one = scored[place]
        rivals = [other for (other, _), value in zip(scored, values, strict=True) if not _same(value, values[place])]
        same = [
            other.origin
            for (held, other), value in zip(scored, values, strict=True)
            if value == values[place] and held > score - _RELATED
        ]
        margin = max(0.0 if several else -4.0, min(4.0, score - max(rivals))) if rivals else 4.0
        passed = (one.values[_AT[name]] for name in _PASSED)
        found.append((1.0, score, margin, float(len(set(same)) > 1), *passed))
    return found


def answering(scored: Sequence[tuple[float, Proposal]], best: int, odds: float, margin: float) -> tuple[float, ...]:
    """One number for each of `ANSWERING`; ``best`` is the place of the surest proposal, ``odds`` its log-odds."""
    score, top = scored[best]
    spans = [one.values[_AT["span"]] for _, one in scored if one.values[_AT["read"]]]
    known = float(top.known)

    def all_of(name: str) -> list[float]:
        return [one.values[_AT[name]] for _, one in scored]

    own = [top.values[_AT[name]] for name in _OWN]
    several = float(len({one.origin for _, one in scored}) > 1)
    return (
        1.0, score, odds, margin, max(spans, default=_NO_SPAN),
        known, known * top.values[_AT["rule"]], known * top.values[_AT["gate"]],
        *(max(all_of(name)) for name in _MOST), *(min(all_of(name)) for name in _LEAST), *own,
        several * min(all_of("absent")), several * min(all_of("unheard")),
    )  # fmt: skip


def _sum(weights: Mapping[str, float], names: Sequence[str], values: Sequence[float], one: Proposal) -> float:
    total = weights.get(one.group, 0.0) if one.group in GROUPS else 0.0
    return total + sum(weights.get(name, 0.0) * value for name, value in zip(names, values, strict=True))


def _share(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def _odds(share: float) -> float:
    held = min(1 - 1e-9, max(1e-9, share))
    return log(held / (1 - held))


def _same(one: str, other: str) -> bool:
    """Whether one value holds the other: these are no rivals."""
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _value(text: str) -> str:
    """What two answers must share to be the same: the day for a day, else the plain words."""
    named = days(text)
    return f"{named[0].month}-{named[0].day}" if len(named) == 1 else normalise_answer(text)
