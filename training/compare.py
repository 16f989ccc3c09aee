"""Exported readers on the dev questions of the reading sets: ``python -m training.compare DATA MODEL.onnx ...``.

For each set exact match and F1 of the best span of the question's own passage (pieces of 200 tokens), no refusing.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from pathlib import Path

from assistant.packaged import PackagedReader
from assistant.types import Evidence
from index.types import Span

from .examples import Text, reading
from .scores import exact, f1

__all__ = ["compare"]


def compare(texts: list[Text], model: Path) -> dict[str, tuple[int, float, float]]:
    """For each set, and for all, the number of questions, exact match and F1."""
    reader = PackagedReader(model)
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for one in texts:
        passage = Evidence(1, "a", "", one.text, Span(0, len(one.text)))
        found = reader.read(one.question, [passage])[0].found
        answer = one.text[found[0].start : found[0].end] if found else ""
        score = (exact(answer, one.answers), f1(answer, one.answers))
        scores[one.source].append(score)
        scores["all"].append(score)
    return {
        name: (len(held), sum(a for a, _ in held) / len(held), sum(b for _, b in held) / len(held))
        for name, held in scores.items()
    }


def main() -> None:
    """Read the arguments and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--short", type=int, default=400, help="how many of the single-sentence questions")
    given = parser.parse_args()
    texts = [one for one in reading(given.data, "dev") if one.answers]
    single = [one for one in texts if one.source.startswith("qamr")]
    texts = [one for one in texts if not one.source.startswith("qamr")]
    texts += random.Random(2).sample(single, min(given.short, len(single)))
    tables = [compare(texts, model) for model in given.models]
    print("| set | questions |" + "".join(f" {model.name} exact | F1 |" for model in given.models))
    print("|---|---|" + "---|---|" * len(given.models))
    for name in sorted(tables[0], key=lambda one: (one == "all", one)):
        cells = "".join(f" {100 * table[name][1]:.1f} | {100 * table[name][2]:.1f} |" for table in tables)
        print(f"| {name} | {tables[0][name][0]} |{cells}")


if __name__ == "__main__":
    main()
