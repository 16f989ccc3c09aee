"""The whole flow: a question becomes a query, the query finds evidence, the evidence an answer, the answer a record.

Ordinary typed functions inside, one LangChain Runnable outside (`Assistant.runnable`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from langchain_core.runnables import Runnable, RunnableLambda

from index.library import LibraryFacts
from index.retrieval import Searcher
from index.types import EVERYTHING, Article, Filters, normalise

from .evidence import as_citation, from_fields, select
from .followup import standalone
from .grounding import ground
from .readers import answerer, reranked, reranker, span_reader, try_out
from .settings import Settings, load_settings
from .spans import Reranker, SpanReader
from .types import Answer, Citation, Draft, Evidence, Question, Request, Statement, Trace

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["Assistant", "Searched"]

_OVERFETCH = 3
"""Passages fetched for each that is wanted: neighbours overlap, and only a few of one article are kept."""


@dataclass(frozen=True, slots=True)
class Searched:
    """The first step of a streamed answer: the question that was searched and the passages that may answer it."""

    query: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Answerer:
    """An answerer with what the trace says of it."""

    run: Runnable[Request, Draft]
    name: str
    model: str | None = None
    prompt: str | None = None


class Assistant:
    """Answers questions from one library. Thread-safe; close it, or use it in a ``with`` block."""

    def __init__(
        self,
        searcher: Searcher,
        settings: Settings,
        answerer: _Answerer,
        reranker: Reranker | None = None,
        reader: SpanReader | None = None,
    ) -> None:
        self._searcher = searcher
        self._settings = settings
        self._answerer = answerer
        self._reranker = reranker
        self._reader = reader

    @classmethod
    def open(
        cls,
        library: str | Path | None = None,
        settings: Settings | None = None,
        *,
        chat_model: BaseChatModel | None = None,
    ) -> Assistant:
        """Open the library in a folder.

        Args:
            library: the folder; the settings' by default.
            settings: by default those of the environment and ``assistant.toml``.
            chat_model: a LangChain chat model that writes the answers, instead of the settings' ``model``.

        Raises:
            LibraryMissing: there is no library there.
            LibraryMismatch: it was made with another embedding model or schema.
            ModelUnavailable: the language model cannot be set up.
            ReaderUnavailable: the packaged reader's weights cannot be read.
            SettingsInvalid: the environment or ``assistant.toml`` holds a setting that is none.
        """
        settings = settings or load_settings()
        reader = span_reader(settings)
        generates = chat_model is not None or settings.model is not None
        answers = _generative(settings, chat_model) if generates else _extractive(settings, reader)
        searcher = Searcher(Path(library or settings.library), settings)
        return cls(searcher, settings, answers, reranker(settings, reader), None if generates else reader)

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Load the models and open the library's stores, so that the first question is no slower than the next.

        Raises:
            ReaderUnavailable: the model that reads or ranks the passages cannot be loaded, or fails.
            StoreUnavailable: the library failed.
        """
        try_out(self._reader, self._reranker)
        self._retrieved("news", 1, EVERYTHING)

    def close(self) -> None:
        """Let go of the library, and of the language model if there is one."""
        self._searcher.close()
        close = getattr(self._answerer.run, "close", None)
        if close is not None:
            close()

    @property
    def runnable(self) -> Runnable[Question | str, Answer]:
        """The assistant as one step of a LangChain chain."""
        return RunnableLambda(self.ask, name="Assistant")

    def ask(self, question: str | Question) -> Answer:
        """The answer to a question.

        Raises:
            ModelUnavailable: the language model failed; that is never an answer.
            ReaderUnavailable: the model that reads or ranks the passages cannot be loaded, or failed.
            StoreUnavailable: the library failed.
        """
        *_, answer = self.stream(question)
        assert isinstance(answer, Answer)  # noqa: S101 - the last step always is; this tells the type checker
        return answer

    def stream(self, question: str | Question) -> Iterator[Searched | Answer]:
        """The steps of an answer as they are ready: first what was found, then the answer. Raises as `ask` does."""
        asked = question if isinstance(question, Question) else Question(question)
        begun = perf_counter()
        query = standalone(asked)
        evidence = self._evidence(query, asked.filters)
        retrieved = perf_counter()
        yield Searched(query, evidence)
        resumed = perf_counter()
        request = Request(asked, query, evidence, today=date.today().isoformat())
        draft = self._answerer.run.invoke(request) if evidence else Draft()
        grounded = ground(draft, evidence)
        done = perf_counter()
        seconds = {"retrieve": retrieved - begun, "answer": done - resumed}
        seconds["total"] = seconds["retrieve"] + seconds["answer"]
        answer = Answer(
            id=uuid4().hex[:16],
            question=asked.text,
            query=query,
            trace=Trace(
                answerer=self._answerer.name,
                model=self._answerer.model,
                prompt=self._answerer.prompt,
                library=f"{self._searcher.manifest.model} generation {self._searcher.generation}",
                seconds={name: round(value, 4) for name, value in seconds.items()},
                dropped=grounded.dropped,
            ),
            short=grounded.short,
            statements=grounded.statements,
            citations=grounded.citations,
            closest=() if _supported(grounded.statements) else self._closest(evidence),
            confidence=None if draft.confidence is None else round(float(draft.confidence), 4),
        )
        yield answer

    def search(self, query: str, k: int = 10, filters: Filters = EVERYTHING) -> tuple[Evidence, ...]:
        """The ``k`` best passages, numbered from 1, best first: retrieved, and the first of them read and ranked.

        Raises:
            ReaderUnavailable: the model that ranks cannot be loaded.
        """
        if self._reranker is None:
            return self._retrieved(query, k, filters)
        found = self._retrieved(query, max(k, self._settings.read), filters)
        first = reranked(query, found[: self._settings.read], self._reranker)
        return (*first, *found[len(first) :])[:k]

    def _retrieved(self, query: str, k: int, filters: Filters) -> tuple[Evidence, ...]:
        found = self._searcher.retriever(k).invoke(normalise(query), k=k, filters=filters)
        return tuple(from_fields(n, item.page_content, item.metadata) for n, item in enumerate(found, start=1))

    def article(self, article_id: str) -> Article:
        """The article of that id.

        Raises:
            ArticleUnknown: there is none.
        """
        return self._searcher.library.article(article_id)

    def articles(self) -> Iterator[Article]:
        """All articles, newest first."""
        return self._searcher.library.articles()

    def matching(self, filters: Filters) -> int:
        """How many articles pass ``filters``."""
        keys = self._searcher.library.keys(filters)
        return self.facts().articles if keys is None else len(keys)

    def facts(self) -> LibraryFacts:
        """What the library holds."""
        return self._searcher.library.facts()

    def _evidence(self, query: str, filters: Filters) -> tuple[Evidence, ...]:
        wanted = max(self._settings.evidence, self._settings.read if self._reranker else 0)
        passages = select(self._retrieved(query, _OVERFETCH * wanted, filters), wanted, self._settings.per_article)
        if self._reranker is None:
            return passages
        return reranked(query, passages[: self._settings.read], self._reranker)[: self._settings.evidence]

    def _closest(self, evidence: Sequence[Evidence]) -> tuple[Citation, ...]:
        return tuple(as_citation(n, item) for n, item in enumerate(evidence[: self._settings.closest], start=1))


def _supported(statements: Sequence[Statement]) -> bool:
    return any(statement.support != "unsupported" for statement in statements)


def _extractive(settings: Settings, reader: SpanReader | None) -> _Answerer:
    return _Answerer(answerer(settings, reader), "extractive", settings.reader)


def _generative(settings: Settings, chat_model: BaseChatModel | None) -> _Answerer:
    from .models import chat_model as load
    from .receiving import Limits
    from .writing import GenerativeAnswerer

    model = chat_model or load(
        settings.model or "",
        base_url=settings.base_url,
        timeout=settings.timeout,
        context_tokens=settings.context_tokens,
        reply_tokens=settings.reply_tokens,
    )
    answerer = GenerativeAnswerer(
        model,
        writing=settings.writing,
        context_tokens=settings.context_tokens,
        reply_tokens=settings.reply_tokens,
        context_words=settings.context_words,
        limits=Limits(settings.timeout, settings.reply_timeout, settings.retries),
        name=settings.model,
    )
    return _Answerer(answerer, "generative", settings.model or type(model).__name__, answerer.prompt.version)
