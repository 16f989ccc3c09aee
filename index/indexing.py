"""Read, split, embed, store: in batches, resumable at any point, and cheap when nothing has changed."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from .database import Database
from .embedding import Encoder, load_encoder
from .errors import ArticleUnknown, LibraryMissing
from .folder import Folder, Manifest
from .keywords import KeywordStore
from .ledger import Ledger
from .library import Library, LibraryFacts, Stored
from .readers import Skipped, Source, find, read
from .settings import IndexSettings
from .splitting import split
from .types import Article, Span
from .vectors import VectorStore

__all__ = ["Indexer", "Progress", "Report", "embedded_text"]

_log = logging.getLogger(__name__)

_BATCH = 256
"""Passages per batch: what a crash can cost, and what a reader waits for at most."""
_READERS = 1
"""Raise it when the readers make other articles of the same file, so that a second run reads the files again."""
_TITLE_TOKENS = 48
_SPECIAL_TOKENS = 3
"""[CLS], [SEP] and the line break between title and passage."""


@dataclass(slots=True)
class Report:
    """What became of the articles: counts, and what was skipped with the reason."""

    added: int = 0
    unchanged: int = 0
    updated: int = 0
    removed: int = 0
    passages: int = 0
    resumed: int = 0
    skipped: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    sources: int
    sources_total: int
    articles: int
    passages: int


def embedded_text(title: str, passage: str) -> str:
    """What is embedded for a passage: the title above it, unless the passage begins with the title."""
    return passage if not title or passage.startswith(title.rstrip(".… ")) else f"{title}\n{passage}"


class Indexer:
    """The one writer of a library. Use `open_indexer`."""

    def __init__(
        self, database: Database, vectors: VectorStore, keywords: KeywordStore, encoder: Encoder, manifest: Manifest
    ) -> None:
        self._library = Library(database)
        self._ledger = Ledger(database)
        self._vectors = vectors
        self._keywords = keywords
        self._encoder = encoder
        self._manifest = manifest

    def facts(self) -> LibraryFacts:
        """What the library holds now."""
        return self._library.facts()

    def index(
        self,
        paths: Sequence[str],
        *,
        max_bytes: int,
        keep: bool = False,
        progress: Callable[[Progress], None] = lambda _: None,
        resumed: int = 0,
    ) -> Report:
        """Bring the library up to date with files, folders and addresses.

        Args:
            paths: what to read.
            max_bytes: largest file that is read.
            keep: keep articles whose file has vanished from a folder that is indexed again.
            progress: called after each batch and each source.
            resumed: what `resume` has finished before, for the report.

        Raises:
            ArticleUnreadable: a path does not exist.
        """
        report = Report(resumed=resumed + self.resume())
        found = list(find(paths, max_bytes=max_bytes))
        sources = [item for item in found if isinstance(item, Source)]
        report.skipped += [item for item in found if isinstance(item, Skipped)]
        run = _Run(self, report, len(sources), progress)
        for source in sources:
            run.take(source)
        run.finish()
        if not keep:
            present = {_ledger_name(item.origin) for item in found}
            for origin in self._ledger.sources():
                if origin not in present and _within(origin, paths):
                    report.removed += self._library.retire(self._ledger.orphans(origin))
                    self._ledger.forget(origin)
        self._clean()
        return report

    def remove(self, article_ids: Sequence[str]) -> int:
        """Remove articles; returns how many.

        Raises:
            ArticleUnknown: one of them is not there; then none is removed.
        """
        for article_id in article_ids:
            if self._library.digest(article_id) is None:
                raise ArticleUnknown(f"no article has the id {article_id!r}; list them with: assistant articles")
        count = self._library.retire(dict.fromkeys(article_ids))
        self._ledger.release(article_ids)
        self._clean()
        return count

    def resume(self, progress: Callable[[Progress], None] = lambda _: None) -> int:
        """Finish what a crash or a rebuild left pending and clean up; returns how many articles were finished."""
        done = passages = 0
        total = self._library.count_pending()
        while batch := self._library.pending(limit=64):
            stored = []
            for item in batch:
                spans = self._spans(item.article)
                if spans != item.spans:  # the passage sizes have changed since these were split
                    self._vectors.delete(item.key, item.spans)
                stored.append(Stored(item.key, item.article, spans))
            self._library.set_spans(stored)
            self._store(stored)
            done += len(stored)
            passages += sum(len(item.spans) for item in stored)
            progress(Progress(done, total, done, passages))
        self._clean()
        return done

    def add(self, articles: Sequence[Article]) -> int:
        """Index a batch of articles, each instead of the version before it; returns the number of passages."""
        rows = [(article, self._spans(article)) for article in articles]
        self._store(self._library.put_pending(rows, datetime.now(UTC).isoformat(timespec="seconds")))
        return sum(len(spans) for _, spans in rows)

    def _spans(self, article: Article) -> tuple[Span, ...]:
        room = self._encoder.window - _SPECIAL_TOKENS - min(self._encoder.count(article.title), _TITLE_TOKENS)
        limit = max(1, min(self._manifest.passage_tokens, room))
        overlap = min(self._manifest.overlap_tokens, limit // 2)
        return tuple(passage.span for passage in split(article, limit, overlap, self._encoder.count))

    def _store(self, stored: Sequence[Stored]) -> None:
        titles = {item.key: self._title(item.article.title) for item in stored}
        rows = [(item.key, span, item.article) for item in stored for span in item.spans]
        for at in range(0, len(rows), _BATCH):
            some = rows[at : at + _BATCH]
            vectors = self._encoder.encode([embedded_text(titles[key], span.of(a.text)) for key, span, a in some])
            self._vectors.add([key for key, _, _ in some], [span for _, span, _ in some], vectors)
        self._keywords.add([(key, span, article.title, span.of(article.text)) for key, span, article in rows])
        self._library.mark_indexed(stored)

    def _title(self, title: str) -> str:
        """The title, cut at a word so that it keeps to its share of the model's window."""
        if self._encoder.count(title) <= _TITLE_TOKENS:
            return title
        words = title[: 8 * _TITLE_TOKENS].split(" ")
        while len(words) > 1 and self._encoder.count(" ".join(words)) > _TITLE_TOKENS:
            words.pop()
        kept = " ".join(words)
        return kept if self._encoder.count(kept) <= _TITLE_TOKENS else ""

    def _clean(self) -> None:
        retired = self._library.retired()
        for key, spans in retired.items():
            self._vectors.delete(key, spans)
        if retired:
            self._keywords.delete(retired)
            self._library.delete_retired(retired)


