"""The whole flow: a question becomes a query, the query finds evidence, the evidence an answer, the answer a record.

Ordinary typed functions inside, one LangChain Runnable outside (`Assistant.runnable`).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from weakref import WeakSet

from langchain_core.runnables import Runnable, RunnableLambda

from index.library import LibraryFacts
from index.retrieval import Searcher
from index.types import EVERYTHING, Article, Filters, normalise

from .answerable import answerable
from .answering import NO_MODEL, Answerer, Answerers
from .clock import Clock
from .errors import ModelUnavailable
from .evidence import as_citation, from_fields, select
from .grounding import ground
from .packaged import PackagedReader
from .readers import let_go, reranked, reranker, span_reader, try_out
from .rewriting import Rewritten, standalone
from .settings import Settings, load_settings
from .spans import Reranker, SpanReader
from .stating import Written, grounded_steps
from .stopping import Stop
from .types import Answer, Began, Citation, Evidence, Question, Request, Stated, Statement, Trace

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

__all__ = ["Assistant", "Searched", "Step"]

_OVERFETCH = 3
"""Passages fetched for each that is wanted: neighbours overlap, and only a few of one article are kept."""


@dataclass(frozen=True, slots=True)
class Searched:
    """The first step of a streamed answer: the question that was searched and the passages that may answer it."""

    query: str
    evidence: tuple[Evidence, ...]


Step = Searched | Began | Stated | Answer
"""What a streamed answer consists of, in this order; `Began` and `Stated` only where a language model writes."""


class Assistant:
    """Answers questions from one library. Thread-safe; close it, or use it in a ``with`` block."""

    def __init__(
        self,
        searcher: Searcher,
        settings: Settings,
        answerers: Answerers,
        reranker: Reranker | None = None,
        reader: SpanReader | None = None,
    ) -> None:
        self._searcher = searcher
        self._settings = settings
        self._answerers = answerers
        self._running: WeakSet[Stop] = WeakSet()
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
        answerers = Answerers(settings, reader, chat_model)
        searcher = Searcher(Path(library or settings.library), settings)
        return cls(searcher, settings, answerers, reranker(settings, reader), reader)

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
        """Stop what is being answered, and let go of the library and of the language models."""
        self.stop()
        self._answerers.close()
        self._searcher.close()
        let_go(self._reader, self._reranker)

    def stop(self) -> None:
        """Stop every answer that is being made."""
        for running in list(self._running):
            running.wish()

    @property
    def model(self) -> str:
        """The language model that answers where none is chosen; "none" where the answers are made without one."""
        return self._answerers.default

    @property
    def models(self) -> tuple[str, ...]:
        """The language models that may be chosen to answer; none where none is configured."""
        return self._answerers.models

    @property
    def runnable(self) -> Runnable[Question | str, Answer]:
        """The assistant as one step of a LangChain chain."""
        return RunnableLambda(self.ask, name="Assistant")

    def ask(self, question: str | Question, *, model: str | None = None) -> Answer:
        """The answer to a question.

        Args:
            question: in words, or with its conversation and filters.
            model: one of `models`, or "none" for no language model; by default `model`.

        Raises:
            ModelUnavailable: the language model failed; that is never an answer.
            QuestionInvalid: ``model`` is none of those configured.
            ReaderUnavailable: the model that reads or ranks the passages cannot be loaded, or failed.
            StoreUnavailable: the library failed.
        """
        *_, last = self.stream(question, model=model)
        if not isinstance(last, Answer):
            raise ModelUnavailable("The answer was stopped because the library was closed; ask again.")
        return last

    def stream(
        self, question: str | Question, *, model: str | None = None, stop: Stop | None = None
    ) -> Generator[Step, None, None]:
        """The steps of an answer as they are ready: what was found, the statements one by one, then the answer.

        A wish to ``stop`` ends the stream at once and stops the language model; so does closing it. Then there is no
        answer. Raises as `ask` does.
        """
        asked = question if isinstance(question, Question) else Question(question)
        name, stop, clock = self._answerers.name(model), stop or Stop(), Clock()
        self._running.add(stop)
        rewritten = self._rewritten(asked, name, stop)
        if stop.wished:
            return
        query = rewritten.query
        request = Request(asked, query, self._evidence(query, asked.filters), today=date.today().isoformat())
        clock.mark("retrieve")
        yield from clock.handed(Searched(query, request.evidence))
        failure = None
        try:
            answerer = self._answerers.get(name)
            asks = answerer.writer is None or self._answerable(request)
            if asks and rewritten.failure is not None:
                raise rewritten.failure  # it is not waited for twice
            written = yield from grounded_steps(answerer, request, clock, stop, asks=asks)
        except ModelUnavailable as problem:
            if stop.wished:
                return
            failure = problem
            clock.forget("first_token", "first_citation")
            answerer, written = self._instead(request, problem)
        if written is None or stop.wished:
            return
        grounded, confidence = written
        yield Answer(
            id=uuid4().hex[:16],
            question=asked.text,
            query=query,
            trace=Trace(
                answerer=answerer.name,
                model=answerer.model,
                prompt=answerer.prompt,
                library=f"{self._searcher.manifest.model} generation {self._searcher.generation}",
                seconds=clock.seconds(),
                dropped=grounded.dropped,
                fallback=None if failure is None else str(failure),
                rewriting=rewritten.how,
            ),
            short=grounded.short,
            statements=grounded.statements,
            citations=grounded.citations,
            closest=() if _supported(grounded.statements) else self._closest(request.evidence),
            confidence=None if confidence is None else round(float(confidence), 4),
        )

    def _answerable(self, request: Request) -> bool:
        """Whether a language model is asked: not where the packaged reader, if in use, finds nothing that answers."""
        packaged = next((one for one in (self._reranker, self._reader) if isinstance(one, PackagedReader)), None)
        return answerable(request.query, request.evidence, packaged, self._settings.relevance)

    def _rewritten(self, asked: Question, name: str, stop: Stop) -> Rewritten:
        """The question to search, by the language model of that name where there is a conversation to read it in."""
        if name == NO_MODEL or not asked.history:
            return standalone(asked)
        try:
            writer = self._answerers.get(name).writer
        except ModelUnavailable:
            writer = None  # the answer says why
        return standalone(asked, None if writer is None else partial(writer.said, stop=stop))

    def _instead(self, request: Request, problem: ModelUnavailable) -> tuple[Answerer, Written]:
        """The answer without a model in the place of one that failed.

        Raises:
            ModelUnavailable: that is not wanted, or answers nothing: a failed model is not "the articles do not say".
        """
        if not self._settings.fallback:
            raise problem
        answerer = self._answerers.get(NO_MODEL)
        draft = answerer.run.invoke(request)
        grounded = ground(draft, request.evidence)
        if not _supported(grounded.statements):
            raise ModelUnavailable(f"{problem} Without it no answer was found either.") from problem
        return answerer, (grounded, draft.confidence)

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
