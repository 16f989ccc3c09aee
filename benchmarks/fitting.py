"""Fit the weights of `assistant.scoring` on the training parts: ``python -m benchmarks.fitting FOLDER OUT.py``.

Ranking: the log-likelihood of the right candidates among all candidates of a question's ten most promising sentences,
with an L2 pull towards the weights of all groups together; Adam on the full batch. Answering: logistic regression on
the best candidate of each question, on the training questions as they are and on the same questions asked of another
article (which cannot answer them). Takes about five minutes.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.matching import matches, normalise_answer
from assistant.questions import Ask, analyse
from assistant.ranking import ANSWERING, candidates, ranked
from assistant.scoring import FEATURES, group_of
from assistant.types import Evidence
from index.splitting import sentences

from .labelled import Item, evidence_for, muc, reading

__all__ = ["main"]

Rows = tuple[np.ndarray, np.ndarray]


def _right(item: Item, text: str) -> bool:
    """Whether a candidate is right: the rules for short answers, and not much longer than what people marked."""
    if not matches(text, item.groups, "any"):
        return False
    longest = max((len(normalise_answer(one).split()) for group in item.groups for one in group), default=0)
    return len(normalise_answer(text).split()) <= longest + 2


def _table(items: Sequence[Item]) -> dict[str, list[Rows]]:
    """For each group of weights: one (features, right) pair for each question that has a right candidate."""
    tables: dict[str, list[Rows]] = defaultdict(list)
    for item in items:
        ask = analyse(item.question)
        if not item.answerable:
            continue
        found = candidates(ask, item.evidence, {"shared": (0.0,) * len(FEATURES)}) if ask.terms else []
        if group_of(ask) == "line":
            right = np.array(
                [
                    any(normalise_answer(a) in normalise_answer(one.scene.line.text) for g in item.groups for a in g)
                    for one in found
                ]
            )
        else:
            right = np.array([_right(item, one.text) for one in found])
        if len(right) and right.any() and not right.all():
            tables[group_of(ask)].append((np.array([one.values for one in found]), right))
    return tables


def _fit(questions: Sequence[Rows], prior: np.ndarray, pull: float, steps: int = 300) -> np.ndarray:
    sizes = [len(right) for _, right in questions]
    x = np.concatenate([values for values, _ in questions])
    y = np.concatenate([right for _, right in questions])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weights, mean, square = prior.copy(), np.zeros_like(prior), np.zeros_like(prior)
    for step in range(1, steps + 1):
        scores = x @ weights
        scores -= np.maximum.reduceat(scores, starts)[owner]
        odds = np.exp(scores)
        all_of = odds / np.add.reduceat(odds, starts)[owner]
        good = odds * y
        right = good / np.maximum(np.add.reduceat(good, starts), 1e-300)[owner]
        slope = x.T @ (right - all_of) - pull * (weights - prior)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        weights += 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def _logistic(x: np.ndarray, y: np.ndarray, weight: np.ndarray, pull: float = 2.0) -> np.ndarray:
    """Logistic regression by Newton's method, the first column (the constant) not pulled."""
    pulls = np.full(x.shape[1], pull)
    pulls[0] = 0.0
    fitted = np.zeros(x.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(x @ fitted, -30, 30)))
        slope = x.T @ (weight * (y - chance)) - pulls * fitted
        curve = (x * (weight * chance * (1 - chance))[:, None]).T @ x + np.diag(pulls + 1e-6)
        fitted += np.linalg.solve(curve, slope)
    return fitted


def _elsewhere(items: Sequence[Item], seed: int) -> list[Item]:
    """The same questions over another question's article: the most alike of twelve drawn ones."""
    draw = random.Random(seed)
    pools = {id(item): {p.article_id for p in item.evidence} for item in items}
    moved = []
    for item in items:
        own = pools[id(item)]
        others = [one for one in draw.sample(list(items), 12) if not pools[id(one)] & own]
        rows: list[tuple[float, Item]] = []
        for other in others:
            articles: dict[str, list[Evidence]] = defaultdict(list)
            for passage in other.evidence:
                articles[passage.article_id].append(passage)
            text = [
                {"id": key, "title": ps[0].title, "text": "\n".join(p.text for p in ps)} for key, ps in articles.items()
            ]
            evidence = evidence_for(item.question, text)
            rows.append((max((p.score for p in evidence), default=0.0), Item("elsewhere", item.question, evidence, ())))
        if rows:
            moved.append(max(rows, key=lambda row: row[0])[1])
    return moved


