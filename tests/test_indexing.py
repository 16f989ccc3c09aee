"""Indexing: what a run adds, changes and removes, and that a second run does nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from encoders import WordEncoder

from index.database import Database
from index.errors import ArticleUnknown, LibraryBusy, LibraryMismatch, LibraryMissing, StoreUnavailable
from index.folder import Folder, open_library
from index.indexing import embedded_text, open_indexer
from index.library import Library
from index.retrieval import Searcher
from index.running import Report
from index.settings import IndexSettings
from index.types import Filters

Files = Callable[[dict[str, str]], Path]
TEXT = "A bomb killed nine people in Velmar.\n\nPolice detained three men. The group Ash Dawn claimed the attack."
OTHER = "A ferry sank off the coast.\n\nThe ministry said twelve people drowned."


def run(library: Path, *paths: Path, settings: IndexSettings, keep: bool = False) -> Report:
    with open_indexer(library, settings, encoder=WordEncoder()) as indexer:
        return indexer.index([str(path) for path in paths], max_bytes=1_000_000, keep=keep)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed, len(report.skipped)


def texts(library: Path) -> set[str]:
    with open_library(library) as stored:
        return {article.text for article in stored.articles()}


def searched(library: Path, query: str, settings: IndexSettings) -> list[str]:
    searcher = Searcher(library, settings, WordEncoder())
    found = [document.page_content for document in searcher.retriever(5).invoke(query)]
    searcher.close()
    return found


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


@pytest.mark.parametrize("part", ["chroma", "keywords"])
def test_a_missing_store_is_an_error_until_it_is_rebuilt(
    part: str, tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library = tmp_path / "library"
    run(library, folder_of({"a.txt": TEXT}), settings=settings)
    shutil.rmtree(library / part)
    with pytest.raises(StoreUnavailable, match="assistant index --rebuild"):
        searched(library, "bomb", settings)
    assert not (library / part).exists(), "a reader makes nothing"
    with open_indexer(library, settings, rebuild=True, encoder=WordEncoder()) as indexer:
        indexer.resume()
    assert searched(library, "bomb", settings)


def test_a_reader_says_so_until_a_rebuild_that_broke_off_is_finished(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library, folder = tmp_path / "library", folder_of({"a.txt": TEXT})
    run(library, folder, settings=settings)
    searcher = Searcher(library, settings, WordEncoder())
    assert searcher.retriever(1).invoke("bomb")
    database = Database(library / "library.sqlite", writable=True)
    assert Library(database).begin_rebuild() == 1
    database.close()
    with pytest.raises(StoreUnavailable, match="being rebuilt"):
        searcher.retriever(1).invoke("bomb")
    report = run(library, folder, settings=settings)
    assert (report.resumed, counts(report)) == (1, (0, 0, 1, 0, 0))
    assert "bomb" in searcher.retriever(1).invoke("bomb")[0].page_content
    searcher.close()


def test_a_library_without_articles_can_be_searched(tmp_path: Path, settings: IndexSettings) -> None:
    with open_indexer(tmp_path / "library", settings, encoder=WordEncoder()):
        pass
    assert searched(tmp_path / "library", "bomb", settings) == []


def test_retired_articles_do_not_crowd_out_others(tmp_path: Path, folder_of: Files, settings: IndexSettings) -> None:
    library = tmp_path / "library"
    rows = [{"id": f"i{n}", "text": f"A bomb exploded in town {n}."} for n in range(100)]
    run(library, folder_of({"w.jsonl": "\n".join(map(json.dumps, rows))}), settings=settings)
    database = Database(library / "library.sqlite", writable=True)
    assert Library(database).retire([f"i{n}" for n in range(95)]) == 95
    database.close()
    searcher = Searcher(library, settings.model_copy(update={"candidates": 10}), WordEncoder())
    assert len(searcher.retriever(5).invoke("bomb exploded in town 3")) == 5
    searcher.close()


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


def test_only_one_process_writes(tmp_path: Path, settings: IndexSettings) -> None:
    with (
        open_indexer(tmp_path / "library", settings, encoder=WordEncoder()),
        pytest.raises(LibraryBusy, match="another process"),
        open_indexer(tmp_path / "library", settings, encoder=WordEncoder()),
    ):
        pass


def test_another_model_or_schema_is_refused_and_a_rebuild_mends_it(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library = tmp_path / "library"
    run(library, folder_of({"a.txt": TEXT, "b.txt": OTHER}), settings=settings)
    other = WordEncoder("other words")
    with pytest.raises(LibraryMismatch, match="assistant index --rebuild"):
        Searcher(library, settings, other)
    with pytest.raises(LibraryMismatch, match="--rebuild"), open_indexer(library, settings, encoder=other):
        pass
    with open_indexer(library, settings, rebuild=True, encoder=other) as indexer:
        assert indexer.resume() == 2
    found = Searcher(library, settings, other).retriever(3).invoke("ferry sank")
    assert found[0].page_content.startswith("A ferry sank")
    manifest = library / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"schema": 1', '"schema": 0'))
    with pytest.raises(LibraryMismatch, match="schema 0"):
        Searcher(library, settings, other)
    manifest.write_text("{")
    with pytest.raises(LibraryMismatch, match="cannot be read"):
        Folder(library).manifest()


def test_there_is_nothing_to_rebuild_or_search_without_a_library(tmp_path: Path, settings: IndexSettings) -> None:
    with pytest.raises(LibraryMissing, match="assistant index PATH"):
        Searcher(tmp_path / "none", settings, WordEncoder())
    with pytest.raises(LibraryMissing), open_indexer(tmp_path / "none", settings, rebuild=True, encoder=WordEncoder()):
        pass
    assert not (tmp_path / "none").exists()


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


def test_a_lost_database_does_not_leave_old_passages_behind(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library = tmp_path / "library"
    run(library, folder_of({"a.txt": TEXT, "b.txt": OTHER}), settings=settings)
    for path in library.glob("library.sqlite*"):
        path.unlink()
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "c.txt").write_text("A third text. It is short.")
    run(library, tmp_path / "few", settings=settings)
    assert searched(library, "bomb ferry third", settings) == ["A third text. It is short."]


def test_a_reader_notices_that_the_library_was_replaced(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    library = tmp_path / "library"
    run(library, folder_of({"a.txt": TEXT}), settings=settings)
    searcher = Searcher(library, settings, WordEncoder())
    assert searcher.retriever(1).invoke("bomb")
    library.rename(tmp_path / "old")
    with pytest.raises(LibraryMissing):
        searcher.retriever(1).invoke("bomb")
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "c.txt").write_text(OTHER)
    run(library, tmp_path / "few", settings=settings)
    assert [d.page_content[:7] for d in searcher.retriever(1).invoke("bomb ferry")] == ["A ferry"]
    searcher.close()


def test_names_that_are_not_text_are_skipped(tmp_path: Path, folder_of: Files, settings: IndexSettings) -> None:
    folder = folder_of({"a.txt": TEXT})
    (Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff.txt"))).write_text(OTHER)
    report = run(tmp_path / "library", folder, settings=settings)
    assert counts(report) == (1, 0, 0, 0, 1)
    assert report.skipped[0].reason == "its name is not UTF-8"
