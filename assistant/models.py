"""From a setting such as ``openai:gpt-4o-mini`` to a LangChain chat model. The only place that makes one.

Keys come from the provider's own environment variables, never from our settings, and never appear in a message.
"""

from __future__ import annotations

import math
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from .errors import ModelUnavailable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

__all__ = [
    "CONTEXT_TOKENS",
    "EXTRAS",
    "KEYS",
    "REPLY_TOKENS",
    "Way",
    "Writing",
    "chat_model",
    "constrained",
    "finishing",
    "named",
    "way_for",
]

Way = Literal["prose", "quotes"]
"""How a model writes: sentences with markers, or JSON with a quote before each sentence."""

Writing = Literal["auto", "prose", "quotes"]

EXTRAS = {
    "anthropic": "anthropic",
    "google_genai": "google",
    "mistralai": "mistral",
    "ollama": "ollama",
    "openai": "openai",
}
"""Our extras by provider: ``pip install "cited-news[ollama]"``."""

KEYS = {
    "anthropic": ("ANTHROPIC_API_KEY",),
    "google_genai": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    "mistralai": ("MISTRAL_API_KEY",),
    "openai": ("OPENAI_API_KEY",),
}
"""The environment variables that may hold each provider's key; one is enough."""

CONTEXT_TOKENS = 4096
"""Tokens of what a model is given and writes, together, unless told otherwise."""

REPLY_TOKENS = 700
"""Tokens of them that are left for the reply."""

_LOCAL_KEY = "none"
"""What is sent as the key to a server named by ``base_url`` when the environment has none: local servers want any."""


def named(name: str) -> tuple[str, str]:
    """The provider and the model in ``name`` ("provider:model").

    Raises:
        ModelUnavailable: it has not that form.
    """
    provider, colon, model = (part.strip() for part in name.partition(":"))
    if not (colon and provider and model):
        shown = name.strip()[:60]
        raise ModelUnavailable(f"The model {shown!r} needs the form provider:model, for example ollama:llama3.2.")
    return provider, model


def chat_model(
    name: str,
    *,
    base_url: str | None = None,
    timeout: float = 120.0,
    context_tokens: int = CONTEXT_TOKENS,
    reply_tokens: int = REPLY_TOKENS,
) -> BaseChatModel:
    """The chat model that ``name`` ("provider:model") stands for. It is not asked anything yet.

    It does not retry by itself: `assistant.receiving` does, the same for all providers.

    Args:
        name: for example ``ollama:llama3.2`` or ``openai:gpt-4o-mini``; any provider that LangChain knows.
        base_url: the address of a server that speaks the provider's protocol, such as a local one.
        timeout: seconds to wait for the model's first words, and between its words.
        context_tokens: the context that a local model is given room for.
        reply_tokens: where the reply of a local model is cut.

    Raises:
        ModelUnavailable: the name is malformed, the provider unknown or not installed, or its key missing.
    """
    provider, model = named(name)
    options: dict[str, Any] = {"timeout": timeout, "max_retries": 0}
    if provider == "ollama":
        options = _ollama(timeout, context_tokens, reply_tokens)
    elif provider == "openai":
        options |= _openai(timeout)
    elif provider == "mistralai":
        options["timeout"] = math.ceil(timeout)  # it takes whole seconds only; `assistant.receiving` is exact
    if base_url:
        options["base_url"] = base_url
        if provider == "openai":  # hosted models that reason refuse any temperature
            options |= {"temperature": 0, "max_tokens": reply_tokens}
    if (key := _lacking(provider)) is not None:
        if not base_url:
            if provider in EXTRAS and find_spec(f"langchain_{provider}") is None:
                raise ModelUnavailable(_not_installed(provider))
            raise ModelUnavailable(f"The provider {provider} needs a key. Set the environment variable {key}.")
        options["api_key"] = _LOCAL_KEY
    return _made(provider, model, options)


def _made(provider: str, model: str, options: dict[str, Any]) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    try:
        found: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
        return found
    except ImportError:
        problem = _not_installed(provider)
    except (ValueError, TypeError) as exc:
        problem = _refused(provider, exc)
    raise ModelUnavailable(problem)  # raised here, not within: what the provider said may hold a key


def _ollama(timeout: float, context_tokens: int, reply_tokens: int) -> dict[str, Any]:
    """Ollama cuts off, silently, what does not fit ``num_ctx``; a model that thinks first would use up its reply."""
    found: dict[str, Any] = {"temperature": 0, "num_ctx": context_tokens, "num_predict": reply_tokens}
    return found | {"reasoning": False, "client_kwargs": {"timeout": timeout}, "async_client_kwargs": _unpooled()}


def _openai(timeout: float) -> dict[str, Any]:
    try:
        import httpx
    except ImportError:
        return {}  # comes with the provider's package, whose absence is found in a moment
    client = httpx.AsyncClient(timeout=timeout, **_unpooled())
    return {"http_async_client": client, "stream_chunk_timeout": None}  # ours are in `assistant.receiving`


def _unpooled() -> dict[str, Any]:
    """No connection is kept between questions: an idle one would outlive the event loop that it belongs to."""
    try:
        import httpx
    except ImportError:
        return {}
    return {"limits": httpx.Limits(max_keepalive_connections=0)}


def _lacking(provider: str) -> str | None:
    """The environment variable in which a provider's key is missing; None if it has one or needs none."""
    names = KEYS.get(provider, ())
    return None if any(os.environ.get(name) for name in names) else next(iter(names), None)


def _not_installed(provider: str) -> str:
    extra = EXTRAS.get(provider)
    if extra:
        key = f" It also needs a key in {lacking}." if (lacking := _lacking(provider)) else ""
        return f"The provider {provider} is not installed. In the checkout run pip install -e '.[{extra}]' first.{key}"
    return f"The provider {provider} is not installed. Install its LangChain package, or use one of: {_known()}."


def _refused(provider: str, exc: Exception) -> str:
    text = str(exc).lower()
    if "unsupported" in text and "provider" in text:
        return f"The provider {provider[:40]!r} is unknown. Use one of: {_known()}."
    return f"The provider {provider} refused its settings ({type(exc).__name__}). Check the model's name and address."


def _known() -> str:
    return ", ".join(sorted(EXTRAS))


def way_for(model: BaseChatModel) -> Way:
    """The way of writing for a model: quotes where it is likely to be small and can be held to a schema.

    That is so behind Ollama and behind an OpenAI-compatible server of one's own. All others write prose.
    """
    home = _home(model)
    own_server = getattr(model, "openai_api_base", None) or ""
    local = home == "langchain_openai" and own_server and ".openai.com" not in own_server
    return "quotes" if local or home == "langchain_ollama" else "prose"


def constrained(model: BaseChatModel, schema: dict[str, Any]) -> Runnable[Any, Any]:
    """The model held to a JSON schema, where its provider can do that; elsewhere the prompt alone asks for it."""
    form = {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": schema}}
    home = _home(model)
    if home == "langchain_openai":  # as a plain field: with LangChain's own, a reply that is cut short raises
        return model.bind(extra_body={**(getattr(model, "extra_body", None) or {}), "response_format": form})
    if home == "langchain_mistralai":
        return model.bind(response_format=form)
    if home == "langchain_ollama":
        return model.bind(format=schema)
    return model


def finishing(model: BaseChatModel) -> bool:
    """Whether the model always says when its reply is complete, so that a reply without that was cut off."""
    return _home(model) in ("langchain_ollama", "langchain_openai")


def _home(model: BaseChatModel) -> str:
    return type(model).__module__.partition(".")[0]
