"""A reader between two: ``python -m training.average FIRST.onnx CHECKPOINT SHARE TARGET.pt``.

What was learned later is kept without losing what was known before: the weights of the first reader and of the one that
was trained on from it, averaged with ``SHARE`` for the latter (Wortsman and others, "Robust fine-tuning of zero-shot
models", 2022, section 3).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import torch

from .restore import restore

__all__ = ["average"]


def average(
    first: Mapping[str, torch.Tensor], later: Mapping[str, torch.Tensor], share: float
) -> dict[str, torch.Tensor]:
    """``(1 - share) * first + share * later``, for each weight of ``later``.

    Raises:
        KeyError: ``first`` lacks a weight of ``later``.
    """
    return {name: (1 - share) * first[name] + share * held for name, held in later.items()}


def main() -> None:
    """Read the arguments and write the averaged checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("later", type=Path)
    parser.add_argument("share", type=float)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    later = torch.load(given.later, map_location="cpu", weights_only=True)
    torch.save(average(restore(given.first), later, given.share), given.target)


if __name__ == "__main__":
    main()
