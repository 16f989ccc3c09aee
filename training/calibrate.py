"""Fit how the span reader and the rules are weighed: ``python -m training.calibrate DATA MODEL WEIGHTS``.

A few dozen weights, by logistic regression on the dev questions, in two halves by article: each half is judged with
the weights of the other, and the figures are of that. What is written is fitted on both.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant.aggregating import Answering
from assistant.drafting import draft
from assistant.listing import asked_for
from assistant.packaged import PackagedReader
from assistant.proposing import FEATURES, GROUPS
from assistant.reading import articles_in
from assistant.weighing import ANSWERING, SURETY, Weights, answering, ranked_proposals, surety, vetoed, weighed

from .judgements import COST, SEVERAL_COST, Judged, figures, reported, settled, thresholds
from .questions import Asked, collect, credit, items, of_reading
from .scores import exact, f1

__all__ = ["fit", "judged"]

SHOWN = 0.35
"""The threshold with which drafts are made here; whether they are shown is decided afterwards."""

FLOORS = {
    "gate": (1, 0.4), "barred": (-1, -2.5), "contrary": (-1, -1.0), "bound": (1, 0.5), "misnamed": (-1, -2.5),
    "unplaced": (-1, -0.7), "groundless": (-1, -1.0), "astray": (-1, -2.0),
}  # fmt: skip
SURE_FLOORS = {
    "contrary": (-1, -1.5), "bound": (1, 0.4), "misnamed": (-1, -1.0), "groundless": (-1, -0.7), "astray": (-1, -1.0),
}  # fmt: skip
ANSWERING_FLOORS = {
    "own contrary": (-1, -7.0),
    "nowhere named": (-1, -2.5),
    "own bound": (1, 0.4),
}
"""The least weight of what the rules deduct: that the wounded are not the dead, that a claim is not an accusation, that
a number is asked, that a near miss is none. The questions fitted on hold too few such cases to learn it from them."""


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
                articles_in(one.item.evidence) > 1,
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
    found = [one for half in halves for one in half]
    for name, reading in (("reports", False), ("reading", True)):
        print(name, json.dumps(figures([one for one in found if one.reading == reading])))
    for name, several, cost in (("one article", False, COST), ("several", True, SEVERAL_COST)):
        print(name, json.dumps(figures([one for one in found if one.several == several], cost)))
    threshold, several = thresholds(found)
    weights = replace(fit(asked), threshold=threshold, several=several, settled=settled(found))
    given.target.parent.mkdir(parents=True, exist_ok=True)
    given.target.write_text(json.dumps(_rounded(weights), indent=2) + "\n", encoding="utf-8")


def _rounded(weights: Weights) -> dict[str, Any]:
    tables = {"proposal": weights.proposal, "surety": weights.surety, "answers": weights.answers}
    slope, constant = weights.settled
    return {
        "threshold": weights.threshold,
        "several": weights.several,
        "slope": round(slope, 4),
        "constant": round(constant, 4),
        **{name: {key: round(value, 4) for key, value in table.items()} for name, table in tables.items()},
    }


if __name__ == "__main__":
    main()
