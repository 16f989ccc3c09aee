"""Whether a confidence keeps its word: of the answers that are given with 0.8, eight in ten should be right.

Expected calibration error: Guo and others, "On calibration of modern neural networks" (2017), section 2. Bins of equal
mass: Nguyen and O'Connor, "Posterior calibration and exploratory analysis for natural language processing models"
(2015). Risk and coverage: Geifman and El-Yaniv, "Selective classification for deep neural networks" (2017).

Pure: standard library only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

__all__ = ["BINS", "Bin", "Judged", "calibration", "calibration_error", "equal_mass", "equal_width", "risk_coverage"]

BINS = 10

Judged = tuple[float, float]
"""One answer: its confidence and how far it is right, both 0 to 1."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies between ``low`` and ``high``: how sure they are and how right, on average."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def calibration(judged: Sequence[Judged]) -> dict[str, Any]:
    """The figures as JSON values, rounded to four digits; without answers they are None and the table is empty."""
    bins = equal_width(judged)
    found = {
        "calibration_error": calibration_error(bins),
        "calibration_error_equal_mass": calibration_error(equal_mass(judged)),
        "risk_coverage": risk_coverage(judged),
    }
    table = [{name: round(value, 4) for name, value in asdict(one).items()} for one in bins]
    rounded = {name: None if value is None else round(value, 4) for name, value in found.items()}
    return {"judged": len(judged), **rounded, "reliability": table}


def equal_width(judged: Sequence[Judged], bins: int = BINS) -> tuple[Bin, ...]:
    """The answers in ``bins`` equal parts of 0 to 1, each with its lower end and without its upper, but for the last.

    Bins without an answer are left out.
    """
    held: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        held[min(int(one[0] * bins), bins - 1)].append(one)
    return tuple(_bin(at / bins, (at + 1) / bins, found) for at, found in sorted(held.items()))


def equal_mass(judged: Sequence[Judged], bins: int = BINS) -> tuple[Bin, ...]:
    """The answers in order of confidence, in at most ``bins`` parts of about equal size.

    Answers of the same confidence stay together; so the parts are unequal, and fewer, where many have the same.
    """
    held: dict[int, list[Judged]] = defaultdict(list)
    seen = 0
    for group in _alike(judged):
        held[int((seen + len(group) / 2) * bins / len(judged))].extend(group)
        seen += len(group)
    return tuple(_bin(found[0][0], found[-1][0], found) for found in held.values())


def _bin(low: float, high: float, found: Sequence[Judged]) -> Bin:
    size = len(found)
    return Bin(low, high, size, sum(sure for sure, _ in found) / size, sum(right for _, right in found) / size)


def _alike(judged: Iterable[Judged]) -> Iterator[list[Judged]]:
    """The answers of each confidence together, the least sure first."""
    for _, group in groupby(sorted(judged), key=lambda one: one[0]):
        yield list(group)


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """How far confidence and rightness lie apart, 0 to 1, on average over the answers; None without any."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total if total else None


def risk_coverage(judged: Sequence[Judged]) -> float | None:
    """The area under the risk-coverage curve: the share of wrong answers among the k surest, on average over k.

    0 to 1, the less the better; answers of the same confidence are in any order. None without answers.
    """
    area = wrong = 0.0
    seen = 0
    for group in reversed(list(_alike(judged))):
        mean = sum(1 - right for _, right in group) / len(group)
        area += sum((wrong + mean * more) / (seen + more) for more in range(1, len(group) + 1))
        wrong += mean * len(group)
        seen += len(group)
    return area / seen if seen else None
