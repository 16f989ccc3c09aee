"""Small libraries for the tests of indexing: runs, their counts, and what is found afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from encoders import WordEncoder

from index.folder import open_library
from index.indexing import open_indexer
from index.retrieval import Searcher
from index.running import Report
from index.settings import IndexSettings

Files = Callable[[dict[str, str]], Path]
TEXT = "A bomb killed nine people in Velmar.\n\nPolice detained three men. The group Ash Dawn claimed the attack."
OTHER = "A ferry sank off the coast.\n\nThe ministry said twelve people drowned."


def run(library: Path, *paths: Path, settings: IndexSettings, keep: bool = False) -> Report:
    with open_indexer(library, settings, encoder=WordEncoder()) as indexer:
        return indexer.index([str(path) for path in paths], max_bytes=1_000_000, keep=keep)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed, len(report.skipped)


def texts(library: Path) -> set[str]:
    with open_library(library) as stored:
        return {article.text for article in stored.articles()}


def searched(library: Path, query: str, settings: IndexSettings) -> list[str]:
    searcher = Searcher(library, settings, WordEncoder())
    found = [document.page_content for document in searcher.retriever(5).invoke(query)]
    searcher.close()
    return found
