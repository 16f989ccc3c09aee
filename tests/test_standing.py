"""How a span stands in its sentence, names spelt otherwise, near misses, and who won by who beat whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.contraries import contrary, elsewhere, unsaid
from assistant.polarity import verdict
from assistant.questions import analyse
from assistant.referring import setting_of
from assistant.spanning import spans_of
from assistant.spans import Found, Read
from assistant.standing import astray, groundless, misnamed, unplaced
from assistant.types import Evidence
from assistant.variants import lacked
from assistant.words import stem, words
from assistant.yesno import inquiry
from index.types import Span

FINAL = "Torvale Rovers beat Ashdown United 2-1 in the final of the Valley Cup on Saturday."


def place(sentence: str, span: str) -> tuple[int, int]:
    """The words of a span: the first and the one behind the last."""
    start = sentence.index(span)
    held = [at for at, one in enumerate(words(sentence)) if start <= one.start < start + len(span)]
    return held[0], held[-1] + 1


def checked(check: object, question: str, sentence: str, span: str) -> bool:
    first, last = place(sentence, span)
    tokens = words(sentence)
    if check is unplaced:
        return unplaced(analyse(question), tokens, first)
    return check(analyse(question), tokens, first, last)  # type: ignore[operator, no-any-return]


WARD = "Of the 41 patients in the ward, 28 were men, seven of them smokers."
PROFIT = "Kell Foods made a profit of 34 million euros last year, after a loss of 12 million."


@pytest.mark.parametrize(
    ("check", "question", "sentence", "wrong", "right"),
    [
        (misnamed, "How many smokers were in the ward?", WARD, "28", "seven"),
        (misnamed, "How much did Kell Foods lose?", PROFIT, "34 million", "12 million"),
        (misnamed, "How much profit did Kell Foods make?", PROFIT, "12 million", "34 million"),
        (astray, "Who lost the Valley Cup final?", FINAL, "Torvale Rovers", "Ashdown United"),
        (astray, "Who won the Valley Cup?", FINAL, "Ashdown United", "Torvale Rovers"),
        (astray, "Who did Rovers beat in the final?", FINAL, "Torvale Rovers", "Ashdown United"),
        (unplaced, "Where was the final played?", f"{FINAL[:-1]} at Lowfield Park.", "Ashdown United", "Lowfield Park"),
        (
            groundless,
            "Why did the bridge close?",
            "The bridge across the Tarn closed on Monday because of ice.",
            "across the Tarn",
            "because of ice",
        ),
    ],
)
def test_a_span_that_stands_wrong_is_told_from_one_that_stands_right(
    check: object, question: str, sentence: str, wrong: str, right: str
) -> None:
    assert checked(check, question, sentence, wrong)
    assert not checked(check, question, sentence, right)


def test_the_whole_from_which_a_number_is_taken_is_not_the_number_that_was_asked_for() -> None:
    question = "How many of the patients had been vaccinated?"
    assert not checked(misnamed, question, "Of the 41 patients, 28 had been vaccinated.", "28")


@pytest.mark.parametrize(
    ("question", "sentence", "against"),
    [
        ("How many patients were vaccinated?", "In all, 28 were not vaccinated.", True),
        ("How many patients were not vaccinated?", "In all, 28 were not vaccinated.", False),
        ("Who is the mayor of Arden?", "The former mayor of Arden, Lena Brandt, was charged.", True),
        ("Who is the mayor of Arden?", "The mayor of Arden, Lena Brandt, was charged.", False),
        ("Who is the mayor of Arden?", "The mayor succeeded the former mayor, Lena Brandt.", False),
        ("Who is the former mayor of Arden?", "The mayor of Arden, Lena Brandt, was charged.", False),
        ("What does the new door not do?", "The new door shuts, but it does not lock.", False),
    ],
)
def test_what_is_denied_and_who_held_an_office_before_are_near_misses(
    question: str, sentence: str, against: bool
) -> None:
    assert contrary(analyse(question), words(sentence)) is against


@pytest.mark.parametrize("score", [-0.5, -40.0, -2000.0])
def test_two_spans_that_are_one_list_are_proposed_together_however_unlikely(score: float) -> None:
    text = "Two schools and a nursery have been closed."
    passage = Evidence(1, "a", "", text, Span(0, len(text)))
    read = Read(1.0, (Found(0, 11, score), Found(16, 25, score - 1)))
    found = spans_of(analyse("What has been closed?"), passage, read, {}, "thing")
    assert [span.of(text) for _, span, _ in found] == ["Two schools", "a nursery", "Two schools and a nursery"]
    assert found[2][2] is not None
    assert score <= found[2][2] <= 0.0


def test_nobody_is_named_for_a_deed_that_no_word_near_tells_of() -> None:
    near = frozenset(stem(one) for one in "mayor ida orm visited the wounded".split())
    assert unsaid(analyse("Who killed Ida Orm?"), near)
    assert unsaid(analyse("Who was arrested for the bombing?"), near)
    assert not unsaid(analyse("Who was wounded?"), near)
    assert not unsaid(analyse("Who visited Ida Orm?"), near)


def test_an_article_without_a_word_for_the_mishap_that_is_asked_about_is_of_another_event() -> None:
    ask = analyse("How many people were killed in the earthquake?")
    assert elsewhere(ask, {stem(one) for one in "the ferry sank and 15 were killed".split()})
    assert not elsewhere(ask, {stem(one) for one in "the quake killed 15".split()})


@pytest.mark.parametrize(
    ("name", "article", "share"),
    [
        ("Aravca", "Arauca", 1.0),
        ("Chalatnango", "Chalatenango", 0.0),
        ("Norvania", "the Norvanian army", 0.0),
        ("Zedland", "the Iceland bank", 1.0),
        ("Kell", "Kells", 1.0),
    ],
)
def test_a_name_that_is_spelt_a_little_otherwise_is_the_same(name: str, article: str, share: float) -> None:
    stems = frozenset(one.lower() for one in article.split())
    assert lacked([(name.lower(),)], stems) == share


@given(st.lists(st.text(min_size=1), min_size=1), st.frozensets(st.text()))
def test_the_share_of_names_that_are_lacking_is_a_share(names: list[str], stems: frozenset[str]) -> None:
    assert 0.0 <= lacked([(one,) for one in names], stems) <= 1.0
    assert lacked([(one,) for one in names], stems | frozenset(names)) == 0.0


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Did Rovers win the final?", "Yes"),
        ("Did United win the Valley Cup?", "No"),
        ("Did Ashdown United lose the final?", "Yes"),
        ("Did Rovers lose?", "No"),
        ("Did Rovers win the league?", None),
        ("Did Rovers win the semi-final?", None),
        ("Did Brindle Town win the cup?", None),
    ],
)
def test_who_beat_whom_tells_who_won(question: str, said: str | None) -> None:
    asked = inquiry(question)
    assert asked is not None
    assert verdict(asked, words(FINAL), setting_of([words(FINAL)], 0)) == said


def test_an_earlier_stage_is_no_cup_won() -> None:
    line = words("Ashdown were beaten by Rovers in the semi-final of the Valley Cup.")
    said = {}
    for question in ("Did Rovers win the Valley Cup?", "Did Rovers win the semi-final?", "Did Ashdown lose?"):
        asked = inquiry(question)
        assert asked is not None
        said[question] = verdict(asked, line, setting_of([line], 0))
    assert list(said.values()) == [None, "Yes", "Yes"]