class _Run:
    """One pass over the sources: collects articles into batches and keeps the ledger and the report."""

    def __init__(self, indexer: Indexer, report: Report, total: int, progress: Callable[[Progress], None]) -> None:
        self._indexer = indexer
        self._library = indexer._library
        self._ledger = indexer._ledger
        self._report = report
        self._total = total
        self._progress = progress
        self._batch: dict[str, Article] = {}
        self._characters = 0
        self._read: list[tuple[str, str | None, list[str], int]] = []
        self._seen: dict[str, str] = {}
        self._sources = 0
        self._articles = 0

    def take(self, source: Source) -> None:
        """Read one source, unless it is as it was."""
        name, stamp = _ledger_name(source.origin), _stamp(source)
        if stamp is not None and self._ledger.stamp(name) == stamp:
            count = len(self._ledger.contents(name))
            self._report.unchanged += count
            self._articles += count
        else:
            self._take_anew(source, name, stamp)
        self._sources += 1
        self._tell()

    def _take_anew(self, source: Source, name: str, stamp: str | None) -> None:
        ids: list[str] = []
        fresh = skipped = 0
        for item in read(source):
            if isinstance(item, Article) and self._seen.get(item.id, item.digest) != item.digest:
                item = Skipped(item.origin, f"the id {item.id!r} was used before, by another article of this run")
            if isinstance(item, Skipped):
                self._report.skipped.append(item)
                skipped += 1
                continue
            ids.append(item.id)
            fresh += self._article(item)
        # A source with faults is read again next time, so that they are reported again until they are mended; and
        # what it held before is kept, since a fault may be all that hides it.
        if skipped:
            ids += self._ledger.contents(name) - set(ids)
        self._read.append((name, None if skipped else stamp, ids, fresh))

    def _article(self, article: Article) -> int:
        """Take an article into the batch unless it is known; returns 1 when nothing of that id was known."""
        self._articles += 1
        if article.id in self._seen:
            self._report.unchanged += 1
            return 0
        self._seen[article.id] = article.digest
        known = self._library.digest(article.id)
        if known == article.digest:
            self._report.unchanged += 1
            return 0
        self._batch[article.id] = article
        self._characters += len(article.text)
        if known is not None:
            self._report.updated += 1
        if self._characters > 400 * _BATCH:
            self._flush()
        return int(known is None)

    def _flush(self) -> None:
        if self._batch:
            self._report.passages += self._indexer.add(list(self._batch.values()))
            self._batch.clear()
            self._characters = 0
        self._settle()
        self._tell()

    def _settle(self) -> None:
        """Write the ledger for the sources whose articles are all stored, and retire what they no longer hold."""
        for name, stamp, ids, fresh in self._read:
            gone = self._ledger.orphans(name, ids)
            # A file that was edited has another article under another id: that is one article updated.
            replaced = min(len(gone), fresh)
            self._report.updated += replaced
            self._report.added += fresh - replaced
            self._report.removed += self._library.retire(gone) - replaced
            self._ledger.record(name, stamp, ids)
        self._read.clear()

    def finish(self) -> None:
        """Store what is left."""
        self._flush()

    def _tell(self) -> None:
        self._progress(Progress(self._sources, self._total, self._articles, self._report.passages))


