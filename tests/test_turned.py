"""Sentences that are made of an article's own words and turn what it says."""

from __future__ import annotations

import pytest

from tests.test_literal import supported


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The court barred Berg from leaving the country.", "Berg left the country."),
        ("Nets saved the wall from collapsing.", "The wall collapsed."),
        ("Berg is on trial for robbing a bank.", "Berg robbed a bank."),
        ("Berg was framed for robbing a bank.", "Berg robbed a bank."),
        ("Berg was asked about robbing a bank.", "Berg robbed a bank."),
        ("Berg stopped Voss signing the letter.", "Voss signed the letter."),
        ("Berg opposed closing the school.", "Berg closed the school."),
        ("Berg escaped being arrested.", "Berg was arrested."),
        ("The closure of the school was ordered.", "The school was closed."),
        ("The mayor said “we will not”, and Berg said “stand up now”.", "The mayor said “stand up now”."),
        ("Berg tweeted that Voss had robbed a bank.", "Voss had robbed a bank."),
        ("Berg wrote that Voss had robbed a bank.", "Voss had robbed a bank."),
        ("Berg swore Voss had robbed a bank.", "Voss had robbed a bank."),
        ("“Voss has robbed a bank,” a woman shouted.", "Voss has robbed a bank."),
        ("In Berg's view, Voss robbed a bank.", "Voss robbed a bank."),
        ("For Berg, Voss is a robber.", "Voss is a robber."),
        ("In the novel, the mayor was poisoned.", "The mayor was poisoned."),
        ("Reports that Berg had robbed a bank were wrong.", "Berg had robbed a bank."),
        ("The paper withdrew its report that Berg robbed a bank.", "Berg robbed a bank."),
        ("Berg robbed a bank, the paper wrote in error.", "Berg robbed a bank."),
        ("The ban on fishing was overturned on Monday.", "Fishing was banned on Monday."),
        ("The buses rarely stop in Dorn.", "The buses stop in Dorn."),
        ("Voss, unlike Berg, voted.", "Berg voted."),
    ],
)
def test_what_was_prevented_or_only_said_is_not_told_as_done(source: str, statement: str) -> None:
    assert not supported(source, statement)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The court barred Berg from leaving the country.", "Berg was barred from leaving the country by the court."),
        ("Berg wrote on Monday that Voss had robbed a bank.", "Berg wrote that Voss had robbed a bank."),
        ("A bomb exploded, killing 12 people in Dorn.", "A bomb killed 12 people in Dorn."),
        ("Police confirmed that Voss had robbed a bank.", "Voss had robbed a bank."),
        ("Voss rejected that, saying the school had closed.", "The school had closed, according to Voss."),
    ],
)
def test_what_is_told_as_it_was_is_supported(source: str, statement: str) -> None:
    assert supported(source, statement)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Half of the village burned.", "The village burned."),
        ("Parts of the wall collapsed.", "The wall collapsed."),
        ("Most of the miners were saved.", "The miners were saved."),
        ("Most of the miners were saved.", "Some of the miners were saved."),
        ("The bank sold a third of its shares.", "The bank sold its shares."),
        ("The bus stopped outside the school.", "The bus stopped inside the school."),
        ("The bus stopped behind the school.", "The bus stopped inside the school."),
        ("The bridge was closed until Monday.", "The bridge was closed on Monday."),
        ("Voss retired before Monday.", "Voss retired on Monday."),
        ("Voss retired after 2015.", "Voss retired in 2015."),
        ("Voss has been banned since 2015.", "Voss was banned in 2015."),
        ("Prices rose by 4 percent.", "Prices rose to 4 percent."),
        ("Prices rose 4 percent.", "Prices rose to 4 percent."),
        ("Prices fell from 9 to 4 euros.", "Prices fell by 9 euros."),
    ],
)
def test_a_part_a_place_a_time_and_a_change_are_told_as_they_were(source: str, statement: str) -> None:
    assert not supported(source, statement)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Most of the miners were saved on Monday.", "Most of the miners were saved."),
        ("The bridge was closed until Monday after a storm.", "The bridge was closed until Monday."),
        ("Voss retired early in 2015.", "Voss retired in 2015."),
        ("Prices rose by 4 percent in May.", "In May prices rose by 4 percent."),
        ("Prices rose to 4 euros in May.", "In May prices rose to 4 euros."),
    ],
)
def test_so_told_they_are_supported(source: str, statement: str) -> None:
    assert supported(source, statement)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Berg toured Arle in June and Pell in May.", "Berg toured Pell in June."),
        ("Berg toured Arle in June and Pell in May.", "Berg toured Arle in May."),
        ("Wages rose by 3 percent and rents by 8 percent.", "Rents rose by 3 percent."),
        ("Arle won gold and Pell silver.", "Arle won silver."),
        ("Berg and Voss won gold and silver respectively.", "Voss won gold."),
        ("Exports to Arle rose and exports to Pell fell.", "Exports to Pell rose."),
        ("The board picked Berg over Voss.", "The board picked Voss over Berg."),
        ("The board picked Berg over Voss.", "The board picked Voss."),
        ("Berg finished behind Voss.", "Voss finished behind Berg."),
        ("The lake lies west of Arle.", "Arle lies west of the lake."),
        ("The pump was switched off.", "The pump was switched on."),
        ("Berg was the captain of Arle.", "Berg is the captain of Arle."),
        ("Berg was the captain of Arle until 2015.", "Berg is the captain of Arle."),
        ("Berg won in 2011. Voss won in 2015. She retired.", "Berg retired."),
        ("Ole Berg came to Arle. Berg, his sister, was hurt.", "Ole Berg was hurt."),
    ],
)
def test_what_stands_beside_one_thing_is_not_told_of_another(source: str, statement: str) -> None:
    assert not supported(source, statement)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Berg toured Arle in June and Pell in May.", "Berg toured Arle in June."),
        ("Wages rose by 3 percent and rents by 8 percent.", "Wages rose by 3 percent."),
        ("Berg toured Arle and met Voss.", "Berg met Voss."),
        ("Ole Berg, the captain of Arle, was hurt.", "Ole Berg is the captain of Arle."),
        ("The board picked Berg over Voss on Monday.", "Berg was picked over Voss by the board."),
    ],
)
def test_what_stands_beside_it_is_supported(source: str, statement: str) -> None:
    assert supported(source, statement)
