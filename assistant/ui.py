"""The chat page: a Gradio page whose conversation and sources are HTML that `assistant.rendering` escaped.

The conversation is one `gr.HTML` that holds every turn with its sources beside it. Its value goes through Gradio's
default template ``${value}`` only: in a ``{{field}}`` template Gradio would evaluate ``${...}`` found in an article.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from index.errors import ArticleUnknown, NewsError
from index.types import EVERYTHING, Filters, Span

from .api import refused
from .asking import MAX_QUESTION, to_question
from .errors import QuestionInvalid
from .escaping import context, counted, day_words, escaped
from .filtering import filters_count, filters_from, filters_words, nothing_words
from .rendering import answer_html, busy_html, error_html, shown_sources, sources_html, to_markdown, turn_html
from .types import Answer, Turn

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from index.library import LibraryFacts

    from .chain import Assistant
    from .settings import Settings

__all__ = ["build_page", "contexts_of", "mount_page"]

MAX_TURNS = 20
"""Turns of a conversation that are kept: shown, and given to the next question."""

_HEAD = '<link rel="stylesheet" href="/screen/page.css"><script src="/screen/page.js" defer></script>'
_HERO = (
    '<div class="hero"><h2>Ask the news. See the sentence.</h2><p>Answers come from the articles in this library only,'
    " and each statement leads to the exact words it rests on.</p></div>"
)
_FILTERS = "Filters"
_FAILED = "Something went wrong here. The server's log has the details; please ask again."


@dataclass(frozen=True, slots=True)
class Shown:
    """One turn as it stands on the page; without an answer while it is pending or when it failed."""

    number: int
    question: str
    html: str
    answer: Answer | None = None
    failed: bool = False


Turns = tuple[Shown, ...]
Outputs = tuple[Any, ...]


def contexts_of(assistant: Assistant, answer: Answer) -> dict[int, tuple[str, str]]:
    """Citation number -> the words around the quote; an article that is gone by now has none."""
    around: dict[int, tuple[str, str]] = {}
    texts: dict[str, str] = {}
    for record in shown_sources(answer):
        try:
            if record.article_id not in texts:
                texts[record.article_id] = assistant.article(record.article_id).text
        except ArticleUnknown:
            continue
        around[record.number] = context(texts[record.article_id], Span(record.start, record.end))
    return around


def conversation_html(turns: Turns) -> str:
    """All turns, oldest first, as the log that the page shows."""
    shown = "".join(turn.html for turn in turns) or _HERO
    return f'<section class="log" role="log" aria-live="polite" aria-label="Conversation">{shown}</section>'


def masthead_html(title: str, facts: LibraryFacts | None, problem: str = "") -> str:
    """The head of the page: the title, and what the library holds or how to fill it."""
    if facts is None:
        line = error_html(problem)
    elif not facts.articles:
        line = (
            '<p class="facts empty">There are no articles yet. Add some with '
            "<code>assistant index FOLDER</code>, then reload this page.</p>"
        )
    else:
        days = [day_words(day) for day in (facts.first, facts.last) if day]
        dated = f", {' to '.join(dict.fromkeys(days))}" if days else ""
        among = f" from {counted(len(facts.publishers), 'publisher')}" if facts.publishers else ""
        line = f'<p class="facts">{counted(facts.articles, "article")}{among}{dated}</p>'
    return f'<header class="masthead"><h1>{escaped(title)}</h1>{line}</header>'


class _Desk:
    """The page's event handlers over one assistant. Each takes and gives Gradio component values."""

    def __init__(self, assistant: Assistant, title: str) -> None:
        self.assistant = assistant
        self.title = title

    def ask(
        self, text: str, turns: Turns, publishers: list[str] | None, since: str | None, until: str | None
    ) -> Iterator[tuple[Turns, str, str]]:
        """Yield (turns, conversation, text left in the box): searching, reading, then the answer."""
        turns = tuple(turn for turn in turns if turn.answer or turn.failed)[1 - MAX_TURNS :]
        if not (text or "").strip():
            yield turns, conversation_html(turns), ""
            return
        for turn, left in self._steps(text, turns, publishers, since, until):
            yield (*turns, turn), conversation_html((*turns, turn)), left

    def _steps(self, text: str, turns: Turns, *fields: Any) -> Iterator[tuple[Shown, str]]:
        number = turns[-1].number + 1 if turns else 1
        history = tuple(Turn(turn.question, turn.answer.text, turn.answer.short) for turn in turns if turn.answer)
        words, left, filters = text.strip()[:MAX_QUESTION], "", EVERYTHING
        try:
            filters = filters_from(*fields)
            asked = replace(to_question(text, filters), history=history)
            words = asked.text
            yield Shown(number, words, turn_html(words, busy_html(), narrowed=filters_words(filters))), ""
            for step in self.assistant.stream(asked):
                if isinstance(step, Answer):
                    yield self._answered(number, words, filters, step), ""
                else:
                    busy = busy_html(step.evidence)
                    yield Shown(number, words, turn_html(words, busy, narrowed=filters_words(filters))), ""
        except NewsError as problem:
            left = text if isinstance(problem, QuestionInvalid) else ""  # to be mended
            html = turn_html(words, error_html(str(problem)), narrowed=filters_words(filters))
            yield Shown(number, words, html, failed=True), left

    def _answered(self, number: int, words: str, filters: Filters, answer: Answer) -> Shown:
        key = f"turn{number}"
        nothing = nothing_words(answer, filters, self.assistant.facts().articles)
        sources = sources_html(answer, contexts_of(self.assistant, answer), key) if shown_sources(answer) else ""
        body, narrowed = answer_html(answer, key, nothing=nothing), filters_words(filters)
        return Shown(number, words, turn_html(words, body, sources, to_markdown(answer), narrowed), answer)

    def settle(self, turns: Turns) -> tuple[Turns, str]:
        """Replace a turn that a bug left pending by a line that says so."""
        if turns and not turns[-1].answer and not turns[-1].failed:
            pending = turns[-1]
            html = turn_html(pending.question, error_html(_FAILED))
            turns = (*turns[:-1], replace(pending, html=html, failed=True))
        return turns, conversation_html(turns)

    def masthead(self) -> tuple[str, tuple[str, ...]]:
        """The page's head and the publishers to choose from, as the library is now."""
        try:
            facts = self.assistant.facts()
        except NewsError as problem:
            return masthead_html(self.title, None, str(problem)), ()
        return masthead_html(self.title, facts), facts.publishers


