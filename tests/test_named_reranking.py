"""Ranking with a model that the user names."""

from __future__ import annotations

from pathlib import Path

import pytest
import sentence_transformers  # noqa: F401  # so that no test times its import
import torch
from transformers import BertForSequenceClassification, BertModel, BertTokenizerFast

from assistant.errors import ReaderUnavailable
from assistant.named import NamedReranker
from tests.tiny_models import bert_config, passage, save, use

pytestmark = pytest.mark.usefixtures("one_torch_thread")


def test_a_reranker_gives_the_model_s_logits(ranking_model: Path) -> None:
    tokenizer = BertTokenizerFast.from_pretrained(ranking_model)
    model = BertForSequenceClassification.from_pretrained(ranking_model).eval()
    reranker = NamedReranker(str(ranking_model))
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
        use("reranker", str(plain))
    three = save(tmp_path / "three", BertForSequenceClassification(bert_config(num_labels=3)))
    with pytest.raises(ReaderUnavailable, match="gives 3 numbers for a pair instead of one"):
        use("reranker", str(three))


def test_a_reranker_that_fails_says_why(tmp_path: Path) -> None:
    small = save(tmp_path, BertForSequenceClassification(bert_config(vocab_size=6, num_labels=1)))
    with pytest.raises(ReaderUnavailable, match=r"the reranker .* failed \(.*range"):
        use("reranker", str(small))
