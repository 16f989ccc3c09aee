"""The dev questions as the calibration asks them, each with its evidence, what is proposed, and how right that is."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.packaged import PackagedReader
from assistant.proposing import Proposal, propose
from assistant.questions import analyse
from assistant.trained import shown
from benchmarks.labelled import Item, evidence_for, lines, muc

from .examples import reading
from .neighbours import lexical
from .scores import f1

__all__ = ["Asked", "collect", "credit", "half", "items", "of_reading"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that is proposed for it: the short answers, and how right each of them is."""

    item: Item
    half: int
    proposals: list[Proposal]
    texts: list[str]
    credit: list[float]


def items(folder: Path, count: int) -> list[tuple[Item, int]]:
    """The dev questions with their half: on news-agency reports with their article or with what is found in all
    reports, and ``count`` of the reading sets.

    Of the latter, a third are asked of their own passage alone, half of it among five neighbours, and a sixth of the
    neighbours alone, which do not answer.
    """
    found = [(one, half(one.evidence[0].article_id)) for one in muc(folder, "dev")]
    return [*found, *searched(folder), *passages(folder, count)]


def half(name: str) -> int:
    """Which half a thing belongs to."""
    return zlib.crc32(name.encode()) % 2


def searched(folder: Path) -> list[tuple[Item, int]]:
    """The questions that are clear enough to be asked of all reports, with the nearest ones as evidence."""
    rows = list(lines(folder / "muc" / "articles.jsonl"))
    asked = [row for row in lines(folder / "muc" / "questions.jsonl") if row["part"] == "dev" and row["open_ok"]]
    near = lexical([row["question"] for row in asked], [f"{row['title']} {row['text']}" for row in rows], 6)
    found = []
    for row, places in zip(asked, near, strict=True):
        groups = tuple(tuple(group) for group in row["answer_groups"]) if row["answerable"] else ()
        optional = tuple(tuple(group) for group in row["optional_answers"])
        evidence = evidence_for(row["question"], [rows[at] for at in places])
        item = Item(row["slot"], row["question"], evidence, groups, row["match"], optional)
        found.append((item, half(row["article_id"] or row["question"])))
    return found


def passages(folder: Path, count: int) -> list[tuple[Item, int]]:
    """Questions of the reading sets, with their passage, with it and its neighbours, or with these alone."""
    found: list[tuple[Item, int]] = []
    rng = random.Random(11)
    texts = [one for one in reading(folder, "dev") if not one.source.startswith("qamr") or rng.random() < 0.03]
    pool = sorted({one.text for one in texts})
    chosen = rng.sample(texts, min(count, len(texts)))
    near = lexical([one.question for one in chosen], pool, 8)
    for place, one in enumerate(chosen):
        low = [answer.lower() for answer in one.answers]
        others = [pool[at] for at in near[place] if pool[at] != one.text]
        others = [text for text in others if not any(answer in text.lower() for answer in low)][:5]
        held = [[one.text], [one.text, *others], [one.text], [one.text, *others], [one.text, *others], others][
            place % 6
        ]
        if not held:
            continue
        rows = [{"id": f"{zlib.crc32(text.encode()):08x}", "title": "", "text": text} for text in held]
        answers = one.answers if one.text in held else ()
        evidence = evidence_for(one.question, rows)
        item = Item(one.source, one.question, evidence, (tuple(answers),) if answers else ())
        found.append((item, half(one.text)))
    return found


def collect(given: Sequence[tuple[Item, int]], reader: PackagedReader) -> list[Asked]:
    """Ask every question; those for yes or no are left out, for they are not answered by a span."""
    found = []
    for item, half in given:
        ask = analyse(item.question)
        if not ask.terms or ask.kind == "yesno":
            continue
        proposals = propose(ask, item.evidence, reader.read(item.question, item.evidence))
        passages = {one.number: one for one in item.evidence}
        texts = [shown(one, passages[one.evidence], ask) for one in proposals]
        found.append(Asked(item, half, proposals, texts, [credit(item, text) for text in texts]))
    return found


def credit(item: Item, text: str) -> float:
    """How right a short answer is: by the rules of the set for reports, by the words it shares for the others."""
    if of_reading(item):
        gold = [answer for group in item.groups for answer in group]
        return float(bool(gold) and f1(text, gold) >= 0.75)
    return item.right(text)


def of_reading(item: Item) -> bool:
    """Whether a question is of the reading sets rather than on reports."""
    return item.slot.startswith(("squad", "qamr", "timeqa", "qed", "nq_"))