def _silenced(items: Sequence[Item]) -> list[Item]:
    """The same questions over the same articles without the sentences that hold an answer."""
    quiet = []
    for item in items:
        answers = [f" {normalise_answer(one)} " for group in item.groups for one in group]
        kept: dict[str, list[str]] = defaultdict(list)
        dropped = 0
        for passage in sorted(item.evidence, key=lambda one: (one.article_id, one.span)):
            for span in sentences(passage.text):
                text = f" {normalise_answer(span.of(passage.text))} "
                holds = any(answer in text for answer in answers)
                dropped += holds
                if not holds:
                    kept[passage.article_id].append(span.of(passage.text))
        rows = [{"id": key, "title": "", "text": " ".join(texts)} for key, texts in kept.items()]
        if answers and dropped and sum(map(len, kept.values())) >= 3:
            quiet.append(Item("silenced", item.question, evidence_for(item.question, rows), ()))
    return quiet


def _answer_rows(
    items: Sequence[Item], ranking: dict[str, tuple[float, ...]], weight: float
) -> list[tuple[tuple[float, ...], float, float, str]]:
    rows = []
    for item in items:
        ask: Ask = analyse(item.question)
        found = ranked(ask, item.evidence, ranking) if ask.terms else []
        if not found:
            continue
        best, values = found[0]
        text, sentence = best.text, best.scene.line.text
        if group_of(ask) == "line":
            good = any(normalise_answer(a) in normalise_answer(sentence) for g in item.groups for a in g)
        else:
            good = bool(matches(text, item.groups, "any", item.optional, 1.0))
        held = any(f" {normalise_answer(a)} " in f" {normalise_answer(sentence)} " for g in item.groups for a in g)
        rows.append((values, float(good or held), weight, group_of(ask)))
    return rows


def main(arguments: Sequence[str]) -> None:
    """Fit and write the module of weights."""
    folder = Path(arguments[0])
    news, general = muc(folder, "train"), reading(folder, "train", 6000)
    tables = _table(news)
    for group, rows in _table(general).items():
        tables[group].extend(rows)
    start = np.zeros(len(FEATURES))
    shared = _fit([rows for group in sorted(tables) for rows in tables[group]], start, 1.0)
    ranking = {
        group: tuple(float(round(one, 2)) for one in _fit(tables[group], shared, 3.0)) for group in sorted(tables)
    }
    ranking = {"shared": tuple(float(round(one, 2)) for one in shared)} | ranking
    rows = _answer_rows(news, ranking, 2.0) + _answer_rows(general[:3000], ranking, 1.0)
    rows += _answer_rows(_elsewhere(news, 1)[:1000], ranking, 1.0)
    rows += _answer_rows(_elsewhere(general[:2500], 2), ranking, 0.3)
    rows += _answer_rows(_silenced([*news, *general]), ranking, 0.5)
    x, y = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    fitted = _logistic(x, y, np.array([row[2] for row in rows]))
    for group in sorted(tables):
        print(
            group,
            len(tables[group]),
            sum(row[1] for row in rows if row[3] == group),
            sum(row[3] == group for row in rows),
        )
    Path(arguments[1]).write_text(_module(ranking, [float(round(one, 2)) for one in fitted]), encoding="utf-8")


def _module(ranking: dict[str, tuple[float, ...]], answered: Sequence[float]) -> str:
    names = sorted(ranking)
    lines = [
        '"""The fitted weights of `assistant.scoring` and `assistant.ranking`. Written by `benchmarks.fitting`."""',
        "",
        "from __future__ import annotations",
        "",
        '__all__ = ["ANSWERED", "RANKING"]',
        "",
        f"_GROUPS = ({', '.join(map(repr, names))})",
        "_TABLE = {",
        *(
            f'    "{feature}": ({", ".join(str(ranking[name][at]) for name in names)}),'
            for at, feature in enumerate(FEATURES)
        ),
        "}",
        "RANKING: dict[str, tuple[float, ...]] = {",
        "    name: tuple(row[at] for row in _TABLE.values()) for at, name in enumerate(_GROUPS)",
        "}",
        '"""For each group of questions the weight of each candidate feature; "shared" serves all other groups."""',
        "",
        "ANSWERED: dict[str, float] = {",
        *(f'    "{feature}": {value},' for feature, value in zip(ANSWERING, answered, strict=True)),
        "}",
        '"""The logistic weights by which the best candidate of a sentence is an answer."""',
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
