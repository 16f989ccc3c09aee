"""The HTTP API: questions, searches and articles as JSON, and answers as server-sent events.

Every error is ``{"error": one line}``: 422 for a malformed request or question, 404 for an unknown article or path,
405 for the wrong method, 503 for what the operator can mend, 500 for a bug, whose traceback goes to the log.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from starlette.exceptions import HTTPException

from index.errors import ArticleUnknown, NewsError
from index.types import Filters, normalise

from .asking import MAX_QUESTION, MAX_TURNS, to_question
from .errors import QuestionInvalid
from .events import EventStream, event, while_awaited
from .evidence import as_citation
from .guarding import BARE
from .schemas import AnswerRecord, ArticleRecord, Health, Passages, responses
from .stopping import Stop
from .types import Answer, Began, Evidence, Question, Stated, Turn

if TYPE_CHECKING:
    from .chain import Assistant, Step

__all__ = ["AskBody", "SearchBody", "add_errors", "api_router", "refused"]

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)]
_ASKED = f"Words, at most {MAX_QUESTION} characters."
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
    """One earlier question, the text of its answer, and the short answer where there was one."""

    model_config = ConfigDict(extra="forbid")

    question: Words
    answer: Annotated[str, StringConstraints(max_length=20_000)]
    short: Annotated[str, StringConstraints(max_length=2000)] | None = None


class AskBody(_Body):
    """The body of ``POST /api/ask``."""

    question: str = Field(description=_ASKED)
    model: Name | None = Field(
        default=None,
        description='One of the language models that the server is configured with, or "none" to be answered without '
        "one; by default the one that the server was started with. Another name is refused with a list of them.",
    )
    history: list[TurnBody] = Field(default_factory=list, max_length=MAX_TURNS)

    def as_question(self) -> Question:
        """The question in the program's own terms.

        Raises:
            QuestionInvalid: it is empty or too long.
        """
        history = tuple(
            Turn(normalise(turn.question), normalise(turn.answer), turn.short and normalise(turn.short))
            for turn in self.history
        )
        return replace(to_question(self.question, self.filters()), history=history)


class SearchBody(_Body):
    """The body of ``POST /api/search``."""

    query: str = Field(description=_ASKED)
    k: int = Field(default=10, ge=1, le=100)


def _passage(evidence: Evidence) -> dict[str, Any]:
    return asdict(as_citation(evidence.number, evidence))


def api_router(assistant: Assistant) -> APIRouter:
    """The routes of the API over ``assistant``."""
    router = APIRouter()

    @router.post("/api/ask", response_model=None, responses=_ASK)
    async def ask(body: AskBody, request: Request) -> Response:
        """Answer a question: one record, or with ``Accept: text/event-stream`` the steps as server-sent events."""
        question, stop = body.as_question(), Stop()
        steps = assistant.stream(question, model=body.model, stop=stop)
        if "text/event-stream" not in request.headers.get("accept", ""):
            *_, last = await while_awaited(request.receive, stop, lambda: list(steps))
            return JSONResponse(last.to_dict()) if isinstance(last, Answer) else Response(status_code=499)  # unread
        first = await while_awaited(request.receive, stop, lambda: next(steps, None))  # if it fails, a plain 503
        return EventStream(_events(first, steps), stop)

    @router.post("/api/search", response_model=None, responses=responses(Passages, 422, 503))
    def search(body: SearchBody) -> dict[str, Any]:
        """Find passages, without an answer."""
        asked = to_question(body.query, body.filters(), "query")
        found = assistant.search(asked.text, body.k, asked.filters)
        return {"passages": [_passage(evidence) | {"score": evidence.score} for evidence in found]}

    @router.get("/api/articles/{article_id:path}", response_model=None, responses=responses(ArticleRecord, 404, 422))
    def article(article_id: str) -> dict[str, Any]:
        """One article with its text."""
        try:
            record = asdict(assistant.article(article_id))
        except ArticleUnknown as exc:  # whose message tells the owner where the library lies
            raise HTTPException(404, f"no article has the id {article_id!r}") from exc
        del record["origin"]  # a path on this machine
        return record

    @router.head("/healthz", response_model=None, include_in_schema=False)
    @router.get("/healthz", response_model=None, responses=responses(Health, 503))
    def healthz() -> dict[str, Any]:
        """Whether the server can answer, and what its library holds."""
        facts = assistant.facts()
        return {"status": "ok", "articles": facts.articles, "passages": facts.passages}

    @router.api_route("/api/{rest:path}", methods=_METHODS, response_model=None, include_in_schema=False)
    def elsewhere(request: Request) -> None:
        served = [route for route in router.routes if isinstance(route, APIRoute) and route.include_in_schema]
        methods = {name for route in served if route.path_regex.match(request.url.path) for name in route.methods or ()}
        if not methods:
            raise HTTPException(404, "there is no such path; /api/openapi.json lists them")
        allowed = ", ".join(sorted(methods))
        raise HTTPException(405, f"this path takes {allowed} only", {"Allow": allowed})

    return router


_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_STREAM = (
    "Events: `evidence` with {query, passages}; where a language model writes, a `statement` {text, citations, "
    "support} for each sentence as soon as it was checked, after a `citation` (the record) for each number new in it; "
    "then `answer` (the JSON form), which holds all of it and stands alone when it differs; or `error` with {message}. "
    "Comments (a line that begins with a colon) keep the connection open. Closing it stops the language model."
)
_ASK = responses(
    AnswerRecord, 422, 503, content={"text/event-stream": {"schema": {"type": "string", "description": _STREAM}}}
)


def _events(first: Step | None, rest: Generator[Step, None, None]) -> Generator[str, None, None]:
    with closing(rest):
        for step in chain([] if first is None else [first], rest):
            if isinstance(step, Answer):
                yield event("answer", step.to_dict())
            elif isinstance(step, Stated):
                yield from _stated(step)
            elif not isinstance(step, Began):
                yield event("evidence", {"query": step.query, "passages": [_passage(item) for item in step.evidence]})


def _stated(step: Stated) -> Iterator[str]:
    """The events of a statement that stands: its new citations first. One that does not is in the answer only."""
    for citation in step.citations:
        yield event("citation", asdict(citation))
    if step.statement.support != "unsupported":
        yield event("statement", asdict(step.statement))


async def refused(_: Request, problem: Exception) -> JSONResponse:
    """The answer to a request that no route takes."""
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    reason, headers = getattr(problem, "detail", "not served"), getattr(problem, "headers", None)
    return _failed(status, str(reason), headers)


def add_errors(app: FastAPI) -> None:
    """Answer every kind of failure of ``app`` with one line of JSON."""

    async def malformed(_: Request, problem: Exception) -> JSONResponse:
        first = problem.errors()[0] if isinstance(problem, RequestValidationError) else {"loc": (), "msg": "malformed"}
        where = ".".join(str(part) for part in first["loc"] if part != "body")
        return _failed(422, f"{where}: {first['msg']}" if where else str(first["msg"]))

    async def mendable(_: Request, problem: Exception) -> JSONResponse:
        known = 404 if isinstance(problem, ArticleUnknown) else 422 if isinstance(problem, QuestionInvalid) else 503
        return _failed(known, str(problem))

    async def bug(_: Request, __: Exception) -> JSONResponse:
        return JSONResponse({"error": "internal error"}, 500, BARE)  # answered outside of the guard

    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(NewsError, mendable)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, bug)


def _failed(status: int, reason: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": reason}, status_code=status, headers=headers)
