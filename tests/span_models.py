"""A double for a model that reads passages, and the passages that it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.errors import ReaderUnavailable
from assistant.spans import Found, Read
from assistant.types import Evidence
from index.types import Span

__all__ = ["Broken", "Model", "passage"]


def passage(number: int, text: str, *, start: int = 0, published: str | None = None) -> Evidence:
    return Evidence(
        number, f"a{number}", "", text, Span(start, start + len(text)), "Wire", None, published, 1.0 / number
    )


@dataclass
class Model:
    """Finds the words it is told, in every passage that has them."""

    told: dict[str, float]
    relevance: dict[int, float] = field(default_factory=dict)
    name: str = "double"
    calls: int = 0

    def read(self, question: str, passages: Sequence[Evidence]) -> list[Read]:
        self.calls += 1
        found = []
        for one in passages:
            spans = [
                Found(one.text.index(words), one.text.index(words) + len(words), score)
                for words, score in self.told.items()
                if words in one.text
            ]
            found.append(Read(self.relevance.get(one.number, 0.0), tuple(sorted(spans, key=lambda s: -s.score))))
        return found

    def score(self, question: str, passages: Sequence[Evidence]) -> list[float]:
        return [self.relevance.get(one.number, 0.0) for one in passages]


class Broken(Model):
    """Cannot be loaded."""

    def read(self, question: str, passages: Sequence[Evidence]) -> list[Read]:
        raise ReaderUnavailable("it is gone; bring it back")

    def score(self, question: str, passages: Sequence[Evidence]) -> list[float]:
        raise ReaderUnavailable("it is gone; bring it back")
