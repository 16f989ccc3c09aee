"""Measures a library against labelled questions: retrieval, answers, citations, refusals and time."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from index.types import Filters

from .calibrating import calibration
from .chain import Assistant, Searched
from .labelling import Gold, Labelled, labelled, read_questions
from .matching import WIDER_PLACE, effect_of, exact_match, held_in, matches, word_overlap
from .questions import analyse
from .types import Answer, Citation, Evidence, Question

__all__ = ["Gold", "Labelled", "Outcome", "evaluate", "figures_of", "labelled", "read_questions"]


_PLACES = frozenset(("location", "place", "where"))
"""Slots of questions for a place, however they are worded."""


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
    exact: float | None = None
    """How far it is so word for word."""
    overlap: float | None = None
    """The F1 of its words."""
    held: float | None = None
    """How far the cited sentences hold the answers, 0 to 1."""
    right: float | None = None
    """How far what was answered is right, 0 to 1: the short answer, or else what the first statement quotes. Nothing
    said of an unanswerable question is. None of a refusal and where no answer is known."""
    confidence: float | None = None
    cited: int = 0
    cited_right: int | None = None
    """Citations that lie on gold evidence: none of an unanswerable question; None when that is not known."""
    gold: int = 0
    """Required answers whose evidence is known; 1 where only the articles are."""
    gold_cited: int = 0
    """Those of them with a citation on a sentence that carries them, or in a relevant article."""
    inexact: int = 0
    """Quotes that are not a slice of their article."""


def evaluate(
    assistant: Assistant, questions: Sequence[Labelled], progress: Callable[[int, int], None] = lambda *_: None
) -> dict[str, Any]:
    """Ask every question and return the figures, as JSON values. Raises as `Assistant.ask` does."""
    texts: dict[str, str] = {}
    outcomes = []
    assistant.warm()  # that is no question's time
    for number, question in enumerate(questions, start=1):
        asked = Question(question.question, filters=Filters(article_ids=question.within))
        searched, *_, answer = assistant.stream(asked)
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
    carried = [_carried(citation, asked, texts) for citation in answer.citations] if asked.answerable else []
    right = sum(bool(groups) for groups in carried)
    return Outcome(
        slot=asked.slot,
        answerable=asked.answerable,
        refused=answer.status == "unanswered",
        seconds=answer.trace.seconds["total"],
        rank=rank,
        ranked=asked.answerable and asked.has_evidence,
        short=_short(answer, asked) if known else None,
        exact=exact_match(answer.short, asked.groups, asked.match, asked.optional) if known else None,
        overlap=word_overlap(answer.short, asked.groups, asked.match, asked.optional) if known else None,
        held=held_in("\n".join(c.quote for c in answer.citations), asked.groups, asked.match) if known else None,
        right=_right(answer, asked),
        confidence=answer.confidence,
        cited=len(answer.citations),
        cited_right=right if asked.has_evidence else None if asked.answerable else 0,
        gold=(len({gold.group for gold in asked.quotes}) or int(asked.has_evidence)) * asked.answerable,
        gold_cited=len(set().union(*carried)),
        inexact=verbatim.count(False),
    )


def _short(answer: Answer, asked: Labelled) -> float:
    """How far the short answer is right: for the effect that is asked, and half for a wider place that is allowed."""
    place = asked.slot in _PLACES or analyse(asked.question).kind == "place"
    effect = effect_of(asked.slot) or effect_of(asked.question)
    credit = WIDER_PLACE if place else 0.0
    return matches(answer.short, asked.groups, asked.match, asked.optional, credit, effect)


def _right(answer: Answer, asked: Labelled) -> float | None:
    if answer.status == "unanswered" or (asked.answerable and not asked.groups):
        return None
    if not asked.answerable:
        return 0.0
    if answer.short is not None:
        return _short(answer, asked)
    first = next(statement for statement in answer.statements if statement.support != "unsupported")
    quotes = "\n".join(answer.citations[number - 1].quote for number in first.citations)
    return held_in(quotes, asked.groups, asked.match)


def _carried(citation: Citation, asked: Labelled, texts: dict[str, str]) -> set[int]:
    """The required answers whose gold sentences a citation overlaps.

    When only articles are known, a citation in a relevant one carries the one answer, 0.
    """
    if not asked.quotes:
        return {0} if citation.article_id in asked.articles else set()
    found = set()
    for gold in asked.quotes:
        at = texts[citation.article_id].find(gold.quote) if gold.title == citation.title else -1
        if at >= 0 and citation.start < at + len(gold.quote) and at < citation.end:
            found.add(gold.group)
    return found


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures of all questions, and of each slot, as JSON values; a figure without questions is None."""
    slots: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        slots[outcome.slot].append(outcome)
    by_slot = {slot: _figures(found) for slot, found in sorted(slots.items())}
    return _figures(outcomes) | {"slots": by_slot}


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    seconds = sorted(o.seconds for o in outcomes)
    judged = [(o.confidence, o.right) for o in outcomes if o.confidence is not None and o.right is not None]
    return {
        "questions": len(outcomes),
        "answerable": sum(o.answerable for o in outcomes),
        **_retrieved(outcomes),
        **_answered(outcomes),
        **_refused(outcomes),
        **calibration(judged),
        "seconds_p50": round(statistics.median(seconds), 4) if seconds else None,
        "seconds_p95": round(seconds[ceil(0.95 * len(seconds)) - 1], 4) if seconds else None,
    }


def _retrieved(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    ranked = [o for o in outcomes if o.ranked]
    return {
        "hit@1": _share([o.rank == 1 for o in ranked]),
        "hit@5": _share([o.rank is not None and o.rank <= 5 for o in ranked]),
        "mrr": _share([1 / o.rank if o.rank else 0.0 for o in ranked]),
    }


def _answered(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    judged = [o for o in outcomes if o.cited_right is not None]
    return {
        "answered": sum(not o.refused for o in outcomes),
        "exact": _share([o.exact for o in outcomes if o.exact is not None]),
        "f1": _share([o.overlap for o in outcomes if o.overlap is not None]),
        "short": _share([o.short for o in outcomes if o.short is not None]),
        "holds": _share([o.held for o in outcomes if o.held is not None]),
        "answered_right": _share([o.right for o in outcomes if o.right is not None]),
        "citation_precision": _ratio(sum(o.cited_right or 0 for o in judged), sum(o.cited for o in judged)),
        "citation_recall": _ratio(sum(o.gold_cited for o in outcomes), sum(o.gold for o in outcomes)),
        "not_verbatim": sum(o.inexact for o in outcomes),
    }


def _refused(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    refused = sum(o.refused for o in outcomes)
    unanswerable = sum(not o.answerable for o in outcomes)
    right = sum(o.refused and not o.answerable for o in outcomes)
    return {
        "refusal_precision": _ratio(right, refused),
        "refusal_recall": _ratio(right, unanswerable),
        "refusal_f1": _ratio(2 * right, refused + unanswerable) if unanswerable else None,
    }


def _share(values: Sequence[float]) -> float | None:
    return _ratio(sum(values), len(values))


def _ratio(part: float, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
