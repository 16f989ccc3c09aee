"""When a language model is not asked at all."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answerable import answerable, names_known
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
    assert answerable("Who resigned?", found, Scores(-9.0, 1.0))
    assert not answerable("Who resigned?", found, Scores(-9.0, -8.0))
    assert answerable("Who resigned?", found, Scores(-9.0, -8.0), least=-8.5)
    assert not answerable("Who resigned?", [], Scores())


def test_names_that_no_passage_has() -> None:
    found = passages("The Norvanian president met Ortiz.")
    assert names_known("Who is the president of Norvania?", found)
    assert names_known("Did Ortiz meet Lee?", found)
    assert not names_known("Who is the mayor of Porto?", found)
    assert names_known("who resigned?", found)
    assert not answerable("Who is the mayor of Porto?", found, None)
