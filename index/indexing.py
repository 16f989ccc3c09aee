"""Read, split, embed, store: in batches, resumable at any point, and cheap when nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from .database import Database
from .embedding import Encoder, load_encoder
from .errors import LibraryMissing
from .folder import Folder, Manifest
from .hints import command
from .keywords import KeywordStore
from .ledger import Ledger
from .library import Library, LibraryFacts, Stored
from .readers import Ignored, Skipped, Source, find
from .running import Progress, Report, Run, in_folders, ledger_name
from .settings import IndexSettings
from .splitting import split
from .types import Article, Span
from .vectors import VectorStore

__all__ = ["Indexer", "embedded_text", "open_indexer"]

_BATCH = 256
"""Passages per batch: what a crash can cost, and what a reader waits for at most."""
_TITLE_TOKENS = 48
_SPECIAL_TOKENS = 3
"""[CLS], [SEP] and the line break between title and passage."""


def embedded_text(title: str, passage: str) -> str:
    """What is embedded for a passage: the title above it, unless the passage begins with the title."""
    return passage if not title or passage.startswith(title.rstrip(".… ")) else f"{title}\n{passage}"


class Indexer:
    """The one writer of a library. Use `open_indexer`."""

    def __init__(
        self, database: Database, vectors: VectorStore, keywords: KeywordStore, encoder: Encoder, manifest: Manifest
    ) -> None:
        self._folder = str(database.path.parent)
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
        now: datetime | None = None,
    ) -> Report:
        """Bring the library up to date with files, folders and addresses.

        Args:
            paths: what to read.
            max_bytes: largest file that is read.
            keep: keep articles whose file has vanished from a folder that is indexed again.
            progress: called after each batch and each source.
            resumed: what `resume` has finished before, for the report.
            now: the time of reading, by default the present; no article is dated later.

        Raises:
            ArticleUnreadable: a path does not exist.
        """
        now = now or datetime.now(UTC)
        report = Report(resumed=resumed + self.resume())
        found = list(find(paths, max_bytes=max_bytes))
        sources = [item for item in found if isinstance(item, Source)]
        report.skipped += [item for item in found if isinstance(item, Skipped)]
        ignored = [item.origin for item in found if isinstance(item, Ignored)]
        report.ignored = [name for name in ignored if not in_folders(ledger_name(name), [self._folder], ())]
        unread = {ledger_name(item.origin) for item in found if isinstance(item, Skipped)}
        Run(self._library, self._ledger, sources, report, partial(self.add, now=now), progress, now).all()
        if not keep:
            present = {ledger_name(item.origin) for item in found}
            for name in self._ledger.sources():
                if name not in present and in_folders(name, paths, unread):
                    report.removed += self._library.retire(self._ledger.orphans(name))
                    self._ledger.forget(name)
        self._clean()
        return report

    def remove(self, article_ids: Sequence[str]) -> int:
        """Remove articles; returns how many.

        Raises:
            ArticleUnknown: one of them is not there; then none is removed.
        """
        for article_id in article_ids:
            self._library.article(article_id)
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
        self._library.end_rebuild()
        return done

    def add(self, articles: Sequence[Article], *, now: datetime | None = None) -> int:
        """Index a batch of articles, read at ``now``, each instead of the version before it; returns how many passages.

        ``now`` is by default the present.
        """
        rows = [(article, self._spans(article)) for article in articles]
        now = now or datetime.now(UTC)
        self._store(self._library.put_pending(rows, now.isoformat(timespec="seconds")))
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
        raise LibraryMissing(f"there is no library in {path} to rebuild; make one with: {command('index PATH', path)}")
    encoder = encoder or load_encoder(
        settings.embedding, precision=settings.precision, workers=settings.workers, cache=settings.cache
    )
    with folder.writing(), ExitStack() as stack:
        known = None if rebuild else folder.manifest()
        wanted = Manifest.new(encoder.identity, settings.passage_tokens, settings.overlap_tokens)
        if rebuild:
            wanted = replace(wanted, id=folder.library_id() or wanted.id)
        elif known is None:
            folder.write(wanted)
        if not folder.database.exists():
            # Keys begin at 1 in a new database: what older stores hold would point into other articles.
            VectorStore.wipe(folder.vectors, library=wanted.id, server=settings.chroma)
            KeywordStore.wipe(folder.keywords)
        database = Database(folder.database, writable=True)
        stack.callback(database.close)
        if rebuild:
            VectorStore.reach(folder.vectors, server=settings.chroma)
            # In this order a crash leaves articles that are pending, never articles that no search can find.
            Library(database).begin_rebuild()
            VectorStore.wipe(folder.vectors, library=wanted.id, server=settings.chroma)
            KeywordStore.wipe(folder.keywords)
            folder.write(wanted)
        manifest = folder.check(encoder.identity)
        vectors = VectorStore(
            folder.vectors, identity=encoder.identity, library=manifest.id, server=settings.chroma, create=True
        )
        stack.callback(vectors.close)
        keywords = KeywordStore(folder.keywords, create=True)
        if known is None:
            vectors.count()  # so that readers of a library without articles find a store
        yield Indexer(database, vectors, keywords, encoder, manifest)
