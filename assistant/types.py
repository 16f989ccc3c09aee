"""The values that an answer is made of, from the question to the record that every channel shows.

Read from top to bottom: a `Question` is searched; what is found becomes numbered `Evidence`; an answerer turns a
`Request` into a `Draft`; `assistant.grounding` turns the draft into `Statement`s with exact `Citation`s; and an
`Answer` holds them. What can be derived (the text, the status, the date) is derived, so that it cannot contradict
the statements.

Standard library and `index.types` only.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from index.types import EVERYTHING, Filters, Span

__all__ = [
    "Answer",
    "Began",
    "Citation",
    "Claim",
    "Draft",
    "Evidence",
    "Question",
    "Quote",
    "Request",
    "Short",
    "Stated",
    "Statement",
    "Status",
    "Support",
    "Trace",
    "Turn",
]

Status = Literal["answered", "partly", "unanswered"]
Support = Literal["verbatim", "verified", "unsupported"]

NOT_IN_ARTICLES = "The articles do not say."
_MARKER = re.compile(r"\[(\s*\d[\d\s,;–-]*)\]")


def unmarked(text: str) -> str:
    """The words with what looks like a citation marker written (n): it came from an article and cites nothing."""
    return _MARKER.sub(r"(\1)", text)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a conversation, the text of its answer, and the short answer where there was one."""

    question: str
    answer: str
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the words, the conversation before them, and which articles may answer."""

    text: str
    history: tuple[Turn, ...] = ()
    filters: Filters = EVERYTHING


@dataclass(frozen=True, slots=True)
class Evidence:
    """One numbered passage that an answer may rest on: ``text`` is ``article.text[span.start:span.end]``.

    ``number`` counts from 1 in the order of relevance; ``score`` is the retriever's and only orders.
    """

    number: int
    article_id: str
    title: str
    text: str
    span: Span
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    score: float = 0.0

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError(f"evidence {self.number}: {len(self.text)} characters do not fill {self.span}")

    def cut(self, span: Span) -> str:
        """The words at a span of the article; `ValueError` where it reaches beyond the passage."""
        return Span(span.start - self.span.start, span.end - self.span.start).of(self.text)

    def placed(self, span: Span) -> Span:
        """Where a span of the passage's own text stands in the article."""
        return Span(self.span.start + span.start, self.span.start + span.end)


@dataclass(frozen=True, slots=True)
class Request:
    """All that an answerer is given: the question, the stand-alone query that was searched, the evidence, the day.

    ``today`` is an ISO 8601 date from the edge of the program; nothing inside reads a clock.
    """

    question: Question
    query: str
    evidence: tuple[Evidence, ...]
    today: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A part of one piece of evidence. ``span`` counts in the article, not in the passage."""

    evidence: int
    span: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a draft with the quotes it says it rests on. Nothing in it has been checked yet."""

    text: str
    quotes: tuple[Quote, ...] = ()
    markers: tuple[str, ...] = ()
    """Citation markers as the model wrote them ("2"), for claims whose quotes are still to be found."""
    dropped: tuple[str, ...] = ()
    """What the answerer itself removed from this claim, in words: a quote that is not in the articles."""


@dataclass(frozen=True, slots=True)
class Began:
    """A language model has begun to reply: its first words have come. Given once, before all claims."""


