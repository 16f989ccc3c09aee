"""The rules by which a short answer is compared with the answers that people gave."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching import exact_match, matches, normalise_answer, numbers_in, word_overlap
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


@pytest.mark.parametrize(
    ("short", "groups", "match", "exact", "overlap"),
    [
        ("The Northern Front", [["northern front"]], "any", 1.0, 1.0),
        ("Northern Front guerrillas", [["Northern Front"]], "any", 0.0, 4 / 5),
        ("Front", [["the Northern Front", "NF"]], "any", 0.0, 2 / 3),
        ("At least twelve", [["12"]], "any", 1.0, 1.0),
        ("1,200 people", [["twelve hundred", "1200 people"]], "any", 1.0, 1.0),
        ("twelve", [["20"]], "any", 0.0, 0.0),
        ("at least", [["at least"]], "any", 1.0, 1.0),
        ("the mill in Oster", [["a farm"], ["Oster"]], "any", 0.0, 2 / 4),
        ("the the mill mill", [["mill"]], "any", 0.0, 2 / 3),
        ("Lena Brandt and Omar Diallo", [["Lena Brandt"], ["Omar Diallo"]], "all", 1.0, 1.0),
        ("Lena Brandt, Omar Diallo", [["Lena Brandt"], ["Omar Diallo"]], "all", 1.0, 1.0),
        ("Lena Brandt", [["Lena Brandt"], ["Omar Diallo"]], "all", 0.5, 0.5),
        ("Lena Brandt; Ute Kern; Omar Diallo", [["Lena Brandt"], ["Omar Diallo"]], "all", 2 / 3, 2 / 3),
        ("Bread and Roses", [["bread and roses"]], "all", 1.0, 1.0),
        ("12; 13", [["twelve"], ["thirteen"]], "all", 1.0, 1.0),
        (None, [["Lena Brandt"]], "any", 0.0, 0.0),
        ("", [["Lena Brandt"]], "any", 0.0, 0.0),
        ("?!", [["?!"]], "any", 0.0, 0.0),
        ("Lena Brandt", [], "any", 0.0, 0.0),
        ("Lena Brandt", [[]], "all", 0.0, 0.0),
    ],
)
def test_exact_match_and_overlap_by_hand(
    short: str | None, groups: list[list[str]], match: str, exact: float, overlap: float
) -> None:
    assert exact_match(short, groups, match) == pytest.approx(exact)
    assert word_overlap(short, groups, match) == pytest.approx(overlap)


def test_an_optional_item_of_a_list_is_not_wrong() -> None:
    given = "Lena Brandt, Omar Diallo and Ute Kern", [["Lena Brandt"], ["Omar Diallo"]], "all"
    assert exact_match(*given) == pytest.approx(2 / 3)
    assert exact_match(*given, [["Ute Kern"]]) == 1.0


phrases = st.lists(st.sampled_from("army north blue seven 7 harbour Lena mill's".split()), min_size=1, max_size=6)


@given(phrases, phrases, st.randoms(use_true_random=False), st.sampled_from(["any", "all"]))
def test_overlap_is_symmetric_and_blind_to_order(
    one: list[str], other: list[str], rng: random.Random, match: str
) -> None:
    short, answer = " ".join(one), " ".join(other)
    overlap = word_overlap(short, [[answer]], match)
    assert 0 <= exact_match(short, [[answer]], match) <= overlap <= 1
    assert word_overlap(answer, [[short]], match) == pytest.approx(overlap)
    assert word_overlap(" ".join(rng.sample(one, len(one))), [[answer]], match) == pytest.approx(overlap)
    assert exact_match(short, [[short.upper()]], match) == 1.0


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["any", "all"]))
def test_any_texts_can_be_compared(short: str, answer: str, match: str) -> None:
    assert 0 <= exact_match(short, [[answer]], match) <= word_overlap(short, [[answer]], match) <= 1
