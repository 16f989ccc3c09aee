"""The extractive answerer: it picks the sentences that answer a question and quotes them word for word.

No language model and no trained reader: `RuleReader` scores sentences by rules and a small fitted model. A trained
reader takes its place through the one method of `Reader`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any, Protocol

from langchain_core.runnables import Runnable, RunnableConfig

from index.splitting import sentences
from index.types import Span

from .mentions import Mention, mentions
from .questions import Ask, analyse
from .scoring import Line, Scene, features, group_of, logistic, scene
from .types import Claim, Draft, Evidence, Quote, Request
from .weights import ANSWERED, RANKING
from .words import Word, words

__all__ = ["THRESHOLD", "ExtractiveAnswerer", "Reader", "Reading", "RuleReader"]

THRESHOLD = 0.5
"""Below this score a sentence is not an answer."""

_CLAIMS = 3
_LINES_READ = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader says of one sentence of the evidence. Both spans count in the article.

    ``score`` (0 to 1) is how surely the sentence answers the question; ``short`` is the shortest direct answer
    inside the sentence, None when there is none to cut out.
    """

    evidence: int
    sentence: Span
    short: Span | None
    score: float


class Reader(Protocol):
    """Scores the sentences of the evidence, best first. The seam for a trained model."""

    def read(self, question: str, evidence: Sequence[Evidence]) -> list[Reading]:
        """The sentences that may answer, best first; empty when none can."""
        ...


class RuleReader:
    """Reads by rules: the kind of answer, the event and its sides, and a fitted ranking of candidates."""

    def read(self, question: str, evidence: Sequence[Evidence]) -> list[Reading]:
        """The sentences that may answer, best first, with a short answer where one can be cut out."""
        ask = analyse(question)
        lines = lines_of(evidence)
        if not lines or not ask.terms:
            return []
        weights = _weighted(ask, lines)
        scenes = [scene(ask, line, weights) for line in lines]
        scenes.sort(key=lambda seen: -_promise(seen))
        return sorted(
            (_read(ask, seen, weights) for seen in scenes[:_LINES_READ]),
            key=lambda reading: (-reading.score, reading.evidence, reading.sentence),
        )


@lru_cache(maxsize=2048)
def _split(text: str) -> tuple[tuple[Span, tuple[Word, ...]], ...]:
    return tuple((span, tuple(words(span.of(text)))) for span in sentences(text))


def lines_of(evidence: Sequence[Evidence]) -> list[Line]:
    """Every sentence of the evidence with its words and its surroundings; a sentence in two passages counts once."""
    lines: list[Line] = []
    seen: set[tuple[str, int]] = set()
    held: dict[str, frozenset[str]] = {}
    for passage in evidence:
        stems_of = (word.stem for _, tokens in _split(passage.text) for word in tokens)
        titled = (word.stem for word in words(passage.title[:300]))
        held[passage.article_id] = held.get(passage.article_id, frozenset()).union(stems_of, titled)
    for rank, passage in enumerate(evidence, start=1):
        parts = _split(passage.text)
        title = frozenset(word.stem for word in words(passage.title[:300]) if word.content)
        stems = [frozenset(word.stem for word in tokens) for _, tokens in parts]
        for order, (span, tokens) in enumerate(parts):
            key = (passage.article_id, passage.span.start + span.start)
            if key in seen:
                continue
            seen.add(key)
            around = title.union(*stems[max(0, order - 2) : order], *stems[order + 1 : order + 2])
            place = order + (0 if passage.span.start < 100 else 8)
            lines.append(
                Line(
                    evidence=passage.number,
                    offset=passage.span.start + span.start,
                    text=span.of(passage.text),
                    words=tokens,
                    stems=stems[order],
                    around=around,
                    order=place,
                    rank=rank,
                    dateline=_dateline(tokens) if place == 0 else 0,
                    article=held[passage.article_id],
                )
            )
    return lines


