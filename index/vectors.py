"""The vector store: the only file that imports chromadb.

Chroma holds vectors and nothing else; a passage's id says which article it is of and where it begins and ends. The
folder of a local store is shared by one writing process and any number of reading ones. Chroma itself does not
foresee that: a handle that is opened in the middle of another process's write fails or misses vectors, so opening and
each write take turns by a file lock that is held for one batch at most; searching takes no lock.
"""

from __future__ import annotations

import fcntl
import shutil
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from .errors import LibraryMismatch, StoreUnavailable
from .hints import command
from .types import Hit, Span

__all__ = ["VectorStore"]

_BATCH = 500
_EXACT = 2_000
"""Up to so many candidate passages are compared one by one: exact, and faster than a filter inside Chroma."""

_BEAM = 200
"""So many nearest passages are asked for at least. The graph is searched with a beam as wide as that, and with Chroma's
own of 100 some passages that lie nearest of all are missed."""

Vectors = NDArray[np.float32]


class VectorStore:
    """Vectors of passages by cosine similarity, in a folder or on a Chroma server. Safe to use from several threads."""

    def __init__(
        self, folder: Path, *, identity: str, library: str, server: str | None = None, create: bool = False
    ) -> None:
        """A store that is opened when it is first used.

        Args:
            folder: where a local store lives.
            identity: of the model whose vectors are in it.
            library: the library's id; a server may hold several.
            create: make the store when it is not there; for the writer alone.
            server: the address of a Chroma server (``http://host:port``) that is used instead of the folder.

        Every method raises:
            LibraryMismatch: the vectors in it are another model's.
            StoreUnavailable: Chroma failed or cannot be reached, or the store is missing.
        """
        self._folder = folder
        self._identity = identity
        self._name = _collection(library)
        self._create = create
        self._server = server
        self._guard = threading.Lock()
        self._client: Any = None
        self._collection: Any = None

    def reopen(self) -> None:
        """Let go of the store; its next use opens it anew and sees what another process has written since."""
        with self._guard:
            self._let_go()

    def close(self) -> None:
        """Let go of the store. Using it again opens it again."""
        self.reopen()

    def count(self) -> int:
        """How many vectors there are."""
        with self._using() as collection:
            return int(collection.count())

    def add(self, key: Sequence[int], spans: Sequence[Span], vectors: Vectors) -> None:
        """Store passages; one that is there already is replaced.

        Args:
            key: the article's key of each passage.
            spans: the passages' spans.
            vectors: float32, shape (number of passages, dimensions).
        """
        ids = [_id(k, span) for k, span in zip(key, spans, strict=True)]
        with self._using() as collection:
            for at in range(0, len(ids), _BATCH):
                with _turn(self._folder, self._server, fcntl.LOCK_EX):
                    collection.upsert(ids=ids[at : at + _BATCH], embeddings=vectors[at : at + _BATCH])

    def delete(self, key: int, spans: Sequence[Span]) -> None:
        """Forget passages of one article; those that are not there are passed over."""
        ids = [_id(key, span) for span in spans]
        with self._using() as collection:
            for at in range(0, len(ids), _BATCH):
                with _turn(self._folder, self._server, fcntl.LOCK_EX):
                    collection.delete(ids=ids[at : at + _BATCH])

    @staticmethod
    def reach(folder: Path, *, server: str | None = None) -> None:
        """Make sure that the store can be used, before something is done that needs it afterwards."""
        if server is not None:
            with _translated(folder, server):
                _connect(folder, server).close()

    @staticmethod
    def wipe(folder: Path, *, library: str, server: str | None = None) -> None:
        """Delete all vectors, of whatever model, and the files."""
        with _turn(folder, server, fcntl.LOCK_EX), _translated(folder, server):
            if server is None:
                shutil.rmtree(folder, ignore_errors=True)
                return
            client = _connect(folder, server)
            if any(collection.name == _collection(library) for collection in client.list_collections()):
                client.delete_collection(_collection(library))
            client.close()

    def search(self, vector: Vectors, k: int) -> list[Hit]:
        """The ``k`` passages nearest to ``vector``, best first; the score is the cosine similarity."""
        with self._using() as collection:
            count = min(max(k, _BEAM), int(collection.count()))
            if not min(k, count):
                return []
            found = collection.query(query_embeddings=[vector], n_results=count, include=["distances"])
        pairs = zip(found["ids"][0][:k], found["distances"][0][:k], strict=True)
        return [_hit(name, 1.0 - distance) for name, distance in pairs]

    def search_among(self, vector: Vectors, k: int, passages: dict[int, tuple[Span, ...]]) -> list[Hit]:
        """As `search`, but only among those passages, given by the key of their article."""
        ids = [_id(key, span) for key, spans in passages.items() for span in spans]
        if len(ids) > _EXACT:
            return self._search_wide(vector, k, passages.keys())
        hits: list[Hit] = []
        for at in range(0, len(ids), _BATCH):
            with self._using() as collection:
                got = collection.get(ids=ids[at : at + _BATCH], include=["embeddings"])
            if got["ids"]:
                scores = np.asarray(got["embeddings"], dtype=np.float32) @ vector
                hits += [_hit(name, float(score)) for name, score in zip(got["ids"], scores, strict=True)]
        hits.sort(key=lambda hit: (-hit.score, hit.key, hit.span))
        return hits[:k]

    def _search_wide(self, vector: Vectors, k: int, keys: Collection[int]) -> list[Hit]:
        """Search ever wider and keep what is wanted: for filters that let many passages through."""
        total, wide = self.count(), 8 * k
        while True:
            hits = [hit for hit in self.search(vector, wide) if hit.key in keys]
            if len(hits) >= k or wide >= total:
                return hits[:k]
            wide *= 4

    @contextmanager
    def _using(self) -> Iterator[Any]:
        """The collection, for one thread at a time."""
        with self._guard, _translated(self._folder, self._server):
            if self._collection is None:
                with _turn(self._folder, self._server, fcntl.LOCK_SH):
                    self._open()
            yield self._collection

    def _open(self) -> None:
        if not self._create and self._server is None and not self._folder.is_dir():
            raise FileNotFoundError("it is not there")
        self._client = _connect(self._folder, self._server)
        if self._create:
            collection = self._client.get_or_create_collection(
                self._name,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
                metadata={"model": self._identity},
            )
        else:
            collection = self._client.get_collection(self._name, embedding_function=None)
        model = (collection.metadata or {}).get("model")
        if model != self._identity:
            self._let_go()
            raise LibraryMismatch(
                f"the vectors were made with the embedding model {model}, not {self._identity}; "
                f"run: {command('index --rebuild', self._folder.parent)}"
            )
        # The first search loads the graph: it must not happen in the middle of another process's write.
        if collection.count():
            some = collection.peek(limit=1)["embeddings"]
            collection.query(query_embeddings=some, n_results=1, include=[])
        self._collection = collection

    def _let_go(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None


def _connect(folder: Path, server: str | None) -> Any:
    import chromadb
    from chromadb.config import Settings

    # Without _env_file=None Chroma takes settings from a .env file in whatever folder the user is in.
    settings: Any = Settings(_env_file=None, anonymized_telemetry=False)
    if server is None:
        return chromadb.PersistentClient(str(folder), settings=settings)
    address = urlsplit(server)
    secure = address.scheme == "https"
    port = address.port or (443 if secure else 8000)
    return chromadb.HttpClient(host=address.hostname or "", port=port, ssl=secure, settings=settings)


@contextmanager
def _turn(folder: Path, server: str | None, kind: int) -> Iterator[None]:
    """Hold the lock that openings (shared) and writes (exclusive) of a local store take turns by."""
    if server is not None:
        yield
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("a") as lock:
        fcntl.flock(lock, kind)
        yield


@contextmanager
def _translated(folder: Path, server: str | None) -> Iterator[None]:
    """Chroma's errors as ours."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, OSError, ValueError) as exc:
        where = f"the vector store {folder}" if server is None else f"the Chroma server {server}"
        rebuild = f"run: {command('index --rebuild', folder.parent)}"
        remedy = rebuild if server is None else "start it, or mend the setting chroma"
        reason = str(exc).strip().splitlines()[0] if str(exc).strip() else type(exc).__name__
        raise StoreUnavailable(f"{where} cannot be used ({reason[:200]}); {remedy}") from exc


def _collection(library: str) -> str:
    return f"passages-{library}"


def _id(key: int, span: Span) -> str:
    return f"{key}:{span.start}:{span.end}"


def _hit(name: str, score: float) -> Hit:
    key, start, end = (int(part) for part in name.split(":"))
    return Hit(key, Span(start, end), score)
