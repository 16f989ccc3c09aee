"""From a query to passages: LangChain retrievers over the vectors, the keywords, and both fused.

Each takes ``filters`` and ``k`` when it is invoked, as in ``retriever.invoke("who claimed it?", k=5)``, and returns
documents whose ``page_content`` is ``article.text[start:end]``, with ``start``, ``end`` and the article's fields in
the metadata. Two ways of fusing are there: reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009), and
the convex combination of scaled scores (Bruch, Gai and Ingber, TOIS 2023), which measured better on news questions and
is the default; `benchmarks/README.md` has the tables.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from .database import Database
from .embedding import Encoder, load_encoder
from .errors import StoreUnavailable
from .folder import Folder
from .hints import command
from .keywords import KeywordStore
from .library import Library
from .settings import IndexSettings
from .types import EVERYTHING, Filters, Hit, Span
from .vectors import VectorStore

__all__ = ["FusedRetriever", "KeywordRetriever", "Searcher", "VectorRetriever", "fuse_ranks", "fuse_scores"]

_RRF = 10
"""The constant of reciprocal rank fusion. The paper's 60 flattens the top too much when one ranking is far better."""


class Searcher:
    """A library opened for reading. It sees what another process indexes without being opened again; thread-safe."""

    def __init__(self, path: Path, settings: IndexSettings, encoder: Encoder | None = None) -> None:
        """Open the library in the folder ``path``; ``encoder`` is used instead of the one that ``settings`` name.

        Raises:
            LibraryMissing: there is none.
            LibraryMismatch: it was made with another embedding model or schema.
            StoreUnavailable: one of its stores cannot be used.
        """
        self._encoder: Encoder = encoder or load_encoder(
            settings.embedding, precision=settings.precision, workers=settings.workers, cache=settings.cache
        )
        self._settings = settings
        self._folder = Folder(path)
        self._guard = threading.Lock()
        self._open()

    def _open(self) -> None:
        folder, settings = self._folder, self._settings
        self.manifest = folder.check(self._encoder.identity)
        if not os.access(folder.path, os.W_OK):
            raise StoreUnavailable(
                f"the library's folder {folder.path} cannot be written, which its stores need for reading too; "
                "change its permissions or copy it"
            )
        self._database = Database(folder.database)
        self._inode = folder.database.stat().st_ino
        self.library = Library(self._database)
        self._generation = self.library.generation
        self._vectors = VectorStore(
            folder.vectors, identity=self._encoder.identity, library=self.manifest.id, server=settings.chroma
        )
        self._keywords = KeywordStore(folder.keywords, title_weight=settings.title_weight)

    def close(self) -> None:
        """Let go of the stores."""
        self._vectors.close()
        self._database.close()

    @property
    def generation(self) -> int:
        """The state of the library that searches see."""
        return self._generation

    def refresh(self) -> None:
        """See what has been indexed since the last look.

        Raises:
            StoreUnavailable: the library is being rebuilt, so that much of it cannot be found.
        """
        with self._guard:
            if self._replaced():
                self.close()
                self._open()
            if self.library.rebuilding:
                raise StoreUnavailable(
                    "the library is being rebuilt; ask again when that is done, or start again: "
                    f"{command('index --rebuild', self._folder.path)}"
                )
            generation = self.library.generation
            if generation != self._generation:
                self._vectors.reopen()
                self._keywords.reload()
                self._generation = generation

    def _replaced(self) -> bool:
        """Whether the library's files have been moved away or made anew since they were opened."""
        try:
            return self._folder.database.stat().st_ino != self._inode
        except OSError:
            return True

    def by_vector(self, query: str, k: int, filters: Filters = EVERYTHING) -> list[Hit]:
        """The ``k`` passages nearest in meaning."""
        vector = self._encoder.encode_query(query)
        keys = self.library.keys(filters)
        if keys is None:
            return self._vectors.search(vector, k)
        return self._vectors.search_among(vector, k, self.library.spans(keys))

    def by_keywords(self, query: str, k: int, filters: Filters = EVERYTHING) -> list[Hit]:
        """The ``k`` best passages by BM25."""
        return self._keywords.search(query, k, self.library.keys(filters))

    def documents(self, hits: Sequence[Hit]) -> list[Document]:
        """Hits as LangChain documents, in their order; those of articles that are gone meanwhile are left out."""
        articles = self.library.resolve(hit.key for hit in hits)
        found = []
        for hit in hits:
            article = articles.get(hit.key)
            if article is None or hit.span.end > len(article.text):
                continue
            metadata = {
                "article_id": article.id,
                "start": hit.span.start,
                "end": hit.span.end,
                "title": article.title,
                "publisher": article.publisher,
                "url": article.url,
                "published": article.published,
                "score": hit.score,
            }
            name = f"{hit.key}:{hit.span.start}:{hit.span.end}"
            found.append(Document(id=name, page_content=hit.span.of(article.text), metadata=metadata))
        return found

    def retriever(self, k: int = 10) -> FusedRetriever:
        """The retriever that the settings describe."""
        chosen = self._settings
        return FusedRetriever(
            searcher=self,
            k=k,
            fusion=chosen.fusion,
            dense_weight=chosen.dense_weight,
            candidates=chosen.candidates,
        )


