"""Indexing: what a run adds, changes and removes, and that a second run does nothing."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from encoders import WordEncoder

from index.errors import ArticleUnknown
from index.folder import open_library
from index.indexing import embedded_text, open_indexer
from index.retrieval import Searcher
from index.settings import IndexSettings
from index.types import Filters
from tests.libraries import OTHER, TEXT, Files, counts, run, searched, texts


def test_a_second_run_changes_nothing_and_embeds_nothing(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    folder = folder_of({"a.txt": TEXT, "b/c.txt": OTHER, "d.jsonl": json.dumps({"id": "x", "text": "A third text."})})
    library = tmp_path / "library"
    assert counts(run(library, folder, settings=settings)) == (3, 0, 0, 0, 0)
    encoder = WordEncoder()
    with open_indexer(library, settings, encoder=encoder) as indexer:
        report = indexer.index([str(folder)], max_bytes=1_000_000)
    assert counts(report) == (0, 0, 3, 0, 0)
    assert encoder.encoded == []


def test_an_edited_file_replaces_its_article(tmp_path: Path, folder_of: Files, settings: IndexSettings) -> None:
    folder = folder_of({"a.txt": TEXT})
    library = tmp_path / "library"
    run(library, folder, settings=settings)
    folder_of({"a.txt": TEXT.replace("nine", "fourteen")})
    assert counts(run(library, folder, settings=settings)) == (0, 1, 0, 0, 0)
    assert texts(library) == {TEXT.replace("nine", "fourteen")}
    assert "A bomb killed fourteen people in Velmar." in searched(library, "bomb killed people Velmar", settings)[0]


def test_an_article_with_an_id_is_updated_under_it(tmp_path: Path, folder_of: Files, settings: IndexSettings) -> None:
    library = tmp_path / "library"
    folder = folder_of({"w.jsonl": json.dumps({"id": "w1", "text": TEXT, "publisher": "The Post"})})
    run(library, folder, settings=settings)
    folder_of({"w.jsonl": json.dumps({"id": "w1", "text": OTHER, "publisher": "The Post"})})
    assert counts(run(library, folder, settings=settings)) == (0, 1, 0, 0, 0)
    with open_library(library) as stored:
        assert stored.article("w1").text == OTHER
        assert stored.facts().articles == 1
        assert stored.retired() == {}


def test_a_vanished_file_is_removed_unless_kept(tmp_path: Path, folder_of: Files, settings: IndexSettings) -> None:
    library, folder = tmp_path / "library", folder_of({"a.txt": TEXT, "b.txt": OTHER})
    run(library, folder, settings=settings)
    (folder / "b.txt").unlink()
    assert counts(run(library, folder, settings=settings, keep=True)) == (0, 0, 1, 0, 0)
    assert counts(run(library, folder, settings=settings)) == (0, 0, 1, 1, 0)
    assert texts(library) == {TEXT}


def test_indexing_one_file_leaves_the_others_alone(tmp_path: Path, folder_of: Files, settings: IndexSettings) -> None:
    library, folder = tmp_path / "library", folder_of({"a.txt": TEXT, "b.txt": OTHER})
    run(library, folder / "a.txt", settings=settings)
    assert counts(run(library, folder / "b.txt", settings=settings)) == (1, 0, 0, 0, 0)
    assert texts(library) == {TEXT, OTHER}


def test_the_same_article_in_two_files_is_one_until_both_are_gone(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library, folder = tmp_path / "library", folder_of({"a.txt": TEXT, "copy.txt": TEXT})
    assert counts(run(library, folder, settings=settings)) == (1, 0, 1, 0, 0)
    (folder / "a.txt").unlink()
    assert counts(run(library, folder, settings=settings))[3] == 0
    assert texts(library) == {TEXT}
    (folder / "copy.txt").unlink()
    assert counts(run(library, folder, settings=settings))[3] == 1


def test_what_cannot_be_read_is_named_and_the_rest_is_indexed(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library, folder = tmp_path / "library", folder_of({"a.txt": TEXT, "empty.txt": " ", "big.txt": "x " * 600_000})
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
    folder_of({"w.jsonl": '{"text": "Fine. It is."}\nnot json\n{"text": 5}'})
    report = run(library, folder, settings=settings)
    assert counts(report) == (2, 0, 0, 0, 5)
    assert {os.path.basename(item.origin) for item in report.skipped} == {
        "empty.txt",
        "big.txt",
        "binary.txt",
        "w.jsonl#2",
        "w.jsonl#3",
    }
    again = run(library, folder, settings=settings)
    assert counts(again) == (0, 0, 2, 0, 5), "faults are reported until they are mended"


def test_a_file_that_becomes_unreadable_keeps_its_article(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library, folder = tmp_path / "library", folder_of({"a.txt": TEXT})
    run(library, folder, settings=settings)
    (folder / "a.txt").write_bytes(b"\x00\x01" * 500)
    assert counts(run(library, folder, settings=settings)) == (0, 0, 0, 0, 1)
    assert texts(library) == {TEXT}


@pytest.mark.parametrize(("old", "new"), [("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")])
def test_an_article_that_moves_to_another_file_stays(
    old: str, new: str, tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    moved, other = json.dumps({"id": "m", "text": TEXT}), json.dumps({"id": "o", "text": OTHER})
    third = json.dumps({"id": "t", "text": "A third article. It stays."})
    library = tmp_path / "library"
    folder = folder_of({old: f"{moved}\n{other}", new: third})
    run(library, folder, settings=settings)
    folder_of({old: other, new: f"{third}\n{moved}"})
    assert counts(run(library, folder, settings=settings)) == (0, 0, 3, 0, 0)
    (folder / old).rename(folder / "renamed.jsonl")
    assert counts(run(library, folder, settings=settings)) == (0, 0, 3, 0, 0)
    assert len(texts(library)) == 3


def test_a_new_file_cannot_take_over_the_id_of_another_file(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library, folder = tmp_path / "library", folder_of({"a.jsonl": json.dumps({"id": "x", "text": TEXT})})
    run(library, folder, settings=settings)
    folder_of({"b.jsonl": json.dumps({"id": "x", "text": OTHER})})
    report = run(library, folder, settings=settings)
    assert counts(report) == (0, 0, 1, 0, 1)
    assert texts(library) == {TEXT}
    assert counts(run(library, folder / "b.jsonl", settings=settings)) == (0, 1, 0, 0, 0), (
        "named alone, it is an update"
    )


def test_what_an_unread_folder_held_is_kept(
    tmp_path: Path, folder_of: Files, settings: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, folder = tmp_path / "library", folder_of({"a.txt": TEXT, "sub/b.txt": OTHER})
    run(library, folder, settings=settings)
    listdir = os.listdir

    def refusing(path: str) -> list[str]:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refusing)
    assert counts(run(library, folder, settings=settings)) == (0, 0, 1, 0, 1)
    assert texts(library) == {TEXT, OTHER}


def test_a_link_that_leads_out_keeps_nothing_that_has_vanished(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library, folder = tmp_path / "library", folder_of({"a.txt": TEXT, "b.txt": OTHER})
    run(library, folder, settings=settings)
    (folder / "b.txt").unlink()
    (folder / "up").symlink_to(tmp_path)
    (folder / "root").symlink_to("/")
    assert counts(run(library, folder, settings=settings)) == (0, 0, 1, 1, 2)


def test_one_id_for_two_articles_of_a_run_is_a_fault(tmp_path: Path, folder_of: Files, settings: IndexSettings) -> None:
    lines = [{"id": "x", "text": TEXT}, {"id": "x", "text": OTHER}, {"id": "x", "text": TEXT}]
    folder = folder_of({"w.jsonl": "\n".join(map(json.dumps, lines))})
    report = run(tmp_path / "library", folder, settings=settings)
    assert counts(report) == (1, 0, 1, 0, 1)
    assert report.skipped[0].origin.endswith("#2")


def test_a_removed_article_is_gone_and_comes_back_with_its_file(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library, folder = tmp_path / "library", folder_of({"a.txt": TEXT, "b.txt": OTHER})
    run(library, folder, settings=settings)
    with open_library(library) as stored:
        gone = next(article.id for article in stored.articles() if article.text == OTHER)
    with open_indexer(library, settings, encoder=WordEncoder()) as indexer:
        with pytest.raises(ArticleUnknown, match="nowhere"):
            indexer.remove([gone, "nowhere"])
        assert indexer.remove([gone]) == 1
    assert texts(library) == {TEXT}
    assert not any("ferry" in text for text in searched(library, "ferry", settings))
    assert counts(run(library, folder, settings=settings)) == (1, 0, 1, 0, 0)


def test_passages_fit_the_window_with_their_title(tmp_path: Path, settings: IndexSettings) -> None:
    encoder = WordEncoder()
    row = {"id": "long", "title": "word " * 200, "text": "A sentence of exactly seven words, here. " * 40}
    path = tmp_path / "w.jsonl"
    path.write_text(json.dumps(row))
    with open_indexer(tmp_path / "library", settings, encoder=encoder) as indexer:
        indexer.index([str(path)], max_bytes=10**6)
    assert encoder.encoded
    assert all(encoder.count(text) <= encoder.window - 2 for text in encoder.encoded)


@pytest.mark.parametrize(
    ("title", "passage", "expected"),
    [
        ("A title", "A text.", "A title\nA text."),
        ("A title...", "A title and more.", "A title and more."),
        ("", "A text.", "A text."),
    ],
)
def test_the_title_stands_above_the_passage_once(title: str, passage: str, expected: str) -> None:
    assert embedded_text(title, passage) == expected


def test_articles_without_publisher_or_date_never_pass_those_filters(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    from datetime import date

    library = tmp_path / "library"
    rows = [
        {"id": "p", "text": TEXT, "publisher": "The Post", "published": "2026-09-15T23:30:00-05:00"},
        {"id": "q", "text": TEXT.replace("nine", "ten"), "publisher": "Übersee Bote", "published": "2026-09-16"},
        {"id": "r", "text": TEXT.replace("nine", "six")},
    ]
    run(library, folder_of({"w.jsonl": "\n".join(map(json.dumps, rows))}), settings=settings)
    searcher = Searcher(library, settings, WordEncoder())
    for filters, expected in [
        (Filters(), {"p", "q", "r"}),
        (Filters(publishers=("the post",)), {"p"}),
        (Filters(publishers=("ÜBERSEE BOTE", "nobody")), {"q"}),
        (Filters(since=date(2026, 9, 16)), {"q"}),
        (Filters(until=date(2026, 9, 15)), {"p"}),
        (Filters(since=date(2026, 9, 17)), set()),
        (Filters(article_ids=("r", "p", "nowhere")), {"p", "r"}),
        (Filters(article_ids=()), set()),
        (Filters(article_ids=("r",), publishers=("the post",)), set()),
    ]:
        found = searcher.retriever(10).invoke("bomb Velmar", filters=filters)
        assert {document.metadata["article_id"] for document in found} == expected, filters
    searcher.close()


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        ("2026-09-15", True),
        ("2026-09-17T23:00:00+14:00", True),
        ("2026-09-18", False),
        ("9999-12-31T23:59:59-12:00", False),
        ("1600-01-01", True),
        ("1599-12-31", False),
        ("0001-01-01", False),
    ],
)
def test_a_date_that_cannot_be_right_is_unknown_and_said(
    published: str, kept: bool, tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    now = datetime(2026, 9, 15, 22, tzinfo=UTC)
    folder = folder_of({"w.jsonl": json.dumps({"id": "x", "text": TEXT, "published": published})})
    for expected in ((1, 0, 0, 0, 0), (0, 0, 1, 0, 0)):
        with open_indexer(tmp_path / "library", settings, encoder=WordEncoder()) as indexer:
            report = indexer.index([str(folder)], max_bytes=10**6, now=now)
        assert counts(report) == expected
        assert [item.origin for item in report.warnings] == ([] if kept else [str(folder / "w.jsonl#1")])
        assert all(f"the date {published} cannot be right" in item.reason for item in report.warnings)
    with open_library(tmp_path / "library") as stored:
        assert stored.article("x").published == (published if kept else None)


def test_a_date_is_known_once_it_can_be_right(tmp_path: Path, folder_of: Files, settings: IndexSettings) -> None:
    folder = folder_of({"a.txt": f"Title: Wall down\nPublished: 2026-09-15\n\n{TEXT}"})
    for day, expected in ((1, (1, 0, 0, 0, 0)), (14, (0, 1, 0, 0, 0)), (15, (0, 0, 1, 0, 0))):
        with open_indexer(tmp_path / "library", settings, encoder=WordEncoder()) as indexer:
            now = datetime(2026, 9, day, tzinfo=UTC)
            report = indexer.index([str(folder)], max_bytes=10**6, now=now)
        assert (counts(report), len(report.warnings)) == (expected, int(day == 1))


def test_the_library_itself_is_no_file_of_another_kind(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    folder = folder_of({"a.txt": TEXT, "b.pdf": "x"})
    for _ in range(2):
        report = run(folder / "library", folder, settings=settings)
        assert [os.path.basename(name) for name in report.ignored] == ["b.pdf"]
    assert not report.skipped


def test_names_that_are_not_text_are_skipped(tmp_path: Path, folder_of: Files, settings: IndexSettings) -> None:
    folder = folder_of({"a.txt": TEXT})
    (Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff.txt"))).write_text(OTHER)
    report = run(tmp_path / "library", folder, settings=settings)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert report.skipped[0].reason == "its name is not UTF-8"
