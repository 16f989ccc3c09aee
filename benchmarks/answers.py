"""Answers on real news questions: retrieval and extractive reading together, as a user gets them.

    python -m benchmarks.answers ../shared/data [--libraries DIR] [--sets muc-closed muc-open incidents] [--limit N]
        [--reader packaged] [--reranker packaged] [--read 12]

MUC (part dev): closed questions may use the one article that is given, open ones (``open_ok``) the whole corpus.
Incidents: the whole corpus. Libraries are those of benchmarks.retrieval, built when they are not there.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

from assistant.chain import Assistant
from assistant.evaluating import Labelled, evaluate, labelled
from assistant.settings import load_settings
from assistant.showing import figures_text
from benchmarks.labelled import lines
from benchmarks.retrieval import articles, build


def asked(data: Path, name: str) -> list[Labelled]:
    """The questions of one setting."""
    if name == "incidents":
        return [labelled(row) for row in lines(data / "incidents" / "questions.jsonl")]
    rows = [row for row in lines(data / "muc" / "questions.jsonl") if row["part"] == "dev" and row.get("article_id")]
    if name == "muc-open":
        return [labelled(row) for row in rows if row["open_ok"]]
    return [labelled(closed(row)) for row in rows]


def closed(row: dict[str, Any]) -> dict[str, Any]:
    """A question of one article only."""
    return row | {"question": row["question_closed"], "article_ids": [row["article_id"]]}


def main() -> None:
    """Read the arguments, build what is missing, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--libraries", type=Path, default=Path(".cache/retrieval"))
    parser.add_argument("--sets", nargs="+", default=["muc-closed", "muc-open", "incidents"])
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    for name, kind in (("reader", str), ("reranker", str), ("read", int), ("threshold", float)):
        parser.add_argument(f"--{name}", type=kind, help="as the setting of that name")
    given = parser.parse_args()
    chosen = {name: getattr(given, name) for name in ("reader", "reranker", "read", "threshold")}
    settings = load_settings({name: value for name, value in chosen.items() if value is not None}, {})
    for name in given.sets:
        corpus = name.split("-")[0]
        suffix = "" if corpus == "muc" else ".gz"
        folder = given.libraries / f"{corpus}-{settings.passage_tokens}-{settings.overlap_tokens}"
        build(folder, settings, articles(given.data / corpus / f"articles.jsonl{suffix}"))
        questions = asked(given.data, name)
        random.Random(0).shuffle(questions)
        with Assistant.open(folder, settings) as assistant:
            figures = evaluate(assistant, questions[: given.limit])
        print(f"### {name}\n")
        print(json.dumps(figures) if given.json else f"```text\n{figures_text(figures)}\n```\n", flush=True)


if __name__ == "__main__":
    main()
