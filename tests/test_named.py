"""Models that the user names, on tiny ones that the tests make: random, or with weights set by hand."""

from __future__ import annotations

import json
import math
import shutil
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sentence_transformers  # noqa: F401  # so that no test times its import
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import ByteLevelBPETokenizer
from transformers import (
    AutoModelForQuestionAnswering,
    BertConfig,
    BertForMaskedLM,
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertModel,
    BertTokenizerFast,
    DistilBertConfig,
    DistilBertForQuestionAnswering,
    RobertaConfig,
    RobertaForQuestionAnswering,
    RobertaTokenizerFast,
)

from assistant.errors import ReaderUnavailable
from assistant.named import NamedReader, NamedReranker
from assistant.types import Evidence
from index.types import Span

WORDS = "who said red blue green boat boats harbour mayor left noon alpha omega the in a . ? , 12 twelve".split()
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, "##s", "##ed", "[", "]"]
HIDDEN = 32
COMMIT = "0" * 40


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """Two threads that wait for each other cost more than models of this size."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def passage(text: str, title: str = "") -> Evidence:
    return Evidence(1, "a", title, text, Span(0, len(text)))


def passages(*texts: str) -> list[Evidence]:
    return [passage(text) for text in texts]


def bert_config(positions: int = 512, **more: Any) -> BertConfig:
    sizes = {"vocab_size": len(VOCABULARY), "hidden_size": HIDDEN, "intermediate_size": 32, "num_attention_heads": 2}
    sizes |= {"num_hidden_layers": 2, "max_position_embeddings": positions} | more
    return BertConfig(**{"initializer_range": 1.0} | sizes)


def save(folder: Path, model: Any) -> Path:
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY), "utf-8")
    BertTokenizerFast.from_pretrained(folder).save_pretrained(folder)
    return folder


def roberta(folder: Path) -> Path:
    """A RoBERTa of 30 places, with its byte-level tokens and one kind of segment."""
    learnt = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    learnt.train_from_iterator([" ".join(WORDS)] * 3, vocab_size=300, special_tokens=specials, show_progress=False)
    learnt.save(str(folder / "tokenizer.json"))
    RobertaTokenizerFast.from_pretrained(folder).save_pretrained(folder)
    sizes = {"vocab_size": 300, "hidden_size": HIDDEN, "intermediate_size": 32, "num_attention_heads": 2}
    config = RobertaConfig(
        num_hidden_layers=2, max_position_embeddings=32, type_vocab_size=1, initializer_range=1.0, **sizes
    )
    RobertaForQuestionAnswering(config).save_pretrained(folder)
    return folder


def distilbert(folder: Path) -> Path:
    """A model that takes no segments, with a tokenizer that offers them."""
    config = DistilBertConfig(
        vocab_size=len(VOCABULARY), dim=HIDDEN, hidden_dim=32, n_layers=1, n_heads=2, max_position_embeddings=40
    )
    return save(folder, DistilBertForQuestionAnswering(config))


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, NamedReader]:
    """Random readers with small windows, so that short passages fill several."""
    torch.manual_seed(5)
    made: dict[str, Callable[[Path], Path]] = {
        "bert": lambda folder: save(folder, BertForQuestionAnswering(bert_config(40))),
        "distilbert": distilbert,
        "roberta": roberta,
    }
    return {name: NamedReader(str(make(tmp_path_factory.mktemp(name)))) for name, make in made.items()}


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader without layers: an answer starts at "alpha" and ends at "omega", "no answer" is at half of either."""
    model = BertForQuestionAnswering(bert_config(num_hidden_layers=0))
    with torch.no_grad():
        tables = model.bert.embeddings
        tables.position_embeddings.weight.zero_()
        tables.token_type_embeddings.weight.zero_()
        tables.token_type_embeddings.weight[1, 4] = 1
        tables.word_embeddings.weight.zero_()
        for number, word in enumerate(VOCABULARY):
            tables.word_embeddings.weight[number, {"alpha": 0, "omega": 1, "[CLS]": 2}.get(word, 3)] = 1
        model.qa_outputs.bias.zero_()
        model.qa_outputs.weight.zero_()
        model.qa_outputs.weight[0, 0] = model.qa_outputs.weight[1, 1] = 2
        model.qa_outputs.weight[:, 2] = 1
    return save(tmp_path_factory.mktemp("exact"), model)


