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


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\u00ad", "\u034f", "\ufe0f", "[1]", "_", "/", "\u0301"])
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
