"""The labelled questions as examples: a question, a passage, the spans that answer it, and whether it answers."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.labelled import lines
from index.splitting import windows

__all__ = ["Example", "Pools", "Report", "Text", "changed", "composed", "cut", "reading", "report_pair", "reports"]

_NAME = re.compile(r"(?<![.?!] )(?<!^)\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_NO_DEED = "need|used|called|named|based|located|supposed|mentioned|described|considered"
_DEED = re.compile(rf"\b(?!(?:{_NO_DEED})\b)[a-z]{{2,}}ed\b")
_STEM = 4
"""Letters by which a verb is looked for in a passage."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage. ``spans`` count in ``text``; without any, the passage does not answer.

    ``judged`` is False where it is not known whether the passage answers: its spans teach, its relevance does not.
    """

    question: str
    text: str
    spans: tuple[tuple[int, int], ...]
    source: str
    title: str = ""
    judged: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A question of the reading sets with the whole text that it was asked of."""

    question: str
    text: str
    spans: tuple[tuple[int, int], ...]
    source: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A question of the news-agency set with its article; ``spans`` are all places where an answer stands."""

    wordings: tuple[str, ...]
    title: str
    text: str
    spans: tuple[tuple[int, int], ...]
    answers: tuple[str, ...]
    slot: str


def reading(folder: Path, part: str) -> list[Text]:
    """The questions of ``reading/PART.jsonl.gz``."""
    return [
        Text(
            row["question"],
            row["context"],
            tuple((one["start"], one["start"] + len(one["text"])) for one in row["answers"])
            if row["answerable"]
            else (),
            row["source"],
            tuple(one["text"] for one in row["answers"]) if row["answerable"] else (),
        )
        for row in lines(folder / "reading" / f"{part}.jsonl.gz")
    ]


def reports(folder: Path, part: str) -> list[Report]:
    """The questions on news-agency reports of ``part`` that have an article; its unanswerable ones have no spans."""
    articles = {row["id"]: row for row in lines(folder / "muc" / "articles.jsonl")}
    found = []
    for row in lines(folder / "muc" / "questions.jsonl"):
        article = articles.get(row["article_id"] or "")
        if row["part"] != part or article is None or (row["answerable"] and not row["answer_spans"]):
            continue
        wordings = tuple(dict.fromkeys(one for one in (row["question"], row["question_closed"]) if one))
        spans = tuple((start, end) for start, end in row["answer_spans"]) if row["answerable"] else ()
        found.append(Report(wordings, article["title"], article["text"], spans, tuple(row["answers"]), row["slot"]))
    return found


def cut(text: str, limit: int, count: Callable[[str], int]) -> list[tuple[int, int]]:
    """``text`` in windows of whole sentences of at most ``limit`` tokens, a quarter of it shared with the next."""
    return [(one.start, one.end) for one in windows(text, limit, limit // 4, count)]


def inside(spans: Sequence[tuple[int, int]], window: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The spans that lie wholly in ``window``, counted from its start."""
    first, last = window
    return tuple((start - first, end - first) for start, end in spans if first <= start and end <= last)


def split(one: Text, limit: int, count: Callable[[str], int], rng: random.Random) -> tuple[Example, list[Example]]:
    """The window of a text that answers (any, where none does), and examples of windows that do not."""
    pieces = cut(one.text, limit, count)
    held = [(piece, inside(one.spans, piece)) for piece in pieces]
    answering = [(piece, spans) for piece, spans in held if spans]
    if one.spans and not answering:  # an answer over a window's edge: the whole text, cut at its end
        return Example(one.question, one.text, one.spans, one.source), []
    (first, last), spans = rng.choice(answering or held)
    main = Example(one.question, one.text[first:last], spans, one.source)
    low = [answer.lower() for answer in one.answers]
    rest = [
        Example(one.question, one.text[a:b], (), one.source)
        for (a, b), spans in held
        if not spans and (a, b) != (first, last) and not any(answer in one.text[a:b].lower() for answer in low)
    ]
    return main, rest


@dataclass(frozen=True, slots=True)
class Pools:
    """What names, numbers and verbs of questions are exchanged for, each as often as questions have it."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    deeds: tuple[str, ...]

    @classmethod
    def of(cls, questions: Sequence[str]) -> Pools:
        """Those in ``questions``."""
        patterns = (_NAME, _NUMBER, _DEED)
        return cls(*(tuple(one[0] for question in questions for one in each.finditer(question)) for each in patterns))


def changed(example: Example, pools: Pools, rng: random.Random) -> Example | None:
    """The example with a name, number or verb of its question exchanged for one that its passage lacks: no answer.

    Names and numbers are exchanged where the passage has them; of verbs ("opened") also those that it paraphrases.
    """
    low = example.text.lower()
    kinds = ((_NAME, pools.names), (_NUMBER, pools.numbers), (_DEED, pools.deeds))
    found = [(one, pool) for pattern, pool in kinds if pool for one in pattern.finditer(example.question)]
    found = [(one, pool) for one, pool in found if pool is pools.deeds or one[0].lower() in low]
    if not found:
        return None
    one, pool = rng.choice(found)
    other = rng.choice(pool)
    if other.lower()[: _STEM if pool is pools.deeds else None] in low or other.lower() in example.question.lower():
        return None
    question = example.question[: one.start()] + other + example.question[one.end() :]
    return replace(example, question=question, spans=())


def composed(one: Text, sentences: Sequence[str], rng: random.Random) -> Example:
    """A question on a single sentence, asked of that sentence among two to five others in a random place."""
    others = [text for text in rng.sample(sentences, min(len(sentences), rng.randint(2, 5))) if text != one.text]
    place = rng.randint(0, len(others))
    before = "".join(f"{text} " for text in others[:place])
    after = "".join(f" {text}" for text in others[place:])
    spans = tuple((start + len(before), end + len(before)) for start, end in one.spans)
    return Example(one.question, before + one.text + after, spans, one.source)


def report_pair(
    one: Report, limit: int, count: Callable[[str], int], shared: Callable[[str, str], float], rng: random.Random
) -> list[Example]:
    """A window that answers and one that does not; of an unanswerable question, two that look as if they might.

    An answer's words occur in more windows than those which answer. So only the one that shares most with the
    question is judged relevant, and the others are not judged.
    """
    question = rng.choice(one.wordings)
    pieces = cut(one.text, limit, count)
    held = [(piece, inside(one.spans, piece)) for piece in pieces]
    order = sorted(held, key=lambda at: -shared(question, one.text[at[0][0] : at[0][1]]))
    answering = [at for at in order if at[1]]
    empty = [at for at in order if not at[1]]

    def example(at: tuple[tuple[int, int], tuple[tuple[int, int], ...]], judged: bool = True) -> Example:
        (first, last), spans = at
        return Example(question, one.text[first:last], spans, f"muc_{one.slot}", one.title, judged)

    if not one.spans:
        return [example(at) for at in order[:2]]
    if not answering:
        return []
    chosen = [example(answering[0])]
    if len(answering) > 1 and rng.random() < 0.3:
        chosen.append(example(rng.choice(answering[1:]), judged=False))
    if empty:
        chosen.append(example(empty[0] if rng.random() < 0.5 else rng.choice(empty)))
    return chosen
