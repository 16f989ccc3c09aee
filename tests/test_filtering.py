"""The filters of the page in words and numbers, and its masthead."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.desk import masthead_html
from assistant.filtering import filters_count, filters_from, filters_words, nothing_words
from assistant.types import Answer, Citation, Trace
from index.errors import NewsError
from index.types import Article, Filters
from tests.fakes import FakeAssistant


def test_the_filter_fields_become_filters() -> None:
    assert not filters_from([], "", None)
    chosen = filters_from(["Echo"], " 2025-01-02 ", "2025-01-03")
    assert chosen == Filters(None, ("Echo",), date(2025, 1, 2), date(2025, 1, 3))


@pytest.mark.parametrize(("since", "until"), [("soon", ""), ("", "2025-13-01"), ("2025-01-02", "2025-01-01")])
def test_filter_fields_that_make_no_sense_are_refused(since: str, until: str) -> None:
    with pytest.raises(NewsError):
        filters_from(None, since, until)


def test_the_masthead_says_what_the_library_holds(assistant: FakeAssistant) -> None:
    facts = assistant.facts()
    assert "2 articles from 2 publishers, 7 March 2025" in masthead_html("News", facts)
    empty = FakeAssistant(()).facts()
    assert "<code>assistant index FOLDER</code>" in masthead_html("News", empty)
    assert "index FOLDER --library &#x27;my &lt;b&gt;&#x27;</code>" in masthead_html(
        "News", empty, library=Path("my <b>")
    )
    assert "&lt;b&gt;" in masthead_html("<b>", None, "The <i>library</i> is gone.")


def test_a_library_without_publishers_names_none() -> None:
    facts = FakeAssistant([Article("a", "T", "Words.")]).facts()
    assert '<p class="facts">1 article</p>' in masthead_html("News", facts)


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ""),
        (Filters(publishers=("The Post",), since=date(2026, 10, 1)), "Only The Post, from 1 October 2026"),
        (Filters(since=date(2026, 10, 1), until=date(2026, 10, 1)), "Only on 1 October 2026"),
        (Filters(until=date(2026, 10, 2)), "Only until 2 October 2026"),
        (Filters(publishers=("A", "B", "C", "D", "E")), "Only A, B, C and 2 more"),
        (Filters(article_ids=()), "Only in chosen articles"),
    ],
)
def test_filters_in_words(filters: Filters, words: str) -> None:
    assert filters_words(filters) == words


@pytest.mark.parametrize(
    ("fields", "count"), [(([], "", None), 0), ((["A", "B"], " ", ""), 1), ((None, "soon", "2026-01-01"), 2)]
)
def test_filters_are_counted(fields: tuple[Any, Any, Any], count: int) -> None:
    assert filters_count(*fields) == count


NEAR = Citation(1, "a", "T", None, None, None, 0, 5, "Words")


@pytest.mark.parametrize(
    ("closest", "filters", "articles", "words"),
    [
        ((), Filters(), 0, "There are no articles yet."),
        ((), Filters(publishers=("A",)), 5, "No article passes the filters."),
        ((), Filters(), 5, "The articles do not say."),
        ((NEAR,), Filters(publishers=("A",)), 5, "The articles do not say."),
    ],
)
def test_what_is_said_when_nothing_was_searched(
    closest: tuple[Citation, ...], filters: Filters, articles: int, words: str
) -> None:
    assert nothing_words(Answer("x", "Q", "Q", Trace("t"), closest=closest), filters, articles) == words
