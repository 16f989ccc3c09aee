"""Every number, day, name and quotation of a statement that is shown stands in the sentences that it cites."""

from __future__ import annotations

import pytest

from assistant.grounding import Grounded, ground
from assistant.types import Claim, Draft, Evidence
from index.types import Span


def read(source: str, statement: str, short: str | None = None) -> Grounded:
    evidence = Evidence(1, "a", "t", source, Span(0, len(source)), publisher="The Post", published="2024-05-09")
    return ground(Draft((Claim(statement, markers=("1",)),), short=short), [evidence])


def supported(source: str, statement: str) -> bool:
    return any(one.support != "unsupported" for one in read(source, statement).statements)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The bridge opened.", "The bridge opened in May."),
        ("The bridge opened in April.", "The bridge opened in May."),
        ("The plan was backed by the ILO.", "The plan was backed by the WHO."),
        ("The ILO backed the plan.", "WHO backed the plan."),
        ("Jan Will was hurt.", "Jan Do was hurt."),
        ("Anna Smith was hurt.", "Will Smith was hurt."),
        ("The ferry left at 3 p.m.", "The ferry left at 3 a.m."),
    ],
)
def test_a_name_that_is_also_a_small_word_must_be_there(source: str, statement: str) -> None:
    assert not supported(source, statement)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The bridge opened in May.", "In May the bridge opened."),
        ("The WHO backed the plan.", "The plan was backed by the WHO."),
        ("Will Smith was hurt by a car.", "A car hurt Will Smith."),
        ("The plan was backed by The Herald.", "The Herald backed the plan."),
    ],
)
def test_such_a_name_is_found_where_it_is(source: str, statement: str) -> None:
    assert supported(source, statement)


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\u00ad", "\u034f", "\ufe0f", "[1]", "_", "/", "–", "\u0301"])
def test_a_word_is_not_cut_in_two_by_what_the_reader_does_not_see(unseen: str) -> None:
    found = read("The strike ended with a deal.", f"The strike ended with{unseen}out a deal.")
    assert [one.support for one in found.statements] == ["unsupported"]


def test_what_cannot_be_seen_is_not_in_the_record() -> None:
    found = read("Norland won the cup.", "\u202eNor\u00adland\u202c won the\u200b cup.", short="Nor\u2066land\u2069")
    assert [one.text for one in found.statements] == ["Norland won the cup."]
    assert found.statements[0].support == "verbatim"
    assert found.short == "Norland"


def test_a_soft_hyphen_of_the_article_stays_in_its_quote() -> None:
    found = read("Nor\u00adland won the cup in Dorn.", "Norland won the cup in Dorn.")
    assert found.statements[0].support == "verified"
    assert found.citations[0].quote == "Nor\u00adland won the cup in Dorn."


@pytest.mark.parametrize("marks", ["“”", "❝❞", "‹›", "«»", "「」", "『』", "〝〞", "„“", '""', "‚‘", "''", "❛❜"])
def test_all_marks_of_quotation_are_such(marks: str) -> None:
    source = "The general said “they will never leave us alone”."
    assert not supported(source, f"The general said {marks[0]}us they will never leave alone{marks[1]}.")
    assert supported(source, f"The general said {marks[0]}they will never leave us alone{marks[1]}.")


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The mayor said “help is near”. The general said “help is far off”.", "The general said “help is near”."),
        ("The mayor said the town would rebuild.", "The mayor said “the town would rebuild”."),
        ("The vote was held in Dorn.", "The “vote” was held in Dorn."),
        ("The mayor said “unhelpful talks failed”.", "The mayor said “helpful talks failed”."),
    ],
)
def test_a_quotation_stands_between_marks_in_the_sentence_that_is_cited(source: str, statement: str) -> None:
    assert not supported(source, statement)


def test_a_sentence_without_end_is_not_compared() -> None:
    long = "The mayor said " + "that the town would rebuild the bridge " * 40
    assert not supported("Before. " + long + "soon.", long + "soon!")
    assert supported("The mayor said that the town would rebuild.", "The mayor said that the town would rebuild!")


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The minister released the list.", "The minister published the list on 9 May 2024."),
        ("The council printed the list.", "The council printed the list on 9 May 2024."),
        ("Berg wrote the report.", "Berg wrote the report on 9 May 2024."),
        ("The report criticised Berg.", "The report, published on 9 May 2024, criticised Berg."),
        ("Berg was quoted in the article.", "Berg was quoted in the article on 9 May 2024."),
        ("The bridge fell.", "The Post said the bridge fell on 9 May 2024."),
    ],
)
def test_the_day_of_publication_is_the_article_s_alone(source: str, statement: str) -> None:
    assert not supported(source, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "The bridge fell, The Post reported on 9 May 2024.",
        "On 9 May 2024 The Post reported that the bridge fell.",
        "According to the article, published on 9 May 2024, the bridge fell.",
        "The bridge fell, according to the report of 9 May 2024.",
    ],
)
def test_it_may_be_said_of_the_article(statement: str) -> None:
    assert supported("The bridge fell.", statement)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The road is 60 miles long.", "The road is 60km long."),
        ("The road is 60 miles long.", "The road is 60km miles long."),
        ("The road is 60km long.", "The road is 60 long."),
        ("The van held 8 grams of gold.", "The van held 8kg of gold."),
        ("The train reached 90mph.", "The train reached 90kmh."),
        ("The fine was 700 rupees.", "The fine was 700."),
        ("Dorn won the match 4-2.", "Dorn won the match 4."),
        ("The tank was 3/4 full.", "The tank was 3 full."),
        ("The cold reached -9 degrees.", "The cold reached 9 degrees."),
        ("The cold reached minus 9 degrees.", "The cold reached 9 degrees."),
        ("Turnout was below 30 percent.", "Turnout was 30 percent."),
        ("Turnout was above 30 percent.", "Turnout was 30 percent."),
        ("As many as 30 houses burned.", "30 houses burned."),
        ("Upwards of 30 houses burned.", "30 houses burned."),
        ("No more than 30 houses burned.", "More than 30 houses burned."),
        ("30 houses or more burned.", "30 houses burned."),
        ("Between 30 and 40 houses burned.", "40 houses burned."),
        ("30 to 40 houses burned.", "40 houses burned."),
        ("30-40 houses burned.", "30 houses burned."),
        ("30 or 40 houses burned.", "30 houses burned."),
        ("One in eight houses burned.", "Eight houses burned."),
        ("30 houses in 90,000 burned.", "90,000 burned."),
        ("30 houses burn each year.", "30 houses burn."),
        ("Every 30 minutes a house burned.", "A house burned in 30 minutes."),
    ],
)
def test_a_figure_keeps_its_unit_its_bound_and_its_partner(source: str, statement: str) -> None:
    assert not supported(source, statement)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The 60km road was closed on Monday.", "The 60 km road was closed on Monday."),
        ("Between 30 and 40 houses burned in Dorn.", "Between 30 and 40 houses burned."),
        ("The council voted 7 to 2 for the plan.", "The council voted 7-2 for the plan."),
        ("Upwards of 30 houses burned.", "At least 30 houses burned."),
        ("A bomb exploded on Monday, killing at least 12 people.", "A bomb exploded on Monday."),
        ("The price rose from 3 to 5 euros.", "The price rose to 5 euros."),
    ],
)
def test_a_figure_given_alike_is_supported(source: str, statement: str) -> None:
    assert supported(source, statement)
