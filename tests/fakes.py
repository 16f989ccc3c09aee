"""Doubles for the seams: an assistant that knows a few articles by heart."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI

from assistant import Assistant
from assistant.errors import QuestionInvalid
from assistant.stopping import Stop
from assistant.types import Answer, Began, Citation, Evidence, Question, Stated, Statement, Trace
from index.errors import ArticleUnknown, NewsError
from index.hints import DEFAULT_LIBRARY
from index.types import Article, Filters, Span


@dataclass(frozen=True)
class FakeFacts:
    articles: int
    passages: int
    publishers: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True)
class FakeSettings:
    host: str = "127.0.0.1"
    port: int = 7860
    allowed_origins: tuple[str, ...] = ("'self'",)
    title: str = "The Cited News"
    library: Path = DEFAULT_LIBRARY


@dataclass(frozen=True)
class FakeSearched:
    query: str
    evidence: tuple[Evidence, ...]


@dataclass
class FakeAssistant:
    """Cites each sentence that shares a long word with the question; fails or pauses at the words it is told.

    With ``models`` it answers sentence by sentence, with the pause before each; ``stopped`` keeps what was stopped.
    """

    articles: Sequence[Article]
    failures: dict[str, Exception] = field(default_factory=dict)
    pauses: dict[str, float] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    models: tuple[str, ...] = ()
    chosen: list[str | None] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> tuple[Evidence, ...]:
        words = {word for word in re.findall(r"\w+", query.lower()) if len(word) > 3}
        found = []
        filters = filters or Filters()
        for article in self.articles:
            if filters.article_ids is not None and article.id not in filters.article_ids:
                continue
            if filters.publishers and article.publisher not in filters.publishers:
                continue
            for match in re.finditer(r"(?:[^.\n]|\.(?=\S))+\.?", article.text):
                common = words & set(re.findall(r"\w+", match[0].lower()))
                if common:
                    found.append((len(common), article, Span(match.start(), match.end())))
        found.sort(key=lambda item: -item[0])
        return tuple(
            Evidence(n, a.id, a.title, span.of(a.text), span, a.publisher, a.url, a.published, float(score))
            for n, (score, a, span) in enumerate(found[:k], 1)
        )

    def stream(
        self, question: str | Question, *, model: str | None = None, stop: Stop | None = None
    ) -> Iterator[FakeSearched | Began | Stated | Answer]:
        asked = question if isinstance(question, Question) else Question(question)
        if model is not None and model not in (*self.models, "none"):
            raise QuestionInvalid(f"the model {model!r} is not configured here")
        self.asked.append(asked)
        self.chosen.append(model)
        for word, failure in self.failures.items():
            if word in asked.text:
                raise failure
        pause = sum(seconds for word, seconds in self.pauses.items() if word in asked.text)
        time.sleep(pause)
        evidence = self.search(asked.text, filters=asked.filters)
        yield FakeSearched(asked.text, evidence)
        answer = self._answer(asked, evidence)
        stop = stop or Stop()
        waking = threading.Event()
        stop.listen(waking.set)
        if not waking.wait(pause) and self.models and model != "none":
            yield Began()
            for step in self._stated(answer):
                if waking.wait(pause):
                    break
                yield step
        if stop.wished:
            self.stopped.append(asked.text)
            return
        yield answer

    @property
    def model(self) -> str:
        return self.models[0] if self.models else "none"

    def stop(self) -> None:
        pass

    @staticmethod
    def _stated(answer: Answer) -> Iterator[Stated]:
        left = {citation.number: citation for citation in answer.citations}
        for statement in answer.statements:
            yield Stated(statement, tuple(left.pop(n) for n in statement.citations if n in left))

    def ask(self, question: str | Question, *, model: str | None = None) -> Answer:
        return [step for step in self.stream(question, model=model) if isinstance(step, Answer)][-1]

    def _answer(self, asked: Question, evidence: tuple[Evidence, ...]) -> Answer:
        records = tuple(
            Citation(n, e.article_id, e.title, e.publisher, e.url, e.published, e.span.start, e.span.end, e.text)
            for n, e in enumerate(evidence[:3], 1)
        )
        trace = Trace("fake", seconds={"total": 0.1})
        if not records or evidence[0].score < 2:
            return Answer("id", asked.text, asked.text, trace, closest=records)
        statements = tuple(Statement(r.quote.strip(), (r.number,), "verbatim") for r in records)
        if "rumour" in asked.text:
            statements += (Statement("A second attack was planned.", (), "unsupported"),)
        short = records[0].quote.strip()[:60]
        return Answer("id", asked.text, asked.text, trace, short, statements, records, confidence=0.834)

    def article(self, article_id: str) -> Article:
        for article in self.articles:
            if article.id == article_id:
                return article
        raise ArticleUnknown(f"no article has the id {article_id!r}; list them with: assistant articles")

    def facts(self) -> FakeFacts:
        if "facts" in self.failures:
            raise self.failures["facts"]
        days = sorted(a.published[:10] for a in self.articles if a.published)
        names = tuple(sorted({a.publisher for a in self.articles if a.publisher}))
        return FakeFacts(
            len(self.articles), 3 * len(self.articles), names, days[0] if days else None, days[-1] if days else None
        )


def create_quietly(
    assistant: FakeAssistant | Assistant, settings: FakeSettings, examples: Sequence[str] = ()
) -> FastAPI:
    """`create_app` within a running loop: without one, Gradio makes event loops that it never closes."""
    from assistant.server import create_app

    async def create() -> FastAPI:
        return create_app(assistant, settings, examples)  # type: ignore[arg-type]

    return asyncio.run(create())


MENDABLE = NewsError("the library is being rebuilt; ask again in a minute")
