"""Indexes a folder and kills itself without warning at a chosen moment: before or after the n-th call of a method."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from encoders import WordEncoder

from index import indexing
from index.settings import IndexSettings

MOMENTS = {
    "before anything is written": ("Library", "put_pending", 1, "before"),
    "written as pending": ("Library", "put_pending", 1, "after"),
    "a later batch written as pending": ("Library", "put_pending", 2, "after"),
    "vectors stored": ("VectorStore", "add", 1, "after"),
    "between vectors and keywords": ("KeywordStore", "add", 2, "before"),
    "keywords stored": ("KeywordStore", "add", 2, "after"),
    "marked as indexed": ("Library", "mark_indexed", 2, "after"),
    "before the ledger knows": ("Ledger", "record", 1, "before"),
    "the ledger knows of one source": ("Ledger", "record", 1, "after"),
    "an old version retired but still stored": ("VectorStore", "delete", 1, "before"),
    "an old version forgotten by the vectors": ("VectorStore", "delete", 1, "after"),
    "cleaned but not yet deleted": ("Library", "delete_retired", 1, "before"),
}


def arm(owner: Any, method: str, nth: int, when: str) -> None:
    """Make the n-th call of ``owner.method`` the last thing this process does."""
    original: Callable[..., Any] = getattr(owner, method)
    calls = 0

    def deadly(*args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **named)
        if calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, method, deadly)


def main(library: str, folder: str, moment: str) -> None:
    owner, method, nth, when = MOMENTS[moment]
    arm(getattr(indexing, owner), method, nth, when)
    settings = IndexSettings(passage_tokens=24, overlap_tokens=6)
    with indexing.open_indexer(Path(library), settings, encoder=WordEncoder()) as indexer:
        indexer.index([folder], max_bytes=10**7)


if __name__ == "__main__":
    main(*sys.argv[1:])
