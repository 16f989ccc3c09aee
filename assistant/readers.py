"""Which model reads the passages and which ranks them, by the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.types import Span

from .packaged import PackagedReader
from .reading import THRESHOLD, ExtractiveAnswerer, RuleReader
from .settings import Settings
from .spans import Reranker, SpanReader
from .trained import TrainedReader, named_weights, packaged_weights
from .types import Evidence

__all__ = ["NONE", "PACKAGED", "RULES", "answerer", "let_go", "reranked", "reranker", "span_reader", "try_out"]

PACKAGED, RULES, NONE = "packaged", "rules", "none"

_RETRIEVED = 5.0
"""What the best passage of the retrieval gets over the last one, in the reader's log-odds; chosen on dev."""


_TRIAL = "Who claimed the attack?", "The Red Dawn group claimed the attack."


def span_reader(settings: Settings) -> SpanReader | None:
    """The model that reads the passages; None where the rules alone do. It is loaded when it is first used."""
    if settings.reader == RULES:
        return None
    if settings.reader == PACKAGED:
        return PackagedReader(workers=settings.workers)
    from .named import NamedReader

    return NamedReader(settings.reader)


def reranker(settings: Settings, reader: SpanReader | None) -> Reranker | None:
    """The model that ranks the passages: the one that the settings name, else the packaged reader where it reads.

    None for none. Beside a reader that the user names the packaged one ranks only on demand: on 50 open MUC questions
    it made no difference.
    """
    if settings.reranker == NONE:
        return None
    if settings.reranker is not None and settings.reranker != PACKAGED:
        from .named import NamedReranker

        return NamedReranker(settings.reranker)
    if isinstance(reader, PackagedReader):
        return reader
    return PackagedReader(workers=settings.workers) if settings.reranker == PACKAGED else None


def answerer(settings: Settings, reader: SpanReader | None) -> ExtractiveAnswerer:
    """The extractive answerer with that reader and its threshold.

    The threshold cuts a number that is a probability with the packaged reader only: its weights were fitted to
    judgements, those for a reader that the user names were not, and so that one's number is not shown.
    """
    if reader is None:
        return ExtractiveAnswerer(RuleReader(), THRESHOLD if settings.threshold is None else settings.threshold)
    fitted = isinstance(reader, PackagedReader)
    weights = packaged_weights() if fitted else named_weights()
    least = [weights.least(articles) if settings.threshold is None else settings.threshold for articles in (1, 2)]
    settle = weights.settle if fitted else None
    return ExtractiveAnswerer(TrainedReader(reader, weights), least[0], settle, several=least[1])


def let_go(*models: SpanReader | Reranker | None) -> None:
    """End what the models have running."""
    for one in models:
        if isinstance(one, PackagedReader):
            one.close()


def try_out(reader: SpanReader | None, ranking: Reranker | None) -> None:
    """Load both models and give them one invented passage, so that no question waits for them.

    Raises:
        ReaderUnavailable: one of them cannot be loaded, or fails; the message says what to do.
    """
    question, text = _TRIAL
    passage = Evidence(1, "trial", "", text, Span(0, len(text)))
    if reader is not None:
        reader.read(question, [passage])
    if ranking is not None:
        ranking.score(question, [passage])


def reranked(question: str, passages: Sequence[Evidence], model: Reranker) -> tuple[Evidence, ...]:
    """The passages in the order of the model's scores and of their own, numbered anew from 1."""
    if len(passages) < 2:
        return tuple(passages)
    scores = model.score(question, passages)
    low, high = min(one.score for one in passages), max(one.score for one in passages)
    room = (high - low) or 1.0
    total = [score + _RETRIEVED * (one.score - low) / room for score, one in zip(scores, passages, strict=True)]
    order = sorted(range(len(passages)), key=lambda at: (-total[at], at))
    return tuple(replace(passages[at], number=number) for number, at in enumerate(order, start=1))
