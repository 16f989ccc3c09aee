"""What every test has: no network but loopback, no model hub, and small libraries made in temporary folders."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from index.embedding import MiniLM
from index.settings import IndexSettings

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from tests.fakes import FakeAssistant


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but loopback fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of whoever runs the tests do not count; the model cache stays, since it is slow to make."""
    for name in list(os.environ):
        if name.startswith("ASSISTANT_") and name != "ASSISTANT_CACHE":
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def minilm() -> MiniLM:
    """The real embedding model."""
    return MiniLM()


@pytest.fixture
def settings() -> IndexSettings:
    """Small passages, so that small articles have several."""
    return IndexSettings(passage_tokens=24, overlap_tokens=6)


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Writes files into a folder of articles and returns it."""

    def write(files: dict[str, str]) -> Path:
        folder = tmp_path / "articles"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory, minilm: MiniLM) -> Path:
    """The sample articles, indexed with the real model. Tests must not change it."""
    from index.indexing import open_indexer

    library = tmp_path_factory.mktemp("sample") / "library"
    with open_indexer(library, IndexSettings(), encoder=minilm) as indexer:
        report = indexer.index([str(Path(__file__).parent.parent / "data")], max_bytes=10**7)
    assert not report.skipped
    return library


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    """Knows the articles of `tests.served`, and fails at the words "rebuild" and "explode"."""
    from tests.fakes import MENDABLE, FakeAssistant
    from tests.served import ARTICLES

    return FakeAssistant(ARTICLES, {"rebuild": MENDABLE, "explode": ZeroDivisionError("a bug")})


@pytest.fixture(scope="module")
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    """A client of a server that asks that assistant."""
    from fastapi.testclient import TestClient

    from tests.fakes import FakeSettings, create_quietly
    from tests.served import BASE

    app = create_quietly(assistant, FakeSettings(), ["Did the bridge close?"])
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real Chromium."""
    from tests.browsing import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server whose assistant knows the articles of `tests.browsing`."""
    from tests.browsing import ARTICLES, serve
    from tests.fakes import MENDABLE, FakeAssistant, FakeSettings

    knowing = FakeAssistant(ARTICLES, {"rebuild": MENDABLE, "explode": ZeroDivisionError("a bug")}, {"slowly": 1.0})
    with serve(knowing, FakeSettings()) as address:
        yield address


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Any]:
    """Opens a page of that server."""
    from tests.browsing import visits

    with visits(browser, site) as open_page:
        yield open_page


@pytest.fixture
def one_torch_thread() -> Iterator[None]:
    """Two threads that wait for each other cost more than tiny models do."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def exact_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a reader whose logits can be worked out by hand."""
    from tests import tiny_models

    return tiny_models.exact_model(tmp_path_factory.mktemp("exact"))


@pytest.fixture(scope="session")
def ranking_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a random reranker."""
    from tests import tiny_models

    return tiny_models.ranking_model(tmp_path_factory.mktemp("ranking"))
