"""What a half-trained reader can do, on samples of the dev questions: quick enough for every checkpoint."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from assistant.packing import pack
from assistant.spans import best_spans

from .batch import padded
from .examples import Text, cut, reading, reports
from .model import ReaderModel
from .scores import exact, f1, words_of

__all__ = ["measure"]

_TEXTS, _REPORTS = 500, 250
"""How many questions are drawn, on single passages and on reports."""

_SINGLE = ("squad2_dev_half", "squadshifts_amazon", "squadshifts_reddit", "timeqa_human", "qed_nq_dev")


@torch.no_grad()
def read(
    model: ReaderModel, tokenizer: Any, question: str, title: str, texts: Sequence[str]
) -> list[tuple[float, str]]:
    """For each text the logit of its relevance and its best span."""
    packed = pack(tokenizer, question, title, texts)
    device = model.relevance.weight.device
    spans, relevance = model(*(one.to(device) for one in padded(packed)))
    logits = spans.float().cpu().numpy()
    found = []
    for row, one in enumerate(packed):
        starts, ends = logits[row, one.first : one.first + len(one.offsets)].T
        best = best_spans(starts, ends, one.offsets, 1)
        found.append((float(relevance[row]), texts[row][best[0].start : best[0].end] if best else ""))
    return found


def measure(model: ReaderModel, tokenizer: Any, folder: Path) -> dict[str, float]:
    """Exact match and F1 on single passages, and, on news-agency reports, how often the best span of the best window
    is an answer and how well the best window's relevance tells answerable questions from others (area under the
    curve)."""
    model.eval()
    rng = random.Random(5)
    texts: list[Text] = [one for one in reading(folder, "dev") if one.source in _SINGLE and one.answers]
    scored = []
    for one in rng.sample(texts, min(_TEXTS, len(texts))):
        best = max(read(model, tokenizer, one.question, "", [one.text]))
        scored.append((exact(best[1], one.answers), f1(best[1], one.answers)))
    right, yes, no = [], [], []
    held_out = reports(folder, "dev")
    for report in rng.sample(held_out, min(_REPORTS, len(held_out))):
        pieces = cut(report.text, 160, lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids))
        held = [report.text[a:b] for a, b in pieces]
        score, answer = max(read(model, tokenizer, report.wordings[-1], report.title, held))
        (yes if report.spans else no).append(score)
        if report.spans:
            right.append(float(any(words_of(answer) == words_of(gold) for gold in report.answers)))
    model.train()
    above = [1.0 if one > other else 0.5 if one == other else 0.0 for one in yes for other in no]
    return {
        "exact": round(sum(one for one, _ in scored) / len(scored), 4),
        "f1": round(sum(one for _, one in scored) / len(scored), 4),
        "reports": round(sum(right) / len(right), 4),
        "auc": round(sum(above) / len(above), 4),
    }
