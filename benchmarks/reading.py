"""Measure the extractive answerer on labelled questions, the evidence given.

    python -m benchmarks.reading FOLDER [READER]

``READER`` is as the setting ``reader``. Columns: questions that have an answer; share whose short answer is right;
share whose quoted sentences hold the answer; questions without an answer; refusal precision, recall and F1;
milliseconds per question.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.matching import normalise_answer, numbers_in
from assistant.readers import PACKAGED, answerer, span_reader
from assistant.reading import ExtractiveAnswerer
from assistant.settings import Settings
from assistant.types import Draft, Question, Request

from .labelled import Item, incidents, muc, reading

__all__ = ["Tally", "judge", "measure"]


@dataclass(slots=True)
class Tally:
    """Counts over the questions of one slot."""

    asked: int = 0
    right: float = 0.0
    held: float = 0.0
    empty: int = 0
    refused: int = 0
    refused_rightly: int = 0
    seconds: float = 0.0

    def row(self, name: str) -> str:
        """One line of the table."""
        precision = self.refused_rightly / self.refused if self.refused else 0.0
        recall = self.refused_rightly / self.empty if self.empty else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        asked = max(self.asked, 1)
        refusals = f"{precision:6.2f}{recall:6.2f}{f1:6.2f}" if self.empty else " " * 18
        milliseconds = 1000 * self.seconds / max(1, self.asked + self.empty)
        shares = f"{self.right / asked:7.3f}{self.held / asked:7.3f}"
        return f"{name:24}{self.asked:6}{shares}{self.empty:6}{refusals}{milliseconds:7.1f}"


def judge(item: Item, draft: Draft) -> tuple[float, float]:
    """How far the short answer is right and how far the quoted sentences hold the answer."""
    right = item.right(draft.short)
    text = f" {normalise_answer(' '.join(claim.text for claim in draft.claims))} "
    figures = set(numbers_in(text))
    held = [
        any(f" {normalise_answer(one)} " in text or set(numbers_in(one)) & figures for one in group)
        for group in item.groups
    ]
    return right, max(right, (sum(held) / len(held) if item.match == "all" else float(any(held))) if held else 0.0)


def measure(items: Iterable[Item], answers: ExtractiveAnswerer) -> dict[str, Tally]:
    """Ask every question of its evidence and count, by slot and over all."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for item in items:
        request = Request(Question(item.question), item.question, item.evidence, "2026-01-01")
        before = time.perf_counter()
        draft = answers.invoke(request)
        seconds = time.perf_counter() - before
        right, held = judge(item, draft)
        for tally in (tallies[item.slot], tallies["all"]):
            tally.asked += item.answerable
            tally.empty += not item.answerable
            tally.right += right
            tally.held += held
            tally.refused += not draft.claims
            tally.refused_rightly += not draft.claims and not item.answerable
            tally.seconds += seconds
    return tallies


def main(arguments: Sequence[str]) -> None:
    """Print one table for each set of questions."""
    folder = Path(arguments[0])
    settings = Settings(reader=arguments[1] if len(arguments) > 1 else PACKAGED)
    answers = answerer(settings, span_reader(settings))
    sets = {"muc dev": muc(folder, "dev"), "incidents": incidents(folder), "reading dev": reading(folder, "dev", 1500)}
    for name, items in sets.items():
        print(f"{name:24}{'asked':>6}{'short':>7}{'held':>7}{'empty':>6}{'P':>6}{'R':>6}{'F1':>6}{'ms':>7}")
        tallies = measure(items, answers)
        for slot in sorted(tallies, key=lambda one: (one == "all", one)):
            print(tallies[slot].row(slot))
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
