"""The candidate answers that are found in a sentence."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.mentions import mentions
from assistant.numerals import numbers
from assistant.words import words

KINDS = (
    "who organisation identity place date time count amount measure money percent age duration weapon role reason "
    "manner yesno quote saying casualties thing topic"
).split()


def found(kind: str, text: str) -> dict[str, float]:
    tokens = words(text)
    return {
        text[tokens[one.first].start : tokens[one.last - 1].end]: one.strength for one in mentions(kind, tokens, text)
    }


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("who", "The prize went to Dr. Adaeze Okafor of Enugu.", "Adaeze Okafor"),
        ("who", "Four heavily armed men robbed the post office.", "Four heavily armed men"),
        ("who", "A group of masked youths blocked the road.", "group of masked youths"),
        ("who", "Lena Brandt and Omar Diallo shared the medal.", "Lena Brandt and Omar Diallo"),
        ("organisation", "The Bank of Norland raised its rate.", "Bank of Norland"),
        ("organisation", "Workers at Hagen & Sons walked out.", "Hagen & Sons"),
        ("place", "The river burst its banks near the town of Arden.", "Arden"),
        ("place", "They met in Lisbon, Portugal, in June.", "Lisbon"),
        ("place", "It happened outside the railway station.", "railway station"),
        ("date", "The law was passed on 3 January 2019.", "3 January 2019"),
        ("date", "She resigned on Tuesday evening.", "Tuesday evening"),
        ("date", "The mill closed in 1987.", "1987"),
        ("time", "The siren sounded at 7:40 a.m. on Sunday.", "7:40 a.m."),
        ("count", "At least 31 houses burned down.", "At least 31"),
        ("count", "More than two dozen horses escaped.", "More than two dozen"),
        ("money", "The fine was about $3.5 million.", "about $3.5 million"),
        ("money", "He paid 400 euros for it.", "400 euros"),
        ("percent", "Prices rose nearly 4 percent.", "nearly 4 percent"),
        ("percent", "Prices rose 7.5% in May.", "7.5%"),
        ("age", "The winner, a 22-year-old nurse, wept.", "22"),
        ("age", "Mara Stein, 41, was released.", "41"),
        ("duration", "The siege lasted 11 days.", "11 days"),
        ("measure", "The wreck lies at 47 metres.", "47 metres"),
        ("weapon", "They opened fire with automatic rifles.", "automatic rifles"),
        ("role", "Omar Diallo, a retired fisherman, saw the wave.", "retired fisherman"),
        ("role", "Finance minister Lena Brandt resigned.", "Finance minister"),
        ("quote", 'She called the plan "a bad joke" on Monday.', "a bad joke"),
        ("casualties", "The storm left 9 dead and 40 injured.", "9 dead and 40 injured"),
    ],
)
def test_a_mention_is_found_as_it_is_written(kind: str, text: str, expected: str) -> None:
    assert expected in found(kind, text)


@pytest.mark.parametrize(
    ("kind", "text", "wrong"),
    [
        ("count", "The captain, 57, stayed on Channel 7 until 0500.", "57"),
        ("count", "The captain, 57, stayed on Channel 7 until 0500.", "7"),
        ("count", "The captain, 57, stayed on Channel 7 until 0500.", "0500"),
        ("count", "It happened on 3 May 2019, 20 km away.", "3"),
        ("count", "It happened on 3 May 2019, 20 km away.", "20"),
        ("money", "The 400 guests paid with coupons.", "400"),
        ("age", "They waited 40 minutes for the bus.", "40"),
        ("date", "The army may march on the town.", "march"),
    ],
)
def test_what_only_looks_like_a_mention_is_none(kind: str, text: str, wrong: str) -> None:
    assert wrong not in found(kind, text)


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(max_size=200))
def test_every_mention_is_a_run_of_words_with_a_strength_between_0_and_1(kind: str, text: str) -> None:
    tokens = words(text)
    for mention in mentions(kind, tokens, text):
        assert 0 <= mention.first < mention.last <= len(tokens)
        assert 0 <= mention.strength <= 1


@pytest.mark.parametrize(
    "text", ["³", "5³ people", "½ of 12", "٣ مايو", "9" * 5000, "aged " + "7" * 5000, "1" * 400 + ".5"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_strange_and_endless_figures_do_no_harm(kind: str, text: str) -> None:
    tokens = words(text)
    assert all(mention.last <= len(tokens) for mention in mentions(kind, tokens, text))


@given(st.text(alphabet=st.characters(categories=["Nd", "No", "Nl", "Lu", "Zs", "Pd", "Sc"]), max_size=60))
def test_every_number_in_any_text_lies_in_it_in_order(text: str) -> None:
    found = numbers(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted({one.start for one in found})


@pytest.mark.parametrize(
    "unit", ["a", "A. ", "1,", "1 ", '"', "$", "and ", "of the ", "Xy ", "12-", "3 May ", "'s", "🙂"]
)
def test_long_repetitions_take_linear_time(unit: str) -> None:
    def once(text: str) -> float:
        before = time.perf_counter()
        tokens = words(text)
        for kind in ("who", "place", "date", "count"):
            mentions(kind, tokens, text)
        return time.perf_counter() - before

    def seconds(size: int) -> float:
        gc.disable()  # in a large process a collection takes longer than the work
        try:
            return min(once(unit * size) for _ in range(3))
        finally:
            gc.enable()

    small = max(seconds(1_000), 0.004)
    assert seconds(8_000) < 40 * small
