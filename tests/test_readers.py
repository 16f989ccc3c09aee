"""Reading files: the walk, text and Markdown, JSON lines, and whatever bytes come."""

from __future__ import annotations

import codecs
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import NewsError
from index.readers import Ignored, Skipped, Source, find, read
from index.types import Article, normalise

STORY = "Harbour wall gives way in Tallow Bay\n\nA storm broke the wall on Monday. Nobody was hurt, the mayor said.\n"


def articles(*paths: Path | str, **options: Any) -> list[Article | Skipped]:
    found: list[Article | Skipped] = []
    for source in find([str(path) for path in paths], **options):
        found.extend([source] if isinstance(source, Skipped) else read(source))
    return found


def one(path: Path, data: bytes | str, **options: Any) -> Article | Skipped:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (only,) = articles(path, **options)
    return only


def article(path: Path, data: bytes | str) -> Article:
    found = one(path, data)
    assert isinstance(found, Article), found
    return found


def test_plain_text_needs_no_metadata(tmp_path: Path) -> None:
    found = article(tmp_path / "a.txt", STORY)
    assert found.title == "Harbour wall gives way in Tallow Bay"
    assert found.text == STORY
    assert (found.url, found.publisher, found.author, found.published) == (None, None, None, None)
    assert found.origin == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("One line only", "One line only"),
        ("It rained. It stopped.\nThen it rained again.", "It rained."),
        ("Rain stops play\nThe match was called off on Friday.", "Rain stops play"),
        ("\n\n  Rain stops play  \n\nMore.", "Rain stops play"),
        ("The mayor resigned.\n\nShe gave no reason.", "The mayor resigned."),
        ("word " * 60, "word " * 23 + "word..."),
        ("x" * 400, "x" * 120 + "..."),
        ("\u202eevil\u202c name\n\nText.", "evil name"),
        (
            "The council said on Tuesday that the bridge over\nthe river stays closed until spring. It found\n"
            "cracks in two of its piers and has asked for a\nlook at the others. Buses go by road.",
            "The council said on Tuesday that the bridge over the river stays closed until spring.",
        ),
    ],
)
def test_title_is_the_headline_or_the_first_sentence(tmp_path: Path, text: str, title: str) -> None:
    assert article(tmp_path / "a.txt", text).title == title


FRONT = (
    "---\ntitle: 'Wall: down'\nauthors: [Ada Moss, {name: Bo Lind}]\ndate: 2019-03-04\nsource: Bay Post\nurl: %s\n---\n"
)


def test_front_matter_is_read_and_removed(tmp_path: Path) -> None:
    found = article(tmp_path / "a.md", FRONT % "https://bay.example/wall" + STORY)
    assert (found.title, found.author, found.publisher) == ("Wall: down", "Ada Moss, Bo Lind", "Bay Post")
    assert (found.published, found.url, found.text) == ("2019-03-04", "https://bay.example/wall", STORY)
    assert article(tmp_path / "a.txt", FRONT % "javascript:alert(1)" + STORY).url is None


@pytest.mark.parametrize(
    "front",
    [
        "---\nReported: from the harbour\n---\n",
        "---\ntitle: [unclosed\n---\n",
        "---\n- a\n- b\n---\n",
        "---\ntitle: never closed\n",
        "---\n" + "[" * 3000 + "\n---\n",
        "---\ntitle: {a: [b]}\n---\n",
    ],
)
def test_what_is_no_front_matter_stays_text(tmp_path: Path, front: str) -> None:
    assert article(tmp_path / "a.txt", front + STORY).text == front + STORY


@pytest.mark.parametrize("written", ["03/04/2019", "yesterday", "2019-13-45", "1970-01-01", "0001-01-01"])
def test_an_unclear_date_in_front_matter_is_no_date(tmp_path: Path, written: str) -> None:
    found = article(tmp_path / "a.txt", f"---\ntitle: T\ndate: {written}\n---\n{STORY}")
    assert (found.title, found.published) == ("T", None)


