"""Fit how the span reader and the rules are weighed: ``python -m training.calibrate DATA MODEL WEIGHTS``.

A few dozen weights, by logistic regression on the dev questions, in two halves by article: each half is judged with
the weights of the other, and the figures are of that. What is written is fitted on both.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant.aggregating import Answering
from assistant.calibrating import calibration_error, equal_width
from assistant.drafting import draft
from assistant.listing import asked_for
from assistant.packaged import PackagedReader
from assistant.proposing import FEATURES, GROUPS
from assistant.weighing import ANSWERING, SURETY, Weights, answering, ranked_proposals, surety, vetoed, weighed

from .questions import Asked, collect, credit, items, of_reading
from .scores import exact, f1

__all__ = ["Judged", "figures", "fit", "judged"]

SHOWN = 0.35
"""The threshold with which drafts are made here; whether they are shown is decided afterwards."""

COST = 0.01
"""What refusing may cost in F1 on the questions that have an answer, one in a hundred; of the thresholds that cost no
more, that with the best F1 of refusing is taken. A reader sees how sure an answer is, and can set another threshold."""

FLOORS = {
    "gate": (1, 0.4), "barred": (-1, -2.5), "contrary": (-1, -1.0), "bound": (1, 0.5), "misnamed": (-1, -2.5),
    "unplaced": (-1, -0.7), "groundless": (-1, -1.0), "astray": (-1, -2.0),
}  # fmt: skip
SURE_FLOORS = {
    "contrary": (-1, -1.5), "bound": (1, 0.4), "misnamed": (-1, -1.0), "groundless": (-1, -0.7), "astray": (-1, -1.0),
}  # fmt: skip
ANSWERING_FLOORS = {"own contrary": (-1, -7.0), "nowhere named": (-1, -2.5), "own bound": (1, 0.4)}
"""The least weight of what the rules deduct: that the wounded are not the dead, that a claim is not an accusation, that
a number is asked, that a near miss is none. The questions fitted on hold too few such cases to learn it from them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a question: the probability of an answer, the confidence that is shown, and how right it is."""

    slot: str
    reading: bool
    answerable: bool
    answers: float
    confidence: float
    right: float
    exact: float
    f1: float
    oracle: float


def fit(asked: Sequence[Asked]) -> Weights:
    """Weights for ranking proposals, for being sure of the best ones, and for there being an answer."""
    proposal = dict(zip(FEATURES, _rank(asked), strict=True)) | {"constant": 0.0}
    proposal = _floored(proposal, FLOORS)
    rows, right = [], []
    for one in asked:
        scored, texts, held = _ordered(one, proposal)
        for place, values in enumerate(surety(scored, texts, range(min(2, len(scored))))):
            rows.append((*values, *_grouped(scored[place][1].group)))
            right.append(held[place] >= 0.5)
    sure = _floored(_logistic((*SURETY, *GROUPS), rows, right), SURE_FLOORS)
    rows, there = [], []
    for one in asked:
        scored, texts, _ = _ordered(one, proposal)
        if scored:
            rows.append(_answering(scored, texts, sure))
            there.append(one.item.answerable)
    answers = _floored(_logistic((*ANSWERING, *GROUPS), rows, there), ANSWERING_FLOORS)
    return Weights(proposal, sure, answers)


def _logistic(names: Sequence[str], rows: Sequence[Sequence[float]], right: Sequence[bool]) -> dict[str, float]:
    """The weights of a logistic regression without an intercept, by their names; ``rows`` have one number for each."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=0.5, max_iter=4000, fit_intercept=False).fit(np.array(rows), np.array(right))
    return dict(zip(names, map(float, model.coef_[0]), strict=True))


def _floored(weights: dict[str, float], floors: Mapping[str, tuple[int, float]]) -> dict[str, float]:
    return weights | {name: sign * max(sign * weights[name], sign * least) for name, (sign, least) in floors.items()}


def _grouped(group: str) -> tuple[float, ...]:
    return tuple(float(group == name) for name in GROUPS)


def _answering(scored: list[Any], texts: list[str], weights: Mapping[str, float]) -> tuple[float, ...]:
    sure = surety(scored, texts, range(len(scored)))
    odds = [
        weights[one.group]
        + sum(weights[name] * value for name, value in zip(SURETY, values, strict=True))
        + vetoed(one)
        for values, (_, one) in zip(sure, scored, strict=True)
    ]
    best = max(range(len(odds)), key=lambda at: (odds[at], -at))
    margin = sure[best][SURETY.index("margin")]
    return (*answering(scored, best, odds[best], margin), *_grouped(scored[best][1].group))


def _rank(asked: Sequence[Asked]) -> list[float]:
    """Weights by which a right proposal is before the wrong ones of its question: a softmax over its proposals."""
    import torch

    given = [(one, np.array(one.credit) >= 0.5) for one in asked]
    given = [(one, right) for one, right in given if right.any() and not right.all()]
    longest = max(len(right) for _, right in given)
    values = torch.zeros(len(given), longest, len(FEATURES), dtype=torch.float64)
    there, gold = (torch.zeros(len(given), longest, dtype=torch.bool) for _ in range(2))
    for row, (one, right) in enumerate(given):
        values[row, : len(right)] = torch.tensor(np.array([proposal.values for proposal in one.proposals]))
        there[row, : len(right)] = True
        gold[row, : len(right)] = torch.tensor(right)
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=60, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = values @ weights
        every = scores.masked_fill(~there, -1e9).logsumexp(1)
        total = (every - scores.masked_fill(~gold, -1e9).logsumexp(1)).mean() + 1e-3 * (weights * weights).sum()
        total.backward()
        return total

    optimizer.step(loss)
    return [float(one) for one in weights.detach()]


