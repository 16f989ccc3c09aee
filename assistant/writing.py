"""The generative answerer: any LangChain chat model, asked with the passages, its reply read into claims as it comes.

Nothing of the reply is believed here: `assistant.grounding` decides what of the draft stands. There are two ways of
writing. "prose": sentences with markers, for strong models. "quotes": JSON that is held to a schema, a quote before
each sentence (`assistant.quoting`), for small models, which never give usable markers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableConfig

from .budget import counter, fitting, passages_text
from .errors import ModelUnavailable
from .failures import Broken, Empty, Garbled, explained, own_fault, refused_form
from .models import CONTEXT_TOKENS, REPLY_TOKENS, Way, Writing, constrained, finishing, way_for
from .prompts import Prompt, load
from .quoting import Quotes, schema
from .receiving import Limits, Receiver, Reception
from .replies import Prose, Visible, drafted
from .stopping import Stop
from .types import Began, Claim, Draft, Evidence, Request, Short

__all__ = ["Drafting", "GenerativeAnswerer"]


class GenerativeAnswerer(Runnable[Request, Draft]):
    """An answerer that lets a chat model write and cite. Thread-safe; `close` it when it is no longer needed.

    Args:
        model: any LangChain chat model.
        writing: the way of writing; "auto" chooses by the model (`way_for`).
        context_tokens: the model's context: what it is given and what it writes, together.
        reply_tokens: how much of that is left for what it writes.
        context_words: a limit in words for the passages as well.
        limits: how long the model is waited for, and how often it is asked again.
        name: what messages and traces call the model.
    """

    def __init__(
        self,
        model: BaseChatModel,
        *,
        writing: Writing = "auto",
        context_tokens: int = CONTEXT_TOKENS,
        reply_tokens: int = REPLY_TOKENS,
        context_words: int | None = None,
        limits: Limits | None = None,
        name: str | None = None,
    ) -> None:
        self.model = model
        self.way: Way = writing if writing != "auto" else way_for(model)
        self.context_tokens = context_tokens
        self.reply_tokens = reply_tokens
        self.context_words = context_words
        self.name = name
        self._prompts: dict[Way, Prompt] = {}
        self._chosen = writing == "auto"
        self._count = counter(model)
        self._receiver = Receiver(limits)

    @property
    def prompt(self) -> Prompt:
        """The prompt of the way of writing that is in use; its version belongs into the trace."""
        return self._prompt(self.way)

    def _prompt(self, way: Way) -> Prompt:
        if way not in self._prompts:
            self._prompts[way] = load("answer" if way == "prose" else "quotes")
        return self._prompts[way]

    def invoke(self, input: Request, config: RunnableConfig | None = None, **_: Any) -> Draft:  # noqa: A002
        """Ask the model and read its reply; without evidence the model is not asked.

        Raises:
            ModelUnavailable: the model failed, did not answer in time, or said nothing.
        """
        return drafted(self.drafted(input, config))

    def drafted(self, request: Request, config: RunnableConfig | None = None) -> Drafting:
        """The draft while it is written: `Began` at the model's first words, then claims and the short answer.

        A refusal gives no claims. Closing what is returned stops the model. Errors are those of `invoke`.
        """
        asked = _Asked(self.name or "The language model")
        return Drafting(self._steps(request, config, asked), asked)

    def said(self, messages: Sequence[BaseMessage], stop: Stop | None = None) -> str:
        """The model's whole reply to other messages; what there was of it when somebody wished to ``stop``.

        A short reply is meant: all of it must come within the time that is waited for first words.

        Raises:
            ModelUnavailable: the model failed, or did not answer in time.
        """
        asked = _Asked(self.name or "The language model")
        if stop is not None:
            stop.listen(asked.close)
        usual = self._receiver.limits
        limits = replace(usual, total=min(usual.total, usual.silence))
        reception = self._receiver.receive(self.model, messages, whole=finishing(self.model), limits=limits)
        return "".join(asked.pieces(reception, form=False))

    def close(self) -> None:
        """Stop the model and end the thread that reads it."""
        self._receiver.close()

    def messages(self, request: Request) -> list[BaseMessage]:
        """What the model is given: the instructions, then the passages as data, then the question."""
        return self._messages(request, self._passages(request, self.prompt), self.prompt)

    def _passages(self, request: Request, prompt: Prompt) -> dict[str, Evidence]:
        bare = sum(self._count(message.text) for message in self._messages(request, {}, prompt))
        room = self.context_tokens - self.reply_tokens - bare
        return fitting(request.evidence, room, self._count, words=self.context_words)

    def _messages(self, request: Request, passages: Mapping[str, Evidence], prompt: Prompt) -> list[BaseMessage]:
        values = {
            "question": request.query if request.query.strip() else request.question.text,
            "passages": passages_text(passages),
            "today": request.today,
        }
        system, human = prompt.fill(values)
        return [SystemMessage(system), HumanMessage(human)]

    def _steps(self, request: Request, config: RunnableConfig | None, asked: _Asked) -> Iterator[Began | Claim | Short]:
        if not request.evidence:
            return
        way = self.way
        try:
            yield from _written(asked, *self._ask(request, config, way), form=self._chosen and way == "quotes")
        except _FormRefused:
            self.way = "prose"
            yield from _written(asked, *self._ask(request, config, "prose"), form=False)

    def _ask(self, request: Request, config: RunnableConfig | None, way: Way) -> tuple[Prose | Quotes, Reception]:
        prompt = self._prompt(way)
        passages = self._passages(request, prompt)
        model: Runnable[Any, Any] = self.model
        reader: Prose | Quotes = Prose(prompt.refusal)
        if way == "quotes":
            model = constrained(self.model, schema(list(passages)))
            reader = Quotes(passages, prompt.refusal, request.evidence)
        whole = finishing(self.model)
        return reader, self._receiver.receive(model, self._messages(request, passages, prompt), config, whole)


class Drafting(Iterator[Began | Claim | Short]):
    """One draft on its way. `close` stops the model; it may be called from any thread and more than once."""

    def __init__(self, steps: Iterator[Began | Claim | Short], model: _Asked) -> None:
        self._steps = steps
        self._model = model

    def __next__(self) -> Began | Claim | Short:
        return next(self._steps)

    def close(self) -> None:
        """Stop reading and close the connection to the model."""
        self._model.close()

    def __del__(self) -> None:
        self._model.close()


class _Asked:
    """What has been asked of the model for one draft, so that it can be stopped from outside."""

    def __init__(self, name: str) -> None:
        self.closed = False
        self.name = name
        self._reception: Reception | None = None

    def close(self) -> None:
        self.closed = True
        if self._reception is not None:
            self._reception.close()

    def pieces(self, reception: Reception, form: bool) -> Iterator[str]:
        """The pieces of a reply, with errors translated; `_FormRefused` if ``form`` and the model cannot hold to it."""
        self._reception = reception
        if self.closed:
            reception.close()
        try:
            yield from reception
            return
        except Exception as exc:  # the providers' errors have no base class in common
            if own_fault(exc):
                raise
            refused, failure = form and refused_form(exc), explained(exc, self.name)
        # raised here, not within: the provider's words, which a traceback would show, may hold a key
        raise _FormRefused if refused else ModelUnavailable(failure)


class _FormRefused(Exception):
    """The model's server cannot hold to a schema."""


def _written(
    asked: _Asked, reader: Prose | Quotes, reception: Reception, form: bool
) -> Iterator[Began | Claim | Short]:
    """The steps of one reply, read by ``reader``."""
    visible, began, said, claimed = Visible(), False, False, False
    for piece in asked.pieces(reception, form):
        if not began:
            began = True
            yield Began()
        text = visible.feed(piece)
        said = said or bool(text.strip())
        if visible.restarted:
            visible.restarted = False
            reader.restart()
        for step in reader.feed(text):
            claimed = claimed or isinstance(step, Claim)
            yield step
        if reader.refused:
            reception.close()
    if asked.closed or reader.refused:
        return
    if not said:
        raise ModelUnavailable(explained(Empty(), asked.name))
    for step in (*reader.feed(visible.end()), *reader.end(reception.cut)):
        claimed = claimed or isinstance(step, Claim)
        yield step
    if reception.cut and not claimed:
        raise ModelUnavailable(explained(Broken(), asked.name))
    if not claimed and isinstance(reader, Quotes) and reader.garbled:
        raise ModelUnavailable(explained(Garbled(), asked.name))
