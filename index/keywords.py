"""The keyword store: BM25 over passages and their titles. The only file that imports tantivy."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import StoreUnavailable
from .hints import command
from .types import Hit, Span

__all__ = ["KeywordStore"]

_ANALYSER = "news_en"
_MAX_TERMS = 64
_NAMED = 10_000
"""Up to so many articles are named in the query; for more, the search looks wider and keeps what is wanted."""

# The most common English words carry nothing in BM25 and cost the most.
_STOP = [
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "been",
    "but",
    "by",
    "did",
    "do",
    "does",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "me",
    "my",
    "no",
    "not",
    "of",
    "on",
    "or",
    "our",
    "s",
    "she",
    "so",
    "t",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "to",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "would",
    "you",
    "your",
]


class KeywordStore:
    """A tantivy index in a folder. One process writes; every handle sees the last commit after `reload`."""

    def __init__(self, folder: Path, *, title_weight: float = 0.1, create: bool = False) -> None:
        """Open the index, made when it is not there and ``create``.

        Every method raises:
            StoreUnavailable: the folder is missing, holds something else, or cannot be used.
        """
        self._folder = folder
        self._title_weight = title_weight
        self._create = create
        with self._translated():
            self._index = self._open()

    def _open(self) -> Any:
        import tantivy

        schema = (
            tantivy.SchemaBuilder()
            .add_unsigned_field("key", stored=True, indexed=True, fast=True)
            .add_unsigned_field("start", stored=True)
            .add_unsigned_field("end", stored=True)
            .add_text_field("title", stored=False, tokenizer_name=_ANALYSER, index_option="freq")
            .add_text_field("body", stored=False, tokenizer_name=_ANALYSER, index_option="freq")
            .build()
        )
        if self._create:
            self._folder.mkdir(parents=True, exist_ok=True)
        elif not (self._folder / "meta.json").is_file():
            raise FileNotFoundError("it is not there")
        index = tantivy.Index(schema, path=str(self._folder), reuse=True)
        self._analyser = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(60))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.ascii_fold())
            .filter(tantivy.Filter.custom_stopword(_STOP))
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
        index.register_tokenizer(_ANALYSER, self._analyser)
        return index

    def reload(self) -> None:
        """See what has been committed since, by whichever process."""
        with self._translated():
            self._index.reload()

    def count(self) -> int:
        """How many passages there are."""
        return int(self._index.searcher().num_docs)

    def add(self, rows: Sequence[tuple[int, Span, str, str]]) -> None:
        """Store passages as (article's key, span, title, text) and commit; those articles' older rows are replaced."""
        import tantivy
        from tantivy import Query

        with self._translated(), self._index.writer(heap_size=30_000_000, num_threads=1) as writer:
            for key in {row[0] for row in rows}:
                writer.delete_documents_by_query(Query.term_query(self._index.schema, "key", key))
            for key, span, title, text in rows:
                document = tantivy.Document(title=title, body=text)
                for name, number in (("key", key), ("start", span.start), ("end", span.end)):
                    document.add_unsigned(name, number)
                writer.add_document(document)
            writer.commit()
        self._index.reload()

    def delete(self, keys: Collection[int]) -> None:
        """Forget those articles and commit."""
        from tantivy import Query

        with self._translated(), self._index.writer(heap_size=30_000_000, num_threads=1) as writer:
            for key in keys:
                writer.delete_documents_by_query(Query.term_query(self._index.schema, "key", key))
            writer.commit()
        self._index.reload()

    @staticmethod
    def wipe(folder: Path) -> None:
        """Delete the files of an index that nobody has open."""
        shutil.rmtree(folder, ignore_errors=True)

    def search(self, query: str, k: int, keys: Collection[int] | None = None) -> list[Hit]:
        """The ``k`` best passages by BM25, among the articles of those keys when they are given, best first."""
        terms = list(dict.fromkeys(self._analyser.analyze(query)))[:_MAX_TERMS]
        if not terms or (keys is not None and not keys):
            return []
        if keys is None:
            return self._search(self._any_of(terms), k)
        if len(keys) <= _NAMED:
            return self._search(self._within(self._any_of(terms), keys), k)
        total, wide = self.count(), 8 * k
        while True:
            hits = [hit for hit in self._search(self._any_of(terms), wide) if hit.key in keys]
            if len(hits) >= k or wide >= total:
                return hits[:k]
            wide *= 4

    def _any_of(self, terms: Sequence[str]) -> Any:
        from tantivy import Occur, Query

        schema = self._index.schema
        parts = [(Occur.Should, Query.term_query(schema, "body", term)) for term in terms]
        for term in terms:
            title = Query.term_query(schema, "title", term)
            parts.append((Occur.Should, Query.boost_query(title, self._title_weight)))
        return Query.boolean_query(parts)

    def _within(self, query: Any, keys: Collection[int]) -> Any:
        from tantivy import Occur, Query

        named = Query.const_score_query(Query.term_set_query(self._index.schema, "key", sorted(keys)), 0.0)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, named)])

    def _search(self, query: Any, k: int) -> list[Hit]:
        hits = []
        with self._translated():
            searcher = self._index.searcher()
            for score, address in searcher.search(query, limit=max(k, 1), count=False).hits:
                row = searcher.doc(address).to_dict()
                hits.append(Hit(row["key"][0], Span(row["start"][0], row["end"][0]), score))
        hits.sort(key=lambda hit: (-hit.score, hit.key, hit.span))
        return hits

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """tantivy's errors as ours."""
        try:
            yield
        except (OSError, ValueError) as exc:
            raise StoreUnavailable(
                f"the keyword index {self._folder} cannot be used ({exc}); "
                f"run: {command('index --rebuild', self._folder.parent)}"
            ) from exc
