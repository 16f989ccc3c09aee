"""What a person or a file asks, checked at the edge before any model is loaded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from index.errors import NewsError
from index.hints import command
from index.types import EVERYTHING, Filters, normalise

from .errors import QuestionInvalid
from .types import Answer, Question

if TYPE_CHECKING:
    from .chain import Assistant

__all__ = ["MAX_QUESTION", "MAX_TURNS", "file_text", "filled_lines", "nothing_searched", "read_batch", "to_question"]

MAX_QUESTION = 2000
"""Characters of a question, white space at its edges not counted."""

MAX_TURNS = 20
"""Turns of a conversation that are kept, and given to the next question."""


_EXAMPLES = {
    "question": "ask in words, for example: Who claimed the attack?",
    "query": "search for words, for example: claimed attack",
}


def to_question(text: str, filters: Filters = EVERYTHING, noun: Literal["question", "query"] = "question") -> Question:
    """The question in ``text``; ``noun`` is what a message calls it.

    Raises:
        QuestionInvalid: it is empty, has no words, or is longer than `MAX_QUESTION` characters.
    """
    words = normalise(text).strip()
    if not any(character.isalnum() for character in words):
        wrong = "has no words" if words else "is empty"
        raise QuestionInvalid(f"the {noun} {wrong}; {_EXAMPLES[noun]}")
    if len(words) > MAX_QUESTION:
        raise QuestionInvalid(f"the {noun} has {len(words)} characters; write at most {MAX_QUESTION}")
    return Question(words, filters=filters)


def read_batch(path: str, filters: Filters = EVERYTHING) -> list[tuple[str | int, Question]]:
    """The questions of a JSONL file, or of standard input for "-", each with its qid; all checked before any is asked.

    A line's ``article_ids`` restrict its question to those articles. Other keys are passed over.

    Raises:
        QuestionInvalid: the file cannot be read, holds no questions, or a line is none; the message names the line.
    """
    found = []
    source = "standard input" if path == "-" else path
    for number, raw in filled_lines(sys.stdin.read() if path == "-" else file_text(Path(path))):
        where = f"{source} line {number}"
        try:
            row: Any = json.loads(raw)
        except (ValueError, RecursionError) as exc:
            raise QuestionInvalid(f"{where} is not JSON ({exc}); mend the line") from exc
        if not isinstance(row, dict) or not isinstance(row.get("question"), str):
            raise QuestionInvalid(f'{where} needs the form {{"qid": "...", "question": "..."}}')
        qid, ids = row.get("qid", number), row.get("article_ids")
        if not (_is_text(qid) or isinstance(qid, int)):
            raise QuestionInvalid(f"{where}: qid must be a string or a number")
        if ids is not None and not (isinstance(ids, list) and all(_is_text(item) for item in ids)):
            raise QuestionInvalid(f"{where}: article_ids must be a list of strings")
        try:
            asked = to_question(row["question"], filters if ids is None else replace(filters, article_ids=tuple(ids)))
        except NewsError as exc:
            raise QuestionInvalid(f"{where}: {exc}") from exc
        found.append((qid, asked))
    if not found:
        raise QuestionInvalid(f'{source} holds no questions; write one {{"qid": "...", "question": "..."}} a line')
    return found


def nothing_searched(assistant: Assistant, asked: Question, answer: Answer, library: Path) -> str | None:
    """What to do where there was no article to search; None where there was one."""
    if answer.status != "unanswered" or answer.closest or assistant.matching(asked.filters):
        return None
    if not assistant.facts().articles:
        return f"the library holds no articles; add some with: {command('index PATH', library)}"
    return f"no article matches the filters; see: {command('articles', library)}"


def file_text(path: Path) -> str:
    """The text of a JSONL file.

    Raises:
        QuestionInvalid: the file cannot be read.
    """
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as exc:
        raise QuestionInvalid(f"{path}: no such file; check the spelling") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise QuestionInvalid(f"{path} cannot be read ({exc}); give a JSONL file in UTF-8") from exc


def filled_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not blank, numbered from 1 as in the text."""
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _is_text(value: object) -> bool:
    """Whether a value is a string that can be written as UTF-8: JSON may hold lone surrogates."""
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)