class _LibraryRetriever(BaseRetriever):
    searcher: Searcher
    k: int = 10

    def _hits(self, query: str, k: int, filters: Filters) -> list[Hit]:
        raise NotImplementedError

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        filters: Filters = EVERYTHING,
    ) -> list[Document]:
        del run_manager
        self.searcher.refresh()
        found = self.searcher.documents(self._hits(query, k or self.k, filters))
        return found[: k or self.k]


class VectorRetriever(_LibraryRetriever):
    """Passages by the cosine similarity of their vectors to the query's."""

    def _hits(self, query: str, k: int, filters: Filters) -> list[Hit]:
        return self.searcher.by_vector(query, k, filters)


class KeywordRetriever(_LibraryRetriever):
    """Passages by BM25 over their words and their titles' words."""

    def _hits(self, query: str, k: int, filters: Filters) -> list[Hit]:
        return self.searcher.by_keywords(query, k, filters)


class FusedRetriever(_LibraryRetriever):
    """Both, fused by scores or by ranks: ``dense_weight`` for the vectors, the rest for the keywords."""

    fusion: Literal["scores", "ranks"] = "scores"
    dense_weight: float = 0.3
    candidates: int = 60

    def _hits(self, query: str, k: int, filters: Filters) -> list[Hit]:
        wide = max(self.candidates, k)
        rankings: list[tuple[float, list[Hit]]] = []
        if self.dense_weight > 0:
            rankings.append((self.dense_weight, self.searcher.by_vector(query, wide, filters)))
        if self.dense_weight < 1:
            rankings.append((1 - self.dense_weight, self.searcher.by_keywords(query, wide, filters)))
        return fuse_scores(rankings) if self.fusion == "scores" else fuse_ranks(rankings)


Rankings = Sequence[tuple[float, Sequence[Hit]]]
"""Rankings, each best first, with their weights."""


def fuse_ranks(rankings: Rankings) -> list[Hit]:
    """Weighted reciprocal rank fusion; best first, ties by key and span."""
    return _summed([[(hit, weight / (_RRF + n)) for n, hit in enumerate(hits, 1)] for weight, hits in rankings])


def fuse_scores(rankings: Rankings) -> list[Hit]:
    """Weighted sum of the scores, each ranking's scaled to 0..1; what a ranking lacks counts 0 there.

    A ranking whose scores are all alike tells nothing but that it holds them: they count 1.
    """
    scaled = []
    for weight, hits in rankings:
        high, low = max((hit.score for hit in hits), default=0.0), min((hit.score for hit in hits), default=0.0)
        wide = high - low
        scaled.append([(hit, weight * ((hit.score - low) / wide if wide > 0 else 1.0)) for hit in hits])
    return _summed(scaled)


def _summed(scored: Sequence[Sequence[tuple[Hit, float]]]) -> list[Hit]:
    scores: dict[tuple[int, Span], float] = {}
    for ranking in scored:
        for hit, score in ranking:
            name = (hit.key, hit.span)
            scores[name] = scores.get(name, 0.0) + score
    order = sorted(scores, key=lambda name: (-scores[name], name))
    return [Hit(key, span, scores[key, span]) for key, span in order]