def test_markdown_loses_marks_and_keeps_words(tmp_path: Path) -> None:
    found = article(
        tmp_path / "a.md",
        "# Wall *down* ##\n\n![A wall](wall.png)The **whole** wall [fell](https://x.example/a), 2 * 3.\n\n## Later\n",
    )
    assert found.title == "Wall down"
    assert "The whole wall fell, 2 * 3." in found.text
    assert "#" not in found.text.replace("##", "", 1)
    assert article(tmp_path / "b.md", "Storm\n=====\n\nIt blew.").title == "Storm"
    assert article(tmp_path / "c.txt", "# Storm\n\nIt blew.").text.startswith("# Storm")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (codecs.BOM_UTF8 + "Café “x”".encode(), "Café “x”"),
        ("Café “x”".encode("utf-16"), "Café “x”"),
        (codecs.BOM_UTF16_BE + "Café".encode("utf-16-be"), "Café"),
        (codecs.BOM_UTF32_LE + "Café".encode("utf-32-le"), "Café"),
        ("Le maire a parlé de l’été à « la Baie » – enfin.".encode("cp1252"), None),
        ("El alcalde señaló: «¿Qué pasó aquí?»".encode("latin-1"), None),
        ("Мэр заявил во вторник, что стена упала и её восстановят весной.".encode("cp1251"), None),
        ("Cafe\u0301\r\ntwo\rthree\u2028four".encode(), "Café\ntwo\nthree\nfour"),
        (
            ("Straße und Öl über alles, süß. " * 20).encode()[:-1] + b"\xc3",
            ("Straße und Öl über alles, süß. " * 20)[:-1] + "\ufffd",
        ),
        (
            "a👩‍👩‍👧b \u05d0\u0301 🏴\U000e0067\U000e0062\U000e007f x\U000e0041\U000e0042y".encode(),
            "a👩‍👩‍👧b \u05d0\u0301 🏴\U000e0067\U000e0062\U000e007f xy",
        ),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str | None) -> None:
    expected = text or next(
        t
        for t in (data.decode("cp1252", "replace"), data.decode("cp1251", "replace"))
        if any(word in t for word in ("maire a parlé", "señaló", "заявил"))
    )
    assert article(tmp_path / "a.txt", data).text == expected


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t \r\n", "empty"),
        ("a.txt", codecs.BOM_UTF8, "empty"),
        ("a.txt", b"... --- !!!", "there is no word in it"),
        ("a.txt", b"text\0text", "not text: it looks binary"),
        ("a.txt", bytes(range(1, 9)) * 40, "not text: it looks binary"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF: save it as text first"),
        ("a.txt", b"\x1f\x8b\x08\x00", "compressed with gzip: unpack it first"),
        ("a.txt", b"x" * 2_001, "larger than 2 kB"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body></body></html>", "no article text found"),
        ("a.html", b"\x89PNG\r\n\0\0", "not text: it looks binary"),
        ("a.jsonl", b"\n \n", "empty"),
        ("a.jsonl", b'{"question": "Who?"}\n{"text": "x"}\n', "labelled questions, not articles"),
        ("a.jsonl", b'{\n  "text": "x"\n}\n', "one JSON document, not JSON lines: write one article on each line"),
        ("a.jsonl", '{"text": "x"}'.encode("utf-16"), "JSON lines in UTF-16: save the file as UTF-8"),
    ],
)
def test_reasons(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert one(tmp_path / name, data, max_bytes=2_000) == Skipped(str(tmp_path / name), reason)


def test_a_huge_single_line(tmp_path: Path) -> None:
    text = "wave " * 400_000 + "end"
    assert article(tmp_path / "a.txt", text).text == text


LINE: dict[str, Any] = {"text": "The wall fell on Monday."}


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


def test_a_folder(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.txt",
        "c/x.md",
        "c/README.md",
        "LICENSE.txt",
        ".hidden.txt",
        ".git/y.txt",
        "d.py",
        "Readme.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}")
    (tmp_path / "License fees rise.txt").write_text("License fees rise")
    (tmp_path / "questions.jsonl").write_text('{"question": "Who?"}\n')
    (tmp_path / "z.jsonl").write_text('{"text": "x"}\n')
    (tmp_path / "c" / "up").symlink_to(tmp_path)
    (tmp_path / "c" / "again.txt").symlink_to(tmp_path / "a.txt")
    reached = list(find([str(tmp_path), str(tmp_path / "b.txt")]))
    found = [os.path.relpath(item.origin, tmp_path) for item in reached if isinstance(item, Source)]
    assert found == ["License fees rise.txt", "a.txt", "b.txt", "z.jsonl", "c/x.md"]
    assert [item for item in reached if not isinstance(item, Source)] == [Ignored(str(tmp_path / "d.py"))]


def test_a_folder_reports_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "old.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    reasons = {os.path.basename(s.origin): s.reason for s in articles(tmp_path) if isinstance(s, Skipped)}
    assert reasons == {
        "old.txt": "a folder with the ending of a file: name it on its own to read it",
        "pipe.txt": "not a regular file",
        "gone.txt": "it is gone, or a link that leads nowhere",
        "loop.txt": "a link that leads in a circle",
    }
    assert articles(tmp_path / "pipe.txt") == [Skipped(str(tmp_path / "pipe.txt"), "not a regular file")]


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(STORY)
    monkeypatch.setattr("index.readers.opening.os.open", refuse)
    assert articles(tmp_path) == [Skipped(str(tmp_path / "a.txt"), "permission denied")]


@pytest.mark.parametrize("path", ["no/such/file.txt", "", "ftp://bay.example/a.txt", "file:///etc/passwd", "a\0b"])
def test_a_wrong_path_is_an_error_at_once(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(NewsError, match=r"; ") as caught:
        find([str(tmp_path), path])
    assert "\n" not in str(caught.value)


def test_other_endings_are_read_by_content_when_named(tmp_path: Path) -> None:
    assert article(tmp_path / "a.log", STORY).title == "Harbour wall gives way in Tallow Bay"
    page = f"<!DOCTYPE html><html><head><title>Wall down</title></head><body><p>{STORY * 5}</p></body></html>"
    assert article(tmp_path / "b.asp", page).title == "Wall down"
    assert article(tmp_path / "c.json", json.dumps(LINE)).text == LINE["text"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
    ending=st.sampled_from([".txt", ".md", ".jsonl", ".html"]),
    start=st.sampled_from(
        [b"", b"---\n", b'{"text": "', b"<html><p style='", b"<p>", b"<style>p{", codecs.BOM_UTF16_LE]
    ),
)
def test_any_bytes_are_read_or_skipped_alike_twice(tmp_path: Path, data: bytes, ending: str, start: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(start + data)
    source = Source(str(path), {".txt": "text", ".md": "markdown", ".jsonl": "jsonl", ".html": "html"}[ending])  # type: ignore[arg-type]
    found = list(read(source))
    assert found
    assert found == list(read(source))
    for item in found:
        if isinstance(item, Article):
            assert item.text == normalise(item.text)
            assert item.title.isprintable() or not item.title.isascii()
            assert "\n" not in item.title
        else:
            assert item.reason


@given(text=st.text(min_size=1).filter(lambda t: any(c.isalnum() for c in normalise(t))))
def test_any_text_in_jsonl_is_kept_to_the_letter(text: str) -> None:
    import io

    from index.readers.jsonl import read as read_lines

    (found,) = read_lines(io.BytesIO(json.dumps({"text": text}).encode()), "x")
    assert isinstance(found, Article)
    invisible = {chr(code) for code in range(0xE0000, 0xE0080)}
    assert [c for c in found.text if c not in invisible] == [c for c in normalise(text) if c not in invisible]