@pytest.fixture(scope="module")
def exact_reader(exact: Path) -> NamedReader:
    return NamedReader(str(exact))


@pytest.fixture(scope="module")
def ranking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(7)
    config = bert_config(40, num_labels=1, initializer_range=0.3)
    return save(tmp_path_factory.mktemp("ranking"), BertForSequenceClassification(config))


TEXTS = st.lists(
    st.sampled_from([*WORDS, "[SEP]", "[CLS]", "</s>", "é", "e\u0301", "İ", "🚢", "\n", " \u00a0", "שלום", "nobody"]),
    max_size=90,
).map(" ".join)


@pytest.mark.parametrize("kind", ["bert", "distilbert", "roberta"])
@settings(max_examples=25, deadline=None)
@given(question=TEXTS, texts=st.lists(TEXTS, max_size=3))
def test_a_read_keeps_the_contract(
    readers: dict[str, NamedReader], kind: str, question: str, texts: Sequence[str]
) -> None:
    reads = readers[kind].read(question, passages(*texts))
    assert len(reads) == len(texts)
    for text, read in zip(texts, reads, strict=True):
        assert math.isfinite(read.relevance)
        assert bool(read.found) == bool(text.strip())
        assert len(read.found) <= 5
        scores = [one.score for one in read.found]
        assert scores == sorted(scores, reverse=True)
        assert all(score <= 0 for score in scores)
        assert sum(map(math.exp, scores)) <= 1.0001
        assert len({one.start for one in read.found}) == len({one.end for one in read.found}) == len(read.found)
        for one in read.found:
            assert 0 <= one.start < one.end <= len(text)
            assert text[one.start : one.end] == text[one.start : one.end].strip()


@pytest.mark.parametrize("kind", ["bert", "distilbert", "roberta"])
def test_a_passage_does_not_depend_on_the_others(readers: dict[str, NamedReader], kind: str) -> None:
    given = passages("the mayor left the harbour at noon .", "a red boat " * 40, "", "twelve boats , 12 boats")
    together = readers[kind].read("who left ?", given)
    assert readers[kind].read("who left ?", given[::-1]) == together[::-1]
    assert [readers[kind].read("who left ?", [one])[0] for one in given] == together
    assert len({read.relevance for read in together}) == 4


def test_nothing_is_loaded_for_nothing() -> None:
    assert NamedReader("/nowhere/model").read("who ?", []) == []
    assert NamedReranker("/nowhere/model").score("who ?", []) == []


def test_relevance_is_the_best_span_less_no_answer(exact_reader: NamedReader) -> None:
    """After the layer norm of 32 numbers with 1 or 2 ones: 31/√31 and -1/√31 in a question, 30/√60 and -2/√60 in a
    passage, whose tokens have a segment of their own."""
    question_one, question_zero, one, zero = 31 / 31**0.5, -1 / 31**0.5, 30 / 60**0.5, -2 / 60**0.5
    null = 2 * (question_one + 2 * question_zero)
    best, other = 2 * (2 * one + zero), 2 * (3 * zero)
    said, unsaid = exact_reader.read("who said ?", passages("the red alpha boat omega left", "the red boat left"))
    assert said.relevance == pytest.approx(best - null, abs=1e-4)
    assert unsaid.relevance == pytest.approx(other - null, abs=1e-4)
    assert (said.found[0].start, said.found[0].end) == (8, 24)
    total = 2 * math.log(math.exp(best / 2) + 5 * math.exp(other / 2))
    assert said.found[0].score == pytest.approx(best - total, abs=1e-4)


@pytest.mark.parametrize("before", [0, 100, 300, 371, 380, 500, 900, 1400])
def test_a_long_passage_is_read_to_its_end(exact_reader: NamedReader, before: int) -> None:
    text = "red " * before + "alpha boat omega" + " blue" * (1400 - before)
    (read,) = exact_reader.read("who ?", passages(text))
    best = read.found[0]
    assert text[best.start : best.end] == "alpha boat omega"
    assert best.score > math.log(0.25)
    short = exact_reader.read("who ?", passages("alpha boat omega"))[0]
    assert read.relevance == pytest.approx(short.relevance, abs=1e-4)


