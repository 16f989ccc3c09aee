"""Plain pipelines side by side with this program: the same questions, articles, language model and judge.

    python -m benchmarks.pipelines ../shared/data --out runs.jsonl --pipeline ours --set muc --questions 60
    PLAIN -m benchmarks.pipelines ../shared/data --out runs.jsonl --pipeline langchain --set muc --questions 60 \
        --base-url http://127.0.0.1:8131/v1 --model NAME
    python -m benchmarks.pipelines ../shared/data --out runs.jsonl

PLAIN is the Python of the environment that benchmarks/plain.py describes. Pipelines: ours, langchain, llamaindex, txtai
(with --qa-model, its extractive pipeline). Sets: muc (part dev), reading (dev), incidents (only --open). Closed: the
article is given; --open: the whole corpus. A run that was stopped goes on where it was; without --pipeline, the
table of all runs in --out, over the questions that every pipeline was asked.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.judging import quoted, table
from benchmarks.labelled import lines
from benchmarks.plain import Failed, LangChain, LlamaIndex, Pipeline, Reply, Server, Txtai
from benchmarks.retrieval import articles, build
from index.types import Article, normalise

__all__ = ["Case", "cases", "run", "sample"]

EMPTY = 0.25
"""Share of the questions that have no answer, as far as there are such."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question as it is put to every pipeline; ``article`` is None where the whole corpus is."""

    id: str
    kind: str
    question: str
    article: str | None
    answerable: bool
    groups: tuple[tuple[str, ...], ...] = ()
    match: str = "any"
    optional: tuple[tuple[str, ...], ...] = ()


def cases(data: Path, name: str, whole: bool) -> tuple[list[Case], dict[str, Article]]:
    """The questions of a set, and the articles that they may be asked of."""
    if name == "reading":
        rows = list(lines(data / "reading" / "dev.jsonl.gz"))
        found = {row["id"]: Article(row["id"], "", normalise(row["context"])) for row in rows}
        return [_passage(row) for row in rows], found
    suffix = "" if name == "muc" else ".gz"
    found = {one.id: one for one in articles(data / name / f"articles.jsonl{suffix}")}
    if name == "incidents":
        rows = list(lines(data / name / "questions.jsonl"))
        return [_case(f"incidents-{at}", row, row["question"], None) for at, row in enumerate(rows)], found
    rows = [row for row in lines(data / name / "questions.jsonl") if row["part"] == "dev" and row.get("article_id")]
    if whole:
        return [_case(row["qid"], row, row["question"], None) for row in rows if row["open_ok"]], found
    return [_case(row["qid"], row, row["question_closed"], row["article_id"]) for row in rows], found


def _case(name: str, row: dict[str, Any], question: str, article: str | None) -> Case:
    groups = row.get("answer_groups") or [row.get("answers") or []]
    return Case(
        name,
        row["slot"],
        question,
        article,
        bool(row["answerable"]),
        tuple(tuple(group) for group in groups if group) if row["answerable"] else (),
        row.get("match") or "any",
        tuple(tuple(group) for group in row.get("optional_answers") or []),
    )


def _passage(row: dict[str, Any]) -> Case:
    groups = (tuple(one["text"] for one in row["answers"]),) if row["answerable"] else ()
    return Case(row["id"], row["source"], row["question"], row["id"], bool(row["answerable"]), groups)


def sample(found: Sequence[Case], count: int, seed: int, evenly: bool) -> list[Case]:
    """``count`` questions by chance, `EMPTY` of them without an answer; ``evenly`` over the kinds, or as they come.

    In the order of their articles, so that an article's index is made once. The same for every pipeline.
    """
    shuffled = sorted(found, key=lambda one: one.id)
    random.Random(seed).shuffle(shuffled)
    if evenly:
        turn: dict[str, int] = defaultdict(int)
        rounds = []
        for one in shuffled:
            rounds.append(turn[one.kind])
            turn[one.kind] += 1
        shuffled = [one for _, one in sorted(zip(rounds, shuffled, strict=True), key=lambda pair: pair[0])]
    answerable = [one for one in shuffled if one.answerable]
    empty = [one for one in shuffled if not one.answerable][: round(count * EMPTY)]
    return sorted([*empty, *answerable[: count - len(empty)]], key=lambda one: (one.article or "", one.id))


