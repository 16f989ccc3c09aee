"""Passages that tell something very like what is asked, through the packaged reader and the rules as a user gets them.

Each line has a passage, a question that it answers with the answer, and one that it only seems to answer.
"""

from __future__ import annotations

import pytest

from assistant.readers import answerer, span_reader
from assistant.settings import Settings
from assistant.types import Draft, Evidence, Question, Request
from index.types import Span

CASES = [
    (
        "Six people were wounded when a gunman opened fire in Delph on Friday.",
        "How many people were wounded in Delph?",
        "Six",
        "How many people were killed in Delph?",
    ),
    (
        "Nine miners died in the Harrow pit on Sunday, the company said.",
        "How many miners died in the Harrow pit?",
        "Nine",
        "How many miners were injured in the Harrow pit?",
    ),
    (
        "The government blamed the Sarn Front for the attack on the bridge at Kolm.",
        "Who was blamed for the attack on the bridge at Kolm?",
        "Sarn Front",
        "Who claimed responsibility for the attack on the bridge at Kolm?",
    ),
    (
        "The Dawn Brigade said in a leaflet that it had carried out the bombing of the mill in Orlen.",
        "Who claimed responsibility for the bombing of the mill in Orlen?",
        "Dawn Brigade",
        "Who condemned the bombing of the mill in Orlen?",
    ),
    (
        "Police arrested Per Dahl, a former guard, over the theft of the Kestle diamonds on Monday.",
        "Who was arrested over the theft of the Kestle diamonds?",
        "Per Dahl",
        "Who was convicted of the theft of the Kestle diamonds?",
    ),
    (
        "A court in Lund acquitted the trader Ina Holm of fraud on Tuesday.",
        "Who was acquitted of fraud in Lund?",
        "Ina Holm",
        "Who was convicted of fraud in Lund?",
    ),
    (
        "Two gunmen died in the raid on the Arden barracks; no soldier was hurt.",
        "How many gunmen died in the raid on the Arden barracks?",
        "Two",
        "How many soldiers died in the raid on the Arden barracks?",
    ),
    (
        "The northern line will open in May 2031, the transport office of Torvik said.",
        "When will the northern line open in Torvik?",
        "May 2031",
        "When will the southern line open in Torvik?",
    ),
    (
        "Velmar Steel hired 400 workers at its Port Vale plant last month.",
        "How many workers did Velmar Steel hire at Port Vale?",
        "400",
        "How many workers did Velmar Steel dismiss at Port Vale?",
    ),
    (
        "Rebels kidnapped three nurses near Quista on 4 June.",
        "How many nurses were kidnapped near Quista?",
        "three",
        "How many nurses were killed near Quista?",
    ),
    (
        "The oldest house in Brenn, built in 1412, is a tavern today.",
        "When was the oldest house in Brenn built?",
        "1412",
        "When was the newest house in Brenn built?",
    ),
    (
        "Mayor Olga Fenn praised the firemen of Kesk after the mill fire.",
        "Who praised the firemen of Kesk?",
        "Olga Fenn",
        "Who criticised the firemen of Kesk?",
    ),
    (
        "The bomb at the Orlen stadium would have killed 500 people, the minister said after it was found and defused.",
        "What would the bomb at the Orlen stadium have done?",
        "killed 500 people",
        "How many people were killed at the Orlen stadium?",
    ),
    (
        "Rovia beat Sandar 3-1 in the final at Marl on Saturday.",
        "Where was the final between Rovia and Sandar?",
        "Marl",
        "Where was the semi-final between Rovia and Tesk?",
    ),
]


@pytest.fixture(scope="module")
def run():  # type: ignore[no-untyped-def]
    settings = Settings()
    return answerer(settings, span_reader(settings))


def ask(run, question: str, text: str) -> Draft:  # type: ignore[no-untyped-def]
    evidence = Evidence(1, "a", "", text, Span(0, len(text)), "Wire", None, "2026-06-10")
    return run.invoke(Request(Question(question), question, (evidence,), "2026-06-11"))


def test_what_a_passage_tells_is_answered(run) -> None:  # type: ignore[no-untyped-def]
    wrong = [q for text, q, answer, _ in CASES if answer.lower() not in (ask(run, q, text).short or "").lower()]
    assert len(wrong) <= len(CASES) // 7, wrong


def test_what_a_passage_only_seems_to_tell_is_refused(run) -> None:  # type: ignore[no-untyped-def]
    answered = [near for text, _, _, near in CASES if ask(run, near, text).claims]
    assert len(answered) <= len(CASES) // 4, answered
