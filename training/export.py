"""A checkpoint as the ONNX file that is shipped: ``python -m training.export CHECKPOINT FOLDER``.

Writes ``reader.onnx`` (int8) and ``fp32.onnx``, to compare it with. The word embeddings are kept as int8 with one
scale per word. Where it costs little, matrices are multiplied in dynamic int8 (per channel, reduced range:
AVX2 saturates otherwise), which rounds what they are multiplied with too. The others are only kept as int8, with one
scale per column, and made 32-bit numbers when the file is loaded.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from torch import nn

from .model import ReaderModel

__all__ = ["export", "load"]

_INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
_OUTPUTS = ["span", "relevance"]


class Int8Embedding(nn.Module):
    """Word embeddings as whole numbers from -127 to 127 and one scale per word."""

    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """The vectors of ``ids``, shape (..., width)."""
        rows: torch.Tensor = self.rows[ids]
        scale: torch.Tensor = self.scale[ids]
        return rows.to(scale.dtype) * scale


def load(checkpoint: Path) -> ReaderModel:
    """The model with a checkpoint's weights; what the checkpoint lacks is as packaged."""
    model = ReaderModel().eval()
    held = torch.load(checkpoint, map_location="cpu", weights_only=True)
    missing, unexpected = model.load_state_dict(held, strict=False)
    wrong = [name for name in missing if "word_embeddings" not in name and "position_ids" not in name]
    if wrong or unexpected:
        raise ValueError(f"{checkpoint} is not a checkpoint of this model: {[*wrong, *unexpected][:3]}")
    return model


def export(checkpoint: Path, folder: Path) -> None:
    """Write both files into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    model = load(checkpoint)
    _write(model, folder / "fp32.onnx")
    embeddings: Any = model.encoder.embeddings
    embeddings.word_embeddings = Int8Embedding(embeddings.word_embeddings.weight.detach())
    part = folder / "part.onnx"
    _write(model, part)
    _quantise(part, folder / "reader.onnx")
    part.unlink()


def _write(model: ReaderModel, path: Path) -> None:
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    axes: dict[str, dict[int, str]] = {name: {0: "batch", 1: "length"} for name in _INPUTS}
    plain = path.with_suffix(".plain")
    torch.onnx.export(
        model,
        tuple(torch.ones(2, 8, dtype=torch.int64) for _ in _INPUTS),
        str(plain),
        dynamo=False,
        opset_version=17,
        input_names=_INPUTS,
        output_names=_OUTPUTS,
        dynamic_axes=axes | {"span": {0: "batch", 1: "length"}, "relevance": {0: "batch"}},
    )
    config = model.encoder.config
    fused = optimizer.optimize_model(
        str(plain),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=FusionOptions("bert"),
        opt_level=0,
    )
    fused.save_model_to_file(str(path))
    plain.unlink()


def _quantise(source: Path, target: Path) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    nodes = [node for node in onnx.load(str(source)).graph.node if node.op_type in ("MatMul", "Attention")]
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=[node.name for node in nodes if _head(node.name) or _exact(node)],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    model = onnx.load(str(target))
    _store_small(model.graph)
    onnx.save(model, str(target))


def _head(name: str) -> bool:
    """Whether a node belongs to one of the heads: they are small, and what they give is the answer."""
    return name.startswith(("/span/", "/dense/", "/relevance/"))


def _exact(node: Any) -> bool:
    """Whether a product loses much by rounding both sides: queries, keys and values, and what follows a GELU."""
    within: str = node.name
    return node.op_type == "Attention" or ("/output/dense/" in within and "/attention/" not in within)


def _store_small(graph: Any) -> None:
    """Keep the matrices that are multiplied in 32 bit as int8 and a scale per column, but for the heads."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    held = {one.name: one for one in graph.initializer}
    for node in [one for one in graph.node if one.op_type in ("Attention", "MatMul") and one.input[1] in held]:
        if _head(node.name):
            continue
        name = node.input[1]
        weight = numpy_helper.to_array(held[name])
        scale = np.maximum(np.abs(weight).max(axis=0, keepdims=True), 1e-8) / 127
        graph.initializer.remove(held[name])
        graph.initializer.append(numpy_helper.from_array(np.round(weight / scale).astype(np.int8), f"{name}_small"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}_scale"))
        place = list(graph.node).index(node)
        graph.node.insert(place, helper.make_node("Mul", [f"{name}_wide", f"{name}_scale"], [name]))
        graph.node.insert(place, helper.make_node("Cast", [f"{name}_small"], [f"{name}_wide"], to=TensorProto.FLOAT))


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    export(given.checkpoint, given.folder)


if __name__ == "__main__":
    main()