class Ours:
    """This program without a language model, as it comes."""

    def __init__(self, folder: Path, name: str, reader: str | None) -> None:
        from assistant.settings import load_settings

        self._settings = load_settings({"reader": reader}, {})
        self._folder = folder / f"{name}-{self._settings.passage_tokens}-{self._settings.overlap_tokens}"
        self._within: tuple[str, ...] | None = None

    def prepare(self, articles: Sequence[Article]) -> None:
        """Index them, unless that is done."""
        from assistant.chain import Assistant

        build(self._folder, self._settings, list(articles))
        self._assistant = Assistant.open(self._folder, self._settings)

    def focus(self, article: Article | None) -> None:
        """Answer from this article alone from now on, or from all."""
        self._within = (article.id,) if article else None

    def ask(self, question: str) -> Reply:
        """The answer, its short form and its citations."""
        from assistant.types import Question
        from index.types import Filters

        answer = self._assistant.ask(Question(question, filters=Filters(article_ids=self._within)))
        quotes = tuple(one.quote for one in answer.citations)
        return Reply(answer.text, answer.short, quotes, answer.status == "unanswered")


Keep = Callable[[Case, Reply, str | None, float, bool], None]


def run(pipeline: Pipeline, asked: Sequence[Case], found: dict[str, Article], keep: Keep) -> None:
    """Ask every question and keep what comes; the time is that of answering, retrieval included."""
    given = list(found.values())
    if all(one.article for one in asked):
        given = [found[name] for name in dict.fromkeys(one.article or "" for one in asked)]
    pipeline.prepare(given)
    for number, one in enumerate(asked):
        within = found[one.article] if one.article else None
        pipeline.focus(within)
        if not number:  # loads the models: that is no question's time
            with contextlib.suppress(Failed):
                pipeline.ask("What happened?")
        failed, reply, begun = None, Reply(""), time.perf_counter()
        try:
            reply = pipeline.ask(one.question)
        except Failed as exc:
            failed = str(exc)
        seconds = time.perf_counter() - begun
        keep(one, reply, failed, seconds, quoted(reply, [article.text for article in ([within] if within else given)]))


def main() -> None:
    """Read the arguments; run one pipeline on one set, or print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(".cache/pipelines.jsonl"))
    parser.add_argument("--pipeline", choices=["ours", "langchain", "llamaindex", "txtai"])
    parser.add_argument("--set", choices=["muc", "reading", "incidents"], default="muc")
    parser.add_argument("--open", action="store_true", help="the whole corpus instead of the article")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--base-url", default="http://127.0.0.1:8131/v1")
    parser.add_argument("--model", help="the language model's name, shown in the table")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for one reply")
    parser.add_argument("--qa-model", type=Path, help="for txtai: a question-answering model, or a checkpoint")
    parser.add_argument("--reader", help="for ours: as the setting of that name")
    parser.add_argument("--label", help="the pipeline's name in the table")
    parser.add_argument("--libraries", type=Path, default=Path(".cache/retrieval"), help="for ours, with --open")
    given = parser.parse_args()
    if {"reading": False, "incidents": True}.get(given.set, given.open) != given.open:
        parser.error("reading has no corpus, and incidents have no questions on one article")
    if given.pipeline:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        label = given.label or ", ".join(filter(None, [given.pipeline, given.model]))
        name = f"{given.set} {'open' if given.open else 'closed'}"
        done = {row["case"]["id"] for row in kept(given.out) if (row["set"], row["pipeline"]) == (name, label)}
        found, texts = cases(given.data, given.set, given.open)
        asked = sample(found, given.questions, given.seed, evenly=given.set == "reading")
        left = [one for one in asked if one.id not in done]
        with given.out.open("a", encoding="utf-8") as file, tempfile.TemporaryDirectory() as folder:

            def keep(case: Case, reply: Reply, failed: str | None, seconds: float, quote: bool) -> None:
                row = {"set": name, "pipeline": label, "case": asdict(case), **asdict(reply)}
                row |= {"failed": failed, "seconds": seconds, "quoted": quote}
                print(json.dumps(row, ensure_ascii=False), file=file, flush=True)

            if left:
                run(made(given, Path(folder)), left, texts, keep)
    print(table(kept(given.out)))


def kept(path: Path) -> list[dict[str, Any]]:
    """What earlier runs have written."""
    return list(lines(path)) if path.exists() else []


def made(given: argparse.Namespace, folder: Path) -> Pipeline:
    """The pipeline that the arguments name; ``folder`` is for what it keeps while it runs."""
    server = Server(given.base_url, given.model or "local", given.timeout)
    if given.pipeline == "langchain":
        return LangChain(server)
    if given.pipeline == "llamaindex":
        return LlamaIndex(server)
    if given.pipeline == "txtai":
        return Txtai(server, given.qa_model)
    return Ours(given.libraries if given.open else folder, given.set, given.reader)


if __name__ == "__main__":
    main()
