"""Libraries that are missing, broken, replaced, being rebuilt or made with another model, and their readers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from encoders import WordEncoder

from index.database import Database
from index.errors import LibraryBusy, LibraryMismatch, LibraryMissing, StoreUnavailable
from index.folder import Folder, open_library
from index.indexing import open_indexer
from index.library import Library
from index.retrieval import Searcher
from index.settings import IndexSettings
from tests.libraries import OTHER, TEXT, Files, counts, run, searched


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


def test_a_new_library_goes_again_when_it_fails_before_it_holds_anything(
    tmp_path: Path, folder_of: Files, settings: IndexSettings
) -> None:
    folder = folder_of({"a.txt": TEXT})
    new = tmp_path / "some" / "where" / "library"

    def begin(library: Path, *, read: bool) -> None:
        with open_indexer(library, settings, encoder=WordEncoder()) as indexer:
            if read:
                indexer.index([str(folder)], max_bytes=10**6)
            raise RuntimeError("it broke off")

    def fail(library: Path, *, read: bool) -> None:
        with pytest.raises(RuntimeError, match="broke off"):
            begin(library, read=read)

    fail(new, read=False)
    assert not (tmp_path / "some").exists()
    old = tmp_path / "old"
    old.mkdir()
    fail(old, read=False)
    assert old.is_dir(), "what was there before stays"
    fail(new, read=True)
    assert searched(new, "bomb", settings)


def test_hints_name_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for library, named in (("library", ""), ("./library", ""), ("my news", " --library 'my news'")):
        with pytest.raises(LibraryMissing) as caught, open_library(Path(library)):
            pass
        assert str(caught.value).endswith(f"; make one with: assistant index PATH{named}")


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
