"""The page of an article: its text, and the quote that it marks."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.escaping import escaped, fingerprint
from assistant.pages import article_html, article_page, pieces
from index.types import Article, Span, normalise
from tests.showing import Markup, hostile


@given(st.text(max_size=300).map(normalise).filter(str.strip), st.integers(0, 300), st.integers(0, 300), hostile)
def test_the_article_page_marks_exactly_the_quote(text: str, start: int, length: int, title: str) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    page = Markup("".join(article_page(Article("a", title, text), span)))
    expected = re.sub(r"\n", "", escaped(span.of(text)))
    assert escaped("".join(page.marked)) == expected
    assert sum(attributes.get("id") == "quote" for _, attributes in page.tags) == bool(span.of(text).strip("\n"))


def test_a_span_that_the_article_does_not_have_is_reported() -> None:
    page = "".join(article_page(Article("a", "T", "Short."), Span(2, 900)))
    assert "no longer has the words" in page
    assert "<mark" not in page


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    page = "".join(article_html(Article("a", "T", "One two.\n\nThree four."), Span(4, 15)))
    assert '<p dir="auto">One <mark id="quote">two.</mark></p><p dir="auto"><mark>Three</mark> four.</p>' in page


@given(st.lists(st.text(max_size=20), max_size=30), st.integers(1, 50))
def test_pieces_lose_nothing(parts: list[str], size: int) -> None:
    assert "".join(pieces(parts, size)) == "".join(parts)


def test_a_link_to_words_that_have_changed_marks_nothing() -> None:
    then, now = "The toll is 14.", "The toll is 17."
    assert '<mark id="quote">14</mark>' in "".join(
        article_page(Article("a", "T", then), Span(12, 14), fingerprint("14"))
    )
    changed = "".join(article_page(Article("a", "T", now), Span(12, 14), fingerprint("14")))
    assert "<mark" not in changed
    assert "no longer has the words" in changed
