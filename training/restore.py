"""A shipped ONNX file back into weights that can be trained on: the inverse of ``training.export`` but for rounding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

__all__ = ["restore"]

_PRODUCTS = ("MatMulInteger", "MatMul", "Gemm")
_ATTENTIONS = ("QAttention", "Attention")


def restore(file: Path) -> dict[str, torch.Tensor]:
    """The weights in ``file`` by their names in `ReaderModel`, without the word embeddings, which are never trained.

    Raises:
        ValueError: the file is no exported reader.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(file)).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {name: value for name, value in held.items() if name.endswith((".weight", ".bias")) and "word_" not in name}
    for node in graph.node:
        if node.op_type in _ATTENTIONS:
            within = node.output[0].strip("/").split("/Reshape")[0].replace("/", ".")
            for name, part in zip(
                ("query", "key", "value"), np.split(_matrix(held, node.input[1]), 3, axis=1), strict=True
            ):
                found[f"{within}.{name}.weight"] = part.T
            for name, part in zip(("query", "key", "value"), np.split(held[node.input[2]], 3), strict=True):
                found[f"{within}.{name}.bias"] = part
        elif node.op_type in _PRODUCTS and len(node.input) > 1 and _stored(held, node.input[1]):
            within = node.output[0].strip("/").rsplit("/", 1)[0].replace("/", ".")
            matrix = _matrix(held, node.input[1])
            found[f"{within}.weight"] = matrix if found.get(f"{within}.weight") is matrix else matrix.T
    if "span.weight" not in found or "relevance.weight" not in found:
        raise ValueError(f"{file} is no exported reader")
    return {name: torch.tensor(np.ascontiguousarray(value), dtype=torch.float32) for name, value in found.items()}


def _stored(held: dict[str, Any], name: str) -> bool:
    bare = name.removesuffix("_quantized")
    return any(one in held for one in (bare, f"{bare}_quantized", f"{bare}_small"))


def _matrix(held: dict[str, Any], name: str) -> Any:
    """A matrix as 32-bit numbers, whichever way it is stored."""
    bare = name.removesuffix("_quantized")
    if f"{bare}_quantized" in held:
        whole = held[f"{bare}_quantized"].astype(np.float32) - held[f"{bare}_zero_point"].astype(np.float32)
        return whole * held[f"{bare}_scale"]
    if f"{bare}_small" in held:
        return held[f"{bare}_small"].astype(np.float32) * held[f"{bare}_scale"]
    return held[bare]
