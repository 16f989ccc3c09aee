"""The web server: the chat page, the page of each article, the page for frames, and the HTTP API, in one app."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from starlette.staticfiles import StaticFiles

from index.errors import ArticleUnknown, NewsError
from index.types import Span

from .api import add_errors, api_router
from .asking import MAX_QUESTION, to_question
from .desk import contexts_of
from .errors import QuestionInvalid
from .filtering import nothing_words
from .guarding import Guard, frame_ancestors
from .pages import article_page, embed_page, message_page
from .rendering import answer_html, details_html, error_html
from .texts import shown_sources
from .ui import mount_page

if TYPE_CHECKING:
    from .chain import Assistant
    from .settings import Settings

__all__ = ["create_app"]

ASSETS = Path(__file__).parent / "assets"


def create_app(assistant: Assistant, settings: Settings, examples: Sequence[str] = ()) -> FastAPI:
    """The whole application over ``assistant``; ``examples`` are questions that the pages offer.

    Raises:
        SettingsInvalid: ``allowed_origins`` holds something that is no origin.
    """
    frame_ancestors(settings.allowed_origins)  # a wrong origin fails here, not at the first request
    app = FastAPI(title=settings.title, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    add_errors(app)
    app.include_router(api_router(assistant))
    app.mount("/screen", StaticFiles(directory=ASSETS), name="screen")
    _add_pages(app, assistant, settings.title, examples)
    mount_page(app, assistant, settings, examples)
    app.add_middleware(Guard, host=settings.host, origins=tuple(settings.allowed_origins))
    return app


def _add_pages(app: FastAPI, assistant: Assistant, title: str, examples: Sequence[str]) -> None:
    @app.get("/article/{article_id:path}", response_model=None, include_in_schema=False)
    def article(
        article_id: str,
        start: Annotated[int | None, Query(ge=0)] = None,
        end: Annotated[int | None, Query(ge=0)] = None,
        fingerprinted: Annotated[str | None, Query(alias="is")] = None,
    ) -> Response:
        try:
            found = assistant.article(article_id)
        except ArticleUnknown:
            return HTMLResponse(message_page("No such article", f"no article has the id {article_id!r}"), 404)
        span = Span(start, end) if start is not None and end is not None and start <= end else None
        return StreamingResponse(article_page(found, span, fingerprinted), media_type="text/html")

    @app.head("/embed", response_model=None, include_in_schema=False)
    @app.get("/embed", response_model=None, include_in_schema=False)
    def embed(q: str = "") -> Response:
        if not q.strip():
            return HTMLResponse(embed_page(title, "", "", examples[:4]))
        try:
            asked = to_question(q)
            answer = assistant.ask(asked)
            nothing = nothing_words(answer, asked.filters, assistant.facts().articles)
        except NewsError as problem:
            status = 422 if isinstance(problem, QuestionInvalid) else 503
            return HTMLResponse(embed_page(title, q[:MAX_QUESTION], error_html(str(problem))), status)
        sources = details_html(answer, contexts_of(assistant, shown_sources(answer)), "s")
        body = answer_html(answer, "s", linked=True, nothing=nothing) + sources
        return HTMLResponse(embed_page(title, asked.text, body))
