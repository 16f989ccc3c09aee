"""Which source held which articles when it was last read: what makes a second run cheap and a vanished file known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from .database import Database

__all__ = ["Ledger"]


class Ledger:
    """The tables ``sources`` and ``contents`` of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stamp(self, origin: str) -> str | None:
        """What the source looked like when it was last read in full, or None."""
        with self._database.reading() as db:
            row = db.execute("SELECT stamp FROM sources WHERE origin = ?", (origin,)).fetchone()
        return None if row is None else row[0]

    def contents(self, origin: str) -> set[str]:
        """The ids of the articles that came from that source."""
        with self._database.reading() as db:
            return _contents(db, origin)

    def sources(self) -> list[str]:
        """The origins of all sources that articles came from."""
        with self._database.reading() as db:
            return [row[0] for row in db.execute("SELECT origin FROM sources ORDER BY origin")]

    def holders(self, article_id: str) -> set[str]:
        """The sources that hold an article."""
        with self._database.reading() as db:
            rows = db.execute("SELECT origin FROM contents WHERE article_id = ?", (article_id,))
            return {row[0] for row in rows}

    def hold(self, origin: str, article_ids: Iterable[str]) -> None:
        """Note that a source holds these articles too, so that none of them is an orphan of another source."""
        with self._database.writing() as db:
            db.execute("INSERT OR IGNORE INTO sources VALUES (?, NULL)", (origin,))
            db.executemany("INSERT OR IGNORE INTO contents VALUES (?, ?)", [(origin, i) for i in article_ids])

    def orphans(self, origin: str, article_ids: Iterable[str] = ()) -> set[str]:
        """The ids that no source would hold any more if this one held just ``article_ids``."""
        alone = "SELECT 1 FROM contents WHERE article_id = ? AND origin != ? LIMIT 1"
        with self._database.reading() as db:
            gone = _contents(db, origin) - set(article_ids)
            return {article_id for article_id in gone if not db.execute(alone, (article_id, origin)).fetchone()}

    def record(self, origin: str, stamp: str | None, article_ids: Iterable[str]) -> None:
        """Note what a source now holds. Its `orphans` must have been retired: from here on nobody knows of them.

        ``stamp`` None means that the source must be read again next time.
        """
        now = set(article_ids)
        with self._database.writing() as db:
            before = _contents(db, origin)
            db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (origin, stamp))
            gone = [(origin, article_id) for article_id in before - now]
            db.executemany("DELETE FROM contents WHERE origin = ? AND article_id = ?", gone)
            db.executemany("INSERT OR IGNORE INTO contents VALUES (?, ?)", [(origin, i) for i in now - before])

    def forget(self, origin: str) -> None:
        """Drop a source. Its `orphans` must have been retired."""
        with self._database.writing() as db:
            db.execute("DELETE FROM contents WHERE origin = ?", (origin,))
            db.execute("DELETE FROM sources WHERE origin = ?", (origin,))

    def release(self, article_ids: Iterable[str]) -> None:
        """Take articles out of every source, so that the next reading of the source brings them back."""
        holders = "SELECT origin FROM contents WHERE article_id = ?"
        with self._database.writing() as db:
            for article_id in article_ids:
                db.execute(f"UPDATE sources SET stamp = NULL WHERE origin IN ({holders})", (article_id,))  # noqa: S608
                db.execute("DELETE FROM contents WHERE article_id = ?", (article_id,))


def _contents(db: sqlite3.Connection, origin: str) -> set[str]:
    return {row[0] for row in db.execute("SELECT article_id FROM contents WHERE origin = ?", (origin,))}
