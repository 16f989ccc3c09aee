"""Questions with their passages as tensors, and where in them the answers are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from assistant.packing import Packed, pack

from .examples import Example

__all__ = ["Batch", "encode", "padded"]

_LAST_MARKER = 998
"""The ids of BERT's vocabulary up to here are markers, or stand for nothing."""


def padded(packed: Sequence[Packed]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Token ids, which of them are there, and segment ids, filled up with zeros; shape (inputs, longest) each."""
    longest = max(len(one.ids) for one in packed)
    ids, mask, types = (torch.zeros((len(packed), longest), dtype=torch.long) for _ in range(3))
    for row, one in enumerate(packed):
        size = len(one.ids)
        ids[row, :size] = torch.tensor(one.ids)
        types[row, :size] = torch.tensor(one.types)
        mask[row, :size] = 1
    return ids, mask, types


def encode(tokenizer: Any, examples: Sequence[Example]) -> list[tuple[Packed, list[tuple[int, int]]]]:
    """Each example packed, with its spans as (first token, last token) of the whole input."""
    found = []
    for one in examples:
        packed = pack(tokenizer, one.question, one.title, [one.text])[0]
        found.append((packed, [at for span in one.spans if (at := _tokens(packed, span))]))
    return found


def _tokens(packed: Packed, span: tuple[int, int]) -> tuple[int, int] | None:
    inside = [at for at, (start, end) in enumerate(packed.offsets) if end > span[0] and start < span[1]]
    if not inside or packed.offsets[inside[-1]][1] < span[1]:
        return None
    return packed.first + inside[0], packed.first + inside[-1]


class Batch:
    """Tensors of some encoded examples."""

    def __init__(
        self, examples: Sequence[Example], encoded: Sequence[tuple[Packed, list[tuple[int, int]]]], device: str
    ) -> None:
        ids, mask, types = padded([packed for packed, _ in encoded])
        allowed, starts, ends = (torch.zeros(ids.shape, dtype=torch.bool) for _ in range(3))
        for row, (packed, spans) in enumerate(encoded):
            allowed[row, packed.first : packed.first + len(packed.offsets)] = True
            for first, last in spans:
                starts[row, first] = True
                ends[row, last] = True
        self.ids, self.mask, self.types = ids.to(device), mask.to(device), types.to(device)
        self.allowed, self.starts, self.ends = allowed.to(device), starts.to(device), ends.to(device)
        self.answers = torch.tensor([float(bool(one.spans)) for one in examples], device=device)
        self.judged = torch.tensor([one.judged for one in examples], device=device)
        self.spanned = torch.tensor([bool(spans) for _, spans in encoded], device=device)

    def hide(self, share: float, mask_id: int, generator: torch.Generator) -> None:
        """Put the mask in place of a random ``share`` of the words, never of a marker."""
        drawn = torch.rand(self.ids.shape, generator=generator).to(self.ids.device) < share
        self.ids = torch.where(drawn & (self.ids > _LAST_MARKER), mask_id, self.ids)
