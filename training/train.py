"""Train the reader: ``python -m training.train DATA WORK``; the same command goes on where a run was cut off.

``DATA`` is the folder of labelled questions, ``WORK`` a folder for checkpoints and the log.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from assistant.packing import Packed, pack, prepare

from .examples import Example
from .measure import measure
from .model import ReaderModel, packaged, span_loss
from .restore import restore
from .rounds import Rounds, batches

__all__ = ["main", "train"]

_MASK = "[MASK]"


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
        longest = max(len(packed.ids) for packed, _ in encoded)
        shape = (len(encoded), longest)
        ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
        allowed, starts, ends = (torch.zeros(shape, dtype=torch.bool) for _ in range(3))
        for row, (packed, spans) in enumerate(encoded):
            size = len(packed.ids)
            ids[row, :size] = torch.tensor(packed.ids)
            types[row, :size] = torch.tensor(packed.types)
            mask[row, :size] = 1
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
        self.ids = torch.where(drawn & (self.ids > 998), mask_id, self.ids)


def loss_of(model: ReaderModel, batch: Batch, weight: float) -> torch.Tensor:
    """The mean loss of the spans plus ``weight`` times that of the relevance."""
    spans, relevance = model(batch.ids, batch.mask, batch.types)
    spans = spans.float()
    total = spans.new_zeros(())
    if batch.spanned.any():
        both = span_loss(spans[..., 0], batch.allowed, batch.starts) + span_loss(
            spans[..., 1], batch.allowed, batch.ends
        )
        total = total + both[batch.spanned].mean() / 2
    judged = nn_bce(relevance.float(), batch.answers)[batch.judged]
    return total + weight * judged.mean() if len(judged) else total


def nn_bce(logits: torch.Tensor, answers: torch.Tensor) -> torch.Tensor:
    """Binary cross entropy, one per example."""
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, answers, reduction="none")


class Masters:
    """AdamW on 32-bit copies of the weights that learn; the model itself may be in bfloat16."""

    def __init__(self, model: ReaderModel, settings: dict[str, Any], steps: int) -> None:
        self.weights = [one for one in model.parameters() if one.requires_grad]
        self.copies = [one.detach().float().clone() for one in self.weights]
        groups = [
            {"params": [one for one in self.copies if one.dim() > 1], "weight_decay": settings["decay"]},
            {"params": [one for one in self.copies if one.dim() <= 1], "weight_decay": 0.0},
        ]
        self.optimizer = torch.optim.AdamW(groups, lr=settings["rate"], fused=True)
        self.clip = settings["clip"]
        rise = max(1, int(settings["warmup"] * steps))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda step: min((step + 1) / rise, max(0.0, (steps - step) / max(1, steps - rise))),
        )

    def step(self) -> None:
        """One step along the gradients of the model, which are then cleared."""
        for weight, copy in zip(self.weights, self.copies, strict=True):
            copy.grad = None if weight.grad is None else weight.grad.float()
            weight.grad = None
        torch.nn.utils.clip_grad_norm_(self.copies, self.clip)
        self.optimizer.step()
        self.schedule.step()
        with torch.no_grad():
            for weight, copy in zip(self.weights, self.copies, strict=True):
                weight.copy_(copy)


def fast_bfloat16(device: str) -> bool:
    """Whether the machine multiplies bfloat16 natively: a GPU, or a processor with the instructions."""
    return device == "cuda" or bool(torch.cpu._is_avx512_bf16_supported())


def train(folder: Path, work: Path, settings: dict[str, Any], start: Path | None = None) -> Path:
    """Train to the end and return the path of the final weights.

    It begins with the last checkpoint in ``work`` if there is one, else with the exported reader ``start``, else with
    the packaged MiniLM and new heads.
    """
    work.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(settings["seed"])
    tokenizer = prepare(Tokenizer.from_file(str(packaged() / "tokenizer.json")))
    rounds = Rounds(folder, work, settings, lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids))
    model = ReaderModel()
    if start is not None:
        model.load_state_dict(restore(start), strict=False)
    model = model.to(device, torch.bfloat16 if fast_bfloat16(device) else torch.float32)
    steps = settings["tokens"] // settings["batch"]
    masters = Masters(model, settings, steps)
    state = {"step": 0, "tokens": 0, "round": 0, "batch": 0}
    latest = work / "latest.pt"
    if latest.exists():
        held = torch.load(latest, map_location=device, weights_only=True)
        state = held["state"]
        with torch.no_grad():
            for copy, weight, kept in zip(masters.copies, masters.weights, held["copies"], strict=True):
                copy.copy_(kept)
                weight.copy_(kept)
        masters.optimizer.load_state_dict(held["optimizer"])
        masters.schedule.load_state_dict(held["schedule"])
    every = max(1, steps // settings["checkpoints"])
    mask_id = tokenizer.token_to_id(_MASK)
    began, summed, counted = time.monotonic(), 0.0, 0
    while state["step"] < steps:
        examples = rounds.draw(state["round"])
        encoded = encode(tokenizer, examples)
        order = batches(
            [len(packed.ids) for packed, _ in encoded],
            settings["batch"],
            random.Random(f"{settings['seed']} batches {state['round']}"),
        )
        _log(work, {"round": state["round"], "examples": len(examples), "batches": len(order)})
        for places in order[state["batch"] :]:
            generator = torch.Generator().manual_seed(settings["seed"] + state["step"])
            batch = Batch([examples[at] for at in places], [encoded[at] for at in places], device)
            batch.hide(settings["masked"], mask_id, generator)
            loss = loss_of(model, batch, settings["relevance"])
            loss.backward()
            masters.step()
            state["step"] += 1
            state["batch"] += 1
            state["tokens"] += batch.ids.numel()
            summed, counted = summed + float(loss.detach()), counted + 1
            if state["step"] % 50 == 0:
                _log(work, {**state, "loss": round(summed / counted, 4), "seconds": round(time.monotonic() - began)})
                summed, counted = 0.0, 0
            if state["step"] % every == 0 or state["step"] == steps:
                _keep(work, model, masters, state)
                _log(work, {**state, **measure(model, tokenizer, folder)})
            elif state["step"] % 100 == 0:
                _keep(work, model, masters, state, numbered=False)
            if state["step"] >= steps:
                break
        else:
            state["round"] += 1
            state["batch"] = 0
    return work / f"step-{state['step']}.pt"


def _keep(work: Path, model: ReaderModel, masters: Masters, state: dict[str, int], *, numbered: bool = True) -> None:
    held = {
        "state": dict(state),
        "copies": masters.copies,
        "optimizer": masters.optimizer.state_dict(),
        "schedule": masters.schedule.state_dict(),
    }
    torch.save(held, work / "latest.part")
    os.replace(work / "latest.part", work / "latest.pt")
    if numbered:
        names = [name for name, one in model.named_parameters() if one.requires_grad]
        torch.save(dict(zip(names, masters.copies, strict=True)), work / f"step-{state['step']}.pt")


def _log(work: Path, record: dict[str, Any]) -> None:
    line = json.dumps(record)
    print(line, flush=True)
    with (work / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--start", type=Path, help="an exported reader to begin with, instead of the packaged MiniLM")
    parser.add_argument("--settings", type=Path, default=Path(__file__).with_name("settings.toml"))
    given = parser.parse_args()
    torch.set_flush_denormal(True)  # moments that fade to denormal numbers make a step several times slower
    print(train(given.data, given.work, tomllib.loads(given.settings.read_text(encoding="utf-8")), given.start))


if __name__ == "__main__":
    main()
