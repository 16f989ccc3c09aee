"""The ways to answer that the settings allow: without a language model, or with one of those that they name."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from langchain_core.runnables import Runnable

from .errors import QuestionInvalid
from .readers import answerer
from .settings import Settings
from .spans import SpanReader
from .types import Draft, Request

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from .writing import GenerativeAnswerer

__all__ = ["NO_MODEL", "Answerer", "Answerers"]

NO_MODEL = "none"
"""What is chosen instead of a model's name to be answered without one."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """An answerer with what the trace says of it. ``writer`` is the one that streams, where a language model writes."""

    run: Runnable[Request, Draft]
    name: str
    model: str | None = None
    writer: GenerativeAnswerer | None = None

    @property
    def prompt(self) -> str | None:
        """The version of the prompt in use, where there is one."""
        return None if self.writer is None else self.writer.prompt.version


class Answerers:
    """Makes an answerer when it is first asked for, and keeps it. Thread-safe.

    Args:
        settings: name the models (``model``, and ``models`` to choose from).
        reader: what reads the passages without a language model.
        chat_model: a LangChain chat model that writes instead of the settings' ``model``.

    Raises:
        ModelUnavailable: the default language model cannot be set up.
    """

    def __init__(self, settings: Settings, reader: SpanReader | None, chat_model: BaseChatModel | None = None) -> None:
        self._settings = settings
        self._chat_model = chat_model
        self._lock = Lock()
        self.default = NO_MODEL
        """The model that answers where none is chosen."""
        if chat_model is not None or settings.model is not None:
            self.default = settings.model or type(chat_model).__name__
        self._made = {NO_MODEL: Answerer(answerer(settings, reader), "extractive", settings.reader)}
        self.get(self.default)

    @property
    def models(self) -> tuple[str, ...]:
        """The models that may be chosen, the default first if it is one; none where no model is configured."""
        default = () if self.default == NO_MODEL else (self.default,)
        return tuple(dict.fromkeys((*default, *self._settings.models)))

    def name(self, chosen: str | None) -> str:
        """The name of the answerer that is meant by ``chosen``: a model, `NO_MODEL`, or None for the default.

        Raises:
            QuestionInvalid: it is none of those configured.
        """
        if chosen is None:
            return self.default
        if chosen != NO_MODEL and chosen not in self.models:
            known = ", ".join((*self.models, NO_MODEL))
            raise QuestionInvalid(f"the model {chosen[:60]!r} is not configured here; choose one of: {known}")
        return chosen

    def get(self, name: str) -> Answerer:
        """The answerer of that name.

        Raises:
            ModelUnavailable: it cannot be set up.
        """
        with self._lock:
            if name not in self._made:
                self._made[name] = self._generative(name)
            return self._made[name]

    def _generative(self, name: str) -> Answerer:
        from .models import chat_model
        from .receiving import Limits
        from .writing import GenerativeAnswerer

        settings = self._settings
        given = self._chat_model if name == self.default else None
        writer = GenerativeAnswerer(
            given
            or chat_model(
                name,
                base_url=self._address(name),
                timeout=settings.timeout,
                context_tokens=settings.context_tokens,
                reply_tokens=settings.reply_tokens,
            ),
            writing=settings.writing,
            context_tokens=settings.context_tokens,
            reply_tokens=settings.reply_tokens,
            context_words=settings.context_words,
            limits=Limits(settings.timeout, settings.reply_timeout, settings.retries),
            name=name,
        )
        return Answerer(writer, "generative", name, writer)

    def _address(self, name: str) -> str | None:
        """The server named by ``base_url``, for models of the provider that it speaks the protocol of."""
        from .models import named

        home = named(self._settings.model)[0] if self._settings.model else "openai"
        return self._settings.base_url if named(name)[0] == home else None

    def close(self) -> None:
        """Stop the language models and end the threads that read them."""
        with self._lock:
            for made in self._made.values():
                if made.writer is not None:
                    made.writer.close()
