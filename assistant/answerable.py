"""Whether the passages can answer a question at all, before a language model is asked.

Two signs that they cannot: none of them has any name of the question, or the packaged reader is sure of every one that
it does not answer. Where both are silent the model is asked, and grounding decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from .spans import Reranker
from .types import Evidence
from .wording import Word, words

__all__ = ["RELEVANCE", "answerable", "names_known"]

RELEVANCE = -4.0
"""The logit of "this passage answers" below which the packaged reader is sure that it does not."""

_SAME = 5
"""Letters that two names share at least: "Norvania" and "Norvanian"."""


def answerable(question: str, evidence: Sequence[Evidence], reader: Reranker | None, least: float = RELEVANCE) -> bool:
    """Whether a language model should be asked; ``least`` is the lowest relevance of the best passage.

    Raises:
        ReaderUnavailable: the reader cannot be loaded.
    """
    if not evidence or not names_known(question, evidence):
        return False
    return reader is None or max(reader.score(question, evidence)) >= least


def names_known(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether the passages have at least one of the names of a question, or it has none."""
    asked = {word.low for word in words(question) if _name(word)}
    known = {word.low for piece in evidence for word in words(f"{piece.title}. {piece.publisher or ''}. {piece.text}")}
    return not asked or any(_alike(name, word) for name in asked for word in known)


def _name(word: Word) -> bool:
    return word.kind == "name" and not word.key


def _alike(name: str, word: str) -> bool:
    if name == word:
        return True
    shared = min(len(name), len(word))
    return shared >= _SAME and name[: max(_SAME, shared - 2)] == word[: max(_SAME, shared - 2)]
