"""Models that the user names: any question-answering model of transformers, any CrossEncoder of sentence-transformers.

A name in the local cache is loaded without asking the network; one that is not there is fetched where the hub can be
reached. Models run in fp32, one call at a time, on the GPU where torch sees one.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .hub import Unfit, load, unusable
from .spans import Found, Read, best_spans
from .types import Evidence

__all__ = ["NamedReader", "NamedReranker"]

_Logits = NDArray[np.float32]

_WINDOW = 384
"""Tokens that a question-answering model sees at once, as in its training on SQuAD; fewer where it takes fewer."""

_STRIDE = 128
"""Tokens that two neighbouring windows of a passage share."""

_QUESTION = 64
"""Tokens of a question that are read; fewer where the window is small."""

_SPANS = 5

_NOTHING = -100.0
"""The relevance of a passage without a token to read."""

_FAILURES = (RuntimeError, IndexError, MemoryError, FloatingPointError)
"""What is raised while a model runs: out of memory, a token beyond its tables, logits that are not numbers."""


class NamedReader:
    """Implements `SpanReader` with a model that transformers loads. Thread-safe; loaded at the first passage.

    The relevance of a passage is the logit of its best span less that of "no answer", the difference that SQuAD 2
    thresholds (Devlin et al. 2019, section 4.3). A model that was not trained on unanswerable questions gives one too,
    but it does not tell whether a passage answers.

    Args:
        name: a folder, or a name on the hub of models, such as ``deepset/roberta-base-squad2``.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._network: _Network | None = None

    def read(self, question: str, passages: Sequence[Evidence]) -> list[Read]:
        """One `Read` per passage, in their order, each read by itself.

        Raises:
            ReaderUnavailable: the model cannot be loaded, has no trained question-answering head, or fails.
        """
        if not passages:
            return []
        with self._lock:
            self._network = self._network or load("reader", self.name, self._open)
            asked = self._network.cut(question)
            return [self._one(self._network, asked, passage.text) for passage in passages]

    def _one(self, network: _Network, question: str, text: str) -> Read:
        try:
            return _merge(network.see(question, text))
        except _FAILURES as exc:
            raise unusable("reader", self.name, "failed", exc) from exc

    def _open(self, name: str, local: bool) -> _Network:
        import torch
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        # Code that comes with a model is not run, and an article that spells "[SEP]" gives a model no separator.
        asked: dict[str, Any] = {"local_files_only": local, "trust_remote_code": False}
        tokenizer: Any = AutoTokenizer.from_pretrained(name, use_fast=True, split_special_tokens=True, **asked)
        if not tokenizer.is_fast:
            raise ValueError("its tokenizer does not tell where a token stands in the text")
        model: Any
        model, info = AutoModelForQuestionAnswering.from_pretrained(
            name, output_loading_info=True, dtype=torch.float32, **asked
        )
        if missing := sorted(info["missing_keys"]):
            raise Unfit(f"it was not trained to answer: it has no weights for {missing[0]}")
        device = "cuda" if torch.cuda.is_available() else "cpu"
        return _Network(model.to(device).eval(), tokenizer, _room(model, tokenizer), _has_segments(model, tokenizer))


