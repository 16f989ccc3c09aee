"""A library as a folder: where its parts lie, what shaped it, and the lock of its one writer.

::

    library.sqlite    articles and the ledger: the truth
    chroma/           vectors          both can be made again from it:
    keywords/         tantivy          assistant index --rebuild
    manifest.json     what shaped the folder
    writer.lock       held by the writing process; a crash releases it
    chroma.lock       held for moments, see index.vectors
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from .database import Database
from .errors import LibraryBusy, LibraryMismatch, LibraryMissing
from .hints import command
from .library import Library
from .splitting import SPLITTER

__all__ = ["SCHEMA", "Folder", "Manifest", "open_library"]

SCHEMA = 1
"""Of the folder as a whole. A library of another schema is refused, never converted silently."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What shaped a library. Its passages keep the sizes it was made with; only a rebuild takes new ones."""

    id: str
    """Names the library's collection on a Chroma server that holds several."""
    model: str
    passage_tokens: int
    overlap_tokens: int
    splitter: str = SPLITTER
    schema: int = SCHEMA

    @classmethod
    def new(cls, model: str, passage_tokens: int, overlap_tokens: int) -> Manifest:
        """The manifest of a library that does not exist yet."""
        return cls(uuid4().hex[:16], model, passage_tokens, overlap_tokens)


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one library."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "library.sqlite"

    @property
    def vectors(self) -> Path:
        """Chroma's folder."""
        return self.path / "chroma"

    @property
    def keywords(self) -> Path:
        """tantivy's folder."""
        return self.path / "keywords"

    @property
    def _manifest(self) -> Path:
        return self.path / "manifest.json"

    @property
    def _rebuild(self) -> str:
        return command("index --rebuild", self.path)

    def manifest(self) -> Manifest | None:
        """What the manifest says, or None when there is no library yet.

        Raises:
            LibraryMismatch: the manifest is of another schema, or cannot be understood.
        """
        try:
            raw = json.loads(self._manifest.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as exc:
            raise LibraryMismatch(f"{self._manifest} cannot be read ({exc}); run: {self._rebuild}") from exc
        schema = raw.get("schema") if isinstance(raw, dict) else None
        if schema != SCHEMA:
            raise LibraryMismatch(
                f"the library {self.path} has schema {schema}, this program needs {SCHEMA}; "
                "move the folder away and index the articles again"
            )
        try:
            return Manifest(**raw)
        except TypeError as exc:
            raise LibraryMismatch(f"{self._manifest} is not a manifest; run: {self._rebuild}") from exc

    def library_id(self) -> str | None:
        """The library's id if the manifest can be read, whatever else it says."""
        try:
            found = json.loads(self._manifest.read_text("utf-8"))["id"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if isinstance(found, str) else None

    def check(self, model: str) -> Manifest:
        """The manifest of a library that can be read with that embedding model.

        Raises:
            LibraryMissing: there is no library.
            LibraryMismatch: it was made with another model or schema.
        """
        manifest = self.manifest()
        if manifest is None:
            raise LibraryMissing(
                f"there is no library in {self.path}; make one with: {command('index PATH', self.path)}"
            )
        if manifest.model != model:
            raise LibraryMismatch(
                f"the library {self.path} was made with the embedding model {manifest.model}, the settings ask for "
                f"{model}; change the setting, or run: {self._rebuild}"
            )
        return manifest

    def write(self, manifest: Manifest) -> None:
        """Write the manifest, wholly or not at all."""
        draft = self._manifest.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(manifest), indent=2) + "\n", "utf-8")
        os.replace(draft, self._manifest)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock of the one writer; the folder is made when it is not there.

        A folder that was made here goes again when the block fails before any article is in it.

        Raises:
            LibraryBusy: another process holds it.
            LibraryMissing: the folder cannot be made or written.
        """
        made = [place for place in (self.path, *self.path.parents) if not place.exists()]
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / "writer.lock").open("a")
        except OSError as exc:
            raise LibraryMissing(
                f"the folder {self.path} cannot be written ({exc.strerror}); name another with --library"
            ) from exc
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                raise LibraryBusy(
                    f"another process is writing to the library {self.path}; wait until it has finished"
                ) from exc
            try:
                yield
            except BaseException:
                if made and not self._in_use():
                    _remove(made)
                raise

    def _in_use(self) -> bool:
        """Whether there is an article in the library, in whatever state."""
        if not self.database.is_file():
            return False
        database = Database(self.database)
        try:
            with database.reading() as db:
                return db.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is not None
        finally:
            database.close()


def _remove(made: Sequence[Path]) -> None:
    """Delete the first folder with all that is in it, and those around it, innermost first, that hold nothing else."""
    shutil.rmtree(made[0], ignore_errors=True)
    for place in made[1:]:
        with suppress(OSError):
            place.rmdir()


@contextmanager
def open_library(path: Path) -> Iterator[Library]:
    """The articles of the library in a folder, for reading, whatever model it was made with.

    Raises:
        LibraryMissing: there is no library.
        LibraryMismatch: it has another schema.
    """
    folder = Folder(path)
    manifest = folder.manifest()
    folder.check(manifest.model if manifest else "")
    database = Database(folder.database)
    try:
        yield Library(database)
    finally:
        database.close()
