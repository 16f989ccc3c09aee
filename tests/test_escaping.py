"""Words, addresses and excerpts made safe to show, whatever they contain."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.escaping import article_path, context, counted, day_words, escaped, original_url, plain, publisher_words
from index.types import Span
from tests.showing import Markup, hostile


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2017-06-07", "7 June 2017"),
        ("2017-06-07T23:59:59+09:00", "7 June 2017"),
        ("1999-12-31", "31 December 1999"),
        (None, "no date"),
    ],
)
def test_days_are_written_in_words(published: str | None, words: str) -> None:
    assert day_words(published) == words


def test_an_unknown_publisher_is_named_so() -> None:
    assert publisher_words(None) == publisher_words(" \x00") == "unknown publisher"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://news.example/a?b=c&d=%20#e", "https://news.example/a?b=c&d=%20#e"),
        ("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("https://news.example/(a)<b>", "https://news.example/%28a%29%3Cb%3E"),
        ("https://news.example/é", "https://news.example/%C3%A9"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT:alert(1)", None),
        ("data:text/html,<script>", None),
        ("file:///etc/passwd", None),
        ("//news.example/a", None),
        ("/a", None),
        ("https://", None),
        ("https://user:secret@news.example/", None),
        ("https:/\\news.example", None),
        ("https://[bad", None),
        ("java\nscript:alert(1)", None),
        (" https://news.example", None),
        ("https://news.example/" + "a" * 2000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: str | None) -> None:
    assert original_url(url) == safe


@given(st.text(max_size=200))
def test_terminal_text_has_no_control_characters(text: str) -> None:
    shown = plain(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", shown)
    assert plain(shown) == shown


def test_escape_sequences_leave_nothing_behind() -> None:
    assert plain("\x1b[31;1mred\x1b[0m \x1b]0;own\x07title \x9b2Jx\r\ny") == "red title x y"


SEQUENCES = (
    "\x1b[31m",
    "\x1b[3\x001;4m",
    "\x1b[?25l",
    "\x1b[2 q",
    "\x1b]0;own title\x07",
    "\x1b]8;;https://evil.example/\x1b\\",
    "\x1b]0;own\ntitle\x9c",
    "\x1bPq#0\x1b\\",
    "\x1b_private\x1b\\",
    "\x1b(B",
    "\x9b31m",
    "\x9d52;c;QQ==\x07",
    "\x90q\x9c",
)


@given(st.lists(st.sampled_from(SEQUENCES), max_size=6), st.text("ab ", max_size=5))
def test_whole_sequences_leave_nothing_of_them(sequences: list[str], word: str) -> None:
    assert plain(f"a{word.join(sequences)}b") == plain(f"a{word * (len(sequences) - 1)}b")


@pytest.mark.parametrize(
    ("broken", "shown"), [("\x1b]0;a title", "]0;a title"), ("\x1b[31", "[31"), ("\x1b\x1bA", "A")]
)
def test_a_sequence_that_is_cut_off_loses_its_control_only(broken: str, shown: str) -> None:
    assert plain(f"before {broken}") == f"before {shown}"


@given(hostile)
def test_escaped_text_reads_back_without_markup(text: str) -> None:
    parsed = Markup(f'<p title="{escaped(text)}">{escaped(text)}</p>')
    assert [tag for tag, _ in parsed.tags] == ["p"]
    assert parsed.text == (parsed.tags[0][1]["title"] or "")
    if text.isprintable():
        assert parsed.text == text


@given(st.text(min_size=1, max_size=200), st.data())
def test_context_continues_the_quote_on_both_sides(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = context(text, Span(start, end), width=10)
    assert text[:start].endswith(before.removeprefix("… "))
    assert text[end:].startswith(after.removesuffix(" …"))
    assert len(before) <= 12
    assert len(after) <= 12


def test_context_is_cut_between_words() -> None:
    assert context("alpha beta gamma delta epsilon", Span(11, 16), width=8) == ("… beta ", " delta …")


@given(st.text(min_size=1, max_size=30))
def test_an_article_path_has_no_loose_characters(article_id: str) -> None:
    article_id = article_id.encode("utf-8", "ignore").decode()
    path = article_path(article_id, Span(3, 9), "quoted")
    assert re.fullmatch(r"/article/[\w.~%-]*\?start=3&end=9&is=[0-9a-f]{8}#quote", path, re.ASCII)


@pytest.mark.parametrize(("number", "words"), [(0, "0 articles"), (1, "1 article"), (1200, "1,200 articles")])
def test_counts_agree_with_their_noun(number: int, words: str) -> None:
    assert counted(number, "article") == words
