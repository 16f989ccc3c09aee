"""A kill -9 at any moment of indexing loses nothing, and readers go on while another process writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from crashing import MOMENTS
from encoders import WordEncoder

from index.folder import open_library
from index.indexing import open_indexer
from index.retrieval import Searcher
from index.settings import IndexSettings

HERE = Path(__file__).parent
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE)])}
SETTINGS = IndexSettings(passage_tokens=24, overlap_tokens=6)


def report(number: int, toll: str) -> str:
    filler = " ".join(f"Witness {number}-{n} spoke to the paper about it." for n in range(120))
    return f"A blast number{number} killed {toll} people in town{number}.\n\nPolice said so. {filler}"


def write(folder: Path, numbers: range, toll: str) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number:03}.txt").write_text(report(number, toll), "utf-8")


def index(library: Path, folder: Path) -> None:
    with open_indexer(library, SETTINGS, encoder=WordEncoder()) as indexer:
        indexer.index([str(folder)], max_bytes=10**7)


def assert_whole(library: Path, folder: Path) -> None:
    """Every file is one article that both searches find, and the stores hold nothing else."""
    searcher = Searcher(library, SETTINGS, WordEncoder())
    stored = {article.text for article in searcher.library.articles()}
    assert stored == {path.read_text("utf-8") for path in folder.iterdir()}
    facts = searcher.library.facts()
    assert searcher.library.count_pending() == 0
    assert searcher.library.retired() == {}
    assert searcher._vectors.count() == facts.passages
    assert searcher._keywords.count() == facts.passages
    missed = []
    for path in folder.iterdir():
        query = f"blast number{int(path.stem)} killed people in town{int(path.stem)}"
        assert f"number{int(path.stem)} " in searcher.documents(searcher.by_keywords(query, 3))[0].page_content
        if f"number{int(path.stem)} " not in searcher.documents(searcher.by_vector(query, 3))[0].page_content:
            missed.append(path.name)
    assert len(missed) <= 1, missed  # the graph of vectors is searched approximately
    searcher.close()


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_loses_nothing(tmp_path: Path, moment: str) -> None:
    library, folder = tmp_path / "library", tmp_path / "articles"
    write(folder, range(24), "nine")
    index(library, folder)
    with open_library(library) as before:
        old = {article.text for article in before.articles()}
    write(folder, range(6), "fourteen")
    write(folder, range(24, 48), "three")
    command = [sys.executable, str(HERE / "crashing.py"), str(library), str(folder), moment]
    killed = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    new = {path.read_text("utf-8") for path in folder.iterdir()}
    with open_library(library) as left:
        survived = {article.text for article in left.articles()}
    for text in old:
        number = text.split("number")[1].split()[0]
        assert any(f"number{number} " in kept for kept in survived), "an article that was there is gone"
    assert survived <= old | new
    searcher = Searcher(library, SETTINGS, WordEncoder())
    for document in searcher.retriever(20).invoke("blast killed people"):
        article = searcher.library.article(document.metadata["article_id"])
        assert article.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
    searcher.close()
    index(library, folder)
    assert_whole(library, folder)


def test_a_reader_sees_what_another_process_indexes(tmp_path: Path) -> None:
    library, folder = tmp_path / "library", tmp_path / "articles"
    write(folder, range(4), "nine")
    index(library, folder)
    searcher = Searcher(library, SETTINGS, WordEncoder())
    write(folder, range(4, 60), "three")
    script = "import crashing, sys; crashing.arm = lambda *_: None; crashing.main(*sys.argv[1:])"
    command = [sys.executable, "-c", script, str(library), str(folder), "vectors stored"]
    writer = subprocess.Popen(command, env=ENVIRONMENT)
    seen, waited = [], []
    try:
        while writer.poll() is None:
            begun = time.monotonic()
            found = searcher.retriever(5).invoke("blast number1 killed people in town1")
            waited.append(time.monotonic() - begun)
            assert "number1 " in found[0].page_content
            seen.append(searcher.library.facts().articles)
    finally:
        writer.wait(timeout=60)
    assert writer.returncode == 0
    assert seen[0] < 60
    assert max(waited) < 10, "a reader waited for the writer"
    found = searcher.retriever(3).invoke("blast number57 killed people in town57")
    assert "number57 " in found[0].page_content
    searcher.close()
    assert_whole(library, folder)
