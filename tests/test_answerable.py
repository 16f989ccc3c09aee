"""When a language model is not asked at all."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answerable import answerable
from assistant.types import Evidence
from index.types import Span


class Scores:
    """Implements `Reranker` with given scores."""

    name = "scores"

    def __init__(self, *scores: float) -> None:
        self._scores = list(scores)

    def score(self, question: str, passages: Sequence[Evidence]) -> list[float]:
        return self._scores[: len(passages)]


def passages(*texts: str) -> list[Evidence]:
    return [Evidence(n, f"a{n}", "A title", text, Span(0, len(text))) for n, text in enumerate(texts, start=1)]


def test_the_best_passage_decides() -> None:
    found = passages("Ortiz resigned.", "Rain fell.")
    assert answerable("Who resigned?", found, Scores(-9.0, 1.0), -3.0)
    assert not answerable("Who resigned?", found, Scores(-9.0, -8.0), -3.0)
    assert answerable("Who resigned?", found, Scores(-9.0, -8.0), -8.5)
    assert not answerable("Who resigned?", [], Scores(), -20.0)
    assert answerable("Who resigned?", found, None, 20.0)
