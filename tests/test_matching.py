"""The rules by which a short answer is compared with the answers that people gave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching import matches, normalise_answer, numbers_in
from assistant.numerals import days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twelve", [12]),
        ("12", [12]),
        ("1,200 people", [1200]),
        ("two dozen", [24]),
        ("a dozen", [12]),
        ("3.5 million", [3_500_000]),
        ("$3.5m", [3_500_000]),
        ("half a million", [500_000]),
        ("twenty-two dead and one hundred and fifty hurt", [22, 150]),
        ("two hundred thousand", [200_000]),
        ("four or five", [4, 5]),
        ("one thousand two hundred", [1200]),
        ("between 40 and 50", [40, 50]),
        ("at 10:30", []),
        ("the 1st, the 80s and an M16", []),
        ("hundreds of thousands", []),
        ("no figure at all", []),
        ("", []),
    ],
)
def test_numbers_are_read_from_words_and_digits(text: str, expected: list[float]) -> None:
    assert numbers_in(text) == expected


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_with_and_without_commas_are_one_number(value: int) -> None:
    assert numbers_in(str(value)) == numbers_in(f"{value:,}") == [value]


@given(st.text(max_size=200))
def test_any_text_can_be_normalised_and_read(text: str) -> None:
    normalise_answer(text)
    assert all(value >= 0 for value in numbers_in(text))
    assert all(1 <= day.day <= 31 and 1 <= day.month <= 12 for day in days(text))


@given(st.lists(st.sampled_from(["army", "north", "blue", "seven", "harbour", "lena"]), min_size=1, max_size=5))
def test_normalising_twice_changes_nothing(parts: list[str]) -> None:
    once = normalise_answer(" ".join(parts))
    assert normalise_answer(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S. Navy", "United States navy"),
        ("“Café” (Central)", "cafe central"),
        ("an alleged smuggler", "smuggler"),
        ("Red-Line Group", "red line group"),
        ("Mercer's", "mercer"),
    ],
)
def test_spellings_that_are_the_same_answer(one: str, other: str) -> None:
    assert normalise_answer(one) == normalise_answer(other)


@pytest.mark.parametrize(
    ("short", "groups", "match", "expected"),
    [
        ("At least six", [["6", "six"]], "any", 1.0),
        ("sixty", [["6", "six"]], "any", 0.0),
        ("six or seven", [["6", "six"]], "any", 0.0),
        ("the Northern Front guerrillas", [["Northern Front"]], "any", 1.0),
        ("Northern", [["Northern Front"]], "any", 0.0),
        ("Okafor", [["Adaeze Okafor"]], "any", 1.0),
        ("Adaeze", [["Adaeze Okafor"]], "any", 0.0),
        ("3 Jan 90", [["January 3, 1990"]], "any", 1.0),
        ("3 January", [["January 3, 1990"]], "any", 1.0),
        ("3 January 1991", [["January 3, 1990"]], "any", 0.0),
        ("4 January", [["January 3, 1990"]], "any", 0.0),
        ("Lena Brandt and Omar Diallo", [["Lena Brandt"], ["Omar Diallo"]], "all", 1.0),
        ("Lena Brandt", [["Lena Brandt"], ["Omar Diallo"]], "all", 0.5),
        ("Lena Brandt", [["Lena Brandt"], ["Omar Diallo"]], "any", 1.0),
        (None, [["Lena Brandt"]], "any", 0.0),
        ("Lena Brandt", [], "any", 0.0),
        ("word " * 12 + "Lena Brandt", [["Lena Brandt"]], "any", 0.0),
    ],
)
def test_short_answers_are_judged(short: str | None, groups: list[list[str]], match: str, expected: float) -> None:
    assert matches(short, groups, match) == expected


def test_an_optional_answer_alone_is_worth_what_the_caller_says() -> None:
    assert matches("the province", [["Harbour Town"]], "any", [["province"]], 0.5) == 0.5
    assert matches("the province", [["Harbour Town"]], "any", [["province"]]) == 0.0
    assert matches("Harbour Town", [["Harbour Town"]], "any", [["province"]], 0.5) == 1.0
