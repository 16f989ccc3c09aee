"""What a half-trained reader can do, on samples of the dev questions: quick enough for every checkpoint."""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from assistant.packing import pack

from .examples import Text, cut, reading, reports
from .model import ReaderModel

__all__ = ["exact", "f1", "measure"]

_SINGLE = ("squad2_dev_half", "squadshifts_amazon", "squadshifts_reddit", "timeqa_human", "qed_nq_dev")


def words_of(answer: str) -> list[str]:
    """An answer's words as SQuAD's evaluation compares them: lower case, no punctuation, no articles."""
    bare = "".join(one for one in answer.lower() if one not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", bare).split()


def exact(answer: str, gold: Sequence[str]) -> float:
    """1 if the answer is one of the gold ones; without any gold, 1 if it is empty."""
    return float(any(words_of(answer) == words_of(one) for one in gold or [""]))


def f1(answer: str, gold: Sequence[str]) -> float:
    """The greatest overlap of words with one of the gold answers (SQuAD's F1)."""

    def one(other: str) -> float:
        left, right = words_of(answer), words_of(other)
        if not left or not right:
            return float(left == right)
        shared = sum((Counter(left) & Counter(right)).values())
        return 2 * shared / (len(left) + len(right))

    return max(one(other) for other in gold or [""])


@torch.no_grad()
def read(
    model: ReaderModel, tokenizer: Any, question: str, title: str, texts: Sequence[str]
) -> list[tuple[float, str]]:
    """For each text the logit of its relevance and its best span of at most 24 tokens."""
    packed = pack(tokenizer, question, title, texts)
    device = model.relevance.weight.device
    longest = max(len(one.ids) for one in packed)
    ids, mask, types = (torch.zeros((len(packed), longest), dtype=torch.long) for _ in range(3))
    for row, one in enumerate(packed):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        types[row, : len(one.ids)] = torch.tensor(one.types)
        mask[row, : len(one.ids)] = 1
    spans, relevance = model(ids.to(device), mask.to(device), types.to(device))
    found = []
    for row, one in enumerate(packed):
        logits = spans[row, one.first : one.first + len(one.offsets)].float().cpu()
        both = logits[:, 0][:, None] + logits[:, 1][None, :]
        both = both.where(torch.ones_like(both).triu().tril(23).bool(), torch.tensor(-1e9))
        start, end = divmod(int(both.argmax()), both.shape[1])
        found.append((float(relevance[row]), texts[row][one.offsets[start][0] : one.offsets[end][1]]))
    return found


def measure(model: ReaderModel, tokenizer: Any, folder: Path, count: int = 500) -> dict[str, float]:
    """Exact match and F1 on single passages, and, on news-agency reports, how often the best span of the best window
    is an answer and how well the best window's relevance tells answerable questions from others (area under the
    curve)."""
    model.eval()
    rng = random.Random(5)
    texts: list[Text] = [one for one in reading(folder, "dev") if one.source in _SINGLE and one.answers]
    scored = []
    for one in rng.sample(texts, min(count, len(texts))):
        best = max(read(model, tokenizer, one.question, "", [one.text]))
        scored.append((exact(best[1], one.answers), f1(best[1], one.answers)))
    right, yes, no = [], [], []
    held_out = reports(folder, "dev")
    for report in rng.sample(held_out, min(250, count, len(held_out))):
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
