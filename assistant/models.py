"""From a setting such as ``openai:gpt-4o-mini`` to a LangChain chat model. The only place that makes one.

Keys come from the provider's own environment variables, never from our settings, and never appear in a message.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal

from .errors import ModelUnavailable

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

__all__ = ["EXTRAS", "Way", "Writing", "chat_model", "constrained", "finishing", "way_for"]

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

_KEYS = {
    "anthropic": "ANTHROPIC_API_KEY",
    "google_genai": "GOOGLE_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
    "openai": "OPENAI_API_KEY",
}
_LOCAL_KEY = "none"
"""What is sent as the key to a server named by ``base_url`` when the environment has none: local servers want any."""


def chat_model(name: str, *, base_url: str | None = None, timeout: float = 60.0) -> BaseChatModel:
    """The chat model that ``name`` ("provider:model") stands for.

    Args:
        name: for example ``ollama:llama3.2`` or ``openai:gpt-4o-mini``; any provider that LangChain knows.
        base_url: the address of a server that speaks the provider's protocol, such as a local one.
        timeout: seconds to wait for the model.

    Raises:
        ModelUnavailable: the name is malformed, the provider unknown or not installed, or its key missing.
    """
    provider, colon, model = name.partition(":")
    if not (colon and provider.strip() and model.strip()):
        shown = name.strip()[:60]
        raise ModelUnavailable(f"The model {shown!r} needs the form provider:model, for example ollama:llama3.2.")
    provider, model = provider.strip(), model.strip()
    options = _options(provider, base_url, timeout)
    from langchain.chat_models import init_chat_model

    try:
        found: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as exc:
        raise ModelUnavailable(_not_installed(provider)) from exc
    except (ValueError, TypeError) as exc:
        raise ModelUnavailable(_refused(provider, exc)) from exc
    return found


def _options(provider: str, base_url: str | None, timeout: float) -> dict[str, Any]:
    options: dict[str, Any] = {"client_kwargs": {"timeout": timeout}} if provider == "ollama" else {"timeout": timeout}
    if base_url or provider == "ollama":
        options["temperature"] = 0  # hosted models that reason refuse any temperature
    if base_url:
        options["base_url"] = base_url
    key = _KEYS.get(provider)
    if key and not os.environ.get(key):
        if not base_url:
            raise ModelUnavailable(f"The provider {provider} needs a key. Set the environment variable {key}.")
        options["api_key"] = _LOCAL_KEY
    return options


def _not_installed(provider: str) -> str:
    extra = EXTRAS.get(provider)
    if extra:
        return f"The provider {provider} is not installed. In the checkout run: pip install -e '.[{extra}]'"
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
    own_server = getattr(model, "openai_api_base", None)
    return "quotes" if home == "langchain_ollama" or (home == "langchain_openai" and own_server) else "prose"


def constrained(model: BaseChatModel, schema: dict[str, Any]) -> Runnable[Any, Any]:
    """The model held to a JSON schema, where its provider can do that; elsewhere the prompt alone asks for it."""
    named = {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": schema}}
    home = _home(model)
    if home == "langchain_openai":  # as a plain field: with LangChain's own, a reply that is cut short raises
        return model.bind(extra_body={**(getattr(model, "extra_body", None) or {}), "response_format": named})
    if home == "langchain_mistralai":
        return model.bind(response_format=named)
    if home == "langchain_ollama":
        return model.bind(format=schema)
    return model


def finishing(model: BaseChatModel) -> bool:
    """Whether the model always says when its reply is complete, so that a reply without that was cut off."""
    return _home(model) in ("langchain_ollama", "langchain_openai")


def _home(model: BaseChatModel) -> str:
    return type(model).__module__.partition(".")[0]
