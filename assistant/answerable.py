"""Whether the passages can answer a question at all, before a language model is asked: by the packaged reader."""

from __future__ import annotations

from collections.abc import Sequence

from .spans import Reranker
from .types import Evidence

__all__ = ["answerable"]


def answerable(question: str, evidence: Sequence[Evidence], reader: Reranker | None, least: float) -> bool:
    """Whether a language model should be asked.

    Args:
        reader: scores the passages; without one every question with evidence is asked.
        least: the lowest score of the best passage, in the reader's log-odds of "this passage answers".

    Raises:
        ReaderUnavailable: the reader cannot be loaded.
    """
    return bool(evidence) and (reader is None or max(reader.score(question, evidence)) >= least)
