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
        ("The union said 300 would go; the company said 30 would.", "The company said 300 would go."),
        ("The army says it killed 20 rebels; rebels say 5 died.", "The army says 5 rebels died."),
        ("Only two of the five men were arrested.", "Five men were arrested."),
        ("Half of the 40 hostages were freed.", "The 40 hostages were freed."),
        ("Had the train braked, nobody would have died.", "The train braked."),
        ("The strike was called off before it began on Monday.", "The strike began on Monday."),
        ("Lund was cleared of shooting the guard.", "Lund shot the guard."),
        ("Lund was acquitted of murdering Berg.", "Lund murdered Berg."),
        ("The son of Ole Lund was shot.", "Ole Lund was shot."),
        ("A spokesman for the mayor resigned.", "The mayor resigned."),
        ("The attack on the president was condemned by Lund.", "Lund was attacked."),
        ("It was the first strike since 2010, when 40 people died.", "40 people died in the strike."),
        ("Dorn beat Arle 3-1 in the final.", "Arle beat Dorn 3-1 in the final."),
        ("Berg was succeeded by Lund as head of the bank.", "Berg succeeded Lund as head of the bank."),
        ("Berg, not Lund, was arrested.", "Lund was arrested."),
        ("The ship sank in 2001 and was raised in 2005.", "The ship sank in 2005."),
        ("Prices rose 3 percent in April after falling 2 percent in March.", "Prices rose 2 percent in March."),
        ("Nearly 300 people were hurt.", "300 people were hurt."),
        ("The minister was expected to resign on Monday.", "The minister resigned on Monday."),
        ("The killing of the guard by Lund shocked Arle.", "The guard killed Lund."),
        ("Lund became mayor in 2010 and minister in 2015.", "Lund became minister in 2010."),
        ("Critics of the law marched in Arle.", "The law marched in Arle."),
        ("The film about Lund won a prize.", "Lund won a prize."),
        ("The company that Lund founded went bankrupt.", "Lund went bankrupt."),
        ("The man whom Lund shot was arrested.", "Lund was arrested."),
        ("The man who shot Lund was arrested.", "Lund was arrested."),
        ("Lund wants Berg to leave the party.", "Lund wants to leave the party."),
        ("It is not true that Berg won.", "Berg won."),
        ("Everyone except Berg signed the letter.", "Berg signed the letter."),
        ("Rather than resign, Berg apologised.", "Berg resigned."),
        ("Berg stopped short of resigning.", "Berg resigned."),
        ("Berg is the second woman to lead the bank.", "Berg is the woman to lead the bank."),
        ("More women than men voted.", "More men than women voted."),
        ("The price rose from 3 to 5 euros.", "The price rose from 5 to 3 euros."),
        ("The army, according to the rebels, shot 20 villagers.", "The army shot 20 villagers."),
        ("Lund has yet to meet Berg.", "Lund has met Berg."),
        ("The strike ended on Monday, three weeks after it began.", "The strike began on Monday."),
        ("Few voters turned out.", "Voters turned out."),
        ("The plan was all but abandoned.", "The plan was abandoned."),
        ("The council considered closing the school.", "The council closed the school."),
        ("A ban on cars was lifted.", "Cars were banned."),
        ("Lund, once the richest man in Arle, died poor.", "Lund is the richest man in Arle."),
        ("The embassy of Arle in Dorn was attacked.", "The embassy of Dorn was attacked."),
        ("Anna Berg, 34, and Ole Lund, 51, were hurt.", "Ole Lund, 34, was hurt."),
        ("Lund was convicted of theft and acquitted of fraud.", "Lund was convicted of fraud."),
        ("Lund sold the farm to Berg.", "Berg sold the farm to Lund."),
        ("The quake killed 12 in Arle and 5 in Dorn.", "The quake killed 5 in Arle."),
        ("The killer of Lund was jailed.", "Lund was jailed."),
        ("Dahl was jailed for life for killing Lund.", "Lund was jailed for life."),
        ("The bridge may open in June.", "The bridge will open in June."),
        ("Profits at Dorn Steel fell, while those at Arle Steel rose.", "Profits at Arle Steel fell."),
        ("The airline cancelled 40 flights to Dorn and 20 to Pell.", "The airline cancelled 40 flights to Pell."),
        ("The company denies wrongdoing but paid a fine.", "The company denies it paid a fine."),
        ("Workers found a man who had been missing since Friday.", "Workers found a man on Friday."),
        ("Eva Roth, daughter of the painter Max Roth, opened the show.", "Eva Roth is a painter."),
        ("A man suspected of murder was arrested.", "A man committed murder."),
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
