"""Labelled questions from the shared data folder, each with the passages of its own articles as evidence."""

from __future__ import annotations

import gzip
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.matching import WIDER_PLACE, effect_of, matches
from assistant.types import Evidence
from assistant.words import words
from index.splitting import sentences
from index.types import Article, Span, normalise

__all__ = ["Item", "evidence_for", "incidents", "lines", "muc", "reading"]

WORDS_PER_PASSAGE = 150
PASSAGES = 8


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its evidence and what would be right."""

    slot: str
    question: str
    evidence: tuple[Evidence, ...]
    groups: tuple[tuple[str, ...], ...]
    match: str = "any"
    optional: tuple[tuple[str, ...], ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the evidence answers the question, by the labels."""
        return bool(self.groups)

    def right(self, short: str | None) -> float:
        """How far a short answer is right, 0 to 1, by the rules of news question sets (`assistant.matching`)."""
        wider = WIDER_PLACE if self.slot == "location" else 0.0
        return matches(short, self.groups, self.match, self.optional, wider, effect_of(self.slot))


def muc(folder: Path, part: str) -> list[Item]:
    """The closed questions on news-agency reports: `question_closed`, asked of its own article."""
    articles = {one["id"]: one for one in lines(folder / "muc" / "articles.jsonl")}
    items = []
    for row in lines(folder / "muc" / "questions.jsonl"):
        if row["part"] != part or not row.get("article_id"):
            continue
        groups = tuple(tuple(group) for group in row["answer_groups"]) if row["answerable"] else ()
        optional = tuple(tuple(group) for group in row["optional_answers"])
        question = row["question_closed"] or row["question"]
        evidence = evidence_for(question, [articles[row["article_id"]]])
        items.append(Item(row["slot"], question, evidence, groups, row["match"], optional))
    return items


def incidents(folder: Path) -> list[Item]:
    """The questions on shootings, asked of the articles about the same incident."""
    articles = {one["id"]: one for one in lines(folder / "incidents" / "articles.jsonl.gz")}
    items = []
    for row in lines(folder / "incidents" / "questions.jsonl"):
        evidence = evidence_for(row["question"], [articles[one] for one in row["relevant_articles"] if one in articles])
        items.append(Item(row["slot"], row["question"], evidence, (tuple(row["answers"]),)))
    return items


def reading(folder: Path, part: str, count: int, seed: int = 7) -> list[Item]:
    """A sample of questions on single passages of every kind; the slot is the set they come from."""
    rows = list(lines(folder / "reading" / f"{part}.jsonl.gz"))
    random.Random(seed).shuffle(rows)
    items = []
    for row in rows[:count]:
        article = {"id": row["id"], "title": "", "text": row["context"]}
        groups = (tuple(answer["text"] for answer in row["answers"]),) if row["answerable"] else ()
        items.append(Item(row["source"], row["question"], evidence_for(row["question"], [article]), groups))
    return items


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def evidence_for(question: str, rows: Sequence[dict[str, Any]]) -> tuple[Evidence, ...]:
    """The articles in windows of whole sentences, the best `PASSAGES` of them by the rarity of shared words."""
    asked = {word.stem for word in words(question) if word.content}
    windows = [(article, span) for row in rows for article in [_article(row)] for span in _windows(article.text)]
    stems = [{word.stem for word in words(span.of(article.text))} for article, span in windows]
    held = {term: sum(term in found for found in stems) for term in asked}
    scores = [sum(math.log(1 + len(stems) / held[term]) for term in asked if term in found) for found in stems]
    best = sorted(range(len(windows)), key=lambda place: (-scores[place], place))[:PASSAGES]
    return tuple(
        Evidence(
            number,
            article.id,
            article.title,
            span.of(article.text),
            span,
            published=article.published,
            score=scores[at],
        )
        for number, at in enumerate(best, start=1)
        for article, span in [windows[at]]
    )


def _article(row: dict[str, Any]) -> Article:
    return Article(row["id"], row.get("title") or "", normalise(row["text"]) or " ", published=row.get("published"))


def _windows(text: str) -> list[Span]:
    spans: list[Span] = []
    held: list[Span] = []
    size = 0
    for sentence in sentences(text):
        count = len(sentence.of(text).split())
        if held and size + count > WORDS_PER_PASSAGE:
            spans.append(Span(held[0].start, held[-1].end))
            held, size = [], 0
        held.append(sentence)
        size += count
    return [*spans, Span(held[0].start, held[-1].end)] if held else spans
