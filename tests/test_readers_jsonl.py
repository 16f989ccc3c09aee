"""Reading JSON lines: their fields, and what is said of a line that is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import Skipped, Source, find, read
from index.types import Article, normalise
from tests.source_files import LINE, article, articles


def test_fields_with_terminal_sequences_are_words_on_one_line(tmp_path: Path) -> None:
    line = LINE | {
        "publisher": "Bay\n\x1b[31mPost\x1b[0m",
        "title": "Wall\x9b2J down\x1b]0;own\x07",
        "author": "A\x85da",
    }
    found = article(tmp_path / "a.jsonl", json.dumps(line))
    assert (found.publisher, found.title, found.author) == ("Bay Post", "Wall down", "A da")


def test_jsonl_fields(tmp_path: Path) -> None:
    record = LINE | {
        "id": 7,
        "title": " Wall\ndown\u202e ",
        "url": "https://bay.example/wall?a=b",
        "publisher": "Bay Post",
        "author": "",
        "published": "2019-03-04T10:00:00Z",
        "cluster": [1, 2],
    }
    (tmp_path / "a.jsonl").write_text("\n" + json.dumps(record) + "\r\n" + json.dumps(LINE))
    first, second = articles(tmp_path / "a.jsonl")
    path = str(tmp_path / "a.jsonl")
    assert first == Article(
        id="7",
        title="Wall down",
        text=LINE["text"],
        url="https://bay.example/wall?a=b",
        publisher="Bay Post",
        published="2019-03-04T10:00:00Z",
        origin=f"{path}#2",
    )
    assert isinstance(second, Article)
    assert (second.origin, second.title) == (f"{path}#3", "The wall fell on Monday.")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes at character 2"),
        ('["text"]', "not a JSON object"),
        ("1" * 5000, "not JSON that can be read: a number is too long or it is nested too deeply"),
        ('{"a":' * 100_000, "not JSON that can be read: a number is too long or it is nested too deeply"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        ("{}", "text is missing"),
        ('{"text": ""}', "text is empty"),
        ('{"text": " \\n"}', "empty"),
        ('{"text": 5}', "text is a number, not a string"),
        ('{"text": "x", "title": ["a"]}', "title is a list, not a string"),
        ('{"text": "x", "publisher": {"name": "a"}}', "publisher is an object, not a string"),
        ('{"text": "x", "id": true}', "id is true or false, not a string or a whole number"),
        ('{"text": "x", "id": 1.5}', "id is a number, not a string or a whole number"),
        (json.dumps(LINE | {"id": "x" * 201}), "id is longer than 200 characters"),
        ('{"text": "x", "id": "a\\nb"}', "id has white space around it or characters that cannot be printed"),
        ('{"text": "x", "id": "\\ud800"}', "id has white space around it or characters that cannot be printed"),
        ('{"text": "x", "published": "last week"}', "published is not an ISO 8601 date: last week"),
        ('{"text": "x", "published": "2019-02-30"}', "published is not an ISO 8601 date: 2019-02-30"),
        ('{"text": "x", "published": 20190304}', "published is a number, not a string"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, line: str | bytes, reason: str) -> None:
    good = json.dumps(LINE).encode()
    data = line if isinstance(line, bytes) else line.encode()
    (tmp_path / "a.jsonl").write_bytes(good + b"\n" + data + b"\n" + good)
    first, second, third = articles(tmp_path / "a.jsonl")
    assert second == Skipped(f"{tmp_path / 'a.jsonl'}#2", reason)
    assert isinstance(first, Article)
    assert isinstance(third, Article)


def test_a_line_that_is_too_long(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "x " * 1_500_000}) + "\n" + json.dumps(LINE))
    (source,) = find([str(tmp_path / "a.jsonl")], max_bytes=1_000_000)
    assert isinstance(source, Source)
    long, good = read(source)
    assert long == Skipped(f"{tmp_path / 'a.jsonl'}#1", "a line larger than 1 MB")
    assert isinstance(good, Article)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2019-03-04", "2019-03-04"),
        ("2019-03-04T10:00:00+02:00", "2019-03-04T10:00:00+02:00"),
        ("2019-03-04 10:00", "2019-03-04T10:00:00"),
        ("20190304", "2019-03-04"),
        ("2019-W10-1", "2019-03-04"),
        ("2019", None),
        ("2019-03", None),
    ],
)
def test_dates_in_jsonl(tmp_path: Path, given: str, kept: str | None) -> None:
    assert article(tmp_path / "a.jsonl", json.dumps(LINE | {"published": given})).published == kept


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//bay.example",
        "https://",
        "https://bay.example@evil.example/",
        'https://bay.example/"onclick=',
        "https://bay.example/a b",
        "https://bay.example/\u202egnp.",
        "https://[bay/",
        "https://bay.example:x/",
        "https://bay.example/" + "a" * 3000,
    ],
)
def test_unsafe_addresses_are_dropped(tmp_path: Path, url: str) -> None:
    assert article(tmp_path / "a.jsonl", json.dumps(LINE | {"url": url})).url is None


def test_fields_are_capped(tmp_path: Path) -> None:
    found = article(tmp_path / "a.jsonl", json.dumps(LINE | {"title": "t" * 999, "author": "a" * 999}))
    assert (len(found.title), len(found.author or "")) == (300, 200)


def test_ids_tell_articles_apart(tmp_path: Path) -> None:
    bay, sea, again = (LINE | {"publisher": name} for name in ("Bay Post", "Sea News", "Bay Post"))
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(record) for record in (bay, sea, again)))
    first, second, third = (a.id for a in articles(tmp_path / "a.jsonl") if isinstance(a, Article))
    assert first == third != second


@given(text=st.text(min_size=1).filter(lambda t: any(c.isalnum() for c in normalise(t))))
def test_any_text_in_jsonl_is_kept_to_the_letter(text: str) -> None:
    import io

    from index.readers.jsonl import read as read_lines

    (found,) = read_lines(io.BytesIO(json.dumps({"text": text}).encode()), "x")
    assert isinstance(found, Article)
    invisible = {chr(code) for code in range(0xE0000, 0xE0080)}
    assert [c for c in found.text if c not in invisible] == [c for c in normalise(text) if c not in invisible]
