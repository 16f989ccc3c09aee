"""Labelled questions: a question with what people say is right, and the file that holds them.

A line of the file is what ``data/README.md`` describes; of its keys are used: ``question``, ``answerable``, ``answers``
or ``answer_groups`` with ``match`` and ``optional_answers``, ``slot``, and for the evidence either ``evidence`` (title
and exact quote), ``relevant_articles`` (ids) or ``article_id``; ``article_ids`` are all that may be searched.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .asking import file_text, filled_lines, to_question
from .errors import QuestionInvalid

__all__ = ["Gold", "Labelled", "labelled", "read_questions"]


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence that answers: its article's title, its exact words, and which of the required answers it carries."""

    title: str
    quote: str
    group: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with what people say is right."""

    question: str
    answerable: bool
    slot: str = "all"
    groups: tuple[tuple[str, ...], ...] = ()
    match: str = "any"
    optional: tuple[tuple[str, ...], ...] = ()
    quotes: tuple[Gold, ...] = ()
    articles: frozenset[str] = frozenset()
    """Ids of the articles that answer."""
    within: tuple[str, ...] | None = None
    """The articles that may be searched, all of them by default."""

    @property
    def has_evidence(self) -> bool:
        """Whether it is known where the answer stands."""
        return bool(self.quotes or self.articles)

    def relevant(self, article_id: str, title: str) -> bool:
        """Whether an article is one of those that answer."""
        return article_id in self.articles or any(title == gold.title for gold in self.quotes)


def read_questions(path: Path) -> list[Labelled]:
    """The labelled questions of a JSONL file.

    Raises:
        QuestionInvalid: the file cannot be read, or a line is not a labelled question; the message names the line.
    """
    found = []
    for number, line in filled_lines(file_text(path)):
        try:
            found.append(labelled(_object(line)))
        except (ValueError, TypeError, KeyError, AttributeError, QuestionInvalid) as exc:
            raise QuestionInvalid(
                f"{path} line {number} is not a labelled question ({_fault(exc)}); data/README.md describes the form"
            ) from exc
    if not found:
        raise QuestionInvalid(f"{path} holds no questions; data/README.md describes the form")
    return found


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise QuestionInvalid(f"it is not JSON: {exc}") from exc
    if not isinstance(row, dict):
        raise QuestionInvalid("it is not a JSON object")
    return row


def _fault(exc: Exception) -> str:
    return f"{exc.args[0]} is missing" if isinstance(exc, KeyError) else str(exc)


def labelled(row: dict[str, Any]) -> Labelled:
    """The question in one line of a questions file.

    Raises:
        KeyError, TypeError, AttributeError, QuestionInvalid: the line is not a labelled question.
    """
    if not isinstance(row["question"], str):
        raise QuestionInvalid("question must be a text")
    if not isinstance(row["answerable"], bool):
        raise QuestionInvalid("answerable must be true or false")
    if row.get("match") not in (None, "", "any", "all"):
        raise QuestionInvalid("match must be any or all")
    for name in ("answers", "answer_groups", "optional_answers", "evidence", "relevant_articles", "article_ids"):
        if not isinstance(row.get(name) or [], list):
            raise QuestionInvalid(f"{name} must be a list")
    groups = row.get("answer_groups") or [[answer] for answer in row.get("answers") or []]
    evidence = enumerate(row.get("evidence") or [])
    articles = row.get("relevant_articles") or ([row["article_id"]] if row.get("article_id") else [])
    return Labelled(
        question=to_question(row["question"]).text,
        answerable=bool(row["answerable"]),
        slot=str(row.get("slot") or "all"),
        groups=tuple(tuple(map(_wording, group)) for group in groups),
        match=str(row.get("match") or "any"),
        optional=tuple(tuple(map(_wording, group)) for group in row.get("optional_answers") or []),
        quotes=tuple(Gold(item["title"], item["quote"], int(item.get("group", at))) for at, item in evidence),
        articles=frozenset(map(str, articles)),
        within=tuple(map(str, row["article_ids"])) if row.get("article_ids") is not None else None,
    )


def _wording(answer: Any) -> str:
    """An expected answer, which is given as text, as a number, or as an object with its ``text``."""
    words = answer["text"] if isinstance(answer, dict) else answer
    if not isinstance(words, str | int | float):
        raise QuestionInvalid(f"{words!r} is no answer")
    return str(words)