def build_page(assistant: Assistant, settings: Settings, examples: Sequence[str] = ()) -> gr.Blocks:
    """The Gradio page over ``assistant``; ``examples`` are questions offered before the first one."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported
    import gradio as gr

    desk = _Desk(assistant, settings.title)
    with gr.Blocks(title=settings.title, analytics_enabled=False, fill_width=True) as page:
        parts = _lay_out(desk, examples[:6])
        _wire(page, desk, parts, examples[:6])
    return page.queue(default_concurrency_limit=4, max_size=64)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components of the page that events read or write."""

    masthead: gr.HTML
    turns: gr.State
    conversation: gr.HTML
    box: gr.Textbox
    publishers: gr.Dropdown
    since: gr.Textbox
    until: gr.Textbox
    filters: gr.Accordion
    fresh: gr.Button
    offered: gr.Column
    examples: list[gr.Button]


def _lay_out(desk: _Desk, examples: Sequence[str]) -> _Parts:
    import gradio as gr

    bare: dict[str, Any] = {"js_on_load": None, "apply_default_css": False}
    head, names = desk.masthead()
    turns = gr.State(())
    masthead = gr.HTML(head, elem_id="masthead", **bare)
    conversation = gr.HTML(conversation_html(()), elem_id="conversation", **bare)
    with gr.Column(elem_id="desk"):
        box = gr.Textbox(
            placeholder="Ask about the news",
            label="Your question",
            show_label=False,
            container=False,
            max_lines=5,
            submit_btn="Ask",
            autofocus=True,
            elem_id="question",
        )
        with gr.Row(elem_id="options"):
            with gr.Accordion(_FILTERS, open=False, elem_id="filters") as filters, gr.Row():
                publishers = gr.Dropdown(
                    list(names), value=[], multiselect=True, label="Publishers", elem_id="publishers", scale=2
                )
                since = gr.Textbox(label="From", placeholder="yyyy-mm-dd", max_length=10, elem_id="since")
                until = gr.Textbox(label="To", placeholder="yyyy-mm-dd", max_length=10, elem_id="until")
            fresh = gr.Button("New conversation", elem_id="fresh", size="sm", visible=False)
    with gr.Column(elem_id="examples", visible=bool(examples)) as offered:
        gr.HTML('<p class="tryhead">Questions to start with</p>', **bare)
        buttons = [gr.Button(example, elem_classes="example", size="sm") for example in examples]
    return _Parts(masthead, turns, conversation, box, publishers, since, until, filters, fresh, offered, buttons)


