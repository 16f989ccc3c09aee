"""A conversation in a terminal: each line is asked with the turns before it."""

from __future__ import annotations

from typing import Any

from assistant.talking import talk
from index.types import Article
from tests.fakes import MENDABLE, FakeAssistant

ARTICLE = Article("a", "Trams", "The tram attack in Velmar killed nine people.", publisher="The Post")


def talked(*lines: str, **kwargs: Any) -> tuple[FakeAssistant, list[str]]:
    assistant = FakeAssistant([ARTICLE], **kwargs)
    shown: list[str] = []
    talk(assistant, lines, shown.append)  # type: ignore[arg-type]
    return assistant, shown


def test_each_question_knows_the_turns_before_it() -> None:
    assistant, shown = talked("Who died in the tram attack?", "", "and the people of Velmar?", "/new", "Who?")
    assert [len(question.history) for question in assistant.asked] == [0, 1, 0]
    turn = assistant.asked[1].history[0]
    assert (turn.question, turn.short) == ("Who died in the tram attack?", ARTICLE.text)
    assert len(shown) == 3
    assert "The Post" in shown[0]


def test_a_failure_is_one_line_and_the_conversation_goes_on() -> None:
    assistant, shown = talked("What broke?", "?!", "Which tram attack?", failures={"broke": MENDABLE})
    assert shown[0] == f"assistant: {MENDABLE}\n"
    assert "the question has no words" in shown[1]
    assert ARTICLE.text in shown[2]
    assert [len(question.history) for question in assistant.asked] == [0, 0]
