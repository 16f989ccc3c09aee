"""Yes, no or neither over whole articles: the same event, the same parties, and what is denied or only claimed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import articles, drafted

from assistant.grounding import ground
from assistant.judging import chooses, verdicts
from assistant.yesno import inquiry

COURT = (
    "A court in Harven on Thursday acquitted former minister Oskar Lindahl of bribery but found him guilty of tax "
    "fraud. Judge Petra Novik sentenced him to two years in prison. Two other defendants, the builder Karsten Moe "
    "and the banker Ilse Brandt, pleaded guilty in January. A third, the consultant Rolf Teig, has yet to stand "
    "trial. Lindahl denied taking money from Moe's company."
)
PLANTS = (
    "The carmaker Telvo said on Wednesday that it would close its plants in Lunden and Marrick. Its shares fell 6 "
    "percent. Unions said they might strike if Telvo does not withdraw the plan. A newspaper had reported that "
    "Telvo had bought its rival Orvane. Neither Telvo nor Orvane will sell a plant. Chief executive Hanna Reyes "
    "said she would not resign. Its chairman, Jakob Stahl, refused to comment."
)
TOWN = (
    "Councillors in Weldon elected Joyce Kettle as mayor on Tuesday. She succeeds Arthur Penn, who stepped down "
    "in March. Ms Kettle said that the library would not be sold. The council voted to raise parking charges, but "
    "rejected a plan to build flats on Mill Field. The mayor of Port Caro, Elena Costa, was not hurt. Not all of "
    "the schools in Weldon were damaged. Power has been restored in Weldon, though not in Olby. None of the "
    "firemen was hurt."
)


def said(question: str, text: str) -> set[str]:
    return {one.said for one in verdicts(question, articles(text))}


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Was Oskar Lindahl acquitted of bribery?", COURT, "Yes"),
        ("Was Oskar Lindahl found guilty of bribery?", COURT, "No"),
        ("Was Lindahl convicted of tax fraud?", COURT, "Yes"),
        ("Did Petra Novik sentence Lindahl to prison?", COURT, "Yes"),
        ("Did Karsten Moe plead guilty?", COURT, "Yes"),
        ("Has Rolf Teig stood trial?", COURT, "No"),
        ("Will Telvo close its plant in Lunden?", PLANTS, "Yes"),
        ("Did Telvo's shares fall?", PLANTS, "Yes"),
        ("Did Telvo's shares rise?", PLANTS, "No"),
        ("Will Orvane sell a plant?", PLANTS, "No"),
        ("Will Hanna Reyes resign?", PLANTS, "No"),
        ("Did Jakob Stahl comment?", PLANTS, "No"),
        ("Is Joyce Kettle the mayor of Weldon?", TOWN, "Yes"),
        ("Is Joyce Kettle the mayor of Port Caro?", TOWN, "No"),
        ("Did Arthur Penn step down?", TOWN, "Yes"),
        ("Will the library be sold?", TOWN, "No"),
        ("Did the council approve the plan to build flats on Mill Field?", TOWN, "No"),
        ("Did the council vote to raise parking charges?", TOWN, "Yes"),
        ("Were all of the schools in Weldon damaged?", TOWN, "No"),
        ("Has power been restored in Weldon?", TOWN, "Yes"),
        ("Were any firemen hurt?", TOWN, "No"),
    ],
)
def test_an_article_says_yes_or_no(question: str, text: str, expected: str) -> None:
    assert said(question, text) == {expected}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was Karsten Moe acquitted?", COURT),
        ("Was Petra Novik sentenced to prison?", COURT),
        ("Did Lindahl take money from Moe's company?", COURT),
        ("Was Oskar Lindahl acquitted in January?", COURT),
        ("Will the unions strike?", PLANTS),
        ("Did Telvo buy Orvane?", PLANTS),
        ("Did Orvane's shares fall?", PLANTS),
        ("Did Telvo close its plant in Lunden?", PLANTS),
        ("Did Joyce Kettle step down?", TOWN),
        ("Was Arthur Penn hurt?", TOWN),
        ("Were the schools in Weldon damaged?", TOWN),
        ("Has power been restored in Olby?", TOWN),
        ("Is Elena Costa the mayor of Weldon?", TOWN),
    ],
)
def test_what_is_told_of_others_or_only_claimed_gives_no_verdict(question: str, text: str) -> None:
    assert said(question, text) == set()


def test_a_surname_is_its_first_bearer_in_the_article_and_no_relative() -> None:
    text = "Senator Philip Dace was charged on Thursday. His wife, Helen Dace, was not named. Dace pleaded not guilty."
    assert said("Did Philip Dace plead guilty?", text) == {"No"}
    assert said("Did Helen Dace plead guilty?", text) == set()
    assert said("Was Helen Dace charged?", text) == set()


def test_a_verdict_survives_grounding_though_the_sentence_has_no_such_word() -> None:
    passages = articles("Finance minister Greta Holm proposed the tax on Friday.")
    told = drafted("Did Greta Holm propose the tax?", passages, (1, "Greta Holm", 0.8))
    assert told.short == "Yes"
    assert ground(told, passages).short == "Yes"


WORDS = st.sampled_from(
    "Telvo Orvane Hanna Reyes the a no not never will would has been was said that who , . but and if sold sell shares "
    "close closed in Arden he she its may of all none to refused mayor ' \" 's İ 🙂".split()
)
TEXT = st.lists(WORDS, max_size=30).map(" ".join)


@settings(deadline=None)
@given(TEXT, TEXT, st.text(max_size=60))
def test_whatever_is_asked_a_verdict_is_a_sentence_of_its_passage(question: str, text: str, tail: str) -> None:
    passages = articles(f"{text} {tail}.", text or "x")
    by_number = {passage.number: passage for passage in passages}
    for opening in ("Did", "Is", "Will", "Has"):
        inquiry(f"{opening} {question}?")
        for one in verdicts(f"{opening} {question}?", passages):
            assert one.said in ("Yes", "No")
            assert by_number[one.evidence].span.contains(one.sentence)


@pytest.mark.parametrize(
    ("question", "choice"),
    [
        ("Is the pump loud or quiet?", True),
        ("Were they freezing or canning the food?", True),
        ("Did anyone claim or admit responsibility for the attack in Velmar?", False),
        ("Was the ferry overloaded or not?", False),
        ("Was it quiet?", False),
        ("", False),
    ],
)
def test_a_choice_is_no_question_for_yes_or_no(question: str, choice: bool) -> None:
    assert chooses(question) is choice