def test_an_answer_that_two_windows_see_is_as_probable_as_one_that_one_sees(exact_reader: NamedReader) -> None:
    """The second window begins 128 tokens before the end of the first."""
    scores = []
    for before in (10, 320):
        text = "red " * before + "alpha boat omega" + " blue" * (600 - before)
        scores.append(exact_reader.read("who ?", passages(text))[0].found[0].score)
    assert scores[1] == pytest.approx(scores[0], abs=0.2)


def test_a_question_is_cut_at_64_tokens(readers: dict[str, NamedReader], tmp_path: Path) -> None:
    """At a third of the window where that is less: 13 of 40."""
    wide = NamedReader(str(save(tmp_path, BertForQuestionAnswering(bert_config()))))
    given = passages("the mayor left at noon", "red alpha boat omega " * 3)
    for reader, most in ((wide, 64), (readers["bert"], 13)):
        words = (WORDS * 4)[:most]
        read = reader.read(" ".join(words), given)
        assert reader.read(" ".join([*words, "noon boat mayor"]), given) == read
        assert reader.read(" ".join(words[:-1]), given) != read
        assert len(reader.read("boats " * 3000, given)) == 2


def test_an_article_cannot_spell_the_model_s_own_tokens(exact_reader: NamedReader) -> None:
    plain, spelt = exact_reader.read("who ?", passages("red boat", "red [CLS] boat"))
    assert spelt.relevance == pytest.approx(plain.relevance, abs=1e-4)


