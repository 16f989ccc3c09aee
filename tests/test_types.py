"""The laws of spans, articles and answers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Answer, Evidence, Trace
from index.types import Article, Filters, Span, content_id, normalise

ARTICLE = Article("a1", "Title", "Some text.", publisher="The Post", published="2026-09-15T08:00:00+02:00")


@given(st.text() | st.text("\x1b\x07[]0;1mPa\x9b\x9c\\ (B", max_size=30))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    normalise(text).encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("\ufeffa\r\nb\rc", "a\nb\nc"),
        ("e\u0301", "é"),
        ("a\x00b\x1bc\x7f\td", "abc\td"),
        ("\ud800x", "x"),
        ("a \x1b[31;1mred\x1b[0m \x1b]0;title\x07b", "a red b"),
        ("a\x1b\x1b[31m[31mb\x1b]cut off", "a[31mb]cut off"),
        ("a\u2028b\u2029c", "a\nb\n\nc"),
        ("İstanbul ﬁ 👩‍🚒", "İstanbul ﬁ 👩‍🚒"),
    ],
)
def test_normal_form(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_a_span_is_a_slice_or_an_error(text: str, start: int, length: int) -> None:
    span = Span(start, start + length)
    if span.end <= len(text):
        assert span.of(text) == text[start : start + length]
        assert len(span) == len(span.of(text))
    else:
        with pytest.raises(ValueError, match="reaches beyond"):
            span.of(text)


@given(st.text(), st.text(min_size=1), st.text(), st.data())
def test_what_is_cut_from_evidence_is_the_slice_of_its_article(
    before: str, text: str, after: str, data: st.DataObject
) -> None:
    piece = Evidence(1, "a1", "", text, Span(len(before), len(before) + len(text)))
    start = data.draw(st.integers(0, len(text)))
    local = Span(start, data.draw(st.integers(start, len(text))))
    placed = piece.placed(local)
    assert piece.span.contains(placed)
    assert piece.cut(placed) == local.of(text) == placed.of(before + text + after)
    with pytest.raises(ValueError, match="reaches beyond"):
        piece.cut(Span(placed.start, piece.span.end + 1))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_impossible_spans(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(start, end)


@pytest.mark.parametrize(
    "fields",
    [
        {"id": ""},
        {"text": " \n"},
        {"text": "a\r\nb"},
        {"published": "yesterday"},
    ],
)
def test_impossible_articles(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"article|isoformat"):
        Article(**{"id": "a", "title": "t", "text": "x", **fields})


def test_the_day_is_the_publishers() -> None:
    assert ARTICLE.day == 20260915
    assert Article("a", "t", "x").day is None


def test_the_digest_follows_what_is_shown_and_not_the_origin() -> None:
    from dataclasses import replace

    assert replace(ARTICLE, origin="elsewhere").digest == ARTICLE.digest
    for name, value in {"text": "Other.", "title": "T", "publisher": None, "url": "u", "author": "x"}.items():
        assert replace(ARTICLE, **{name: value}).digest != ARTICLE.digest


def test_ids_tell_none_from_empty() -> None:
    assert content_id(["a", None]) != content_id(["a", ""])
    assert content_id(["ab", "c"]) != content_id(["a", "bc"])


def test_filters_are_false_only_when_they_let_all_through() -> None:
    assert not Filters()
    assert Filters(article_ids=())
    assert Filters(since=date(2026, 1, 1))


@given(st.floats() | st.none())
def test_a_confidence_is_a_probability_or_an_error(confidence: float | None) -> None:
    if confidence is None or 0 <= confidence <= 1:
        assert Answer("x", "Why?", "Why?", Trace("test"), confidence=confidence).to_dict()["confidence"] == confidence
    else:
        with pytest.raises(ValueError, match="between 0 and 1"):
            Answer("x", "Why?", "Why?", Trace("test"), confidence=confidence)
