"""Reading text and Markdown: titles, front matter, marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers import Skipped
from tests.source_files import STORY, article, one


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
        ("\n" * 30_000 + "Rain stops play\n\nMore.", "Rain stops play"),
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


def test_front_matter_in_toml_is_read_and_removed(tmp_path: Path) -> None:
    names = "authors = ['Ada Moss', 'Bo Lind']"
    front = f"+++\ntitle = 'Wall: down'\n{names}\ndate = 2019-03-04T10:00:00Z\n[params]\nx = 1\n+++\n"
    found = article(tmp_path / "a.md", front + STORY)
    assert (found.title, found.author, found.published) == (
        "Wall: down",
        "Ada Moss, Bo Lind",
        "2019-03-04T10:00:00+00:00",
    )
    assert found.text == STORY
    for broken, reason in (
        ("title = Wall: down\n+++\n", "its front matter is not TOML (Invalid value"),
        ("title = 'x'\n\n", "its front matter has no line +++ below it: mend it, or take the line +++ above it away"),
    ):
        refused = one(tmp_path / "b.md", f"+++\n{broken}{STORY}")
        assert isinstance(refused, Skipped)
        assert refused.reason.startswith(reason)
    assert article(tmp_path / "c.md", "+++\nHe said so.\n+++\nSo.").text.startswith("+++")


def test_front_matter_is_read_and_removed(tmp_path: Path) -> None:
    found = article(tmp_path / "a.md", FRONT % "https://bay.example/wall" + STORY)
    assert (found.title, found.author, found.publisher) == ("Wall: down", "Ada Moss, Bo Lind", "Bay Post")
    assert (found.published, found.url, found.text) == ("2019-03-04", "https://bay.example/wall", STORY)
    assert article(tmp_path / "a.txt", FRONT % "javascript:alert(1)" + STORY).url is None


@pytest.mark.parametrize(
    "front",
    [
        "---\nReported: from the harbour\n---\n",
        '---\nReported: "from" the: harbour\n---\n',
        "---\n- a\n- b\n---\n",
        "---\n" + "[" * 3000 + "\n---\n",
        "---\n\nThe mayor said: no.\n",
    ],
)
def test_what_is_no_front_matter_stays_text(tmp_path: Path, front: str) -> None:
    assert article(tmp_path / "a.txt", front + STORY).text == front + STORY


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("---\ntitle: [unclosed\n---\n", "its front matter is not YAML (line 2): mend it,"),
        ("---\nlayout: post\ntitle: Wall: down\n---\n", "its front matter is not YAML (line 3): mend it,"),
        ("---\ntitle: '" + "[" * 3000 + "\n---\n", "its front matter is not YAML (line 2): mend it,"),
        ("---\n\ttitle: x\ntitle: y\n---\n", "its front matter is not YAML (line 2): mend it,"),
        ("---\ntitle: never closed\ndate: 2024-03-01\n\n", "its front matter has no line --- below it: mend it,"),
        ("---\r\ntitle: x\r\n" + "x: y\r\n" * 5000 + "---\r\n", "its front matter has no line --- below it: mend it,"),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_broken_front_matter_is_refused(tmp_path: Path, name: str, front: str, reason: str) -> None:
    found = one(tmp_path / name, front + STORY)
    assert isinstance(found, Skipped)
    assert found.reason == f"{reason} or take the line --- above it away"


def test_front_matter_without_a_value_that_can_be_read_is_removed(tmp_path: Path) -> None:
    assert article(tmp_path / "a.txt", "---\ntitle: {a: [b]}\n---\n" + STORY).text == STORY


HEADERS = "Title: Wall down\nBy: Ada Moss\nPublisher: Bay Post\nPublished: 1 March 2024\n"


@pytest.mark.parametrize(
    ("top", "title", "text"),
    [
        (HEADERS, "Wall down", STORY),
        ("\n" + HEADERS.upper().replace("ADA MOSS", "Ada Moss").replace("BAY POST", "Bay Post"), "WALL DOWN", STORY),
        ("Wall gone\n" + HEADERS.partition("\n")[2], "Wall gone", "Wall gone\n\n" + STORY),
        ("Wall gone\n\n" + HEADERS.partition("\n")[2], "Wall gone", "Wall gone\n\n" + STORY),
    ],
)
def test_header_lines_are_read_and_removed(tmp_path: Path, top: str, title: str, text: str) -> None:
    found = article(tmp_path / "a.txt", f"{top}\n{STORY}")
    assert (found.title, found.author, found.publisher, found.published) == (
        title,
        "Ada Moss",
        "Bay Post",
        "2024-03-01",
    )
    assert found.text == text


@pytest.mark.parametrize(
    "top",
    [
        "Published: 2024-03-01\n\n",
        "Published: 2024-03-01\nBy: Ada Moss\n",
        "Published: 2024-03-01\nBy: Ada Moss\nThe mayor said: no.\n\n",
        "Published:\nBy:\n\n",
    ],
)
def test_what_is_no_header_stays_text(tmp_path: Path, top: str) -> None:
    assert article(tmp_path / "a.txt", top + STORY).text == top + STORY
    assert article(tmp_path / "b.txt", "Title: x\nBy: y\n").text == "Title: x\nBy: y\n"


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
