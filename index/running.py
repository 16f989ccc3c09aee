"""One run over the sources: what is read goes into batches, and the ledger and the report follow."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from .ledger import Ledger
from .library import Library
from .readers import Remark, Skipped, Source, dates, read
from .types import Article

__all__ = ["Progress", "Report", "Run", "in_folders", "ledger_name"]

_READERS = 2
"""Raise it when the readers make other articles of the same file, so that a second run reads the files again."""
_BATCH_CHARACTERS = 100_000


@dataclass(slots=True)
class Report:
    """What became of the articles: counts, what was skipped with the reason, and which files are of other kinds.

    ``warnings`` are of articles that were read: of a date that cannot be right.
    """

    added: int = 0
    unchanged: int = 0
    updated: int = 0
    removed: int = 0
    passages: int = 0
    resumed: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def fruitless(self) -> bool:
        """Whether there was something to read and nothing of it could be, so that the library is as it was."""
        return bool(self.skipped) and not (self.added or self.unchanged or self.updated or self.removed or self.resumed)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    sources: int
    sources_total: int
    articles: int
    passages: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a source was found to hold; ``fresh`` counts the ids that the library did not have."""

    name: str
    stamp: str | None
    ids: tuple[str, ...]
    fresh: int


class Run:
    """Takes sources one by one and finishes.

    Nothing is taken out of the library before every source has been read: an article that has gone from one file may
    have moved to another.
    """

    def __init__(
        self,
        library: Library,
        ledger: Ledger,
        sources: Sequence[Source],
        report: Report,
        add: Callable[[Sequence[Article]], int],
        progress: Callable[[Progress], None],
        now: datetime,
    ) -> None:
        self._library = library
        self._ledger = ledger
        self._report = report
        self._add = add
        self._progress = progress
        self._now = now
        self._sources = sources
        self._names = {ledger_name(source.origin) for source in sources}
        self._batch: list[Article] = []
        self._readings: list[_Reading] = []
        self._seen: dict[str, str] = {}
        self._done = self._articles = self._characters = 0

    def all(self) -> None:
        """Take every source, store what is new, and take out what the sources that were read no longer hold."""
        for source in self._sources:
            self._take(source)
            self._done += 1
            self._tell()
        self._flush()
        for reading in self._readings:
            self._ledger.hold(reading.name, reading.ids)
        for reading in self._readings:
            gone = self._ledger.orphans(reading.name, reading.ids)
            # A file that was edited has another article under another id: that is one article updated.
            retired = self._library.retire(gone)
            replaced = min(retired, reading.fresh)
            self._report.updated += replaced
            self._report.added += reading.fresh - replaced
            self._report.removed += retired - replaced
            self._ledger.record(reading.name, reading.stamp, reading.ids)

    def _take(self, source: Source) -> None:
        name, stamp = ledger_name(source.origin), _stamp(source)
        if stamp is not None and self._ledger.stamp(name) == stamp:
            count = len(self._ledger.contents(name))
            self._report.unchanged += count
            self._articles += count
            return
        ids: list[str] = []
        fresh = skipped = 0
        warned = len(self._report.warnings)
        for item in read(source):
            found = self._checked(self._dated(item), name) if isinstance(item, Article) else item
            if isinstance(found, Skipped):
                self._report.skipped.append(found)
                skipped += 1
                continue
            ids.append(found.id)
            fresh += self._article(found)
        # A source with faults is read again next time, so that they are reported again until they are mended; and
        # what it held before is kept, since a fault may be all that hides it.
        kept = self._ledger.contents(name) - set(ids) if skipped else set()
        faulty = skipped or len(self._report.warnings) > warned
        self._readings.append(_Reading(name, None if faulty else stamp, (*ids, *kept), fresh))

    def _dated(self, article: Article) -> Article:
        """The article, without a date that cannot be right: it would lead all answers."""
        if article.published is None or dates.plausible(article.published, self._now):
            return article
        reason = f"the date {article.published} cannot be right and is taken as unknown: mend it in the source"
        self._report.warnings.append(Remark(article.origin, reason))
        return replace(article, published=None)

    def _checked(self, article: Article, name: str) -> Article | Skipped:
        """The article, unless its id stands for another one in this run."""
        taken = Skipped(article.origin, f"the id {article.id!r} was used before, by another article of this run")
        if article.id in self._seen:
            return article if self._seen[article.id] == article.digest else taken
        known = self._library.digest(article.id)
        if known is not None and known != article.digest:
            read_anew = {reading.name for reading in self._readings} | {name}
            if self._ledger.holders(article.id) & self._names - read_anew:
                return taken
        return article

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
        self._batch.append(article)
        self._characters += len(article.text)
        if known is not None:
            self._report.updated += 1
        if self._characters > _BATCH_CHARACTERS:
            self._flush()
        return int(known is None)

    def _flush(self) -> None:
        if self._batch:
            self._report.passages += self._add(self._batch)
            self._batch, self._characters = [], 0
        self._tell()

    def _tell(self) -> None:
        self._progress(Progress(self._done, len(self._sources), self._articles, self._report.passages))


def ledger_name(origin: str) -> str:
    """The name of a source in the ledger: the same from whatever folder the command is run."""
    return origin if "://" in origin else os.path.realpath(origin)


def in_folders(name: str, paths: Iterable[str], unread: Collection[str]) -> bool:
    """Whether a source of the ledger lies in one of the folders among ``paths``, and not in one of those ``unread``.

    What was not read and lies elsewhere, as the end of a link that leads out, says nothing of the folders.
    """
    folders = [os.path.realpath(path) for path in paths if os.path.isdir(path)]
    unknown = [place for place in unread if place in folders or _under(place, folders)]
    return "://" not in name and _under(name, folders) and not _under(name, unknown)


def _under(name: str, folders: Iterable[str]) -> bool:
    return any(name.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)


def _stamp(source: Source) -> str | None:
    """What a file looks like from outside: while that stays, it need not be read. None for addresses."""
    if source.kind == "url":
        return None
    try:
        state = os.stat(source.origin)
    except OSError:
        return None  # reading it will say why
    return f"{_READERS}:{state.st_size}:{state.st_mtime_ns}:{source.max_bytes}"