def _dateline(tokens: Sequence[Word]) -> int:
    """How many words of a first sentence are its dateline: "LONDON, 3 Jan (Reuters) -- ..."."""
    for place in range(2, min(len(tokens), 22)):
        dash = tokens[place].text in "–—" or (tokens[place].text == "-" and tokens[place - 1].text == "-")
        spaced = tokens[place].text == "-" and tokens[place].start > tokens[place - 1].end
        if (dash or spaced) and tokens[0].tag == "U":
            return place
    return 0


def _weighted(ask: Ask, lines: Sequence[Line]) -> dict[str, float]:
    """The question's terms, the rarer in the evidence the heavier."""
    held = Counter(term for line in lines for term in ask.terms if term in line.stems)
    return {term: weight * (0.4 + log(1 + len(lines) / (1 + held[term]))) for term, weight in ask.terms.items()}


def _promise(seen: Scene) -> float:
    return seen.coverage + 0.4 * seen.context + 0.5 * seen.predicate + 0.1 / seen.line.rank


def best_mention(ask: Ask, seen: Scene, weights: dict[str, float]) -> tuple[Mention, float, list[float]] | None:
    """The best candidate of a line, its score and its features."""
    ranking = RANKING[group_of(ask)]
    best: tuple[Mention, float, list[float]] | None = None
    for mention in mentions(ask.kind, seen.line.words, seen.line.text):
        if ask.named and mention.label not in ("name", "names"):
            continue
        values = features(ask, seen, mention, weights)
        score = sum(weight * value for weight, value in zip(ranking, values, strict=True))
        if best is None or score > best[1]:
            best = (mention, score, values)
    return best


def _read(ask: Ask, seen: Scene, weights: dict[str, float]) -> Reading:
    line = seen.line
    sentence = Span(line.offset, line.offset + len(line.text))
    found = best_mention(ask, seen, weights)
    ranking = found[1] if found else 0.0
    values = (
        1.0,
        ranking,
        seen.coverage,
        seen.context,
        seen.predicate,
        min(3.0, seen.missing),
        seen.absent,
        float(found is None),
    )
    score = logistic(sum(weight * value for weight, value in zip(ANSWERED, values, strict=True)))
    short = None
    if found and found[0].label != "line":
        first, last = line.words[found[0].first], line.words[found[0].last - 1]
        short = Span(line.offset + first.start, line.offset + last.end)
    return Reading(line.evidence, sentence, short, score)


class ExtractiveAnswerer(Runnable[Request, Draft]):
    """A request's evidence into a draft whose claims are sentences of the articles, word for word."""

    def __init__(self, reader: Reader | None = None, threshold: float = THRESHOLD) -> None:
        self.reader: Reader = reader or RuleReader()
        self.threshold = threshold

    def invoke(self, input: Request, config: RunnableConfig | None = None, **kwargs: Any) -> Draft:  # noqa: A002, ARG002
        """The draft; one without claims says that the articles do not answer."""
        readings = self.reader.read(input.query or input.question.text, input.evidence)
        confidence = readings[0].score if readings else 0.0
        good = [reading for reading in readings if reading.score >= self.threshold]
        if not good:
            return Draft(confidence=confidence)
        return _draft(good, input.evidence, confidence)


def _draft(readings: Sequence[Reading], evidence: Sequence[Evidence], confidence: float) -> Draft:
    by_number = {passage.number: passage for passage in evidence}

    def cut(number: int, span: Span) -> str:
        passage = by_number[number]
        return Span(span.start - passage.span.start, span.end - passage.span.start).of(passage.text)

    best = readings[0]
    kept: dict[str, list[Quote]] = {}
    for reading in readings:
        text = cut(reading.evidence, reading.sentence)
        if text in kept or (len(kept) < _CLAIMS and reading.score >= 0.6 * best.score):
            kept.setdefault(text, []).append(Quote(reading.evidence, reading.sentence))
    short = cut(best.evidence, best.short) if best.short else None
    claims = tuple(Claim(text, tuple(quotes)) for text, quotes in kept.items())
    return Draft(claims, short, confidence)
