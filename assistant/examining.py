"""The doctor: is the library whole, do its stores agree, do the models load?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any

from index.database import Database
from index.embedding import load_encoder
from index.errors import NewsError
from index.folder import Folder
from index.hints import command
from index.keywords import KeywordStore
from index.library import Library
from index.vectors import VectorStore

from .readers import reranker, span_reader, try_out
from .settings import Settings

__all__ = ["Check", "examine"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, and what was found."""

    name: str
    good: bool
    finding: str

    def values(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def examine(settings: Settings) -> list[Check]:
    """Look at the library, its stores and the models. A check that fails does not stop those that can still be made."""
    checks: list[Check] = []

    def check(name: str, look: Callable[[], tuple[bool, str]]) -> None:
        try:
            checks.append(Check(name, *look()))
        except NewsError as exc:
            checks.append(Check(name, False, str(exc)))

    encoder = load_encoder(settings.embedding, precision=settings.precision, workers=1, cache=settings.cache)
    folder = Folder(settings.library)

    def embed() -> tuple[bool, str]:
        size = len(encoder.encode_query("Who claimed the attack?"))
        return True, f"{encoder.identity} loads and gives {size} numbers"

    def manifest() -> tuple[bool, str]:
        found = folder.check(encoder.identity)
        return True, f"schema {found.schema}, passages of up to {found.passage_tokens} tokens"

    check("embedding model", embed)
    check("manifest", manifest)
    if checks[-1].good:
        for name, look in _stores(folder, encoder.identity, settings):
            check(name, look)
    check("reader", lambda: _reader(settings))
    if settings.model:
        check("language model", lambda: _model(settings))
    return checks


def _stores(folder: Folder, identity: str, settings: Settings) -> Iterator[tuple[str, Callable[[], tuple[bool, str]]]]:
    with ExitStack() as stack:
        library_id = folder.check(identity).id
        database = Database(folder.database)
        stack.callback(database.close)
        library = Library(database)
        facts, pending, retired = library.facts(), library.count_pending(), len(library.retired())

        def articles() -> tuple[bool, str]:
            fault = database.fault()
            return fault is None, fault or f"{facts.articles} articles in {facts.passages} passages"

        def unfinished() -> tuple[bool, str]:
            left = f"{pending} articles wait to be embedded and {retired} to be cleaned away"
            done = not pending and not retired
            return done, "none" if done else f"{left}; run: {command('index PATH', folder.path)}"

        def vectors() -> tuple[bool, str]:
            store = VectorStore(folder.vectors, identity=identity, library=library_id, server=settings.chroma)
            stack.callback(store.close)
            return _agree(store.count(), facts.passages, folder)

        yield "articles", articles
        yield "unfinished work", unfinished
        yield "vectors", vectors
        yield "keywords", lambda: _agree(KeywordStore(folder.keywords).count(), facts.passages, folder)


def _agree(count: int, expected: int, folder: Folder) -> tuple[bool, str]:
    found = f"{count} of {expected} passages"
    return count == expected, found if count == expected else f"{found}; run: {command('index --rebuild', folder.path)}"


def _reader(settings: Settings) -> tuple[bool, str]:
    """Whether what reads and what ranks the passages can be used, by reading one."""
    reads = span_reader(settings)
    ranks = reranker(settings, reads)
    try_out(reads, ranks)
    return True, f"{settings.reader} reads, {ranks.name if ranks else 'no model'} ranks the passages"


def _model(settings: Settings) -> tuple[bool, str]:
    from .models import chat_model

    chat_model(settings.model or "", base_url=settings.base_url, timeout=settings.timeout)
    return True, f"{settings.model} is set up; no question was sent to it"
