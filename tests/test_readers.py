"""Reading files: the walk, text in any encoding, the reasons for what is skipped, and whatever bytes come."""

from __future__ import annotations

import codecs
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import NewsError
from index.readers import Ignored, Skipped, Source, find, read
from index.types import Article, normalise
from tests.source_files import LINE, STORY, article, articles, one


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


def test_links_out_of_a_folder_are_reported_and_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside / "deep", outside):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(STORY)
    (outside / "x.pdf").write_text("x")
    for name, target in {
        "file.txt": outside / "a.txt",
        "folder": outside,
        "up": Path("../.."),
        "root": Path("/"),
        "deep/gone.txt": outside / "gone.txt",
        "x.pdf": outside / "x.pdf",
        "round": Path("deep/round"),
        "deep/round": Path("../round"),
        "deep/self": Path("../deep"),
        "a link to deep": Path("deep"),
    }.items():
        (inside / name).symlink_to(target)
    reason = "a link that leads out of the folder: name it on its own to read it"
    found = list(find([str(inside)]))
    assert [os.path.relpath(item.origin, inside) for item in found if isinstance(item, Source)] == [
        "a link to deep/a.txt"
    ]
    skipped = {os.path.relpath(item.origin, inside): item.reason for item in found if isinstance(item, Skipped)}
    assert skipped == dict.fromkeys(["file.txt", "folder", "up", "root", "a link to deep/gone.txt"], reason)
    assert len(articles(inside / "file.txt")) == 1, "named by itself it is read"
    assert len([item for item in find([str(inside), str(outside)]) if isinstance(item, Source)]) == 2
    (tmp_path / "link").symlink_to(inside)
    assert sum(isinstance(item, Source) for item in find([str(tmp_path / "link")])) == 1


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
