"""How long the parts of an answer took. Standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TypeVar

__all__ = ["Clock"]

Given = TypeVar("Given")


class Clock:
    """Seconds since the question came; the time that a reader takes between two steps is not counted."""

    def __init__(self) -> None:
        self._begun = perf_counter()
        self._away = 0.0
        self._marks: dict[str, float] = {}

    def mark(self, name: str) -> None:
        """Remember when ``name`` happened first."""
        if name not in self._marks:
            self._marks[name] = self._now()

    def handed(self, step: Given) -> Iterator[Given]:
        """Give ``step`` to the reader, off the clock."""
        left = perf_counter()
        yield step
        self._away += perf_counter() - left

    def forget(self, *names: str) -> None:
        """Forget what was marked: it came to nothing."""
        for name in names:
            self._marks.pop(name, None)

    def seconds(self) -> dict[str, float]:
        """What was marked, and how long answering took after retrieval, and all of it."""
        total = self._now()
        found = self._marks | {"answer": total - self._marks["retrieve"], "total": total}
        order = ("retrieve", "first_token", "first_citation", "answer", "total")
        return {name: round(found[name], 4) for name in order if name in found}

    def _now(self) -> float:
        return perf_counter() - self._begun - self._away