class NamedReranker:
    """Implements `Reranker` with a CrossEncoder of sentence-transformers. Thread-safe; loaded at the first passage.

    Args:
        name: a folder, or a name on the hub of models, such as ``cross-encoder/ms-marco-MiniLM-L6-v2``.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._encoder: Any = None

    def score(self, question: str, passages: Sequence[Evidence]) -> list[float]:
        """The model's logit for each passage under its title, before any sigmoid.

        Raises:
            ReaderUnavailable: the model cannot be loaded, was not trained to score a pair with one number, or fails.
        """
        if not passages:
            return []
        from torch.nn import Identity

        pairs = [(question, _titled(passage)) for passage in passages]
        with self._lock:
            self._encoder = self._encoder or load("reranker", self.name, self._open)
            try:
                logits = _numbers(self._encoder.predict(pairs, activation_fn=Identity(), show_progress_bar=False))
            except _FAILURES as exc:
                raise unusable("reranker", self.name, "failed", exc) from exc
        return [float(logit) for logit in logits]

    def _open(self, name: str, local: bool) -> Any:
        import torch
        from sentence_transformers import CrossEncoder

        encoder: Any = CrossEncoder(
            name, local_files_only=local, trust_remote_code=False, model_kwargs={"dtype": torch.float32}
        )
        # sentence-transformers gives a model without a classifier a random one and only logs it.
        trained = getattr(encoder.config, "architectures", None) or ["none"]
        task = getattr(encoder[0], "transformer_task", None)
        if task == "sequence-classification" and not any(one.endswith("ForSequenceClassification") for one in trained):
            raise Unfit(f"it was not trained to score pairs: its architecture is {trained[0]}")
        if encoder.num_labels != 1:
            raise Unfit(f"it gives {encoder.num_labels} numbers for a pair instead of one")
        return encoder


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the model said of one window: the logit of "no answer", of all its spans together, and its best spans."""

    null: float
    total: float
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class _Network:
    """A loaded question-answering model. ``room`` is in tokens, special ones included."""

    model: Any
    tokenizer: Any
    room: int
    segments: bool

    def cut(self, question: str) -> str:
        """The question's first tokens, as many as are read."""
        offsets = self.tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
        most = min(_QUESTION, self.room // 3)
        return question if len(offsets) <= most else question[: offsets[most - 1][1]]

    def see(self, question: str, text: str) -> list[_Seen]:
        """The passage in windows that overlap, the last of which holds its end."""
        asked = len(self.tokenizer(question, add_special_tokens=False)["input_ids"])
        held = self.room - asked - self.tokenizer.num_special_tokens_to_add(pair=True)
        coded = self.tokenizer(
            question,
            text,
            truncation="only_second",
            max_length=self.room,
            stride=min(_STRIDE, held // 2),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_attention_mask=True,
            return_token_type_ids=self.segments,
        )
        seen = []
        for number, sides in enumerate(map(coded.sequence_ids, range(len(coded["input_ids"])))):
            offsets = [_trim(text, *offset) for offset in coded["offset_mapping"][number]]
            places = [at for at, (start, end) in enumerate(offsets) if sides[at] == 1 and start < end]
            if places:
                names = ["input_ids", "attention_mask"] + ["token_type_ids"] * self.segments
                starts, ends = self._run({name: coded[name][number] for name in names})
                ids, marker = coded["input_ids"][number], self.tokenizer.cls_token_id
                at = ids.index(marker) if marker in ids else 0
                null = float(starts[at] + ends[at])
                starts, ends = starts[places], ends[places]
                total = float(np.logaddexp.reduce(starts) + np.logaddexp.reduce(ends))
                if found := best_spans(starts, ends, [offsets[at] for at in places], _SPANS):
                    seen.append(_Seen(null, total, found))
        return seen

    def _run(self, inputs: dict[str, list[int]]) -> tuple[_Logits, _Logits]:
        """The logits that an answer starts and ends at each token of one window."""
        import torch

        with torch.inference_mode():
            out = self.model(**{name: torch.tensor([row], device=self.model.device) for name, row in inputs.items()})
        return _numbers(out.start_logits[0].cpu().numpy()), _numbers(out.end_logits[0].cpu().numpy())


def _merge(seen: Sequence[_Seen]) -> Read:
    """One passage from its windows.

    A window counts as much as the logits of its spans: what remains is the softmax over the spans of all windows, and a
    span that two windows hold has the probability of both.
    """
    if not seen:
        return Read(_NOTHING, ())
    relevance = max(one.found[0].score + one.total - one.null for one in seen)
    whole = float(np.logaddexp.reduce([one.total for one in seen]))
    scores: dict[tuple[int, int], float] = {}
    for one in seen:
        for span in one.found:
            score, key = span.score + one.total - whole, (span.start, span.end)
            scores[key] = float(np.logaddexp(scores.get(key, -np.inf), score))
    best: list[Found] = []
    for (start, end), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if all(start != other.start and end != other.end for other in best):
            best.append(Found(start, end, min(score, 0.0)))
    return Read(relevance, tuple(best[:_SPANS]))


def _numbers(logits: _Logits) -> _Logits:
    if not np.isfinite(logits).all():
        raise FloatingPointError("it gives logits that are not finite numbers")
    return logits


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The token's characters without the blanks that some tokenizers count to the word behind them."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _titled(passage: Evidence) -> str:
    """The passage under its title, unless it begins with it."""
    title, text = passage.title.strip(), passage.text.strip()
    if not title or text.casefold().startswith(title.casefold()):
        return text
    return f"{title} {text}" if title[-1] in ".!?…" else f"{title}. {text}"


def _room(model: Any, tokenizer: Any) -> int:
    """Tokens that the model takes at once."""
    places = getattr(model.config, "max_position_embeddings", None) or _WINDOW
    for name, module in model.named_modules():
        # RoBERTa and its relatives begin to count behind the place that they keep for padding.
        if name.endswith("position_embeddings") and (padding := getattr(module, "padding_idx", None)) is not None:
            places -= padding + 1
    return int(min(_WINDOW, tokenizer.model_max_length, places if places > 0 else _WINDOW))


def _has_segments(model: Any, tokenizer: Any) -> bool:
    """Whether the model tells question and passage apart by segment ids."""
    return (
        "token_type_ids" in tokenizer.model_input_names
        and "token_type_ids" in inspect.signature(model.forward).parameters
        and getattr(model.config, "type_vocab_size", 2) > 1
    )
