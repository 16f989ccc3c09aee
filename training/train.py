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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.nn.functional import binary_cross_entropy_with_logits

from assistant.packing import prepare

from .batch import Batch, encode
from .measure import measure
from .model import ReaderModel, packaged, span_loss
from .restore import restore
from .rounds import Rounds, batched

__all__ = ["main", "train"]

_MASK = "[MASK]"


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
    each = binary_cross_entropy_with_logits(relevance.float(), batch.answers, reduction="none")
    judged = each[batch.judged]
    return total + weight * judged.mean() if len(judged) else total


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
    state = _resumed(work / "latest.pt", masters, device)
    every = max(1, steps // settings["checkpoints"])
    mask_id = tokenizer.token_to_id(_MASK)
    batches = _batches(rounds, tokenizer, settings, state, work, device)
    began, losses = time.monotonic(), list[float]()
    while state["step"] < steps:
        batch = next(batches)
        batch.hide(settings["masked"], mask_id, torch.Generator().manual_seed(settings["seed"] + state["step"]))
        loss = loss_of(model, batch, settings["relevance"])
        loss.backward()
        masters.step()
        state["step"] += 1
        state["tokens"] += batch.ids.numel()
        losses.append(float(loss.detach()))
        if state["step"] % 50 == 0:
            mean = round(sum(losses) / len(losses), 4)
            _log(work, {**state, "loss": mean, "seconds": round(time.monotonic() - began)})
            losses.clear()
        if state["step"] % every == 0 or state["step"] == steps:
            _keep(work, model, masters, state)
            _log(work, {**state, **measure(model, tokenizer, folder)})
        elif state["step"] % 100 == 0:
            _keep(work, model, masters, state, numbered=False)
    return work / f"step-{state['step']}.pt"


def _resumed(latest: Path, masters: Masters, device: str) -> dict[str, int]:
    """How far the last checkpoint came, with its weights and moments put back; the beginning where there is none."""
    if not latest.exists():
        return {"step": 0, "tokens": 0, "round": 0, "batch": 0}
    held = torch.load(latest, map_location=device, weights_only=True)
    with torch.no_grad():
        for copy, weight, kept in zip(masters.copies, masters.weights, held["copies"], strict=True):
            copy.copy_(kept)
            weight.copy_(kept)
    masters.optimizer.load_state_dict(held["optimizer"])
    masters.schedule.load_state_dict(held["schedule"])
    state: dict[str, int] = held["state"]
    return state


def _batches(
    rounds: Rounds, tokenizer: Any, settings: dict[str, Any], state: dict[str, int], work: Path, device: str
) -> Iterator[Batch]:
    """The batches of round after round, without end, from where ``state`` is on; it goes on with each."""
    while True:
        examples = rounds.draw(state["round"])
        encoded = encode(tokenizer, examples)
        rng = random.Random(f"{settings['seed']} batches {state['round']}")
        order = batched([len(packed.ids) for packed, _ in encoded], settings["batch"], rng)
        _log(work, {"round": state["round"], "examples": len(examples), "batches": len(order)})
        for places in order[state["batch"] :]:
            state["batch"] += 1
            yield Batch([examples[at] for at in places], [encoded[at] for at in places], device)
        state["round"] += 1
        state["batch"] = 0


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
