"""Passages that retrieval would return for a question although they do not answer it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["dense", "lexical", "overlap"]


def lexical(questions: Sequence[str], texts: Sequence[str], count: int) -> np.ndarray[Any, Any]:
    """For each question the places of the ``count`` nearest texts by tf-idf, best first; shape (questions, count)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32)
    held = model.fit_transform(texts)
    found = [
        _best((model.transform(questions[at : at + 512]) @ held.T).toarray(), count)
        for at in range(0, len(questions), 512)
    ]
    return np.concatenate(found)


def dense(questions: Sequence[str], texts: Sequence[str], count: int, model: Path) -> np.ndarray[Any, Any]:
    """The same by the cosine of the packaged MiniLM's vectors."""
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(str(model), device="cpu")
    encoder.max_seq_length = 128
    encoder.bfloat16()
    held = encoder.encode(list(texts), batch_size=64, normalize_embeddings=True)
    asked = encoder.encode(list(questions), batch_size=128, normalize_embeddings=True)
    held, asked = held.astype(np.float32), asked.astype(np.float32)
    return np.concatenate([_best(asked[at : at + 512] @ held.T, count) for at in range(0, len(asked), 512)])


def overlap(texts: Sequence[str]) -> Any:
    """A function that gives the tf-idf cosine of two texts, with the rarity of words taken from ``texts``."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32).fit(texts)

    def cosine(left: str, right: str) -> float:
        one, other = model.transform([left, right])
        return float((one @ other.T).toarray()[0, 0])

    return cosine


def _best(scores: np.ndarray[Any, Any], count: int) -> np.ndarray[Any, Any]:
    count = min(count, scores.shape[1])
    top = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    order = np.take_along_axis(scores, top, axis=1).argsort(axis=1)[:, ::-1]
    return np.take_along_axis(top, order, axis=1)
