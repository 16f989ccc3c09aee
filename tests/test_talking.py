"""A conversation in a terminal: each line is asked with the turns before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.talking import talk
from assistant.types import Stated, Turn
from index.types import Article
from tests.fakes import MENDABLE, FakeAssistant

ARTICLE = Article("a", "Trams", "The tram attack in Velmar killed nine people.", publisher="The Post")


def talked(*lines: str, live: bool = False, **kwargs: Any) -> tuple[FakeAssistant, list[str]]:
    assistant = FakeAssistant([ARTICLE], **kwargs)
    shown: list[str] = []
    talk(assistant, lines, shown.append, live=live)  # type: ignore[arg-type]
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


def test_a_statement_is_shown_before_the_answer_is_there() -> None:
    _, shown = talked("Who died in the tram attack?", live=True, models=("openai:local",))
    assert shown[0] == f"{ARTICLE.text} [1]"
    assert "Sources" in shown[1]
    assert shown[0] not in shown[1]
    _, whole = talked("Who died in the tram attack?", live=True)
    assert shown[0] in whole[0]


def test_ctrl_c_stops_an_answer_and_keeps_the_conversation() -> None:
    class Interrupted(FakeAssistant):
        def stream(self, question: Any, **kwargs: Any) -> Iterator[Any]:
            steps = super().stream(question, **kwargs)
            try:
                for step in steps:
                    yield step
                    if isinstance(step, Stated) and "slowly" in question.text:
                        raise KeyboardInterrupt
            finally:
                self.stopped.append(question.text)

    assistant, shown = Interrupted([ARTICLE], models=("openai:local",)), []
    lines = ("Who died in the tram attack, slowly?", "Which tram was it?")
    talk(assistant, lines, shown.append, live=True)  # type: ignore[arg-type]
    assert "stopped" in shown[1]
    first, second = assistant.asked
    assert second.history == (Turn(first.text, ARTICLE.text),)
    assert assistant.stopped == list(lines)
