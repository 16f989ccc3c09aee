"""Evidence and readings for tests of drafts, written by the words of the articles instead of by offsets."""

from __future__ import annotations

from assistant.aggregating import Answering
from assistant.drafting import draft
from assistant.polarity import verdict
from assistant.referring import Setting
from assistant.types import Draft, Evidence
from assistant.words import words
from assistant.yesno import inquiry
from index.splitting import sentences
from index.types import Span

__all__ = ["articles", "drafted", "quoted", "said", "verdict_of"]

_AT = 100
"""Where each passage begins in its article."""


def articles(*texts: str, days: tuple[str | None, ...] = ()) -> tuple[Evidence, ...]:
    """One passage of one article for each text; ``days`` are the days of publication."""
    dated = days or (None,) * len(texts)
    return tuple(
        Evidence(number, f"a{number}", "", text, Span(_AT, _AT + len(text)), published=day)
        for number, (text, day) in enumerate(zip(texts, dated, strict=True), start=1)
    )


def said(passages: tuple[Evidence, ...], number: int, words: str, score: float, sentence: bool = False) -> Answering:
    """The reading whose short answer is ``words`` in a passage; with ``sentence`` without a short answer."""
    text = passages[number - 1].text
    start = text.index(words)
    inside = next(span for span in sentences(text) if span.start <= start < span.end)
    short = None if sentence else Span(_AT + start, _AT + start + len(words))
    return number, Span(_AT + inside.start, _AT + inside.end), short, score


def drafted(question: str, passages: tuple[Evidence, ...], *found: tuple[int, str, float]) -> Draft:
    """The draft from (passage, short answer, score), at a threshold of one half."""
    readings = sorted((said(passages, *one) for one in found), key=lambda one: -one[3])
    return draft(question, readings, passages, 0.5)


def quoted(draft: Draft) -> list[int]:
    """The passages that the claims quote first, in the order of the claims."""
    return [claim.quotes[0].evidence for claim in draft.claims]


def verdict_of(question: str, sentence: str) -> str | None:
    """What a sentence by itself says to a question for yes or no."""
    asked = inquiry(question)
    return verdict(asked, words(sentence), Setting()) if asked is not None else None
