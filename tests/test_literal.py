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