def _ordered(one: Asked, weights: Mapping[str, float]) -> tuple[list[Any], list[str], list[float]]:
    """The proposals ranked, with their texts and credits in that order."""
    place = {id(proposal): at for at, proposal in enumerate(one.proposals)}
    scored = ranked_proposals(one.proposals, weights)
    order = [place[id(proposal)] for _, proposal in scored]
    return scored, [one.texts[at] for at in order], [one.credit[at] for at in order]


def judged(asked: Sequence[Asked], weights: Weights) -> list[Judged]:
    """Each question through the whole answerer but for refusing: weighed, vetoed, pooled over articles."""
    found = []
    for one in asked:
        texts = {id(proposal): text for proposal, text in zip(one.proposals, one.texts, strict=True)}
        held = weighed(one.proposals, texts, weights, several=asked_for(one.item.question) > 0)
        readings: list[Answering] = [(p.evidence, p.sentence, p.short, chance) for chance, p in held.order]
        made = draft(one.item.question, readings, one.item.evidence, SHOWN, 1.0)
        short = made.short or ""
        gold = [answer for group in one.item.groups for answer in group]
        found.append(
            Judged(
                one.item.slot,
                of_reading(one.item),
                one.item.answerable,
                held.answers or 0.0,
                weights.settle(made.confidence or 0.0),
                credit(one.item, short),
                exact(short, gold) if gold else 0.0,
                f1(short, gold) if gold else 0.0,
                max(one.credit, default=0.0),
            )
        )
    return found


def settled(found: Sequence[Judged]) -> tuple[float, float]:
    """The slope and the constant by which what is shown keeps its word (Platt scaling)."""
    from sklearn.linear_model import LogisticRegression

    share = np.clip(np.array([one.confidence for one in found]), 1e-6, 1 - 1e-6)
    odds = np.log(share / (1 - share))[:, None]
    model = LogisticRegression(C=1e3).fit(odds, np.array([one.right >= 0.5 for one in found]))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def figures(found: Sequence[Judged]) -> dict[str, Any]:
    """The figures of some judged questions at each threshold, and at that which refuses best within `COST`."""
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
    allowed = [row for row in rows if row["f1"] >= whole - COST] or rows[:1]
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


def kept(found: Sequence[Judged], scale: tuple[float, float], threshold: float) -> list[tuple[float, float]]:
    """The confidence that is shown, and how right it is, of the answers that are given."""
    weights = Weights({}, {}, settled=scale)
    return [(weights.settle(one.confidence), one.right) for one in found if one.answers >= threshold]


def reported(halves: Sequence[Sequence[Judged]]) -> dict[str, Any]:
    """The figures of both halves, and how well the confidence keeps its word where the other half settled it."""
    found = [one for half in halves for one in half]
    report = figures(found)
    threshold = report["best"]["threshold"]
    for name, chosen in (
        ("all", lambda _: True),
        ("reports", lambda one: not one.reading),
        ("reading", lambda one: one.reading),
    ):
        shown = [
            pair
            for at, half in enumerate(halves)
            for pair in kept([one for one in half if chosen(one)], settled(halves[1 - at]), threshold)
        ]
        bins = equal_width(shown)
        report[f"ece {name}"] = round(calibration_error(bins) or 0.0, 4)
        if name == "all":
            report["reliability"] = [
                (one.low, one.count, round(one.confidence, 3), round(one.right, 3)) for one in bins
            ]
    return report


def main() -> None:
    """Read the arguments, fit, print the figures of the halves, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--count", type=int, default=1500)
    given = parser.parse_args()
    asked = collect(items(given.data, given.count), PackagedReader(given.model))
    parts = [[one for one in asked if one.half == half] for half in (0, 1)]
    halves = [judged(parts[half], fit(parts[1 - half])) for half in (0, 1)]
    report = reported(halves)
    print("all", json.dumps(report))
    for name, reading in (("reports", False), ("reading", True)):
        print(name, json.dumps(figures([one for half in halves for one in half if one.reading == reading])))
    slope, constant = settled([one for half in halves for one in half])
    weights = replace(fit(asked), threshold=report["best"]["threshold"], settled=(slope, constant))
    given.target.parent.mkdir(parents=True, exist_ok=True)
    given.target.write_text(json.dumps(_rounded(weights), indent=2) + "\n", encoding="utf-8")


def _rounded(weights: Weights) -> dict[str, Any]:
    tables = {"proposal": weights.proposal, "surety": weights.surety, "answers": weights.answers}
    slope, constant = weights.settled
    return {
        "threshold": weights.threshold,
        "slope": round(slope, 4),
        "constant": round(constant, 4),
        **{name: {key: round(value, 4) for key, value in table.items()} for name, table in tables.items()},
    }


if __name__ == "__main__":
    main()
