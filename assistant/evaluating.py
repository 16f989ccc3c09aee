"""Measures a library against labelled questions: retrieval, answers, citations, refusals and time.

A line of the questions file is what ``data/README.md`` describes; of its keys are used: ``question``, ``answerable``,
``answers`` or ``answer_groups`` with ``match`` and ``optional_answers``, ``slot``, and for the evidence either
``evidence`` (title and exact quote), ``relevant_articles`` (ids) or ``article_id``.
"""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from index.types import Filters

from .asking import to_question
from .chain import Assistant, Searched
from .errors import QuestionInvalid
from .matching import held_in, matches
from .types import Answer, Citation, Evidence, Question

__all__ = ["Labelled", "Outcome", "evaluate", "figures_of", "figures_text", "labelled", "read_questions"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question with what people say is right."""

    question: str
    answerable: bool
    slot: str = "all"
    groups: tuple[tuple[str, ...], ...] = ()
    match: str = "any"
    optional: tuple[tuple[str, ...], ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    """Title and exact sentence of each piece of evidence."""
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
        return article_id in self.articles or any(title == name for name, _ in self.quotes)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question. ``rank`` is of the first relevant article among those retrieved, from 1."""

    slot: str
    answerable: bool
    refused: bool
    seconds: float
    rank: int | None = None
    ranked: bool = False
    short: float | None = None
    """How far the short answer is right, 0 to 1; None when no answer is known."""
    held: float | None = None
    """How far the cited sentences hold the answers, 0 to 1."""
    cited: int = 0
    cited_right: int | None = None
    """Citations that lie on gold evidence: none of an unanswerable question; None when that is not known."""
    inexact: int = 0
    """Quotes that are not a slice of their article."""


def read_questions(path: Path) -> list[Labelled]:
    """The labelled questions of a JSONL file.

    Raises:
        QuestionInvalid: the file cannot be read, or a line is not a labelled question; the message names the line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as exc:
        raise QuestionInvalid(f"{path}: no such file; check the spelling") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise QuestionInvalid(f"{path} cannot be read ({exc}); give a JSONL file in UTF-8") from exc
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                found.append(labelled(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError, QuestionInvalid) as exc:
                raise QuestionInvalid(
                    f"{path} line {number} is not a labelled question ({type(exc).__name__}: {exc}); "
                    "data/README.md describes the form"
                ) from exc
    if not found:
        raise QuestionInvalid(f"{path} holds no questions; data/README.md describes the form")
    return found


def labelled(row: dict[str, Any]) -> Labelled:
    """The question in one line of a questions file.

    Raises:
        KeyError, TypeError, AttributeError, QuestionInvalid: the line is not a labelled question.
    """
    groups = row.get("answer_groups") or [[answer] for answer in row.get("answers") or []]
    articles = row.get("relevant_articles") or ([row["article_id"]] if row.get("article_id") else [])
    return Labelled(
        question=to_question(row["question"]).text,
        answerable=bool(row["answerable"]),
        slot=str(row.get("slot") or "all"),
        groups=tuple(tuple(map(str, group)) for group in groups),
        match=str(row.get("match") or "any"),
        optional=tuple(tuple(map(str, group)) for group in row.get("optional_answers") or []),
        quotes=tuple((item["title"], item["quote"]) for item in row.get("evidence") or []),
        articles=frozenset(map(str, articles)),
        within=tuple(map(str, row["article_ids"])) if row.get("article_ids") is not None else None,
    )


def evaluate(
    assistant: Assistant, questions: Sequence[Labelled], progress: Callable[[int, int], None] = lambda *_: None
) -> dict[str, Any]:
    """Ask every question and return the figures, as JSON values. Raises as `Assistant.ask` does."""
    texts: dict[str, str] = {}
    outcomes = []
    assistant.search(questions[0].question, 1)  # loads the models: that is no question's time
    for number, question in enumerate(questions, start=1):
        asked = Question(question.question, filters=Filters(article_ids=question.within))
        searched, answer = assistant.stream(asked)
        assert isinstance(searched, Searched)  # noqa: S101 - for the type checker: a stream has these two steps
        assert isinstance(answer, Answer)  # noqa: S101
        for citation in (*answer.citations, *answer.closest):
            if citation.article_id not in texts:
                texts[citation.article_id] = assistant.article(citation.article_id).text
        outcomes.append(_outcome(question, searched.evidence, answer, texts))
        progress(number, len(questions))
    return figures_of(outcomes)


def _outcome(asked: Labelled, evidence: Sequence[Evidence], answer: Answer, texts: dict[str, str]) -> Outcome:
    order = dict.fromkeys((item.article_id, item.title) for item in evidence)
    rank = next((n for n, article in enumerate(order, start=1) if asked.relevant(*article)), None)
    known = asked.answerable and bool(asked.groups)
    verbatim = [c.quote == texts[c.article_id][c.start : c.end] for c in (*answer.citations, *answer.closest)]
    right = [asked.answerable and _on_evidence(citation, asked, texts) for citation in answer.citations]
    return Outcome(
        slot=asked.slot,
        answerable=asked.answerable,
        refused=answer.status == "unanswered",
        seconds=answer.trace.seconds["total"],
        rank=rank,
        ranked=asked.answerable and asked.has_evidence,
        short=matches(answer.short, asked.groups, asked.match, asked.optional) if known else None,
        held=held_in("\n".join(c.quote for c in answer.citations), asked.groups, asked.match) if known else None,
        cited=len(right),
        cited_right=sum(right) if asked.has_evidence else None if asked.answerable else 0,
        inexact=verbatim.count(False),
    )


def _on_evidence(citation: Citation, asked: Labelled, texts: dict[str, str]) -> bool:
    """Whether a citation overlaps a gold sentence, or lies in a relevant article when only articles are known."""
    if not asked.quotes:
        return citation.article_id in asked.articles
    for title, quote in asked.quotes:
        at = texts[citation.article_id].find(quote) if title == citation.title else -1
        if at >= 0 and citation.start < at + len(quote) and at < citation.end:
            return True
    return False


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures of all questions, and of each slot, as JSON values; a figure without questions is None."""
    slots: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        slots[outcome.slot].append(outcome)
    by_slot = {slot: _figures(found) for slot, found in sorted(slots.items())}
    return _figures(outcomes) | {"slots": by_slot}


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    ranked = [o for o in outcomes if o.ranked]
    refused = [o for o in outcomes if o.refused]
    unanswerable = [o for o in outcomes if not o.answerable]
    refused_right = sum(not o.answerable for o in refused)
    judged = [o for o in outcomes if o.cited_right is not None]
    seconds = sorted(o.seconds for o in outcomes)
    return {
        "questions": len(outcomes),
        "answerable": len(outcomes) - len(unanswerable),
        "hit@1": _share([o.rank == 1 for o in ranked]),
        "hit@5": _share([o.rank is not None and o.rank <= 5 for o in ranked]),
        "mrr": _share([1 / o.rank if o.rank else 0.0 for o in ranked]),
        "short": _share([o.short for o in outcomes if o.short is not None]),
        "holds": _share([o.held for o in outcomes if o.held is not None]),
        "citation_precision": _ratio(sum(o.cited_right or 0 for o in judged), sum(o.cited for o in judged)),
        "not_verbatim": sum(o.inexact for o in outcomes),
        "refusal_precision": _ratio(refused_right, len(refused)),
        "refusal_recall": _ratio(refused_right, len(unanswerable)),
        "seconds_p50": round(statistics.median(seconds), 4) if seconds else None,
        "seconds_p95": round(seconds[ceil(0.95 * len(seconds)) - 1], 4) if seconds else None,
    }


def _share(values: Sequence[float]) -> float | None:
    return _ratio(sum(values), len(values))


def _ratio(part: float, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


_COLUMNS = {
    "questions": "asked",
    "hit@1": "hit@1",
    "hit@5": "hit@5",
    "mrr": "MRR",
    "short": "short",
    "holds": "holds",
    "citation_precision": "cited",
    "refusal_precision": "ref.P",
    "refusal_recall": "ref.R",
    "seconds_p50": "s p50",
    "seconds_p95": "s p95",
}


def figures_text(figures: dict[str, Any]) -> str:
    """The figures as a table for people."""
    rows = [["", *_COLUMNS.values()]]
    for slot, found in [("all", figures), *figures["slots"].items()]:
        if slot != "all" or found is figures:
            rows.append([slot, *(_cell(found[name]) for name in _COLUMNS)])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    table = [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    ]
    legend = (
        "hit@k, MRR: rank of the first right article among those retrieved. short: the short answer is right.\n"
        "holds: the cited sentences hold the answer. cited: share of citations on the labelled evidence; those of\n"
        "questions that the articles do not answer count as wrong.\n"
        "ref.P, ref.R: precision and recall of saying that the articles do not say. s: seconds per question.\n"
        f"Quotes that are not an exact slice of their article: {figures['not_verbatim']}."
    )
    return "\n".join([*table, "", legend])


def _cell(value: float | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"
