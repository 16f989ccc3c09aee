"""The article store: the one source of truth.

An article is written as ``pending``, embedded and stored, and then marked ``indexed``; a newer version of it is
indexed beside it before the older is ``retired`` and cleaned away. So whatever a crash leaves behind, every article
that was ever answered from is still there, and the next run finishes the rest. Vectors and keywords know an article
by its ``key``, a number that is never used twice, so a passage can never be cut from another version's text.

Readers see only ``indexed`` articles and notice by `Library.generation` that something has changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .database import Database, chunks, marks
from .errors import ArticleUnknown
from .hints import command
from .types import Article, Filters, Span

__all__ = ["Library", "LibraryFacts", "Stored"]

_FIELDS = "id, title, text, url, publisher, author, published, origin"


@dataclass(frozen=True, slots=True)
class Stored:
    """An article with its key and the spans of its passages."""

    key: int
    article: Article
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What a library holds: counts, the publishers' names in order, and the first and last day (ISO 8601) or None."""

    articles: int
    passages: int
    publishers: tuple[str, ...]
    first: str | None
    last: str | None


class Library:
    """The table ``articles`` of a library. Safe to read from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Reading

    @property
    def generation(self) -> int:
        """A number that grows whenever what readers see has changed."""
        with self._database.reading() as db:
            return _counter(db, "generation")

    @property
    def rebuilding(self) -> bool:
        """Whether a rebuild has begun and not ended: readers would miss what is still pending."""
        with self._database.reading() as db:
            return bool(_counter(db, "rebuilding"))

    def facts(self) -> LibraryFacts:
        """Counts, publishers and days of the indexed articles."""
        with self._database.reading() as db:
            articles, passages = _counter(db, "articles"), _counter(db, "passages")
            first, last = db.execute("SELECT min(day), max(day) FROM articles WHERE state = 'indexed'").fetchone()
            names = db.execute(
                "SELECT DISTINCT publisher FROM articles WHERE state = 'indexed' AND publisher IS NOT NULL"
            ).fetchall()
        publishers = tuple(sorted((name for (name,) in names), key=lambda name: (name.casefold(), name)))
        return LibraryFacts(articles, passages, publishers, _iso(first), _iso(last))

    def article(self, article_id: str) -> Article:
        """The indexed article of that id.

        Raises:
            ArticleUnknown: there is none.
        """
        with self._database.reading() as db:
            row = db.execute(
                f"SELECT {_FIELDS} FROM articles WHERE id = ? AND state = 'indexed'",  # noqa: S608
                (article_id,),
            ).fetchone()
        if row is None:
            listing = command("articles", self._database.path.parent)
            raise ArticleUnknown(f"no article has the id {article_id!r}; list them with: {listing}")
        return Article(*row)

    def articles(self) -> Iterator[Article]:
        """Every indexed article, newest first, those without a date last."""
        with self._database.reading() as db:
            query = f"SELECT {_FIELDS} FROM articles WHERE state = 'indexed' "  # noqa: S608
            for row in db.execute(query + "ORDER BY published IS NULL, published DESC, key"):
                yield Article(*row)

    def digest(self, article_id: str) -> str | None:
        """The digest of the indexed article of that id, or None."""
        query = "SELECT digest FROM articles WHERE id = ? AND state = 'indexed'"
        with self._database.reading() as db:
            row = db.execute(query, (article_id,)).fetchone()
        return None if row is None else str(row[0])

    def resolve(self, keys: Iterable[int]) -> dict[int, Article]:
        """The articles of those keys that are indexed; others are left out."""
        query = f"SELECT key, {_FIELDS} FROM articles WHERE state = 'indexed' AND key IN "  # noqa: S608
        found: dict[int, Article] = {}
        with self._database.reading() as db:
            for chunk in chunks(sorted(set(keys))):
                for key, *fields in db.execute(f"{query} ({marks(chunk)})", chunk):
                    found[key] = Article(*fields)
        return found

    def keys(self, filters: Filters) -> set[int] | None:
        """The keys of the indexed articles that pass ``filters``, or None when every key in the stores does.

        While retired articles wait to be cleaned from the stores, there is no such None: they would crowd out others.
        """
        if not filters and not self._has_retired():
            return None
        query, values = "SELECT key, publisher FROM articles WHERE state = 'indexed'", list[int | str]()
        for day, comparison in ((filters.since, ">="), (filters.until, "<=")):
            if day is not None:
                query += f" AND day {comparison} ?"
                values.append(_number(day))
        with self._database.reading() as db:
            if filters.article_ids is None:
                rows = db.execute(query, values).fetchall()
            else:
                rows = []
                for chunk in chunks(sorted(set(filters.article_ids))):
                    rows += db.execute(f"{query} AND id IN ({marks(chunk)})", [*values, *chunk]).fetchall()
        names = {name.casefold() for name in filters.publishers}
        return {key for key, publisher in rows if not names or (publisher or "").casefold() in names}

    def spans(self, keys: Iterable[int]) -> dict[int, tuple[Span, ...]]:
        """The spans of the passages of those articles, whatever their state."""
        found: dict[int, tuple[Span, ...]] = {}
        with self._database.reading() as db:
            for chunk in chunks(sorted(set(keys))):
                query = f"SELECT key, spans FROM articles WHERE key IN ({marks(chunk)})"  # noqa: S608
                found.update((key, _unpacked(packed)) for key, packed in db.execute(query, chunk))
        return found

    # Writing, in the order of an article's life

    def put_pending(self, articles: Sequence[tuple[Article, Sequence[Span]]], retrieved_at: str) -> list[Stored]:
        """Write articles as pending, each with the spans of its passages."""
        query = (
            f"INSERT INTO articles (state, digest, passages, day, retrieved_at, spans, {_FIELDS})"  # noqa: S608
            " VALUES ('pending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        stored = []
        with self._database.writing() as db:
            for a, spans in articles:
                fields = (a.id, a.title, a.text, a.url, a.publisher, a.author, a.published, a.origin)
                cursor = db.execute(query, (a.digest, len(spans), a.day, retrieved_at, _packed(spans), *fields))
                stored.append(Stored(int(cursor.lastrowid or 0), a, tuple(spans)))
        return stored

    def pending(self, limit: int) -> list[Stored]:
        """Up to ``limit`` articles that a crash, or a rebuild, left pending, oldest first."""
        query = f"SELECT key, spans, {_FIELDS} FROM articles WHERE state = 'pending' ORDER BY key LIMIT ?"  # noqa: S608
        with self._database.reading() as db:
            rows = db.execute(query, (limit,)).fetchall()
        return [Stored(key, Article(*fields), _unpacked(packed)) for key, packed, *fields in rows]

    def count_pending(self) -> int:
        """How many articles are pending."""
        with self._database.reading() as db:
            return int(db.execute("SELECT count(*) FROM articles WHERE state = 'pending'").fetchone()[0])

    def set_spans(self, stored: Sequence[Stored]) -> None:
        """Replace the spans of pending articles' passages."""
        rows = [(len(item.spans), _packed(item.spans), item.key) for item in stored]
        with self._database.writing() as db:
            db.executemany("UPDATE articles SET passages = ?, spans = ? WHERE key = ? AND state = 'pending'", rows)

    def mark_indexed(self, stored: Sequence[Stored]) -> None:
        """Let readers see pending articles, each instead of the version before it, all at once."""
        with self._database.writing() as db:
            for item in stored:
                _change(db, "id", item.article.id, "indexed", "retired")
                _change(db, "key", item.key, "pending", "indexed")
            _move_on(db)

    def retire(self, article_ids: Iterable[str]) -> int:
        """Take articles from the readers' sight; returns how many there were."""
        with self._database.writing() as db:
            count = sum(_change(db, "id", article_id, "indexed", "retired") for article_id in article_ids)
            if count:
                _move_on(db)
        return count

    def retired(self) -> dict[int, tuple[Span, ...]]:
        """Keys and spans of the articles that are still to be cleaned from the stores."""
        with self._database.reading() as db:
            rows = db.execute("SELECT key, spans FROM articles WHERE state = 'retired'").fetchall()
        return {key: _unpacked(packed) for key, packed in rows}

    def _has_retired(self) -> bool:
        with self._database.reading() as db:
            return db.execute("SELECT 1 FROM articles WHERE state = 'retired' LIMIT 1").fetchone() is not None

    def delete_retired(self, keys: Iterable[int]) -> None:
        """Delete retired articles for good, after the stores have forgotten them."""
        with self._database.writing() as db:
            db.executemany("DELETE FROM articles WHERE key = ? AND state = 'retired'", [(key,) for key in keys])

    def begin_rebuild(self) -> int:
        """Make every article pending, to be split and embedded anew; returns how many there are."""
        with self._database.writing() as db:
            newer = "SELECT id FROM articles WHERE state = 'pending'"
            db.execute(f"UPDATE articles SET state = 'retired' WHERE state = 'indexed' AND id IN ({newer})")  # noqa: S608
            db.execute("DELETE FROM articles WHERE state = 'retired'")
            count = db.execute("UPDATE articles SET state = 'pending'").rowcount
            db.execute("UPDATE counters SET value = 0 WHERE name IN ('articles', 'passages')")
            db.execute("UPDATE counters SET value = 1 WHERE name = 'rebuilding'")
            _move_on(db)
        return count

    def end_rebuild(self) -> None:
        """Note that nothing is pending any more."""
        if self.rebuilding:
            with self._database.writing() as db:
                db.execute("UPDATE counters SET value = 0 WHERE name = 'rebuilding'")
                _move_on(db)