@dataclass(frozen=True, slots=True)
class Short:
    """The short answer of a draft that is still being written."""

    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answerer proposes. `assistant.grounding` decides what of it stands.

    ``confidence`` (0 to 1) is the probability that ``short``, or the first claim where there is none, is right; without
    claims, that the best of what was found would have been. None if the answerer has no such number. A draft without
    claims says that the articles do not answer.
    """

    claims: tuple[Claim, ...] = ()
    short: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The one citation record of every channel: ``quote == article.text[start:end]``, always."""

    number: int
    article_id: str
    title: str
    publisher: str | None
    url: str | None
    published: str | None
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not self.quote or len(self.quote) != self.end - self.start:
            raise ValueError(f"citation {self.number}: the quote does not fill {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, the numbers of its citations, and how far the citations carry it.

    ``verbatim``: the sentence is the quote. ``verified``: each number, name and quotation in it stands in the
    cited text. ``unsupported``: neither; shown set apart and never counted as an answer.
    """

    text: str
    citations: tuple[int, ...]
    support: Support

    def __post_init__(self) -> None:
        if self.support != "unsupported" and not self.citations:
            raise ValueError("a supported statement needs a citation")


@dataclass(frozen=True, slots=True)
class Stated:
    """A step of an answer that is still being written: one statement as it was grounded, and the citations that are
    new with it. Those that no article supports come too, for who counts; they are never shown as if they stood."""

    statement: Statement
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about, for the person who checks it.

    ``seconds``: retrieve, answer, total; where a model wrote, first_token and first_citation, from the question on.
    """

    answerer: str
    model: str | None = None
    prompt: str | None = None
    library: str | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    """What grounding removed, in words: invented markers, quotes that are not in the articles."""
    fallback: str | None = None
    """Why a language model that was to answer did not: then this answer was made without it."""
    rewriting: str | None = None
    """How the searched question was made of the asked one: as asked, by rule, or by the model."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The record that the command, the page, the API and the export all show.

    ``confidence`` is the draft's: the probability (0 to 1) that ``short``, or the first statement where there is none,
    is right. None when the answerer has no such number, as a language model and a reader that the user names have not.

    Raises:
        ValueError: a statement names a citation that is not there, citation numbers do not run from 1, or the
            confidence is no probability.
    """

    id: str
    question: str
    query: str
    trace: Trace
    short: str | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    closest: tuple[Citation, ...] = ()
    confidence: float | None = None

    def __post_init__(self) -> None:
        numbers = [citation.number for citation in self.citations]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"citations must be numbered from 1 without gaps, not {numbers}")
        named = {number for statement in self.statements for number in statement.citations}
        if not named <= set(numbers):
            raise ValueError(f"statements cite {sorted(named - set(numbers))}, which are not there")
        if self.short is not None and self.status == "unanswered":
            raise ValueError("an answer without a supported statement has no short answer")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise ValueError(f"a confidence lies between 0 and 1, not at {self.confidence}")

    @property
    def status(self) -> Status:
        """Computed from the statements: none supported, all supported, or some."""
        supported = [statement.support != "unsupported" for statement in self.statements]
        if not any(supported):
            return "unanswered"
        return "answered" if all(supported) else "partly"

    @property
    def text(self) -> str:
        """The answer in words with [n] markers; unsupported statements are left out.

        What looks like a marker in a statement came from an article: it is written (n), so that no [n] is a fake.
        """
        if self.status == "unanswered":
            return NOT_IN_ARTICLES
        shown = [statement for statement in self.statements if statement.support != "unsupported"]
        plain = [unmarked(statement.text) for statement in shown]
        markers = ["".join(f"[{n}]" for n in statement.citations) for statement in shown]
        return " ".join(f"{words} {cited}" for words, cited in zip(plain, markers, strict=True))

    @property
    def as_of(self) -> str | None:
        """The date (ISO 8601) of the newest cited article that has one."""
        return max((c.published[:10] for c in self.citations if c.published), default=None)

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain JSON values: the public record, schema 1."""
        return {
            "schema": 1,
            "id": self.id,
            "question": self.question,
            "query": self.query,
            "status": self.status,
            "text": self.text,
            "short": self.short,
            "confidence": self.confidence,
            "statements": [
                asdict(statement) | {"citations": list(statement.citations)} for statement in self.statements
            ],
            "citations": [asdict(citation) for citation in self.citations],
            "closest": [asdict(citation) for citation in self.closest],
            "as_of": self.as_of,
            "trace": asdict(self.trace) | {"dropped": list(self.trace.dropped)},
        }
