"""Passages into numbered evidence: in order of relevance, without overlaps, at most a few per article. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.types import Span

from .repeating import Told
from .types import Citation, Evidence

__all__ = ["as_citation", "from_fields", "select"]

_TELLINGS = 3
"""Articles that may tell one and the same story; further copies of it make room for something else."""


def from_fields(number: int, text: str, fields: Mapping[str, Any]) -> Evidence:
    """One piece of evidence from a retrieved passage: its text, and the fields that the retriever gives with it."""
    return Evidence(
        number=number,
        article_id=fields["article_id"],
        title=fields["title"],
        text=text,
        span=Span(fields["start"], fields["end"]),
        publisher=fields["publisher"],
        url=fields["url"],
        published=fields["published"],
        score=fields["score"],
    )


def select(passages: Sequence[Evidence], limit: int, per_article: int) -> tuple[Evidence, ...]:
    """The first ``limit`` passages that bring something new, numbered from 1.

    A passage of which more than half lies within another of the same article is passed over; so are those beyond
    ``per_article`` of one article, unless all passages are of that article; and so are further copies of a wire story
    that three articles have told.
    """
    chosen: list[Evidence] = []
    told = Told()
    taken: Counter[str] = Counter()
    single = len({passage.article_id for passage in passages}) == 1
    for passage in passages:
        if len(chosen) == limit:
            break
        if not single and taken[passage.article_id] >= per_article:
            continue
        if any(_overlap(passage, other) > len(passage.span) / 2 for other in chosen):
            continue
        if told.times(passage) >= _TELLINGS:
            continue
        told.add(passage)
        taken[passage.article_id] += 1
        chosen.append(passage)
    return tuple(_renumbered(chosen))


def _overlap(one: Evidence, other: Evidence) -> int:
    if one.article_id != other.article_id:
        return 0
    return min(one.span.end, other.span.end) - max(one.span.start, other.span.start)


def _renumbered(passages: Iterable[Evidence]) -> Iterable[Evidence]:
    return (replace(passage, number=number) for number, passage in enumerate(passages, start=1))


def as_citation(number: int, evidence: Evidence, span: Span | None = None) -> Citation:
    """The citation record of a part of one piece of evidence, of all of it by default.

    Raises:
        ValueError: ``span`` (in the article) reaches beyond the evidence.
    """
    span = span or evidence.span
    if not evidence.span.contains(span):
        raise ValueError(f"{span} is not within evidence {evidence.number} at {evidence.span}")
    at = evidence.span.start
    return Citation(
        number=number,
        article_id=evidence.article_id,
        title=evidence.title,
        publisher=evidence.publisher,
        url=evidence.url,
        published=evidence.published,
        start=span.start,
        end=span.end,
        quote=evidence.text[span.start - at : span.end - at],
    )
