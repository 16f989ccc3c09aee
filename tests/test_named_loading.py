"""Models that the user names and that are not there, not whole, or on the hub."""

from __future__ import annotations

import json
import shutil
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sentence_transformers  # noqa: F401  # so that no test times its import
from transformers import BertForMaskedLM

from assistant.errors import ReaderUnavailable
from assistant.named import NamedReader
from tests.tiny_models import bert_config, passages, save, use

pytestmark = pytest.mark.usefixtures("one_torch_thread")

COMMIT = "0" * 40


def test_a_model_without_a_trained_head_is_refused(tmp_path: Path) -> None:
    folder = save(tmp_path, BertForMaskedLM(bert_config()))
    with pytest.raises(ReaderUnavailable, match=r"not trained to answer: it has no weights for qa_outputs") as caught:
        NamedReader(str(folder)).read("who ?", passages("red boat"))
    assert "set reader to packaged or rules" in str(caught.value)


@pytest.mark.parametrize("name", ["someone/never-was", "never-was", "/nowhere/model", "./nowhere", "~nobody/model", ""])
@pytest.mark.parametrize("kind", ["reader", "reranker"])
def test_a_model_that_is_not_there_is_refused_at_once(name: str, kind: str) -> None:
    began = time.monotonic()
    with pytest.raises(ReaderUnavailable) as caught:
        use(kind, name)
    assert time.monotonic() - began < 15  # trying again and again takes 23
    message = str(caught.value)
    assert message.startswith(f"the {kind} {name!r} cannot be loaded (")
    assert (
        f"; set {kind} to packaged or {'rules' if kind == 'reader' else 'none'}, or to a model in a folder" in message
    )
    assert "\n" not in message


class Hub(BaseHTTPRequestHandler):
    """As much of the hub of models as a download needs: "someone/tiny" has the files of ``folder``."""

    folder: Path
    asked: list[str]

    def do_HEAD(self) -> None:
        self._reply(False)

    def do_GET(self) -> None:
        self._reply(True)

    def _reply(self, whole: bool) -> None:
        self.asked.append(self.path)
        body = self._body(*urlsplit(self.path).path.split("/")[1:])
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.send_header("ETag", f'"{zlib.crc32(body or b""):040x}"')
        self.send_header("X-Repo-Commit", COMMIT)
        if body is None:
            self.send_header("X-Error-Code", "EntryNotFound" if "/tiny/" in self.path else "RepoNotFound")
        self.end_headers()
        if whole:
            self.wfile.write(body or b"")

    def _body(self, *path: str) -> bytes | None:
        """A file, what is said of the model, or the list of its files."""
        files = sorted(file for file in self.folder.iterdir() if file.is_file())
        match path:
            case "someone", "tiny", "resolve", _, name if self.folder / name in files:
                return (self.folder / name).read_bytes()
            case "api", "models", "someone", "tiny", *rest:
                names = [{"rfilename": file.name} for file in files]
                tree = [{"type": "file", "path": one.name, "size": one.stat().st_size, "oid": "0"} for one in files]
                return json.dumps(
                    tree if "tree" in rest else {"id": "someone/tiny", "sha": COMMIT, "siblings": names}
                ).encode()
        return None

    def log_message(self, *_: Any) -> None:
        """Nothing on the screen."""


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Hub]]:
    """A hub on loopback, and an empty cache."""
    from huggingface_hub import constants

    class Here(Hub):
        folder, asked = tmp_path, []

    with ThreadingHTTPServer(("127.0.0.1", 0), Here) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _point(monkeypatch, f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
        yield Here
        server.shutdown()


def _point(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """The libraries ask ``address`` instead of the real hub; transformers keeps what it once made for that."""
    import transformers.utils.hub
    from huggingface_hub import constants

    monkeypatch.setattr(transformers.utils.hub, "_hf_api", None)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", address)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", address + "/{repo_id}/resolve/{revision}/{filename}")


@pytest.mark.parametrize("kind", ["reader", "reranker"])
def test_a_model_is_fetched_once(hub: type[Hub], exact_model: Path, ranking_model: Path, kind: str) -> None:
    hub.folder = exact_model if kind == "reader" else ranking_model
    read = use(kind, "someone/tiny")
    assert read == use(kind, str(hub.folder))
    hub.asked.clear()
    assert use(kind, "someone/tiny") == read
    assert hub.asked == []


@pytest.mark.parametrize("kind", ["reader", "reranker"])
def test_the_hub_is_asked_once_for_a_model_that_it_does_not_have(hub: type[Hub], kind: str) -> None:
    with pytest.raises(
        ReaderUnavailable, match="the local cache does not hold it, and the hub has no public model of that name"
    ):
        use(kind, "someone/nothing")
    assert len(hub.asked) == 1


@pytest.mark.parametrize("kind", ["reader", "reranker"])
def test_a_hub_that_cannot_be_reached_is_not_waited_for(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _point(monkeypatch, "http://127.0.0.1:9")
    began = time.monotonic()
    with pytest.raises(ReaderUnavailable, match="the hub does not give it"):
        use(kind, "someone/never-was")
    assert time.monotonic() - began < 15  # trying again and again takes 23


def _cut_weights(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:200])


def _cut_config(folder: Path) -> None:
    (folder / "config.json").write_text("{", "utf-8")


def _list_config(folder: Path) -> None:
    (folder / "config.json").write_text("[]", "utf-8")


def _odd_config(folder: Path) -> None:
    (folder / "config.json").write_text('{"model_type": "bert", "hidden_size": "many"}', "utf-8")


def _other_sizes(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"hidden_size": 64}), "utf-8")


def _no_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def _cut_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{", "utf-8")


def _code(folder: Path) -> None:
    (folder / "own.py").write_text("raise SystemExit('the code of a model was run')\n", "utf-8")
    config = {"model_type": "own", "auto_map": {"AutoConfig": "own.Config"}}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")


@pytest.mark.parametrize(
    "damage",
    [_cut_weights, _cut_config, _list_config, _odd_config, _other_sizes, _no_config, _cut_tokenizer, _code],
)
@pytest.mark.parametrize("kind", ["reader", "reranker"])
def test_a_damaged_model_is_refused(
    exact_model: Path, ranking_model: Path, tmp_path: Path, damage: Callable[[Path], None], kind: str
) -> None:
    folder = shutil.copytree(exact_model if kind == "reader" else ranking_model, tmp_path / "model")
    use(kind, str(folder))
    damage(folder)
    with pytest.raises(ReaderUnavailable, match="cannot be loaded") as caught:
        use(kind, str(folder))
    assert "\n" not in str(caught.value)


def test_a_folder_of_something_else_holds_no_model(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match=r"that folder holds no model: config\.json is missing"):
        use("reader", str(tmp_path))


def test_a_model_that_is_half_in_the_cache_says_what_is_wrong_with_it(
    hub: type[Hub], exact_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    hub.folder = exact_model
    use("reader", "someone/tiny")
    for weights in Path(constants.HF_HUB_CACHE).rglob("model.safetensors"):
        weights.unlink()
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(
        ReaderUnavailable, match=r"does not give it whole: .*; HF_HUB_OFFLINE is set, so the hub is not"
    ):
        use("reader", "someone/tiny")


def test_nothing_is_shown_while_a_model_is_read(exact_model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    use("reader", str(exact_model))
    assert capsys.readouterr() == ("", "")
