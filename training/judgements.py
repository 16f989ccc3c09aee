"""What became of judged questions: figures at each threshold, the thresholds, and how well the confidence holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.calibrating import calibration_error, equal_width
from assistant.weighing import Weights

__all__ = ["COST", "SEVERAL_COST", "Judged", "figures", "reported", "settled", "thresholds"]

COST = 0.01
"""What refusing may cost in F1 on the questions that have an answer, one in a hundred; of the thresholds that cost no
more, that with the best F1 of refusing is taken. A reader sees how sure an answer is, and can set another threshold."""

SEVERAL_COST = 0.03
"""The same for questions that are asked of several articles: who names none asks more often for what none has."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a question: the probability of an answer, the confidence that is shown, and how right it is."""

    slot: str
    reading: bool
    several: bool
    answerable: bool
    answers: float
    confidence: float
    right: float
    exact: float
    f1: float
    oracle: float


def settled(found: Sequence[Judged]) -> tuple[float, float]:
    """The slope and the constant by which what is shown keeps its word (Platt scaling)."""
    from sklearn.linear_model import LogisticRegression

    share = np.clip(np.array([one.confidence for one in found]), 1e-6, 1 - 1e-6)
    odds = np.log(share / (1 - share))[:, None]
    model = LogisticRegression(C=1e3).fit(odds, np.array([one.right >= 0.5 for one in found]))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def figures(found: Sequence[Judged], cost: float = COST) -> dict[str, Any]:
    """The figures of some judged questions at each threshold, and at that which refuses best within ``cost``."""
    answers = np.array([one.answers for one in found])
    right = np.array([one.right for one in found])
    overlap = np.array([one.f1 for one in found])
    answerable = np.array([one.answerable for one in found])
    rows = []
    for threshold in np.arange(0.1, 0.8, 0.05):
        refused = answers < threshold
        hits = float((refused & ~answerable).sum())
        precision, recall = hits / max(1, refused.sum()), hits / max(1, (~answerable).sum())
        given = answerable & ~refused
        rows.append(
            {
                "threshold": round(float(threshold), 3),
                "short": round(float(right[given].sum() / max(1, answerable.sum())), 4),
                "f1": round(float(overlap[given].sum() / max(1, answerable.sum())), 4),
                "precision": round(float(precision), 3),
                "recall": round(float(recall), 3),
                "refusal_f1": round(float(2 * precision * recall / max(1e-9, precision + recall)), 4),
            }
        )
    whole = float(overlap[answerable].mean()) if answerable.any() else 0.0
    allowed = [row for row in rows if row["f1"] >= whole - cost] or rows[:1]
    best = max(allowed, key=lambda row: (row["refusal_f1"], -row["threshold"]))
    answered = [one for one in found if one.answerable]
    return {
        "questions": len(found),
        "answerable": len(answered),
        "forced": round(float(np.mean([one.right for one in answered])), 4),
        "exact": round(float(np.mean([one.exact for one in answered])), 4),
        "f1": round(float(np.mean([one.f1 for one in answered])), 4),
        "oracle": round(float(np.mean([one.oracle for one in answered])), 4),
        "best": best,
        "rows": rows,
    }


def thresholds(found: Sequence[Judged]) -> tuple[float, float]:
    """The threshold for questions that are asked of one article, and that for questions asked of several."""
    one, several = ([each for each in found if each.several == among] for among in (False, True))
    return figures(one)["best"]["threshold"], figures(several, SEVERAL_COST)["best"]["threshold"]


def kept(found: Sequence[Judged], scale: tuple[float, float], least: tuple[float, float]) -> list[tuple[float, float]]:
    """The confidence that is shown, and how right it is, of the answers that are given."""
    weights = Weights({}, {}, settled=scale)
    return [(weights.settle(one.confidence), one.right) for one in found if one.answers >= least[one.several]]


def reported(halves: Sequence[Sequence[Judged]]) -> dict[str, Any]:
    """The figures of both halves, and how well the confidence keeps its word where the other half settled it."""
    found = [one for half in halves for one in half]
    report = figures(found)
    least = thresholds(found)
    for name, chosen in (
        ("all", lambda _: True),
        ("reports", lambda one: not one.reading),
        ("reading", lambda one: one.reading),
    ):
        shown = [
            pair
            for at, half in enumerate(halves)
            for pair in kept([one for one in half if chosen(one)], settled(halves[1 - at]), least)
        ]
        bins = equal_width(shown)
        report[f"ece {name}"] = round(calibration_error(bins) or 0.0, 4)
        if name == "all":
            report["reliability"] = [
                (one.low, one.count, round(one.confidence, 3), round(one.right, 3)) for one in bins
            ]
    return report
