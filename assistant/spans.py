"""What a span reader says of passages: how well each answers a question, and which spans of it would be the answer.

The seam for models: the packaged one (`packaged.py`), and any that transformers loads (`named.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from .types import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LONGEST", "Found", "Read", "Reranker", "SpanReader", "best_spans"]

LONGEST = 24
"""Tokens of the longest span that is an answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """A span that may be the answer. ``start`` and ``end`` count characters in the passage's text.

    ``score`` is the logarithm of the span's probability among all spans of the passage, 0 or below.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Read:
    """One passage as a model read it: the logit of "this passage answers", and its best spans, best first."""

    relevance: float
    found: tuple[Found, ...]


class SpanReader(Protocol):
    """A reading-comprehension model. Thread-safe."""

    name: str

    def read(self, question: str, passages: Sequence[Evidence]) -> list[Read]:
        """One `Read` per passage, in their order; a passage's does not depend on the other passages.

        Raises:
            ReaderUnavailable: the model cannot be loaded.
        """
        ...


class Reranker(Protocol):
    """A model that scores how well passages answer a question. Thread-safe."""

    name: str

    def score(self, question: str, passages: Sequence[Evidence]) -> list[float]:
        """One number per passage, the higher the better.

        Raises:
            ReaderUnavailable: the model cannot be loaded.
        """
        ...


def best_spans(
    starts: NDArray[np.float32], ends: NDArray[np.float32], offsets: Sequence[tuple[int, int]], count: int
) -> tuple[Found, ...]:
    """The ``count`` most probable spans of at most `LONGEST` tokens, no two of which end or begin at the same token.

    ``starts`` and ``ends`` are the logits of the passage's tokens, ``offsets`` their characters.
    """
    import numpy as np

    size = len(offsets)
    if not size:
        return ()
    first, last = (logits - np.logaddexp.reduce(logits) for logits in (starts, ends))
    both = first[:, None] + last[None, :]
    both[~np.tri(size, size, LONGEST - 1, dtype=bool) | np.tri(size, size, -1, dtype=bool)] = -np.inf
    found: list[Found] = []
    for _ in range(min(count, size)):
        at, to = divmod(int(both.argmax()), size)
        score = float(both[at, to])
        if score == -np.inf:
            break
        found.append(Found(offsets[at][0], offsets[to][1], score))
        both[at, :] = -np.inf
        both[:, to] = -np.inf
    return tuple(found)
