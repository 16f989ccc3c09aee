"""The dates of web pages: those that a page states, and none that are guessed."""

from __future__ import annotations

import pytest

from index.readers import dates
from tests.webpages import json_ld, meta, page


def test_a_page_without_metadata_knows_no_date() -> None:
    found = page()
    assert (found.title, found.publisher, found.author, found.url, found.published) == ("Pier closed", *[None] * 4)


@pytest.mark.parametrize(
    ("inner", "head", "foot"),
    [
        ("<p>It was built on 4 March 1987.</p>", "", "Copyright 2012-2014 Bay Post"),
        ("<p>Updated 5 May 2020</p>", "", "Last modified: 2020-05-05"),
        ('<time datetime="2018-01-01">Last new year</time>', "", ""),
        ('<time class="updated" datetime="2020-05-05">5 May</time>', "", ""),
        ("", meta("article:modified_time", "2020-05-05T10:00:00Z"), ""),
        ("", meta("article:published_time", "03/04/2019"), ""),
        ("", meta("article:published_time", "1970-01-01T00:00:00Z"), ""),
        ("", meta("article:published_time", "today"), ""),
        ("", json_ld('{"@type": "NewsArticle", "dateModified": "2020-05-05"}'), ""),
        ("", json_ld('{"@type": "Organization", "datePublished": "2020-05-05"}'), ""),
        ("", json_ld('{"@type": "ItemList", "item": {"@type": "NewsArticle", "datePublished": "2020-05-05"}}'), ""),
        (
            "",
            json_ld(
                '[{"@type": "Article", "headline": "Other one", "datePublished": "2020-05-05"},'
                ' {"@type": "Article", "headline": "Another", "datePublished": "2020-06-05"}]'
            ),
            "",
        ),
        ("", meta("og:url", "https://bay.example/2019/13/45/pier"), ""),
        ("", meta("og:url", "https://bay.example/pier-20190304-1"), ""),
        (
            '<time itemprop="datePublished" datetime="2020-05-05"></time><time pubdate datetime="2020-06-05"></time>',
            "",
            "",
        ),
    ],
)
def test_a_date_is_never_guessed(inner: str, head: str, foot: str) -> None:
    assert page(inner, head, foot=foot).published is None


@pytest.mark.parametrize(
    ("inner", "head", "published"),
    [
        ("", '<meta itemprop="datePublished" content="2019-03-04">', "2019-03-04"),
        ("", '<meta name="date" content="March 4, 2019">', "2019-03-04"),
        ('<time itemprop="datePublished" datetime="2019-03-04T10:00">4 March</time>', "", "2019-03-04T10:00:00"),
        ('<time class="entry-date published" datetime="2019-03-04">4 March</time>', "", "2019-03-04"),
        ("", meta("og:url", "https://bay.example/2019/mar/04/pier"), "2019-03-04"),
        ("", meta("og:url", "https://bay.example/news/2019/03/04/pier.html"), "2019-03-04"),
        (
            "",
            '<meta name="pubdate" content="2019-03-04">'
            + json_ld('{"@type": "NewsArticle", "datePublished": "2019-03-04T10:00:00+01:00"}'),
            "2019-03-04T10:00:00+01:00",
        ),
        (
            "",
            meta("article:published_time", "2019-03-04")
            + json_ld('{"@type": "NewsArticle", "datePublished": "2020-05-05T10:00:00Z"}'),
            "2019-03-04",
        ),
    ],
)
def test_dates_that_the_page_states(inner: str, head: str, published: str) -> None:
    assert page(inner, head).published == published


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2019-03-04", "2019-03-04"),
        ("2019/3/4", "2019-03-04"),
        ("2019-03-04T10:00:00.000Z", "2019-03-04T10:00:00+00:00"),
        ("2019-03-04 10:00:00 +0100", "2019-03-04T10:00:00+01:00"),
        ("2019-03-04 10:00 EST", "2019-03-04"),
        ("Mon, 04 Mar 2019 10:00:00 GMT", "2019-03-04T10:00:00+00:00"),
        ("Monday, March 4th, 2019", "2019-03-04"),
        ("4 Sept. 2019", "2019-09-04"),
        ("Mar 4, 2019 at 10:30 am", "2019-03-04"),
        ("04/03/2019", None),
        ("4.3.2019", None),
        ("2019", None),
        ("2019-02-29", None),
        ("2019-03-04T25:00", None),
        ("March 4, 20191", None),
        ("0001-01-01T00:00:00", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_only_clear_dates_are_read(written: str, means: str | None) -> None:
    assert dates.parse(written) == means