def _ledger_name(origin: str) -> str:
    """The name of a source in the ledger: the same from whatever folder the command is run."""
    return origin if "://" in origin else os.path.realpath(origin)


def _stamp(source: Source) -> str | None:
    """What a file looks like from outside: while that stays, it need not be read. None for addresses."""
    if source.kind == "url":
        return None
    try:
        state = os.stat(source.origin)
    except OSError:
        return None  # reading it will say why
    return f"{_READERS}:{state.st_size}:{state.st_mtime_ns}:{source.max_bytes}"


def _within(name: str, paths: Iterable[str]) -> bool:
    """Whether a source of the ledger lies in one of the folders among ``paths``."""
    folders = [os.path.realpath(path) + os.sep for path in paths if os.path.isdir(path)]
    return "://" not in name and any(name.startswith(folder) for folder in folders)


@contextmanager
def open_indexer(
    path: Path, settings: IndexSettings, *, rebuild: bool = False, encoder: Encoder | None = None
) -> Iterator[Indexer]:
    """The writer of the library in the folder ``path``, which is made when it is not there.

    Args:
        path: the library's folder.
        settings: of the library.
        rebuild: take the model and the passage sizes of ``settings`` instead of what the library was made with: all
            articles become pending, and `Indexer.resume` splits and embeds them anew.
        encoder: used instead of the one that ``settings`` name.

    Raises:
        LibraryBusy: another process is writing.
        LibraryMismatch: the library was made with another embedding model or schema, and ``rebuild`` is false.
        LibraryMissing: ``rebuild`` is true and there is no library, or the folder cannot be made.
        EmbeddingUnavailable: the embedding model cannot be loaded.
    """
    folder = Folder(path)
    if rebuild and not folder.database.is_file():
        raise LibraryMissing(f"there is no library in {path} to rebuild; make one with: assistant index PATH")
    encoder = encoder or load_encoder(
        settings.embedding, precision=settings.precision, workers=settings.workers, cache=settings.cache
    )
    with folder.writing(), ExitStack() as stack:
        wanted = Manifest(encoder.identity, settings.passage_tokens, settings.overlap_tokens)
        if not rebuild and folder.manifest() is None:
            folder.write(wanted)
        if not rebuild:
            folder.check(encoder.identity)
        database = Database(folder.database, writable=True)
        stack.callback(database.close)
        if rebuild:
            # In this order a crash leaves articles that are pending, never articles that no search can find.
            Library(database).unindex()
            VectorStore.wipe(folder.vectors, server=settings.chroma)
            KeywordStore.wipe(folder.keywords)
            folder.write(wanted)
        manifest = folder.check(encoder.identity)
        vectors = VectorStore(folder.vectors, identity=encoder.identity, server=settings.chroma)
        stack.callback(vectors.close)
        keywords = KeywordStore(folder.keywords)
        yield Indexer(database, vectors, keywords, encoder, manifest)
