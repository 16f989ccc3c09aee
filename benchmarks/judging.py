"""What the replies of the pipelines are worth: the same rules for every one of them. Pure.

A reply that was written in prose refuses when its first sentence holds one of the phrases below; what was answered is
compared by `assistant.matching`, as `assistant eval` does it.
"""

from __future__ import annotations

import math
import re
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.matching import WIDER_PLACE, effect_of, held_in, matches, normalise_answer
from benchmarks.plain import Reply

__all__ = ["QUOTE", "Verdict", "interval", "judged", "quoted", "refuses", "table"]

QUOTE = 4
"""Words of the shortest text that counts as a quote."""

_REFUSALS = (
    "dont know|do not know|not (?:explicitly |clearly )?(?:stated|said|mentioned|specified|provided|given|named|"
    "identified in|available|known|clear)|no (?:mention|information|answer|specific|details?)|"
    "(?:does|do|did)(?: not|nt) "
    "(?:say|mention|provide|contain|specify|state|give|name|include|indicate|identify|answer)|"
    "(?:cannot|can not|cant|unable to|not possible to) (?:be )?(?:determined?|answer(?:ed)?|find|found|say|tell)|"
    "(?:not enough|insufficient) (?:information|context)"
)
_REFUSAL = re.compile(rf"\b(?:{_REFUSALS})\b")
_NOTHING = {"", "unknown", "none", "n a", "not applicable", "unanswerable", "empty response"}
"""Whole replies that say nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one question: shares from 0 to 1, seconds, and whether the language model failed."""

    right: float
    held: float
    refused: bool
    quoted: bool
    failed: bool
    answerable: bool
    seconds: float


def refuses(reply: str) -> bool:
    """Whether a written reply does not answer: it says nothing, or its first sentence holds one of the phrases."""
    first = re.split(r"(?<=[.!?])\s+", reply.strip(), maxsplit=1)[0]
    return normalise_answer(reply) in _NOTHING or _REFUSAL.search(normalise_answer(first)) is not None


def quoted(reply: Reply, texts: Sequence[str]) -> bool:
    """Whether a reply holds or is a quote of at least `QUOTE` words that stands in one of ``texts`` word for word."""
    marked = re.findall(r"[\"“«]([^\"“”«»]+)[\"”»]", reply.text)
    long = [" ".join(one.split()) for one in (*reply.quotes, *marked, reply.text) if len(one.split()) >= QUOTE]
    return bool(long) and any(one in plain for text in texts for plain in [" ".join(text.split())] for one in long)


def judged(row: dict[str, Any]) -> Verdict:
    """The verdict on one line of a run: the same rules for every pipeline.

    ``right``: the short answer, or else the whole reply, is at most 12 words that answer. ``held``: the reply holds
    the answer. A refusal answers nothing, a failure neither answers nor refuses.
    """
    case, failed = row["case"], row["failed"] is not None
    text, groups = row["text"], case["groups"]
    refused = not failed and (refuses(text) if row["refused"] is None else row["refused"])
    silent = failed or refused or not case["answerable"]
    wider = WIDER_PLACE if case["kind"] == "location" else 0.0
    given, effect = row["short"] or text, effect_of(case["kind"])
    right = 0.0 if silent else matches(given, groups, case["match"], case["optional"], wider, effect)
    held = 0.0 if silent else max(right, held_in(text, groups, case["match"]))
    return Verdict(right, held, refused, row["quoted"], failed, case["answerable"], row["seconds"])


def interval(share: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share of ``count`` (Wilson 1927)."""
    if not count:
        return 0.0, 1.0
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def table(rows: Sequence[dict[str, Any]]) -> str:
    """A Markdown table for each set, over the questions that each of its pipelines was asked."""
    sets: dict[str, dict[str, dict[str, dict[str, Any]]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        sets[row["set"]][row["pipeline"]][row["case"]["id"]] = row
    parts = []
    for name, runs in sets.items():
        common = set.intersection(*(set(run) for run in runs.values()))
        empty = sum(not next(iter(runs.values()))[one]["case"]["answerable"] for one in common)
        head = f"### {name}: {len(common)} questions, {empty} of them without an answer\n\n"
        head += "| pipeline | short | 95 % | holds | ref.P | ref.R | ref.F1 | quotes | failed | s p50 |\n"
        parts.append(head + "|---|" + "---|" * 9)
        parts += [
            f"| {label} | {_cells([judged(run[one]) for one in sorted(common)])} |" for label, run in runs.items()
        ]
        parts.append("")
    return "\n".join(parts)


def _cells(found: Sequence[Verdict]) -> str:
    asked = [one for one in found if one.answerable]
    refused = [one for one in found if one.refused]
    replied = [one for one in found if not one.refused and not one.failed]
    right = sum(not one.answerable for one in refused)
    precision, recall = _ratio(right, len(refused)), _ratio(right, len(found) - len(asked))
    both = (precision or 0.0) + (recall or 0.0)
    f1 = None if recall is None else 2 * (precision or 0.0) * recall / both if both else 0.0
    short, held = (_ratio(sum(getattr(one, name) for one in asked), len(asked)) for name in ("right", "held"))
    low, high = interval(short or 0.0, len(asked))
    quotes = _ratio(sum(one.quoted for one in replied), len(replied))
    figures = [held, precision, recall, f1, quotes]
    seconds = statistics.median(one.seconds for one in found) if found else 0.0
    shares = " | ".join(_cell(one) for one in figures)
    failed = sum(one.failed for one in found)
    return f"{_cell(short)} | {low:.2f}-{high:.2f} | {shares} | {failed} | {seconds:.2f}"


def _ratio(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
