"""A conversation in a terminal: each line is asked with the turns before it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import NewsError
from index.types import EVERYTHING, Filters

from .asking import to_question
from .escaping import plain
from .texts import to_text
from .types import Turn

if TYPE_CHECKING:
    from .chain import Assistant

__all__ = ["NEW", "talk", "typed"]

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
        if answer.trace.fallback:
            show(f"assistant: {plain(answer.trace.fallback)}")
        show(f"{to_text(answer)}\n")
        history = (*history, Turn(answer.question, answer.text, answer.short))[-_TURNS:]


def typed() -> Iterator[str]:
    """The lines of standard input; a person at a terminal is prompted and can edit."""
    prompt = ""
    if sys.stdin.isatty():
        with suppress(ImportError):
            import readline  # noqa: F401 - it makes input() editable
        prompt = "> "
    with suppress(EOFError):
        while True:
            yield input(prompt)
