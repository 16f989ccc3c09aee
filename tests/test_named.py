"""Reading with a model that the user names, on tiny ones that the tests make: random, or with weights set by hand."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sentence_transformers  # noqa: F401  # so that no test times its import
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoModelForQuestionAnswering, BertForQuestionAnswering

from assistant.errors import ReaderUnavailable
from assistant.named import NamedReader, NamedReranker
from tests.tiny_models import WORDS, bert_config, distilbert, passages, roberta, save, use

pytestmark = pytest.mark.usefixtures("one_torch_thread")


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
def exact_reader(exact_model: Path) -> NamedReader:
    return NamedReader(str(exact_model))


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


def test_threads_load_a_model_once(exact_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []
    load = AutoModelForQuestionAnswering.from_pretrained

    def counted(name: str, **more: Any) -> Any:
        loads.append(name)
        time.sleep(0.05)
        return load(name, **more)

    monkeypatch.setattr(AutoModelForQuestionAnswering, "from_pretrained", counted)
    reader = NamedReader(str(exact_model))
    texts = [f"{'red ' * number}alpha boat omega" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        reads = list(pool.map(lambda text: reader.read("who ?", passages(text)), texts))
    assert loads == [str(exact_model)]
    assert reads == [reader.read("who ?", passages(text)) for text in texts]


def test_a_model_that_fails_says_why(tmp_path: Path) -> None:
    """A table that is smaller than the tokenizer's vocabulary, and weights that are no numbers."""
    small = save(tmp_path / "small", BertForQuestionAnswering(bert_config(vocab_size=6)))
    with pytest.raises(ReaderUnavailable, match=r"failed \(.*range"):
        use("reader", str(small))
    model = BertForQuestionAnswering(bert_config())
    torch.nn.init.constant_(model.qa_outputs.bias, math.nan)
    with pytest.raises(ReaderUnavailable, match=r"failed \(.*not finite"):
        use("reader", str(save(tmp_path / "nan", model)))