def _wire(page: gr.Blocks, desk: _Desk, parts: _Parts, examples: Sequence[str]) -> None:
    import gradio as gr

    filters = [parts.publishers, parts.since, parts.until]
    fields = [parts.turns, *filters]
    shown = [parts.turns, parts.conversation, parts.box, parts.offered, parts.fresh]
    head = [parts.masthead, parts.publishers]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def around(asked: bool) -> tuple[gr.Column, gr.Button]:
        return gr.Column(visible=bool(examples) and not asked), gr.Button(visible=asked)

    def asking(text: str, *values: Any) -> Iterator[Outputs]:
        for kept, html, left in desk.ask(text, *values):
            yield kept, html, left, *around(bool(kept))

    def offering(example: str) -> Callable[..., Iterator[Outputs]]:
        def ask_example(*values: Any) -> Iterator[Outputs]:
            yield from asking(example, *values)

        return ask_example

    def starting() -> Outputs:
        return (), conversation_html(()), "", *around(False), [], "", ""

    def labelled(*values: Any) -> gr.Accordion:
        count = filters_count(*values)
        return gr.Accordion(label=f"{_FILTERS} ({count})" if count else _FILTERS)

    def loading() -> Outputs:
        head, names = desk.masthead()
        return head, gr.Dropdown(choices=list(names))

    events = [parts.box.submit(asking, [parts.box, *fields], shown, **quiet)]
    for button, example in zip(parts.examples, examples, strict=True):
        events.append(button.click(offering(example), fields, shown, **quiet))
    for event in events:
        event.failure(desk.settle, [parts.turns], [parts.turns, parts.conversation], **quiet)
        event.then(loading, None, head, **quiet)
    parts.fresh.click(starting, None, [*shown, *filters], **quiet)
    changes = [field.change for field in filters]
    gr.on(changes, labelled, filters, [parts.filters], trigger_mode="always_last", **quiet)
    page.load(loading, None, head, **quiet)


def mount_page(app: FastAPI, assistant: Assistant, settings: Settings, examples: Sequence[str] = ()) -> None:
    """Put the chat page at the root of ``app``, with our own style, script and nothing from elsewhere.

    ``app.state.end_streams`` is called, in the server's loop, when the server stops: Gradio holds a stream open for
    each page.
    """
    page = build_page(assistant, settings, examples)
    import gradio as gr

    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        show_error=False,
        theme=gr.themes.Base(),
        head=_HEAD,
    )
    mounted: Any = app.routes[-1]
    app.state.end_streams = mounted.app.stop_event.set
    for status in (404, 405):
        mounted.app.add_exception_handler(status, refused)
