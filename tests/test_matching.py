"""The rules by which a short answer is compared with the answers that people gave."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.matching import WIDER_PLACE, effect_of, exact_match, matches, normalise_answer, numbers_in, word_overlap
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


BRANDTS = [["Lena Brandt"], ["Ute Brandt"]]
TOLLS = [["12"], ["42"]]


@pytest.mark.parametrize(
    ("rule", "short", "groups", "expected"),
    [
        (1, "JOSÉ  “Pepe” (Ruiz‐Mora)", [["Jose Pepe Ruiz-Mora"]], 1.0),
        (1, "ｆｕｌｌ ｗｉｄｔｈ", [["full width"]], 1.0),
        (2, "some alleged smugglers", [["the smugglers"]], 1.0),
        (2, "the U.S.", [["United States"]], 1.0),
        (2, "U.S. Navy", [["the US Navy"]], 1.0),
        (2, "U.S", [["US"]], 1.0),
        (2, "us", [["U.S.A."]], 1.0),
        (2, "Umbra's", [["Umbra"]], 1.0),
        (3, "twelve people", [["12 people"]], 1.0),
        (3, "12", [["twelve people"]], 1.0),
        (3, "at least 12", [["12"]], 1.0),
        (3, "12", [["at least twelve"]], 1.0),
        (3, "12 killed, 42 wounded", [["12"]], 1.0),
        (3, "12 killed, 42 wounded", [["42"]], 0.0),
        (3, "120", [["12"]], 0.0),
        (5, "NF", [["Northern Front", "NF"]], 1.0),
        (5, "NF", [["Northern Front (NF)"]], 1.0),
        (5, "NF", [["Northern Front"]], 0.0),
        (5, "NDFL", [["NDFL guerrillas"]], 1.0),
        (5, "the NDFL rebels", [["NDFL guerrillas"]], 1.0),
        (5, "NDFL", [["members of the NDFL"]], 1.0),
        (5, "NDFL guerrillas", [["NDFL"]], 1.0),
        (5, "guerrillas", [["NDFL guerrillas"]], 0.0),
        (5, "Bogota", [["Bogota guerrillas"]], 0.0),
        (5, "Honduran", [["Honduran soldiers"]], 0.0),
        (5, "NDFL", [["NDFL headquarters"]], 0.0),
        (5, "Forces", [["Armed Forces members"]], 0.0),
        (5, "clerk at NF", [["head of the Northern Front (NF)"]], 0.0),
        (5, "Front", [["Northern Front"]], 0.0),
        (5, "Salvador", [["San Salvador"]], 0.0),
        (5, "Town", [["Harbour Town"]], 0.0),
        (5, "Adaeze Okafor", [["Adaeze Okafor"]], 1.0),
        (5, "Adaeze Nkechi Okafor", [["Adaeze Okafor"]], 1.0),
        (5, "Okafor, Adaeze", [["Adaeze Okafor"]], 1.0),
        (5, "Colonel Okafor", [["Adaeze Okafor"]], 1.0),
        (5, "Okafor", [["Colonel Adaeze Okafor"]], 1.0),
        (5, "Okafor", [["Adaeze Okafor Jr."]], 1.0),
        (5, "Chidi Okafor", [["Adaeze Okafor"]], 0.0),
        (5, "Adaeze Brandt and Lena Okafor", [["Adaeze Okafor"]], 0.0),
        (5, "Adaeze", [["Adaeze Okafor"]], 0.0),
        (5, "Brandt", BRANDTS, 0.0),
        (5, "Mrs. Brandt", BRANDTS, 0.0),
        (5, "Ute Brandt", BRANDTS, 1.0),
        (5, "Brandt", [["Lena Brandt", "Lena Maria Brandt"]], 1.0),
        (7, "3 March", [["3 March 2021"]], 1.0),
        (7, "Wednesday, March 3, 2021", [["3 March"]], 1.0),
        (7, "March 2021", [["3 March 2021"]], 0.0),
        (7, "4 March 2021", [["3 March 2021"]], 0.0),
        (7, "yesterday", [["3 March 2021"]], 0.0),
        (7, "yesterday", [["3 March 2021", "yesterday"]], 1.0),
    ],
)
def test_each_rule_of_comparing(rule: int, short: str, groups: list[list[str]], expected: float) -> None:
    assert matches(short, groups) == expected, f"rule {rule}"


@pytest.mark.parametrize(
    ("short", "key", "asked", "expected"),
    [
        ("12 killed, 42 wounded", "12", "num_killed", 1.0),
        ("12 killed, 42 wounded", "42", "num_killed", 0.0),
        ("12 killed, 42 wounded", "42", "num_injured", 1.0),
        ("42 wounded and 12 dead", "twelve", "How many people died?", 1.0),
        ("killed twelve and injured forty-two", "42", "How many were hurt?", 1.0),
        ("12 killed, including 3 children", "12", "num_killed", 1.0),
        ("one hundred and fifty injured; 12 dead", "150", "num_injured", 1.0),
        ("12 soldiers and 3 guards were killed", "12", "num_killed", 0.0),
        ("six or seven dead", "6", "num_killed", 0.0),
        ("12 wounded", "12", "num_killed", 0.0),
        ("12 casualties", "12", "num_killed", 1.0),
        ("12", "12", "num_killed", 1.0),
    ],
)
def test_a_figure_is_compared_for_the_effect_that_was_asked(short: str, key: str, asked: str, expected: float) -> None:
    assert matches(short, [[key]], effect=effect_of(asked)) == expected


def test_a_list_of_required_figures_is_compared_one_by_one() -> None:
    assert matches("12 killed, 42 wounded", TOLLS, "all") == 1.0
    assert matches("12 killed, 41 wounded", TOLLS, "all") == 0.5


def test_a_surname_is_nobody_elses_among_the_allowed_answers_too() -> None:
    assert matches("Brandt", [["Lena Brandt"]], "any", [["Ute Brandt"]]) == 0.0
    assert matches("Brandt and Diallo", [["Lena Brandt"], ["Omar Diallo"]], "all") == 1.0


@pytest.mark.parametrize(
    ("short", "match", "expected"),
    [
        ("Lena Brandt and Ute Kern", "any", 1.0),
        ("Ute Kern, Lena Brandt", "any", 1.0),
        ("Lena Brandt", "any", 1.0),
        ("Ute Kern", "any", 0.0),
        ("Lena Brandt, Ute Kern and Ilan Reed", "any", 1 / 2),
        ("Lena Brandt and Ute Kern", "all", 1 / 2),
        ("Lena Brandt, Omar Diallo and Ute Kern", "all", 1.0),
    ],
)
def test_an_allowed_answer_is_neither_required_nor_wrong(short: str, match: str, expected: float) -> None:
    given = short, [["Lena Brandt"], ["Omar Diallo"]], match, [["Ute Kern"]]
    assert exact_match(*given) == pytest.approx(expected)
    assert word_overlap(*given) >= exact_match(*given)
    assert matches(*given) == pytest.approx(1.0 if match == "any" and expected else expected)


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        ("Harbour Town", 1.0),
        ("Harbour Town, Oster Province", 1.0),
        ("Oster Province", 0.5),
        ("Town", 0.0),
        ("Peru", 0.0),
        ("Umbra", 0.0),
    ],
)
def test_a_wider_place_is_worth_half_and_the_country_nothing(short: str, expected: float) -> None:
    allowed = [["Oster Province"], ["Peru"]]
    assert matches(short, [["Harbour Town"]], "any", allowed, WIDER_PLACE) == expected


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
