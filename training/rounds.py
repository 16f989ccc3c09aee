"""The examples of each round of training, drawn from the labelled questions by the settings and a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.labelled import lines

from .examples import (
    Example,
    Pools,
    Report,
    Text,
    changed,
    composed,
    cut,
    reading,
    report_pair,
    reports,
    split,
)
from .model import packaged
from .neighbours import dense, lexical, overlap
from .turning import turned

__all__ = ["Rounds", "batched"]

_SINGLE = "qamr"
"""How the sources begin whose questions are asked of single sentences."""

_VAGUE, _SINGLED = "squadshifts", 3
"""How the sources begin whose questions may fit many texts, and among how many nearest its own one then must be."""

_LEXICAL, _DENSE = 10, 6


class Rounds:
    """Draws the examples of a round.

    Args:
        folder: the folder of labelled questions.
        work: where the neighbours of the questions are kept between runs.
        settings: as in settings.toml.
        count: the number of tokens of a text.
    """

    def __init__(self, folder: Path, work: Path, settings: dict[str, Any], count: Callable[[str], int]) -> None:
        self.settings, self.count = settings, count
        self.texts = reading(folder, "train")
        self.reports = reports(folder, "train")
        self.pools = Pools.of([one.question for one in self.texts if not one.source.startswith(_SINGLE)])
        self.sentences = sorted({one.text for one in self.texts if one.source.startswith(_SINGLE)})
        self.pool = sorted({one.text for one in self.texts})
        self.near = self._neighbours(work / "neighbours.npz")
        self._windows(folder)

    def _neighbours(self, file: Path) -> np.ndarray[Any, Any]:
        """The nearest texts of each question by tf-idf, then those by MiniLM, its own among them; made once."""
        if file.exists():
            return np.asarray(np.load(file)["near"])
        questions = [one.question for one in self.texts]
        found = [lexical(questions, self.pool, _LEXICAL), dense(questions, self.pool, _DENSE, packaged())]
        near = np.concatenate(found, axis=1)
        np.savez_compressed(file, near=near)
        return near

    def _windows(self, folder: Path) -> None:
        """Windows of the news-agency reports that may be trained on, and their neighbours of each question."""
        kept = {one.text for one in self.reports}
        held = {one.text for one in reports(folder, "dev")}
        self.windows = [
            (row["title"], row["text"][first:last], row["text"])
            for row in lines(folder / "muc" / "articles.jsonl")
            if row["text"] in kept and row["text"] not in held
            for first, last in cut(row["text"], 160, self.count)
        ]
        self.elsewhere = [
            row["question"]
            for row in lines(folder / "muc" / "questions.jsonl")
            if row["part"] == "train" and not row["article_id"] and not row["answerable"]
        ]
        texts = [text for _, text, _ in self.windows]
        self.shared = overlap(texts)
        self.near_reports = lexical([one.wordings[0] for one in self.reports], texts, 12)
        self.near_elsewhere = lexical(self.elsewhere, texts, 6)

    def draw(self, number: int) -> list[Example]:
        """The examples of round ``number``, in a random order; the same for the same settings."""
        rng = random.Random(f"{self.settings['seed']} {number}")
        drawn = [*self._from_texts(rng), *self._from_reports(rng)]
        rng.shuffle(drawn)
        return drawn

    def _from_texts(self, rng: random.Random) -> list[Example]:
        shares = self.settings["shares"]
        drawn: list[Example] = []
        for place, one in enumerate(self.texts):
            for _ in range(_times(self._share("asked", one), rng)):
                main, rest = split(one, self._limit(rng), self.count, rng)
                drawn.append(main)
                if rest and rng.random() < shares["siblings"]:
                    drawn.append(rng.choice(rest))
                if main.spans and not one.source.startswith(_SINGLE) and rng.random() < shares["changed"]:
                    other = changed(main, self.pools, rng)
                    drawn += [other] if other else []
                if main.spans and rng.random() < shares["turned"]:
                    other = turned(main, rng)
                    drawn += [other] if other else []
            for _ in range(_times(self._share("neighbours", one), rng) if one.spans else 0):
                drawn += self._neighbour(place, one, rng)
            if one.source.startswith(_SINGLE) and rng.random() < shares["composed"]:
                drawn.append(composed(one, self.sentences, rng))
        return drawn

    def _share(self, kind: str, one: Text) -> float:
        held: dict[str, float] = self.settings[kind]
        return next((share for name, share in held.items() if one.source.startswith(name)), held["others"])

    def _neighbour(self, place: int, one: Text, rng: random.Random) -> list[Example]:
        """The question with a window of one of the nearest texts, the nearer the likelier; none if no text will do."""
        low = [answer.lower() for answer in one.answers]
        near = [self.pool[at] for at in self.near[place]]
        if one.source.startswith(_VAGUE) and one.text not in near[:_SINGLED]:
            return []
        for _ in range(4):
            text = near[int(len(near) * rng.random() ** 1.5)]
            if text != one.text and not any(answer in text.lower() for answer in low):
                first, last = rng.choice(cut(text, self._limit(rng), self.count))
                return [Example(one.question, text[first:last], (), one.source)]
        return []

    def _from_reports(self, rng: random.Random) -> list[Example]:
        drawn: list[Example] = []
        shares = self.settings["shares"]
        times = shares["reports"]
        for place, one in enumerate(self.reports):
            for _ in range(_times(times, rng)):
                pair = report_pair(one, self._limit(rng), self.count, self.shared, rng)
                drawn += pair
                other = turned(rng.choice(pair), rng) if pair and rng.random() < 2 * shares["turned"] else None
                drawn += [other] if other else []
            drawn += self._other_report(place, one, rng)
        for question, near in zip(self.elsewhere, self.near_elsewhere, strict=True):
            title, text, _ = self.windows[rng.choice(list(near))]
            drawn.append(Example(question, text, (), "muc_elsewhere", title))
        return drawn

    def _other_report(self, place: int, one: Report, rng: random.Random) -> list[Example]:
        """The full question with a window of another article on another event, if one is near."""
        low = [answer.lower() for answer in one.answers]
        for at in rng.sample(list(self.near_reports[place]), min(4, len(self.near_reports[place]))):
            title, text, whole = self.windows[at]
            if whole != one.text and not any(answer in whole.lower() for answer in low):
                return [Example(one.wordings[0], text, (), "muc_other", title)]
        return []

    def _limit(self, rng: random.Random) -> int:
        low, high = self.settings["limit"]
        return rng.randint(low, high)


def _times(share: float, rng: random.Random) -> int:
    """A whole number that is ``share`` on average."""
    return int(share) + (rng.random() < share % 1)


def batched(lengths: Sequence[int], tokens: int, rng: random.Random, pool: int = 2_048) -> list[list[int]]:
    """Places of examples in batches of like length, at most ``tokens`` each with the padding, in random order."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    found: list[list[int]] = []
    for start in range(0, len(order), pool):
        batch: list[int] = []
        for place in sorted(order[start : start + pool], key=lambda at: lengths[at]):
            if batch and lengths[place] * (len(batch) + 1) > tokens:
                found.append(batch)
                batch = []
            batch.append(place)
        found.append(batch)
    rng.shuffle(found)
    return found
