"""The chat page: a Gradio page whose conversation and sources are HTML that `assistant.rendering` escaped.

The conversation is two `gr.HTML`, the settled turns and the newest, each turn with its sources beside it. Their values
go through Gradio's default template ``${value}`` only: in a ``{{field}}`` template Gradio would evaluate ``${...}``
found in an article. What happens on an event is decided in `assistant.desk`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .answering import NO_MODEL
from .api import refused
from .desk import Desk, Step, live_html, past_html
from .filtering import filters_count

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from .chain import Assistant
    from .settings import Settings

__all__ = ["build_page", "mount_page"]

_HEAD = '<link rel="stylesheet" href="/screen/page.css"><script src="/screen/page.js" defer></script>'
_FILTERS = "Filters"
_ASK, _STOP = "Ask", "Stop"
_WITHOUT = "Answered without a model"

Outputs = tuple[Any, ...]


def build_page(assistant: Assistant, settings: Settings, examples: Sequence[str] = ()) -> gr.Blocks:
    """The Gradio page over ``assistant``; ``examples`` are questions offered before the first one."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported
    import gradio as gr

    desk = Desk(assistant, settings.title, settings.library)
    with gr.Blocks(title=settings.title, analytics_enabled=False, fill_width=True) as page:
        parts = _lay_out(desk, examples[:6])
        _wire(page, desk, parts, examples[:6])
    return page.queue(default_concurrency_limit=4, max_size=64)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The components of the page that events read or write."""

    masthead: gr.HTML
    turns: gr.State
    past: gr.HTML
    live: gr.HTML
    box: gr.Textbox
    publishers: gr.Dropdown
    since: gr.Textbox
    until: gr.Textbox
    filters: gr.Accordion
    model: gr.Dropdown
    fresh: gr.Button
    offered: gr.Column
    examples: list[gr.Button]


def _lay_out(desk: Desk, examples: Sequence[str]) -> _Parts:
    import gradio as gr

    bare: dict[str, Any] = {"js_on_load": None, "apply_default_css": False}
    head, names = desk.masthead()
    turns = gr.State(())
    masthead = gr.HTML(head, elem_id="masthead", **bare)
    with gr.Column(elem_id="conversation"):
        past = gr.HTML(past_html((), asked=False), elem_id="past", **bare)
        live = gr.HTML(live_html(), elem_id="live", **bare)
    with gr.Column(elem_id="desk"):
        box = gr.Textbox(
            placeholder="Ask about the news",
            label="Your question",
            show_label=False,
            container=False,
            max_lines=5,
            submit_btn=_ASK,
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
            with gr.Row(elem_id="choices"):
                model = _model(desk.assistant.models, desk.assistant.model)
                fresh = gr.Button("New conversation", elem_id="fresh", size="sm", visible=False)
    with gr.Column(elem_id="examples", visible=bool(examples)) as offered:
        gr.HTML('<p class="tryhead">Questions to start with</p>', **bare)
        buttons = [gr.Button(example, elem_classes="example", size="sm") for example in examples]
    return _Parts(masthead, turns, past, live, box, publishers, since, until, filters, model, fresh, offered, buttons)


def _model(models: Sequence[str], default: str) -> gr.Dropdown:
    """What answers: one of the configured models, or none; not shown where there is nothing to choose."""
    import gradio as gr

    choices = [*((f"Answered by {name}", name) for name in models), (_WITHOUT, NO_MODEL)]
    return gr.Dropdown(
        choices,
        value=default,
        label="What answers",
        show_label=False,
        container=False,
        filterable=False,
        elem_id="model",
        visible=bool(models),
    )


def _wire(page: gr.Blocks, desk: Desk, parts: _Parts, examples: Sequence[str]) -> None:
    import gradio as gr

    filters = [parts.publishers, parts.since, parts.until]
    fields = [parts.turns, parts.model, *filters]
    shown = [parts.turns, parts.past, parts.live, parts.box, parts.offered, parts.fresh]
    head = [parts.masthead, parts.publishers]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def asking(request: Any, text: str, turns: Any, model: str, *values: Any) -> Iterator[Outputs]:
        for step in desk.ask(text, turns, values, model, str(request.session_hash)):
            yield _outputs(step, bool(examples))

    def offering(example: str) -> Callable[..., Iterator[Outputs]]:
        def ask_example(request: Any, turns: Any, model: str, *values: Any) -> Iterator[Outputs]:
            yield from asking(request, example, turns, model, *values)

        return _requesting(ask_example)

    def stopping(request: Any) -> None:
        desk.stop(str(request.session_hash))

    def starting() -> Outputs:
        return (
            *_outputs(Step(live_html(), (), past_html((), asked=False), "", running=False), bool(examples)),
            [],
            "",
            "",
        )

    def settling(turns: Any) -> Outputs:
        kept, live = desk.settle(turns)
        return _outputs(Step(live, kept, past_html(kept[:-1]), running=False), bool(examples))

    def labelled(*values: Any) -> gr.Accordion:
        count = filters_count(*values)
        return gr.Accordion(label=f"{_FILTERS} ({count})" if count else _FILTERS)

    def loading() -> Outputs:
        head, names = desk.masthead()
        return head, gr.Dropdown(choices=list(names))

    events = [parts.box.submit(_requesting(asking), [parts.box, *fields], shown, **quiet)]
    for button, example in zip(parts.examples, examples, strict=True):
        events.append(button.click(offering(example), fields, shown, **quiet))
    for event in events:
        event.failure(settling, [parts.turns], shown, **quiet)
        event.then(loading, None, head, **quiet)
    parts.box.stop(_requesting(stopping), None, None, queue=False, **quiet)
    page.unload(_requesting(stopping))
    parts.fresh.click(starting, None, [*shown, *filters], **quiet)
    changes = [field.change for field in filters]
    gr.on(changes, labelled, filters, [parts.filters], trigger_mode="always_last", **quiet)
    page.load(loading, None, head, **quiet)


def _requesting(handler: Callable[..., Any]) -> Callable[..., Any]:
    """A handler that is given the request first: Gradio finds it by its annotation, which must be the class itself."""
    import gradio as gr

    handler.__annotations__["request"] = gr.Request
    return handler


def _outputs(step: Step, examples: bool) -> Outputs:
    """The values of the components that show a conversation: turns, past, live, box, examples, new conversation."""
    import gradio as gr

    if step.turns is None and step.running:
        same = gr.skip()
        return same, same, step.live, same, same, same
    box: dict[str, Any] = {"submit_btn": False if step.running else _ASK, "stop_btn": _STOP if step.running else False}
    if step.left is not None:
        box["value"] = step.left
    asked = bool(step.turns)
    rest = gr.Column(visible=examples and not asked), gr.Button(visible=asked and not step.running)
    return step.turns, step.past, step.live, gr.Textbox(**box), *rest


def mount_page(app: FastAPI, assistant: Assistant, settings: Settings, examples: Sequence[str] = ()) -> None:
    """Put the chat page at the root of ``app``, with our own style, script and nothing from elsewhere.

    ``app.state.end_streams`` is called, in the server's loop, when the server stops: Gradio holds a stream open for
    each page, and a language model may be writing.
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

    def end_streams() -> None:
        mounted.app.stop_event.set()
        assistant.stop()

    app.state.end_streams = end_streams
    for status in (404, 405):
        mounted.app.add_exception_handler(status, refused)