def test_threads_load_a_model_once(exact: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []
    load = AutoModelForQuestionAnswering.from_pretrained

    def counted(name: str, **more: Any) -> Any:
        loads.append(name)
        time.sleep(0.05)
        return load(name, **more)

    monkeypatch.setattr(AutoModelForQuestionAnswering, "from_pretrained", counted)
    reader = NamedReader(str(exact))
    texts = [f"{'red ' * number}alpha boat omega" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        reads = list(pool.map(lambda text: reader.read("who ?", passages(text)), texts))
    assert loads == [str(exact)]
    assert reads == [reader.read("who ?", passages(text)) for text in texts]


def test_a_model_without_a_trained_head_is_refused(tmp_path: Path) -> None:
    folder = save(tmp_path, BertForMaskedLM(bert_config()))
    with pytest.raises(ReaderUnavailable, match=r"not trained to answer: it has no weights for qa_outputs") as caught:
        NamedReader(str(folder)).read("who ?", passages("red boat"))
    assert "leave reader out" in str(caught.value)


@pytest.mark.parametrize("name", ["someone/never-was", "never-was", "/nowhere/model", "./nowhere", "~nobody/model", ""])
@pytest.mark.parametrize("kind", ["reader", "reranker"])
def test_a_model_that_is_not_there_is_refused_at_once(name: str, kind: str) -> None:
    began = time.monotonic()
    with pytest.raises(ReaderUnavailable) as caught:
        _use(kind, name)
    assert time.monotonic() - began < 15  # trying again and again takes 23
    message = str(caught.value)
    assert message.startswith(f"the {kind} {name!r} cannot be loaded (")
    assert f"leave {kind} out" in message
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
def test_a_model_is_fetched_once(hub: type[Hub], exact: Path, ranking: Path, kind: str) -> None:
    hub.folder = exact if kind == "reader" else ranking
    read = _use(kind, "someone/tiny")
    assert read == _use(kind, str(hub.folder))
    hub.asked.clear()
    assert _use(kind, "someone/tiny") == read
    assert hub.asked == []


@pytest.mark.parametrize("kind", ["reader", "reranker"])
def test_the_hub_is_asked_once_for_a_model_that_it_does_not_have(hub: type[Hub], kind: str) -> None:
    with pytest.raises(ReaderUnavailable, match="not whole in the local cache, and the hub does not give it: "):
        _use(kind, "someone/nothing")
    assert len(hub.asked) == 1


@pytest.mark.parametrize("kind", ["reader", "reranker"])
def test_a_hub_that_cannot_be_reached_is_not_waited_for(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _point(monkeypatch, "http://127.0.0.1:9")
    began = time.monotonic()
    with pytest.raises(ReaderUnavailable, match="the hub does not give it"):
        _use(kind, "someone/never-was")
    assert time.monotonic() - began < 15  # trying again and again takes 23


def _use(kind: str, name: str) -> object:
    given = passages("the red boat left the harbour")
    return NamedReader(name).read("who ?", given) if kind == "reader" else NamedReranker(name).score("who ?", given)


def _cut_weights(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:200])


def _cut_config(folder: Path) -> None:
    (folder / "config.json").write_text("{", "utf-8")


def _no_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def _cut_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{", "utf-8")


def _code(folder: Path) -> None:
    (folder / "own.py").write_text("raise SystemExit('the code of a model was run')\n", "utf-8")
    config = {"model_type": "own", "auto_map": {"AutoConfig": "own.Config"}}
    (folder / "config.json").write_text(json.dumps(config), "utf-8")


@pytest.mark.parametrize("damage", [_cut_weights, _cut_config, _no_config, _cut_tokenizer, _code])
@pytest.mark.parametrize("kind", ["reader", "reranker"])
def test_a_damaged_model_is_refused(
    exact: Path, ranking: Path, tmp_path: Path, damage: Callable[[Path], None], kind: str
) -> None:
    folder = shutil.copytree(exact if kind == "reader" else ranking, tmp_path / "model")
    _use(kind, str(folder))
    damage(folder)
    with pytest.raises(ReaderUnavailable, match="cannot be loaded"):
        _use(kind, str(folder))


def test_a_model_that_fails_says_why(tmp_path: Path) -> None:
    """A table that is smaller than the tokenizer's vocabulary, and weights that are no numbers."""
    small = save(tmp_path / "small", BertForQuestionAnswering(bert_config(vocab_size=6)))
    with pytest.raises(ReaderUnavailable, match=r"failed \(.*range"):
        _use("reader", str(small))
    model = BertForQuestionAnswering(bert_config())
    torch.nn.init.constant_(model.qa_outputs.bias, math.nan)
    with pytest.raises(ReaderUnavailable, match=r"failed \(.*not finite"):
        _use("reader", str(save(tmp_path / "nan", model)))


def test_a_reranker_gives_the_model_s_logits(ranking: Path) -> None:
    tokenizer = BertTokenizerFast.from_pretrained(ranking)
    model = BertForSequenceClassification.from_pretrained(ranking).eval()
    reranker = NamedReranker(str(ranking))
    cases = [
        (passage("boats left .", "Red harbour"), "Red harbour. boats left ."),
        (passage("boats left .", "Who left?"), "Who left? boats left ."),
        (passage("Red harbour : boats left .", "red harbour"), "Red harbour : boats left ."),
        (passage("boats left .", " "), "boats left ."),
        (passage("a blue boat left the harbour . " * 30, "12"), "12. " + "a blue boat left the harbour . " * 30),
    ]
    expected = []
    for _, text in cases:
        coded = tokenizer("who left ?", text, truncation=True, max_length=40, return_tensors="pt")
        with torch.inference_mode():
            expected.append(float(model(**coded).logits[0, 0]))
    assert len({round(one, 3) for one in expected}) == len(cases)
    given = [one for one, _ in cases]
    assert reranker.score("who left ?", given) == pytest.approx(expected, abs=1e-4)
    assert reranker.score("who left ?", given[::-1]) == pytest.approx(expected[::-1], abs=1e-4)


def test_a_reranker_that_was_not_trained_is_refused(tmp_path: Path) -> None:
    plain = save(tmp_path / "plain", BertModel(bert_config()))
    with pytest.raises(ReaderUnavailable, match="not trained to score pairs: its architecture is BertModel"):
        _use("reranker", str(plain))
    three = save(tmp_path / "three", BertForSequenceClassification(bert_config(num_labels=3)))
    with pytest.raises(ReaderUnavailable, match="gives 3 numbers for a pair instead of one"):
        _use("reranker", str(three))


def test_a_reranker_that_fails_says_why(tmp_path: Path) -> None:
    small = save(tmp_path, BertForSequenceClassification(bert_config(vocab_size=6, num_labels=1)))
    with pytest.raises(ReaderUnavailable, match=r"the reranker .* failed \(.*range"):
        _use("reranker", str(small))
