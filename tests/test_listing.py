"""Questions for several things, and their lists."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.listing import MANY, asked_for, itemised, listed
from index.types import Span


@pytest.mark.parametrize(
    "question",
    [
        "Which cities were hit?",
        "Who were the victims?",
        "who are the members of the council",
        "Who were arrested?",
        "Name the clubs that were relegated.",
        "Can you list the towns that flooded?",
        "What are the names of the victims?",
        "What groups claimed the attack?",
        "which organisations took part",
        "Which countries border Norvania?",
        "Which of the suspects were charged?",
        "What kinds of weapons were used?",
        "In which years did floods hit Arden?",
        "What bands has Lena Brandt played in?",
    ],
)
def test_a_plural_asks_for_a_list(question: str) -> None:
    assert asked_for(question) == MANY


@pytest.mark.parametrize(
    "question",
    [
        "Who claimed the attack?",
        "Who was killed?",
        "Who is the mayor?",
        "Who are the Greens?",
        "Which team won the most games?",
        "Which sports team won?",
        "Which of the suspects was charged?",
        "Which United States senator resigned?",
        "What was the news?",
        "What caused the fires?",
        "What weapon or weapons were used in the attack?",
        "Who leads the opposition groups?",
        "Name the mayor of Arden.",
        "How many towns were flooded?",
        "Did the victims survive?",
        "Where do bees live?",
        "",
        "?!",
    ],
)
def test_a_singular_or_another_question_asks_for_none(question: str) -> None:
    assert asked_for(question) == 0


@pytest.mark.parametrize(
    ("question", "count"),
    [("Which two teams met?", 2), ("Name the three winners.", 3), ("Which 2024 films won?", MANY)],
)
def test_a_number_limits_the_list(question: str, count: int) -> None:
    assert asked_for(question) == count


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Arden, Kestle and Port Vale", ["Arden", "Kestle", "Port Vale"]),
        ("Lena Brandt, 45, and Karl Stone, a teacher", ["Lena Brandt", "Karl Stone"]),
        ("rifles, grenades and a bomb", ["rifles", "grenades", "bomb"]),
        ("the Department of Trade and Industry", ["the Department of Trade and Industry"]),
        ("Marks & Spencer", ["Marks & Spencer"]),
        ("Kestle, Norvania", ["Kestle, Norvania"]),
        ("Lena Brandt", ["Lena Brandt"]),
    ],
)
def test_a_list_is_taken_apart_and_a_name_is_not(text: str, items: list[str]) -> None:
    whole = Span(7, 7 + len(text))
    assert [text[one.start - 7 : one.end - 7] for one in itemised(text, whole, whole)] == items


@given(st.lists(st.sampled_from(["Arden", "and", ",", "or", ";", "Lena Brandt", "45", "a bomb", "&", "İ", "🙂"])))
def test_every_item_lies_in_the_answer_and_none_overlaps_another(parts: list[str]) -> None:
    text = " ".join(parts)
    short = Span(3, 3 + len(text))
    found = itemised(text, short, short)
    assert found
    assert all(short.contains(one) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_list_reads_like_one_and_says_where_it_leaves_something_out() -> None:
    assert listed(["Arden"]) == "Arden"
    assert listed(["Arden", "Kestle"]) == "Arden and Kestle"
    assert listed(["Arden", "Kestle", "Port Vale"]) == "Arden, Kestle and Port Vale"
    assert listed(["one two three four"] * 4) == "one two three four, one two three four and others"


@given(st.lists(st.sampled_from(["Arden", "Port Vale", "Ana Ruiz Soler"]), min_size=1, max_size=8))
def test_a_list_of_names_has_at_most_twelve_words(items: list[str]) -> None:
    text = listed(items)
    assert len(text.split()) <= 12
    assert text.startswith(items[0])
    assert text.endswith("others") or all(item in text for item in items)