def _change(db: sqlite3.Connection, column: str, value: int | str, before: str, after: str) -> int:
    """Move the articles named from one state to another, keeping count; returns how many there were."""
    where = f"WHERE {column} = ? AND state = ?"
    rows = db.execute(f"SELECT passages FROM articles {where}", (value, before)).fetchall()  # noqa: S608
    db.execute(f"UPDATE articles SET state = ? {where}", (after, value, before))  # noqa: S608
    sign = 1 if after == "indexed" else -1
    for name, amount in (("articles", len(rows)), ("passages", sum(count for (count,) in rows))):
        db.execute("UPDATE counters SET value = value + ? WHERE name = ?", (sign * amount, name))
    return len(rows)


def _move_on(db: sqlite3.Connection) -> None:
    db.execute("UPDATE counters SET value = value + 1 WHERE name = 'generation'")


def _counter(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute("SELECT value FROM counters WHERE name = ?", (name,)).fetchone()[0])


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _iso(number: int | None) -> str | None:
    return None if number is None else f"{number // 10_000:04}-{number // 100 % 100:02}-{number % 100:02}"


def _packed(spans: Sequence[Span]) -> str:
    return json.dumps([(span.start, span.end) for span in spans], separators=(",", ":"))


def _unpacked(packed: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(packed))
