"""The sentences of the evidence, each with its words and its surroundings, ready to be scored. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.splitting import sentences
from index.types import Span

from .orders import orders
from .types import Evidence
from .words import Word, words

__all__ = ["Line", "lines_of", "spans_in", "stems_in", "words_in"]

_LONGEST = 3000
"""Characters of a sentence that are read for candidates; what follows in a longer one is quoted but not searched."""

_PASSAGE = 20_000
"""Characters of a passage that are read; the library's own passages have about 1,500."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the evidence: its words, where it stands, what surrounds it.

    ``offset`` counts in the article; ``around`` are the stems of the title and the neighbouring sentences and
    ``article`` those of all evidence from the article; ``dateline`` is the number of words of the dateline;
    ``ordering`` is 1 when it gives orders to whoever reads it and less when the sentence before does.
    """

    evidence: int
    offset: int
    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]
    around: frozenset[str]
    order: int
    rank: int
    dateline: int
    article: frozenset[str]
    ordering: float


@lru_cache(maxsize=512)
def _split(text: str) -> tuple[tuple[Span, tuple[Word, ...]], ...]:
    spans = sentences(text[:_PASSAGE])
    whole = spans[:-1] if len(text) > _PASSAGE and len(spans) > 1 else spans
    return tuple((span, tuple(words(span.of(text)[:_LONGEST]))) for span in whole)


def lines_of(evidence: Sequence[Evidence]) -> list[Line]:
    """Every sentence of the evidence with its words and its surroundings; a sentence in two passages counts once."""
    lines: list[Line] = []
    seen: set[tuple[str, int]] = set()
    held: dict[str, frozenset[str]] = {}
    for passage in evidence:
        held[passage.article_id] = held.get(passage.article_id, frozenset()) | stems_in(passage)
    for rank, passage in enumerate(evidence, start=1):
        parts = _split(passage.text)
        title = frozenset(word.stem for word in words(passage.title[:300]) if word.content)
        stems = [frozenset(word.stem for word in tokens) for _, tokens in parts]
        for order, (span, tokens) in enumerate(parts):
            key = (passage.article_id, passage.span.start + span.start)
            if key in seen:
                continue
            seen.add(key)
            around = title.union(*stems[max(0, order - 2) : order], *stems[order + 1 : order + 2])
            place = order + (0 if passage.span.start < 100 else 8)
            lines.append(
                Line(
                    evidence=passage.number,
                    offset=passage.span.start + span.start,
                    text=span.of(passage.text),
                    words=tokens,
                    stems=stems[order],
                    around=around,
                    order=place,
                    rank=rank,
                    dateline=_dateline(tokens) if place == 0 else 0,
                    article=held[passage.article_id],
                    ordering=_ordering(passage.text, parts, order),
                )
            )
    return lines


def _ordering(text: str, parts: Sequence[tuple[Span, tuple[Word, ...]]], order: int) -> float:
    if orders(parts[order][0].of(text)):
        return 1.0
    return 0.3 * (order > 0 and orders(parts[order - 1][0].of(text)))


def spans_in(passage: Evidence) -> list[Span]:
    """The sentences of a passage, as spans of its own text."""
    return [span for span, _ in _split(passage.text)]


def words_in(passage: Evidence) -> list[tuple[Span, tuple[Word, ...]]]:
    """The sentences of a passage, as spans of its own text, each with its words."""
    return list(_split(passage.text))


def stems_in(passage: Evidence) -> frozenset[str]:
    """The stems of a passage and of its article's title."""
    body = (word.stem for _, tokens in _split(passage.text) for word in tokens)
    return frozenset(body).union(word.stem for word in words(passage.title[:300]))


def _past_bracket(tokens: Sequence[Word], place: int) -> int:
    """The end of an editor's note in square brackets at ``place``, if there is one."""
    while place < len(tokens) and tokens[place].text == "-":
        place += 1
    if place < len(tokens) and tokens[place].text == "[":
        end = next((at for at in range(place, min(len(tokens), place + 12)) if tokens[at].text == "]"), place - 1)
        return end + 1
    return place


def _dateline(tokens: Sequence[Word]) -> int:
    """How many words of a first sentence are its dateline: "LONDON, 3 Jan (Reuters) -- ..."."""
    for place in range(2, min(len(tokens), 22)):
        dash = tokens[place].text in "–—" or (tokens[place].text == "-" and tokens[place - 1].text == "-")
        spaced = tokens[place].text == "-" and tokens[place].start > tokens[place - 1].end
        if (dash or spaced) and tokens[0].tag == "U":
            return _past_bracket(tokens, place + 1)
    return 0
