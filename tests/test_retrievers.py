"""The retrievers under LangChain's own suite, over the real model and stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from langchain_core.documents import Document
from langchain_tests.integration_tests import RetrieversIntegrationTests

from index.embedding import MiniLM
from index.indexing import open_indexer
from index.retrieval import FusedRetriever, KeywordRetriever, Searcher, VectorRetriever
from index.settings import IndexSettings
from index.types import Article

SETTINGS = IndexSettings(passage_tokens=32, overlap_tokens=0)
ARTICLES = [
    Article(
        f"a{n}",
        f"Report {n}",
        f"Event {n} took place in town {n}. The mayor of town {n} spoke about foo at length on the day.\n\n"
        f"A second paragraph about foo number {n} adds what witnesses saw there and heard from the others.",
        publisher="The Post",
        published="2026-09-15",
    )
    for n in range(6)
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, minilm: MiniLM) -> Iterator[Searcher]:
    library: Path = tmp_path_factory.mktemp("retrievers") / "library"
    with open_indexer(library, SETTINGS, encoder=minilm) as indexer:
        indexer.add(ARTICLES)
    opened = Searcher(library, SETTINGS, minilm)
    yield opened
    opened.close()


class _Standard(RetrieversIntegrationTests):
    tested: ClassVar[type[Any]]

    @pytest.fixture(autouse=True)
    def _opened(self, searcher: Searcher) -> None:
        self._searcher = searcher

    @property
    def retriever_constructor(self) -> type[Any]:
        return self.tested

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"searcher": self._searcher}

    @property
    def retriever_query_example(self) -> str:
        return "foo"


class TestFused(_Standard):
    tested = FusedRetriever


class TestVector(_Standard):
    tested = VectorRetriever


class TestKeyword(_Standard):
    tested = KeywordRetriever


def test_documents_are_slices_with_their_article(searcher: Searcher) -> None:
    found: list[Document] = searcher.retriever(4).invoke("What did the mayor of town 3 speak about?")
    assert len(found) == 4
    assert found[0].metadata["article_id"] == "a3"
    for document in found:
        article = searcher.library.article(document.metadata["article_id"])
        assert document.page_content == article.text[document.metadata["start"] : document.metadata["end"]]
        assert document.metadata["publisher"] == "The Post"
        assert document.id
    scores = [document.metadata["score"] for document in found]
    assert scores == sorted(scores, reverse=True)
