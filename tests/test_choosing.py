"""Which model reads and which ranks, by the settings; the order that a model gives to passages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ReaderUnavailable
from assistant.packaged import PackagedReader
from assistant.readers import answerer, reranked, reranker, span_reader, try_out
from assistant.settings import Settings
from assistant.trained import named_weights
from assistant.types import Draft, Question, Request
from tests.span_models import Broken, Model, passage


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8), st.lists(st.floats(-5, 5), min_size=8, max_size=8))
@settings(max_examples=40, deadline=None)
def test_ranking_keeps_every_passage_once_and_numbers_them(scores: list[float], relevance: list[float]) -> None:
    listed = [passage(n, f"Text {n}.") for n in range(1, len(scores) + 1)]
    model = Model({}, dict(enumerate(relevance, start=1)))
    found = reranked("Who?", listed, model)
    assert [one.number for one in found] == list(range(1, len(listed) + 1))
    assert sorted(one.article_id for one in found) == sorted(one.article_id for one in listed)


def test_a_clearly_better_passage_comes_first() -> None:
    listed = [passage(1, "First."), passage(2, "Second."), passage(3, "Third.")]
    found = reranked("Who?", listed, Model({}, {1: -6.0, 2: -6.0, 3: 6.0}))
    assert [one.text for one in found] == ["Third.", "First.", "Second."]


@pytest.mark.parametrize(
    ("values", "reads", "ranks"),
    [
        ({"reader": "packaged"}, "PackagedReader", "PackagedReader"),
        ({"reader": "packaged", "reranker": "none"}, "PackagedReader", "NoneType"),
        ({"reader": "rules"}, "NoneType", "NoneType"),
        ({"reader": "rules", "reranker": "packaged"}, "NoneType", "PackagedReader"),
        ({"reader": "some/folder"}, "NamedReader", "NoneType"),
        ({"reader": "some/folder", "reranker": "packaged"}, "NamedReader", "PackagedReader"),
        ({"reader": "rules", "reranker": "some/folder"}, "NoneType", "NamedReranker"),
    ],
)
def test_the_settings_choose_who_reads_and_who_ranks(values: dict[str, str], reads: str, ranks: str) -> None:
    chosen = Settings(**values)  # type: ignore[arg-type]
    reader = span_reader(chosen)
    assert type(reader).__name__ == reads
    assert type(reranker(chosen, reader)).__name__ == ranks


def test_a_threshold_of_the_user_wins_over_the_readers_own() -> None:
    assert answerer(Settings(), Model({})).threshold == named_weights().threshold
    assert answerer(Settings(threshold=0.9), Model({})).threshold == 0.9
    assert answerer(Settings(), None).threshold == 0.5


def test_only_numbers_that_were_fitted_are_shown_as_a_confidence() -> None:
    asked = Request(Question("Who won?"), "Who won?", (passage(1, "Lena Brandt won the race."),), "2026-01-01")
    model = Model({"Lena Brandt": -0.1}, {1: 6.0})
    named = answerer(Settings(), model).invoke(asked)
    assert (named.short, named.confidence) == ("Lena Brandt", None)
    assert answerer(Settings(threshold=1), model).invoke(asked) == Draft()
    fitted = answerer(Settings(), PackagedReader()).invoke(asked)
    assert fitted.confidence is not None
    assert answerer(Settings(reader="rules"), None).invoke(asked).confidence is not None


def test_a_model_is_tried_out_before_it_is_needed() -> None:
    reads, ranks = Model({}), Model({})
    try_out(reads, ranks)
    assert reads.calls == 1
    try_out(None, None)
    for reader, ranking in ((Broken({}), None), (None, Broken({}))):
        with pytest.raises(ReaderUnavailable, match="bring it back"):
            try_out(reader, ranking)
