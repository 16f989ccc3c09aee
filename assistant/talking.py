"""A conversation in a terminal: each line is asked with the turns before it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import NewsError
from index.types import EVERYTHING, Filters

from .asking import to_question
from .escaping import plain
from .showing import tell
from .texts import to_text
from .types import Question, Stated, Turn

if TYPE_CHECKING:
    from .chain import Assistant, Step

__all__ = ["NEW", "talk", "typed"]

NEW = "/new"
"""What is typed to begin a new conversation."""

_TURNS = 20


def talk(
    assistant: Assistant,
    lines: Iterable[str],
    show: Callable[[str], None],
    filters: Filters = EVERYTHING,
    *,
    live: bool = False,
) -> None:
    """Answer each line as the next question of one conversation; ``live``: each statement as soon as it stands.

    A question that cannot be asked or answered is shown as one line that says why, and the conversation goes on. So it
    does when an answer is stopped by Ctrl-C: what had been shown of it belongs to the conversation.
    """
    history: tuple[Turn, ...] = ()
    for line in lines:
        if not line.strip():
            continue
        if line.strip() == NEW:
            history = ()
            continue
        try:
            turn = _answered(assistant, replace(to_question(line, filters), history=history), show, live)
        except NewsError as problem:
            show(f"assistant: {plain(str(problem))}\n")
            continue
        if turn is not None:
            history = (*history, turn)[-_TURNS:]


def _answered(assistant: Assistant, asked: Question, show: Callable[[str], None], live: bool) -> Turn | None:
    """The turn that answers a question, when it has been shown; None if it was stopped before anything was."""

    def warn(words: str | None) -> None:
        if words:
            show(f"assistant: {plain(words)}")

    stood: list[str] = []
    try:
        if live:
            with closing(assistant.stream(asked)) as steps:
                answer = tell(_noted(steps, stood), show, warn)
            show("")
        else:
            answer = assistant.ask(asked)
            warn(answer.trace.fallback)
            show(f"{to_text(answer)}\n")
    except KeyboardInterrupt:
        show("\nassistant: stopped; ask on, or end with Ctrl-D\n")
        return Turn(asked.text, " ".join(stood)) if stood else None
    return Turn(answer.question, answer.text, answer.short)


def _noted(steps: Iterable[Step], stood: list[str]) -> Iterator[Step]:
    """The steps as they are; the statements among them that stand are kept in ``stood`` as well."""
    for step in steps:
        if isinstance(step, Stated) and step.statement.support != "unsupported":
            stood.append(step.statement.text)
        yield step


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
