"""Figures of several reports: whole counts, increments, parts, corrections; the newest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import articles, drafted, quoted, said

from assistant.drafting import draft
from assistant.questions import analyse
from assistant.tallies import sharpened, tallied

MINE = "How many miners were killed in the Dravik mine explosion?"
DAYS = ("2026-01-11", "2026-01-12", "2026-01-15")
REPORTS = (
    "An explosion tore through the Dravik mine on Sunday, killing 11 miners.",
    "Four more bodies were found in the Dravik mine on Monday, bringing the number of dead to 15.",
    "The explosion in the Dravik mine has now claimed 17 lives, the governor said.",
)


def test_the_total_of_a_sentence_is_taken_and_tolls_are_heard_of_which_the_reader_is_unsure() -> None:
    passages = articles(*REPORTS, days=DAYS)
    told = drafted(MINE, passages, (1, "11", 0.9), (2, "Four", 0.3), (3, "lives", 0.02))
    assert (told.short, quoted(told)) == ("17", [3, 2, 1])


def test_an_increment_and_a_part_are_no_toll_where_another_article_has_one() -> None:
    question = "How many people died in the Arden flood?"
    texts = (
        "The Arden flood killed 48 people.",
        "Three more people died in Arden.",
        "Six of the dead in Arden were old.",
    )
    passages = articles(*texts, days=DAYS)
    told = drafted(question, passages, (1, "48", 0.6), (2, "Three", 0.9), (3, "Six", 0.8))
    assert (told.short, quoted(told)) == ("48", [1])


def test_where_nothing_else_is_told_the_readings_stay_as_they_were() -> None:
    passages = articles("Three more people died in Arden.")
    told = drafted("How many people died in Arden?", passages, (1, "Three", 0.9))
    assert told.short == "Three"


def test_a_toll_that_was_corrected_downward_leads_and_the_older_one_keeps_its_own_article() -> None:
    texts = (
        "At least 21 people were killed in the Keldon fire.",
        "The death toll from the Keldon fire was lowered to 14. The chief had earlier put the number at 21.",
    )
    passages = articles(*texts, days=DAYS[:2])
    question = "How many people were killed in the Keldon fire?"
    told = drafted(question, passages, (1, "21", 0.9), (2, "14", 0.1), (2, "21", 0.5))
    assert (told.short, quoted(told)) == ("14", [2, 1])


def test_a_vague_count_is_shown_only_before_the_first_number() -> None:
    question = "How many people were killed in the Lund slide?"
    texts = ("Dozens of people were killed in the Lund slide.", "The Lund slide killed 63 people.")
    readings = ((1, "Dozens", 0.6), (2, "63", 0.8))
    assert quoted(drafted(question, articles(*texts, days=DAYS[:2]), *readings)) == [2, 1]
    assert quoted(drafted(question, articles(*texts, days=DAYS[1::-1]), *readings)) == [2]


def test_a_toll_of_another_place_is_not_heard() -> None:
    passages = articles(REPORTS[0], "The explosion in the Lund mine has now claimed 30 lives.", days=DAYS[:2])
    told = drafted(MINE, passages, (1, "11", 0.9), (2, "lives", 0.02))
    assert (told.short, quoted(told)) == ("11", [1])


def test_a_range_stays_a_range() -> None:
    passages = articles("Between 10 and 15 people were killed in Arden.")
    assert drafted("How many people were killed in Arden?", passages, (1, "15", 0.9)).short == "Between 10 and 15"


@pytest.mark.parametrize(
    ("short", "kind"), [("58 percent", "percent"), ("$410 million", "money"), ("the turnout", "thing"), ("58", "thing")]
)
def test_a_thing_that_is_answered_by_a_share_or_a_sum_is_measured(short: str, kind: str) -> None:
    assert sharpened(analyse("What was the turnout in Arden?"), short).kind == kind


@given(
    st.lists(st.sampled_from(REPORTS), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["11", "15", "Four", "lives", "17"]), st.floats(0, 1))),
)
def test_every_figure_is_a_slice_of_its_sentence(texts: list[str], found: list[tuple[int, str, float]]) -> None:
    passages = articles(*texts, days=DAYS[: len(texts)])
    readings = [
        said(passages, number, word, score)
        for number, word, score in found
        if number <= len(texts) and word in texts[number - 1]
    ]
    held = {passage.number: passage for passage in passages}
    ordered = sorted(readings, key=lambda one: -one[3])
    for number, sentence, short, score in tallied(analyse(MINE), ordered, held, 0.2):
        assert short is not None
        assert held[number].span.contains(sentence)
        assert sentence.contains(short)
        assert 0 <= score <= 1
    assert bool(draft(MINE, ordered, passages, 0.2).claims) <= bool(readings)
