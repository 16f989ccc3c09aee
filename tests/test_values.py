"""What short answers stand for, and which names the articles make equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import articles

from assistant.aliases import Aliases
from assistant.questions import analyse
from assistant.values import fits, value_of

NOTHING = Aliases(())

SAME = [
    ("How many people died?", "twelve", "12"),
    ("How many people died?", "at least 12", "12 people"),
    ("How many people died?", "1,200", "twelve hundred"),
    ("How long did it last?", "two days", "2 days"),
    ("When did it happen?", "3 May", "May 3"),
    ("When did it happen?", "May 3, 2024", "3 May 2024"),
    ("Who won the race?", "President Lena Brandt", "Lena Brandt"),
    ("Who won the race?", "the veteran striker Lena Brandt, 31", "Lena Brandt"),
    ("Who claimed the attack?", "NDFL guerrillas", "the NDFL"),
    ("Who claimed the attack?", "the Red Dawn group", "Red Dawn"),
    ("Which country won?", "the U.S.", "United States"),
    ("What film won?", "Twelve Monkeys", "12 Monkeys"),
    ("Where was it found?", "the town of Kestle", "Kestle"),
]

DIFFERENT = [
    ("How many people died?", "12", "13"),
    ("How long did it last?", "12 days", "12 hours"),
    ("How much did it cost?", "$5 million", "5 million euros"),
    ("When did it happen?", "3 May", "4 May"),
    ("When did it happen?", "3 May 2023", "3 May 2024"),
    ("Who won the race?", "Lena Brandt", "Karl Brandt"),
    ("Who won the race?", "Brandt", "Lena Brandt"),
    ("Who claimed the attack?", "MRTV", "Torvik Valley Revolutionary Movement"),
    ("Where was it found?", "South Kestle", "Kestle"),
    ("Where was it found?", "Kestle, Norvania", "Kestle, Ostland"),
]


@pytest.mark.parametrize(("question", "one", "other"), SAME)
def test_one_value_may_be_written_in_several_ways(question: str, one: str, other: str) -> None:
    ask = analyse(question)
    left, right = (value_of(ask, short, NOTHING, "a1", None) for short in (one, other))
    assert left.key == right.key
    assert left == right or fits(left, right) or fits(right, left)


@pytest.mark.parametrize(("question", "one", "other"), DIFFERENT)
def test_different_values_stay_apart_without_the_word_of_an_article(question: str, one: str, other: str) -> None:
    ask = analyse(question)
    left, right = (value_of(ask, short, NOTHING, "a1", None) for short in (one, other))
    assert left != right
    assert not fits(left, right)


def test_a_weekday_is_the_day_that_the_date_of_publication_makes_it() -> None:
    ask = analyse("When did the dam break?")
    monday = value_of(ask, "Monday", NOTHING, "a1", "2026-03-04")
    yesterday = value_of(ask, "yesterday", NOTHING, "a2", "2026-03-03T08:00:00Z")
    assert monday == yesterday == value_of(ask, "March 2, 2026", NOTHING, "a3", None)
    assert value_of(ask, "Monday", NOTHING, "a1", "2026-03-11") != monday


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Men of the Islamic State (Isis) fled.", "isis", "islamic state"),
        ("The MRTV [Torvik Valley Revolutionary Movement] denied it.", "mrtv", "torvik valley revolutionary movement"),
        ("The ELN [National Liberation Army] denied it.", "eln", "national liberation army"),
        ("The M-19 [19 April Movement] denied it.", "m 19", "19 april movement"),
        ("The NFU, the National Farmers Union, denied it.", "nfu", "national farmers union"),
        ("The National Farmers Union, or NFU, denied it.", "nfu", "national farmers union"),
        ("He told the World Rowing Council (WRC) that.", "wrc", "world rowing council"),
        ("The Islamic State, also known as Daesh, denied it.", "daesh", "islamic state"),
    ],
)
def test_an_article_makes_an_abbreviation_and_a_full_name_one(text: str, short: str, full: str) -> None:
    known = Aliases(articles(text))
    assert known.canonical(short) == known.canonical(full)
    assert known.expands(short)


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Lena Brandt (Norvania) won.", "norvania", "lena brandt"),
        ("Lena Brandt (CDU) won.", "cdu", "lena brandt"),
        ("ARDEN, Norvania (AP) - Rain fell.", "ap", "norvania"),
        ("The ANC, the second party, and the Arden News Company lost.", "anc", "arden news company"),
        (
            "The African National Congress (ANC) won. The Arden News Company (ANC) reported it.",
            "anc",
            "african national congress",
        ),
    ],
)
def test_what_only_stands_in_brackets_or_is_ambiguous_makes_nothing_one(text: str, short: str, full: str) -> None:
    known = Aliases(articles(text))
    assert known.canonical(short) != known.canonical(full)


@pytest.mark.parametrize(
    ("texts", "name", "person"),
    [
        (("Lena Brandt won. Brandt wept.",), "brandt", "lena brandt"),
        (("Mayor Lena Brandt won.", "Brandt wept."), "brandt", "lena brandt"),
        (("Lena Brandt beat Karl Brandt.", "Brandt wept."), "brandt", None),
        (("Karl Brandt lost.", "Lena Brandt won. Brandt wept."), "brandt", "lena brandt"),
        (("Ana Ruiz Soler won.", "Ana Ruiz wept."), "ana ruiz", "ana ruiz soler"),
        (("Police in New Kestle wept.", "Kestle wept."), "kestle", None),
        (("The Arden Bank wept.", "Bank wept."), "bank", None),
        (("Brandt wept.",), "brandt", None),
    ],
)
def test_a_surname_is_the_one_person_that_the_articles_name(
    texts: tuple[str, ...], name: str, person: str | None
) -> None:
    passages = articles(*texts)
    found = Aliases(passages).person(name.split(), passages[-1].article_id)
    assert (" ".join(found) if found else None) == person


@given(st.text(max_size=400))
def test_any_text_can_be_searched_for_names(text: str) -> None:
    known = Aliases(articles(text or " "))
    for name in ("isis", "brandt", ""):
        assert known.canonical(known.canonical(name)) == known.canonical(name)


@given(st.sampled_from([question for question, _, _ in SAME]), st.text(max_size=60))
def test_any_short_answer_has_a_value_and_equals_itself(question: str, short: str) -> None:
    ask = analyse(question)
    value = value_of(ask, short, NOTHING, "a1", "2026-03-04")
    assert value == value_of(ask, short, NOTHING, "a2", "2026-03-04")
    assert not fits(value, value)
