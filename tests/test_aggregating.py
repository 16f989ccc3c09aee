"""The same answer in several places: groups of one value, and what several articles are worth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from readings import articles, said

from assistant.aggregating import Group, pooled, support
from assistant.questions import analyse
from assistant.types import Evidence

CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=8)


@given(CHANCES)
def test_support_is_a_probability_that_the_best_article_dominates(scores: list[float]) -> None:
    best = max(scores)
    assert best <= support(scores) <= 1
    assert 1 - support(scores) >= (1 - best) ** 1.6 - 1e-12
    assert support(scores) == support(scores[::-1])


@given(CHANCES, st.floats(0, 1))
def test_one_more_article_never_makes_an_answer_less_sure(scores: list[float], more: float) -> None:
    assert support([*scores, more]) >= support(scores) - 1e-12


def test_one_article_is_worth_what_it_says() -> None:
    assert support([0.7]) == 0.7
    assert abs(support([0.5, 0.5]) - (1 - 0.5**1.3)) < 1e-12


def _shorts(passages: tuple[Evidence, ...], groups: list[Group]) -> list[list[int]]:
    return [[reading[0] for reading in group.readings] for group in groups]


def test_two_articles_with_one_answer_are_surer_than_one_with_another() -> None:
    passages = articles("Karl Stone won the race.", "Lena Brandt won the race.", "The winner was Brandt, they said.")
    found = [said(passages, 1, "Karl Stone", 0.7), said(passages, 2, "Lena Brandt", 0.66)]
    groups = pooled(analyse("Who won the race?"), [*found, said(passages, 3, "Brandt", 0.6)], passages)
    assert _shorts(passages, groups) == [[2, 3], [1]]
    assert groups[0].score == support([0.66, 0.6])
    assert groups[1].score == 0.7


def test_a_wire_copy_and_a_second_sentence_of_one_article_count_once() -> None:
    sentence = "Lena Brandt won the long race on Sunday, the club said."
    passages = articles(f"{sentence} Fans cheered Lena Brandt.", f"ARDEN, May 3 - {sentence}")
    found = [said(passages, 1, "Lena Brandt", 0.6), said(passages, 2, "Lena Brandt", 0.6)]
    second = (1, said(passages, 1, "Fans", 0.1)[1], said(passages, 1, "Lena Brandt.", 0.1)[2], 0.5)
    groups = pooled(analyse("Who won the race?"), [*found, second], passages)
    assert [group.score for group in groups] == [0.6]
    assert len(groups[0].readings) == 3


def test_a_day_without_a_year_joins_the_only_day_that_it_fits() -> None:
    passages = articles("It fell on 3 May.", "It fell on 3 May 2024.", "It fell on 3 May 2023.")
    found = [
        said(passages, 1, "3 May", 0.9),
        said(passages, 2, "3 May 2024", 0.6),
        said(passages, 3, "3 May 2023", 0.5),
    ]
    ask = analyse("When did it fall?")
    assert _shorts(passages, pooled(ask, found[:2], passages)) == [[1, 2]]
    assert _shorts(passages, pooled(ask, found, passages)) == [[1], [2], [3]]


def test_sentences_without_a_short_answer_are_one_only_as_copies() -> None:
    text = "The old bridge fell because its eastern pillar had rusted."
    passages = articles(text, text, "The bridge fell because nobody had repaired it.")
    found = [said(passages, number, "bridge", 0.6, sentence=True) for number in (1, 2, 3)]
    assert _shorts(passages, pooled(analyse("Why did the bridge fall?"), found, passages)) == [[1, 2], [3]]
