"""Evidence: numbered from 1, no overlaps, a few per article; and citations that are slices of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import as_citation, from_fields, select
from assistant.types import Evidence
from index.types import Span

TEXT = "".join(chr(97 + n % 26) for n in range(500))


def piece(article: str, start: int, end: int, score: float = 1.0) -> Evidence:
    return Evidence(99, article, "t", TEXT[start:end], Span(start, end), score=score)


def test_the_best_come_first_a_few_per_article() -> None:
    found = [piece("a", n * 40, n * 40 + 30) for n in range(5)] + [piece("b", 0, 30), piece("c", 0, 30)]
    chosen = select(found, limit=4, per_article=2)
    assert [(e.number, e.article_id, e.span.start) for e in chosen] == [
        (1, "a", 0),
        (2, "a", 40),
        (3, "b", 0),
        (4, "c", 0),
    ]


def test_one_article_alone_may_give_all() -> None:
    assert len(select([piece("a", n * 40, n * 40 + 30) for n in range(5)], limit=5, per_article=2)) == 5


def test_a_passage_that_mostly_repeats_another_is_passed_over() -> None:
    found = [piece("a", 0, 100), piece("a", 40, 140), piece("a", 60, 160), piece("b", 0, 100)]
    assert [(e.article_id, e.span.start) for e in select(found, 9, 9)] == [("a", 0), ("a", 60), ("b", 0)]


def test_nothing_gives_nothing() -> None:
    assert select([], 5, 2) == ()


@given(st.integers(0, 400), st.integers(1, 99), st.integers(0, 60), st.integers(1, 60))
def test_a_citation_is_a_slice_or_an_error(start: int, size: int, offset: int, length: int) -> None:
    evidence = piece("a", start, start + size)
    span = Span(start + offset, start + offset + length)
    if evidence.span.contains(span):
        citation = as_citation(1, evidence, span)
        assert citation.quote == TEXT[citation.start : citation.end] == span.of(TEXT)
    else:
        with pytest.raises(ValueError, match="is not within evidence"):
            as_citation(1, evidence, span)


def test_evidence_from_a_retrieved_document() -> None:
    fields = {"article_id": "a", "title": "t", "start": 3, "end": 6, "publisher": None, "url": None}
    evidence = from_fields(2, "def", fields | {"published": "2026-01-01", "score": 0.5})
    assert (evidence.number, evidence.span, evidence.published) == (2, Span(3, 6), "2026-01-01")
