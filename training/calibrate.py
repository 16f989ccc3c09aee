"""Fit how the span reader and the rules are weighed: ``python -m training.calibrate DATA MODEL WORK``.

A few dozen weights, by logistic regression on the dev questions, in two halves by article: each half is judged with
the weights of the other, and the figures are of that. What is written is fitted on both.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.matching import matches
from assistant.packaged import PackagedReader
from assistant.proposing import FEATURES, GROUPS, Proposal, propose
from assistant.questions import analyse
from assistant.trained import SURETY, Weights, ranked_proposals, shown, surety
from benchmarks.labelled import Item, evidence_for, muc

from .examples import lines, reading
from .measure import exact, f1
from .neighbours import lexical

__all__ = ["collect", "figures", "fit"]

NEARLY = 0.015
"""Of thresholds that are as good within this, the lowest is taken: a reader sees how sure an answer is."""

FLOORS = {"gate": (1, 0.4), "barred": (-1, -2.5)}
"""The least weight of what the rules deduct: that the wounded are not the dead, that a claim is not an accusation, that
a number is asked. The questions fitted on hold too few such cases to learn it from them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that is proposed for it; ``credit`` says how right each proposal is, ``f1`` likewise."""

    item: Item
    half: int
    proposals: list[Proposal]
    texts: list[str]
    credit: list[float]
    f1: list[float]


def items(folder: Path, count: int) -> list[tuple[Item, int]]:
    """The dev questions with their half: on news-agency reports with their article or with what is found in all
    reports, and ``count`` of the reading sets.

    Of the latter, a third are asked of their own passage alone, half of it among five neighbours, and a sixth of the
    neighbours alone, which do not answer.
    """
    found = [(one, half(one.evidence[0].article_id)) for one in muc(folder, "dev")]
    return [*found, *searched(folder), *passages(folder, count)]


def half(name: str) -> int:
    """Which half a thing belongs to."""
    return zlib.crc32(name.encode()) % 2


def searched(folder: Path) -> list[tuple[Item, int]]:
    """The questions that are clear enough to be asked of all reports, with the nearest ones as evidence."""
    rows = list(lines(folder / "muc" / "articles.jsonl"))
    asked = [row for row in lines(folder / "muc" / "questions.jsonl") if row["part"] == "dev" and row["open_ok"]]
    near = lexical([row["question"] for row in asked], [f"{row['title']} {row['text']}" for row in rows], 6)
    found = []
    for row, places in zip(asked, near, strict=True):
        groups = tuple(tuple(group) for group in row["answer_groups"]) if row["answerable"] else ()
        optional = tuple(tuple(group) for group in row["optional_answers"])
        evidence = evidence_for(row["question"], [rows[at] for at in places])
        item = Item(row["slot"], row["question"], evidence, groups, row["match"], optional)
        found.append((item, half(row["article_id"] or row["question"])))
    return found


def passages(folder: Path, count: int) -> list[tuple[Item, int]]:
    """Questions of the reading sets, with their passage, with it and its neighbours, or with these alone."""
    found: list[tuple[Item, int]] = []
    rng = random.Random(11)
    texts = [one for one in reading(folder, "dev") if not one.source.startswith("qamr") or rng.random() < 0.03]
    pool = sorted({one.text for one in texts})
    chosen = rng.sample(texts, min(count, len(texts)))
    near = lexical([one.question for one in chosen], pool, 8)
    for place, one in enumerate(chosen):
        low = [answer.lower() for answer in one.answers]
        others = [pool[at] for at in near[place] if pool[at] != one.text]
        others = [text for text in others if not any(answer in text.lower() for answer in low)][:5]
        held = [[one.text], [one.text, *others], [one.text], [one.text, *others], [one.text, *others], others][
            place % 6
        ]
        if not held:
            continue
        rows = [{"id": f"{zlib.crc32(text.encode()):08x}", "title": "", "text": text} for text in held]
        answers = one.answers if one.text in held else ()
        evidence = evidence_for(one.question, rows)
        item = Item(one.source, one.question, evidence, (tuple(answers),) if answers else ())
        found.append((item, half(one.text)))
    return found


def collect(given: Sequence[tuple[Item, int]], reader: PackagedReader) -> list[Asked]:
    """Ask every question."""
    found = []
    for item, half in given:
        ask = analyse(item.question)
        if not ask.terms or ask.kind == "yesno":
            continue
        proposals = propose(ask, item.evidence, reader.read(item.question, item.evidence))
        passages = {one.number: one for one in item.evidence}
        texts = [shown(one, passages[one.evidence], ask) for one in proposals]
        report = not _of_reading(item)
        gold = [answer for group in item.groups for answer in group]
        overlap = [f1(text, gold) if gold else 0.0 for text in texts]
        credit = [
            (matches(text, item.groups, item.match, item.optional, 0.5 if item.slot == "location" else 0.0))
            if report
            else float(score >= 0.75)
            for text, score in zip(texts, overlap, strict=True)
        ]
        found.append(Asked(item, half, proposals, texts, credit, overlap))
    return found


def _of_reading(item: Item) -> bool:
    return item.slot.startswith(("squad", "qamr", "timeqa", "qed", "nq_"))


def fit(asked: Sequence[Asked]) -> Weights:
    """Weights for ranking proposals, then for being sure of the best ones."""
    from sklearn.linear_model import LogisticRegression

    proposal = dict(zip(FEATURES, _rank(asked), strict=True)) | {"constant": 0.0}
    proposal |= {name: sign * max(sign * proposal[name], sign * least) for name, (sign, least) in FLOORS.items()}
    rows, right = [], []
    for one in asked:
        scored, texts, credit = ordered(one, proposal)
        for place, values in enumerate(surety(scored, texts, range(min(2, len(scored))))):
            group = scored[place][1].group
            rows.append((*values, *(float(group == name) for name in GROUPS)))
            right.append(credit[place] >= 0.5)
    model = LogisticRegression(C=0.5, max_iter=2000, fit_intercept=False)
    model.fit(np.array(rows), np.array(right))
    return Weights(proposal, dict(zip((*SURETY, *GROUPS), map(float, model.coef_[0]), strict=True)))


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


def ordered(one: Asked, weights: dict[str, float]) -> tuple[list[tuple[float, Proposal]], list[str], list[float]]:
    """The proposals ranked, with their texts and credits in that order."""
    texts = {id(proposal): text for proposal, text in zip(one.proposals, one.texts, strict=True)}
    credit = {id(proposal): share for proposal, share in zip(one.proposals, one.credit, strict=True)}
    scored = ranked_proposals(one.proposals, weights)
    return scored, [texts[id(p)] for _, p in scored], [credit[id(p)] for _, p in scored]


def judged(asked: Sequence[Asked], weights: Weights) -> list[dict[str, Any]]:
    """For each question the chance of its best answer, how right it is, and whether there is an answer."""
    found = []
    for one in asked:
        scored, texts, credit = ordered(one, dict(weights.proposal))
        best = (0.0, 0, "")
        if scored:
            sure = surety(scored, texts, range(len(scored)))
            best = max(
                (_chance(weights, values, scored[at][1].group), -at, texts[at]) for at, values in enumerate(sure)
            )
        gold = [answer for group in one.item.groups for answer in group]
        found.append(
            {
                "slot": one.item.slot,
                "reading": _of_reading(one.item),
                "answerable": one.item.answerable,
                "chance": best[0],
                "right": credit[-best[1]] if scored else 0.0,
                "exact": exact(best[2], gold) if gold else 0.0,
                "f1": f1(best[2], gold) if gold else 0.0,
                "oracle": max(credit, default=0.0),
            }
        )
    return found


def _chance(weights: Weights, values: Sequence[float], group: str) -> float:
    total = weights.surety.get(group, 0.0)
    total += sum(weights.surety[name] * value for name, value in zip(SURETY, values, strict=True))
    return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def figures(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The figures of some judged questions, with the threshold that gives the best sum of answering and refusing."""
    chance = np.array([one["chance"] for one in found])
    right = np.array([one["right"] for one in found])
    answerable = np.array([one["answerable"] for one in found])
    rows = []
    for threshold in np.arange(0.05, 0.8, 0.025):
        refused = chance < threshold
        hits = float((refused & ~answerable).sum())
        precision, recall = hits / max(1, refused.sum()), hits / max(1, (~answerable).sum())
        rows.append(
            {
                "threshold": round(float(threshold), 3),
                "short": round(float(right[answerable & ~refused].sum() / max(1, answerable.sum())), 4),
                "refusal_f1": round(float(2 * precision * recall / max(1e-9, precision + recall)), 4),
                "precision": round(float(precision), 3),
                "recall": round(float(recall), 3),
            }
        )
    most = max(row["short"] + row["refusal_f1"] for row in rows)
    best = next(row for row in rows if row["short"] + row["refusal_f1"] >= most - NEARLY)
    bins = np.clip((chance * 10).astype(int), 0, 9)
    table = [
        (
            at,
            int((bins == at).sum()),
            round(float(chance[bins == at].mean()), 3),
            round(float(right[bins == at].mean()), 3),
        )
        for at in range(10)
        if (bins == at).any()
    ]
    error = sum(count * abs(mean - share) for _, count, mean, share in table) / max(1, len(found))
    answered = [one for one in found if one["answerable"]]
    return {
        "questions": len(found),
        "answerable": len(answered),
        "forced": round(float(np.mean([one["right"] for one in answered])), 4),
        "exact": round(float(np.mean([one["exact"] for one in answered])), 4),
        "f1": round(float(np.mean([one["f1"] for one in answered])), 4),
        "oracle": round(float(np.mean([one["oracle"] for one in answered])), 4),
        "best": best,
        "ece": round(float(error), 4),
        "reliability": table,
        "rows": rows,
    }


def main() -> None:
    """Read the arguments, fit, print the figures of the halves, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--count", type=int, default=1500)
    given = parser.parse_args()
    asked = collect(items(given.data, given.count), PackagedReader(given.model))
    halves = [[one for one in asked if one.half == half] for half in (0, 1)]
    crossed = [*judged(halves[0], fit(halves[1])), *judged(halves[1], fit(halves[0]))]
    report = {
        "all": figures(crossed),
        "reports": figures([one for one in crossed if not one["reading"]]),
        "reading": figures([one for one in crossed if one["reading"]]),
    }
    for name, held in report.items():
        print(name, json.dumps({key: value for key, value in held.items() if key != "rows"}))
        print("\n".join(f"  {row}" for row in held["rows"]))
    weights = fit(asked)
    given.target.parent.mkdir(parents=True, exist_ok=True)
    rounded = {
        name: {key: round(value, 4) for key, value in held.items()}
        for name, held in (("proposal", weights.proposal), ("surety", weights.surety))
    }
    written = {"threshold": report["all"]["best"]["threshold"], **rounded}
    given.target.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    for name, held in rounded.items():
        print(name, json.dumps(held))


if __name__ == "__main__":
    main()
