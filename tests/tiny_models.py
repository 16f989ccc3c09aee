"""Tiny models for the tests of named ones: random, or with weights set by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from tokenizers import ByteLevelBPETokenizer
from transformers import (
    BertConfig,
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertTokenizerFast,
    DistilBertConfig,
    DistilBertForQuestionAnswering,
    RobertaConfig,
    RobertaForQuestionAnswering,
    RobertaTokenizerFast,
)

from assistant.named import NamedReader, NamedReranker
from assistant.types import Evidence
from index.types import Span

WORDS = "who said red blue green boat boats harbour mayor left noon alpha omega the in a . ? , 12 twelve".split()
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, "##s", "##ed", "[", "]"]
HIDDEN = 32


def passage(text: str, title: str = "") -> Evidence:
    return Evidence(1, "a", title, text, Span(0, len(text)))


def passages(*texts: str) -> list[Evidence]:
    """One passage of each text."""
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


def exact_model(folder: Path) -> Path:
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
    return save(folder, model)


def ranking_model(folder: Path) -> Path:
    """A random one that ranks passages; of a pair it sees 40 tokens."""
    torch.manual_seed(7)
    config = bert_config(40, num_labels=1, initializer_range=0.3)
    return save(folder, BertForSequenceClassification(config))


def use(kind: str, name: str) -> object:
    """What the model gives for one question and one passage."""
    given = passages("the red boat left the harbour")
    return NamedReader(name).read("who ?", given) if kind == "reader" else NamedReranker(name).score("who ?", given)
