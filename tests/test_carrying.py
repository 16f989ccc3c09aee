"""What one or two sentences carry and what they do not: pairs that are made of the same words."""

from __future__ import annotations

import pytest

from assistant.grounding import ground
from assistant.types import Claim, Draft, Evidence
from index.types import Span


def supported(source: str, statement: str) -> bool:
    evidence = Evidence(1, "a", "t", source, Span(0, len(source)), published="2024-05-09")
    found = ground(Draft((Claim(statement, markers=("1",)),)), [evidence])
    return any(one.support != "unsupported" for one in found.statements)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Police uncovered a plot to kill the president.", "The president was killed."),
        ("Police uncovered a plot to murder the president.", "The president was killed."),
        ("Three men were charged with murdering the mayor.", "Three men murdered the mayor."),
        ("The gang tried to kidnap the mayor.", "The mayor was abducted."),
        ("The board voted to close the ward.", "The ward was closed."),
        ("The army was sent to free the hostages.", "The army freed the hostages."),
        ("The army killed the rebel leader and police arrested his brother.", "The rebel leader arrested his brother."),
        ("Anna Berg met Ole Lund. She resigned on Monday.", "Ole Lund resigned on Monday."),
        ("Anna Berg praised the minister. He resigned on Monday.", "Anna Berg resigned on Monday."),
        ("Anna Berg wrote to her sister. She was arrested in Dorn.", "Anna Berg was arrested in Dorn."),
        ("The mayor, Anna Berg, called Lund. Lund said she was ill.", "Lund was ill."),
        ("Ole Lund was born in Dorn. His brother was shot.", "Ole Lund was shot."),
        ("Ole Lund's brother was shot.", "Ole Lund was shot."),
        ("Gunmen shot Ole Lund's brother.", "Gunmen shot Ole Lund."),
        ("Peter Lund bakes. The mayor thanked Lund. Karl Lund teaches.", "The mayor thanked Peter Lund."),
        ("The court was asked by the mayor to resign.", "The mayor resigned."),
        ("The soldiers who attacked the rebels killed nine.", "The rebels killed nine."),
        ("The attack took place on Monday after a bombing on Sunday.", "The bombing took place on Monday."),
        ("The attack took place in Dorn after a bombing in Arle.", "The bombing took place in Dorn."),
        ("The Liberals voted against the bill.", "The Liberals voted for the bill."),
        ("No one was killed.", "Someone was killed."),
        ("The group, which has 40 members, praised the union, which has 300.", "The group has 300 members."),
        ("The president, whose son was killed, resigned.", "The president was killed."),
        ("Gunmen attacked a bus by the market on Monday.", "Gunmen attacked a bus on 13 May 2024."),
    ],
)
def test_what_only_has_the_same_words_is_not_carried(source: str, statement: str) -> None:
    assert not supported(source, statement)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The minister, Anna Berg, spoke in Dorn. She resigned on Monday.", "Anna Berg resigned on Monday."),
        ("Interior minister Anna Berg spoke in Dorn. She resigned on Monday.", "Anna Berg resigned on Monday."),
        ("Anna Berg was born in Dorn. Her father was a baker.", "Anna Berg's father was a baker."),
        ("Gunmen who had robbed a bank wounded a guard in May.", "Gunmen wounded a guard in May."),
        ("Gunmen attacked a bus by the market on Monday.", "Gunmen attacked a bus on 6 May 2024."),
        ("The attack took place in Dorn on Monday.", "The attack took place on 6 May 2024."),
        ("The Liberals voted against the bill.", "The Liberals opposed the bill."),
        ("A guard was stabbed to death on Monday.", "A guard was killed on Monday."),
        ("Nobody was hurt in the fire.", "No one was hurt in the fire."),
        ("Ole Lund's brother was shot.", "The brother of Ole Lund was shot."),
    ],
)
def test_what_says_the_same_in_other_words_is_carried(source: str, statement: str) -> None:
    assert supported(source, statement)
