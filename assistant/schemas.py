"""The records of the HTTP API as its OpenAPI document describes them. The records are made by `assistant.types`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["AnswerRecord", "ArticleRecord", "Failure", "Health", "PassageRecord", "Passages", "responses"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Failure(_Record):
    """Every error."""

    error: str = Field(description="One line: what is wrong and what to do next.")


class CitationRecord(_Record):
    """An exact piece of an article: quote == article.text[start:end], counted in code points."""

    number: int
    article_id: str
    title: str
    publisher: str | None
    url: str | None
    published: str | None = Field(description="ISO 8601 date or time.")
    start: int
    end: int
    quote: str


class PassageRecord(CitationRecord):
    """A passage that a search found."""

    score: float = Field(description="The higher the better; it only orders.")


class Passages(_Record):
    """The answer to a search, best first."""

    passages: list[PassageRecord]


class StatementRecord(_Record):
    """One sentence of an answer."""

    text: str
    citations: list[int]
    support: Literal["verbatim", "verified", "unsupported"]


class TraceRecord(_Record):
    """How the answer came about."""

    answerer: str
    model: str | None
    prompt: str | None
    library: str | None
    seconds: dict[str, float] = Field(
        description="retrieve, answer, total; where a language model wrote, also first_token and first_citation."
    )
    dropped: list[str] = Field(description="What was removed because no article carries it.")
    fallback: str | None = Field(
        default=None, description="Why the language model did not answer; then this answer was made without it."
    )
    rewriting: str | None = Field(default=None, description="How the searched question was made of the asked one.")


class AnswerRecord(_Record):
    """One answer."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    version: Literal[1] = Field(alias="schema")
    id: str
    question: str
    query: str = Field(description="The stand-alone question that was searched.")
    status: Literal["answered", "partly", "unanswered"]
    text: str = Field(description="The statements with [n] markers.")
    short: str | None = Field(description="The shortest direct answer.")
    confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Probability that the short answer, or the first statement where there is none, is right; when "
        "nothing answers, that the best of what was found would have been. Null when the answerer has no such number, "
        "as a language model and a reader that the user names have not.",
    )
    statements: list[StatementRecord]
    citations: list[CitationRecord]
    closest: list[CitationRecord] = Field(description="What comes closest when nothing answers.")
    as_of: str | None = Field(description="Date of the newest cited article.")
    trace: TraceRecord


class ArticleRecord(_Record):
    """One article with its text."""

    id: str
    title: str
    text: str
    url: str | None
    publisher: str | None
    author: str | None
    published: str | None


class Health(_Record):
    """What the library holds."""

    status: Literal["ok"]
    articles: int
    passages: int


def responses(model: type[BaseModel], *failures: int, **content: Any) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route: ``model`` when it goes well, `Failure` for each of those statuses."""
    failed: dict[int | str, dict[str, Any]] = {status: {"model": Failure} for status in failures}
    return {200: {"model": model, **content}, **failed}
