"""A conversation in a terminal: each line is asked with the turns before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import NewsError
from index.types import EVERYTHING, Filters

from .asking import to_question
from .escaping import plain
from .rendering import to_text
from .types import Turn

if TYPE_CHECKING:
    from .chain import Assistant

__all__ = ["NEW", "talk"]

NEW = "/new"
"""What is typed to begin a new conversation."""

_TURNS = 20


def talk(
    assistant: Assistant, lines: Iterable[str], show: Callable[[str], None], filters: Filters = EVERYTHING
) -> None:
    """Answer each line as the next question of one conversation.

    A question that cannot be asked or answered is shown as one line that says why, and the conversation goes on.
    """
    history: tuple[Turn, ...] = ()
    for line in lines:
        if not line.strip():
            continue
        if line.strip() == NEW:
            history = ()
            continue
        try:
            answer = assistant.ask(replace(to_question(line, filters), history=history))
        except NewsError as problem:
            show(f"assistant: {plain(str(problem))}\n")
            continue
        show(f"{to_text(answer)}\n")
        history = (*history, Turn(answer.question, answer.text, answer.short))[-_TURNS:]
