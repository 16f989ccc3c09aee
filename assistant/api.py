"""The HTTP API: questions, searches and articles as JSON, and answers as server-sent events.

Every error is ``{"error": one line}``: 422 for a malformed request, 404 for an unknown article, 503 for what the
operator can mend, 500 for a bug, whose traceback goes to the log.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.exceptions import HTTPException

from index.errors import ArticleUnknown, NewsError
from index.types import Filters, normalise

from .asking import MAX_QUESTION
from .evidence import as_citation
from .guarding import BARE
from .types import Answer, Evidence, Question, Turn

if TYPE_CHECKING:
    from .chain import Assistant, Searched

__all__ = ["AskBody", "SearchBody", "add_errors", "api_router"]

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    article_ids: list[Name] | None = Field(default=None, max_length=1000)
    publishers: list[Name] = Field(default_factory=list, max_length=100)
    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> _Body:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since must not be later than until")
        return self

    def filters(self) -> Filters:
        """The articles that this request may use."""
        ids = None if self.article_ids is None else tuple(self.article_ids)
        return Filters(ids, tuple(self.publishers), self.since, self.until)


class TurnBody(BaseModel):
    """One earlier question and the text of its answer."""

    model_config = ConfigDict(extra="forbid")

    question: Words
    answer: Annotated[str, StringConstraints(max_length=20_000)]


class AskBody(_Body):
    """The body of ``POST /api/ask``."""

    question: Words
    history: list[TurnBody] = Field(default_factory=list, max_length=20)

    def as_question(self) -> Question:
        """The question in the program's own terms."""
        history = tuple(Turn(normalise(turn.question), normalise(turn.answer)) for turn in self.history)
        return Question(normalise(self.question), history, self.filters())


class SearchBody(_Body):
    """The body of ``POST /api/search``."""

    query: Words
    k: int = Field(default=10, ge=1, le=100)


def _passage(evidence: Evidence) -> dict[str, Any]:
    return asdict(as_citation(evidence.number, evidence))


def api_router(assistant: Assistant) -> APIRouter:
    """The routes of the API over ``assistant``."""
    router = APIRouter()

    @router.post("/api/ask", response_model=None)
    async def ask(body: AskBody, request: Request) -> Response:
        question = body.as_question()
        if "text/event-stream" not in request.headers.get("accept", ""):
            answer = await run_in_threadpool(assistant.ask, question)
            return JSONResponse(answer.to_dict())
        steps = assistant.stream(question)
        first = await run_in_threadpool(next, steps, None)  # a failed search is still a plain 503
        return StreamingResponse(_events(first, steps), media_type="text/event-stream", headers=_UNBUFFERED)

    @router.post("/api/search", response_model=None)
    def search(body: SearchBody) -> dict[str, Any]:
        found = assistant.search(normalise(body.query), body.k, body.filters())
        return {"passages": [_passage(evidence) | {"score": evidence.score} for evidence in found]}

    @router.get("/api/articles/{article_id:path}", response_model=None)
    def article(article_id: str) -> dict[str, Any]:
        record = asdict(assistant.article(article_id))
        del record["origin"]  # a path on this machine
        return record

    @router.get("/healthz", response_model=None)
    def healthz() -> dict[str, Any]:
        facts = assistant.facts()
        return {"status": "ok", "articles": facts.articles, "passages": facts.passages}

    return router


_UNBUFFERED = {"cache-control": "no-store", "x-accel-buffering": "no"}


async def _events(first: Searched | Answer | None, rest: Iterator[Searched | Answer]) -> AsyncIterator[str]:
    if first is not None:
        yield _event(first)
    try:
        async for step in iterate_in_threadpool(rest):
            yield _event(step)
    except NewsError as problem:
        yield _sent("error", {"message": str(problem)})


def _event(step: Searched | Answer) -> str:
    if isinstance(step, Answer):
        return _sent("answer", step.to_dict())
    return _sent("evidence", {"query": step.query, "passages": [_passage(item) for item in step.evidence]})


def _sent(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def add_errors(app: FastAPI) -> None:
    """Answer every kind of failure of ``app`` with one line of JSON."""

    async def malformed(_: Request, problem: Exception) -> JSONResponse:
        first = problem.errors()[0] if isinstance(problem, RequestValidationError) else {"loc": (), "msg": "malformed"}
        where = ".".join(str(part) for part in first["loc"] if part != "body")
        return _failed(422, f"{where}: {first['msg']}" if where else str(first["msg"]))

    async def mendable(_: Request, problem: Exception) -> JSONResponse:
        return _failed(404 if isinstance(problem, ArticleUnknown) else 503, str(problem))

    async def refused(_: Request, problem: Exception) -> JSONResponse:
        status = problem.status_code if isinstance(problem, HTTPException) else 500
        return _failed(status, str(getattr(problem, "detail", "not served")))

    async def bug(_: Request, __: Exception) -> JSONResponse:
        return JSONResponse({"error": "internal error"}, 500, BARE)  # answered outside of the guard

    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(NewsError, mendable)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, bug)


def _failed(status: int, reason: str) -> JSONResponse:
    return JSONResponse({"error": reason}, status_code=status)
