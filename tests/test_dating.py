"""Relative days: what they mean in an article of a known date, and what is left alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dating import dated, day_of, undated
from assistant.numerals import days

FRIDAY = "2024-04-26T10:00:00Z"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("today", "2024-04-26"),
        ("early this morning", "2024-04-26"),
        ("yesterday evening", "2024-04-25"),
        ("last night", "2024-04-25"),
        ("Thursday", "2024-04-25"),
        ("on Friday", "2024-04-26"),
        ("last Friday", "2024-04-19"),
        ("Saturday night", "2024-04-20"),
        ("next Monday", "2024-04-29"),
        ("two days ago", "2024-04-24"),
        ("tomorrow", "2024-04-27"),
    ],
)
def test_a_relative_day_is_counted_from_the_article(text: str, wanted: str) -> None:
    assert str(day_of(text, FRIDAY)) == wanted


@pytest.mark.parametrize(
    "text",
    ["25 April", "April 25, 2024", "2023", "last year", "two weeks ago", "Monday and Tuesday", "between Monday", "",
     "every Sunday", "noon", "yesterday or today", "the previous Monday"],
)  # fmt: skip
def test_what_names_its_day_or_no_single_one_is_left_alone(text: str) -> None:
    assert day_of(text, FRIDAY) is None
    assert dated(text, FRIDAY) == text


def test_a_coming_weekday_is_the_next_one() -> None:
    assert str(day_of("Monday", FRIDAY, future=True)) == "2024-04-29"
    assert str(day_of("Monday", FRIDAY)) == "2024-04-22"


@pytest.mark.parametrize("published", [None, "", "last week", "2024-13-01"])
def test_without_a_date_nothing_is_derived(published: str | None) -> None:
    assert dated("Thursday", published) == "Thursday"


@pytest.mark.parametrize(
    ("text", "published"),
    [("yesterday", "0001-01-01"), ("Sunday", "0001-01-01"), ("two days ago", "0001-01-02"), ("tomorrow", "9999-12-31")],
)
def test_a_day_beyond_the_calendar_is_none(text: str, published: str) -> None:
    assert dated(text, published) == text


@given(
    st.dates(date(1900, 1, 10), date(2199, 12, 20)), st.sampled_from(["today", "Monday", "last Sunday", "last night"])
)
def test_the_day_is_near_and_can_be_taken_off_again(published: date, text: str) -> None:
    shown = dated(text, published.isoformat())
    found = days(shown)[0]
    day = date(found.year or 0, found.month, found.day)
    assert timedelta(0) <= published - day <= timedelta(days=7)
    assert undated(shown, published.isoformat()) == text
    assert undated(shown, (published + timedelta(days=40)).isoformat()) is None
    assert undated(text, published.isoformat()) is None
