"""The library's one SQLite file: its schema, connections and transactions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from .errors import LibraryMissing, StoreUnavailable
from .hints import command

__all__ = ["Database", "chunks", "marks"]

_SCHEMA = """
CREATE TABLE articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'indexed', 'retired')),
    digest TEXT NOT NULL,
    passages INTEGER NOT NULL,
    day INTEGER,
    title TEXT NOT NULL,
    url TEXT, publisher TEXT, author TEXT, published TEXT,
    origin TEXT NOT NULL,
    retrieved_at TEXT NOT NULL,
    spans TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX one_indexed ON articles (id) WHERE state = 'indexed';
CREATE INDEX by_id ON articles (id);
CREATE INDEX by_state ON articles (state) WHERE state != 'indexed';
CREATE INDEX by_day ON articles (day) WHERE state = 'indexed';
CREATE INDEX by_publisher ON articles (publisher, day) WHERE state = 'indexed';
CREATE TABLE sources (origin TEXT PRIMARY KEY, stamp TEXT);
CREATE TABLE contents (
    origin TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (origin, article_id)
) WITHOUT ROWID;
CREATE INDEX holders ON contents (article_id);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO counters VALUES ('generation', 0), ('articles', 0), ('passages', 0), ('rebuilding', 0);
"""

_Item = TypeVar("_Item")

_IDLE = 8
"""Connections that are kept open for the next use."""


class Database:
    """One SQLite file, safe to use from several threads. Writing is for the process that holds the library's lock."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        """Open the file at ``path``; made when it is not there and ``writable``.

        Raises:
            LibraryMissing: there is no file and ``writable`` is false.
            StoreUnavailable: the file is not a library, or cannot be opened.
        """
        if not path.is_file() and not writable:
            raise LibraryMissing(
                f"there is no library in {path.parent}; make one with: {command('index PATH', path.parent)}"
            )
        self.path = path
        self._writable = writable
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        with self.reading() as db:
            if writable and not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'counters'").fetchone():
                db.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")
            db.execute("SELECT key, passages, spans FROM articles LIMIT 0")

    def close(self) -> None:
        """Close the connections that nobody is using."""
        with self._guard:
            while self._idle:
                self._idle.pop().close()

    def fault(self) -> str | None:
        """What SQLite's own check finds wrong with the file, or None."""
        with self.reading() as db:
            found: str = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        return None if found == "ok" else found

    def _connect(self) -> sqlite3.Connection:
        uri = f"{self.path.resolve().as_uri()}?mode={'rwc' if self._writable else 'ro'}"
        connection = sqlite3.connect(uri, uri=True, timeout=30, isolation_level=None, check_same_thread=False)
        if self._writable:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for this block alone, taken from those that are idle.

        Raises:
            StoreUnavailable: SQLite failed.
        """
        connection: sqlite3.Connection | None = None
        try:
            with self._guard:
                connection = self._idle.pop() if self._idle else None
            connection = connection or self._connect()
            yield connection
        except sqlite3.Error as exc:
            raise StoreUnavailable(
                f"the article store {self.path} cannot be used ({exc}); check the disk, or move the library's folder "
                "away and index again"
            ) from exc
        finally:
            if connection is not None:
                self._give_back(connection)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if len(self._idle) < _IDLE:
                self._idle.append(connection)
                return
        connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection within a transaction: all of it happens, or nothing.

        Raises:
            StoreUnavailable: SQLite failed.
        """
        with self.reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")


def chunks(items: Sequence[_Item], size: int = 500) -> Iterator[Sequence[_Item]]:
    """Runs of at most ``size`` items: SQLite takes a limited number of parameters."""
    for at in range(0, len(items), size):
        yield items[at : at + size]


def marks(items: Sequence[object]) -> str:
    """As many question marks as items, for an IN clause."""
    return ",".join("?" * len(items))
