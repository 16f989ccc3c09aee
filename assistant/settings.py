"""The program's settings: command line, then environment, then a TOML file, then defaults.

Environment variables are the names in capitals behind ``ASSISTANT_``; the TOML file is ``assistant.toml`` in the
current folder, or the one that ``ASSISTANT_CONFIG`` names. Unknown names are refused.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from index.errors import SettingsInvalid
from index.hints import DEFAULT_LIBRARY
from index.settings import IndexSettings

from .errors import ModelUnavailable
from .models import CONTEXT_TOKENS, REPLY_TOKENS, Writing, named

__all__ = ["Settings", "load_settings", "settings_table"]

_PREFIX = "ASSISTANT_"
_NOT_SETTINGS = {"ASSISTANT_CONFIG"}
_NO_NUMBER = {
    *("int_parsing", "int_from_float", "int_type", "float_parsing", "float_type", "finite_number"),
    *("greater_than", "greater_than_equal", "less_than", "less_than_equal"),
}


class Settings(IndexSettings):
    """All settings of the program. Frozen; built once at the edge and passed down."""

    model_config = ConfigDict(hide_input_in_errors=True)  # what was put into a wrong place may be a key

    library: Path = Field(DEFAULT_LIBRARY, description="Folder of the library.")
    evidence: int = Field(10, ge=1, le=100, description="Passages that an answer may rest on.")
    per_article: int = Field(4, ge=1, le=100, description="At most so many of them from one article.")
    closest: int = Field(3, ge=0, le=20, description="Passages shown when the articles do not answer.")
    threshold: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Probability below which the extractive answerer refuses; by default the reader's own. "
        "A reader of yours has a number from 0 to 1 that is none: choose by `assistant eval`.",
    )
    reader: str = Field(
        "packaged",
        min_length=1,
        description="Reads the passages: packaged, rules (no model), or a transformers question-answering model.",
    )
    reranker: str | None = Field(
        None,
        min_length=1,
        description="Ranks the passages: packaged, none, or a cross-encoder of your choice; by default packaged "
        "where it reads, else none.",
    )
    read: int = Field(
        12,
        ge=1,
        le=100,
        description="Retrieved passages that are ranked; the first of them (`evidence`) are answered from.",
    )
    relevance: float = Field(
        -2.5,
        ge=-20,
        le=20,
        description="Log-odds that a passage answers, by the packaged reader; if none has as much, no model is asked.",
    )
    model: str | None = Field(None, min_length=1, description="Language model as provider:name; none by default.")
    models: tuple[str, ...] = Field(
        (), description="Language models to choose from on the page, each as provider:name, separated by commas."
    )
    base_url: str | None = Field(
        None,
        pattern=r"^https?://\S+$",
        description="Address of an OpenAI-compatible server, or of one of the provider of `model`; models of other "
        "providers do not use it.",
    )
    timeout: float = Field(
        120, gt=0, le=3600, description="Seconds to wait for the language model's first words, and between its words."
    )
    reply_timeout: float = Field(300, gt=0, le=7200, description="Seconds to wait for a language model's whole reply.")
    retries: int = Field(
        2, ge=0, le=10, description="How often a language model that is busy or cannot be reached is asked again."
    )
    writing: Writing = Field(
        "auto",
        description="How the language model writes: quotes (JSON, a quote before each sentence), prose (sentences with "
        "markers), or auto: quotes for Ollama and for a server named by base_url, prose for others.",
    )
    context_tokens: int = Field(
        CONTEXT_TOKENS,
        ge=1000,
        le=2_000_000,
        description="Tokens that the language model is given and writes, together.",
    )
    reply_tokens: int = Field(
        REPLY_TOKENS,
        validate_default=True,
        ge=100,
        le=100_000,
        description="Tokens of them that are left for the reply; a local model's reply is cut there.",
    )
    context_words: int | None = Field(
        None, ge=100, le=1_000_000, description="At most so many words of evidence for the language model as well."
    )
    fallback: bool = Field(
        True, description="Whether a question is answered without the language model, and labelled so, when it fails."
    )
    title: str = Field("Ask the news", min_length=1, max_length=80, description="Title of the chat page.")
    host: str = Field("127.0.0.1", min_length=1, description="Address that the server listens on.")
    port: int = Field(7860, ge=0, le=65535, description="Port of the server.")
    allowed_origins: tuple[str, ...] = Field(
        ("'self'",), description="Origins that may show /embed in a frame (CSP frame-ancestors), separated by commas."
    )

    @property
    def choices(self) -> tuple[str, ...]:
        """The language models that may be chosen, the default one first."""
        return tuple(dict.fromkeys((*((self.model,) if self.model else ()), *self.models)))

    @field_validator("reader", "reranker")
    @classmethod
    def _known(cls, value: str | None, info: ValidationInfo) -> str | None:
        low = (value or "").strip().lower()
        if low not in ("packaged", "rules", "none"):
            return value
        if (info.field_name, low) == ("reader", "none"):
            raise ValueError("something must read the passages; rules does so without a model")
        if (info.field_name, low) == ("reranker", "rules"):
            raise ValueError("rules do not rank; none leaves the passages as they were retrieved")
        return low

    @field_validator("library", mode="before")
    @classmethod
    def _folder(cls, value: object) -> object:
        if isinstance(value, str) and not value.strip():
            raise ValueError("the name of the folder is empty; name one, for example --library news")
        return value

    @field_validator("models")
    @classmethod
    def _named(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            return tuple(dict.fromkeys(":".join(named(name)) for name in value))
        except ModelUnavailable as exc:
            raise ValueError(str(exc).rstrip(".")) from exc

    @field_validator("base_url")
    @classmethod
    def _keyless(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "")
        if "@" in parts.netloc or parts.query:
            raise ValueError("a key has no place in an address; put it into the provider's environment variable")
        return value

    @field_validator("reply_tokens")
    @classmethod
    def _roomy(cls, value: int, others: ValidationInfo) -> int:
        if value > others.data.get("context_tokens", CONTEXT_TOKENS) / 2:
            raise ValueError("at most half of context_tokens can be left for the reply")
        return value

    @field_validator("allowed_origins", "models", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("allowed_origins")
    @classmethod
    def _harmless(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if not origin or any(character in origin for character in " ;,\t\r\n"):
                raise ValueError(f"{origin!r} is not an origin; write https://host, 'self' or *")
        return value


def load_settings(
    overrides: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Settings:
    """The settings in force.

    Args:
        overrides: from the command line; values of None are passed over.
        environment: of the process by default.
        folder: where ``assistant.toml`` is looked for; the current folder by default.

    Raises:
        SettingsInvalid: a setting is unknown, malformed or out of bounds; the message names it and where it came from.
    """
    environment = os.environ if environment is None else environment
    given: dict[str, Any] = {}
    source: dict[str, str] = {}
    for where, values in (
        ("assistant.toml", _from_file(environment, folder or Path())),
        ("environment", _from_environment(environment)),
        ("command line", {name: value for name, value in (overrides or {}).items() if value is not None}),
    ):
        given |= values
        source |= dict.fromkeys(values, where)
    try:
        settings = Settings(**given)
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_context=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        shown = f"{_PREFIX}{name.upper()}" if source.get(name) == "environment" else name
        raise SettingsInvalid(
            f"setting {shown} ({source.get(name, 'settings')}): {_plain(name, first['type'], first['msg'])}; "
            "see docs/settings.md"
        ) from exc
    if source.get("base_url") == "command line" and not settings.choices:
        raise SettingsInvalid("--base-url needs the language model that is there; add for example --model openai:local")
    return settings


def _plain(name: str, kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "there is no such setting"
    if kind in _NO_NUMBER and (bounds := _bounds(name)):
        return f"it must be a {'whole ' if int in _types(name) else ''}number {bounds}"
    if kind == "string_pattern_mismatch":
        return "it must be an address that begins with http:// or https://"
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _types(name: str) -> tuple[Any, ...]:
    annotation = Settings.model_fields[name].annotation
    return get_args(annotation) or (annotation,)


def _bounds(name: str) -> str:
    """The bounds of a number, as "from 0 to 1"; empty where it has none."""
    found: dict[str, Any] = {}
    for constraint in Settings.model_fields[name].metadata:
        found |= {key: getattr(constraint, key) for key in ("ge", "gt", "le") if hasattr(constraint, key)}
    low = f"from {found['ge']}" if "ge" in found else f"above {found['gt']}" if "gt" in found else ""
    return f"{low} {'to' if 'ge' in found else 'and at most'} {found['le']}" if low and "le" in found else low


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Only names that are settings count: other programs may use the prefix too."""
    known = set(Settings.model_fields)
    found = {}
    for name, value in environment.items():
        if name.startswith(_PREFIX) and name not in _NOT_SETTINGS and name[len(_PREFIX) :].lower() in known:
            found[name[len(_PREFIX) :].lower()] = value
    return found


def _from_file(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    named = environment.get("ASSISTANT_CONFIG")
    path = Path(named) if named else folder / "assistant.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as exc:
        if named:
            raise SettingsInvalid(f"ASSISTANT_CONFIG names {path}, which is not there; create it or unset it") from exc
        return {}
    except (OSError, ValueError, RecursionError) as exc:
        raise SettingsInvalid(f"{path} cannot be read as TOML ({exc}); mend it or move it away") from exc


def settings_table() -> str:
    """All settings as a Markdown table, for docs/settings.md."""
    rows = ["| setting | environment | default | what it is for |", "|---|---|---|---|"]
    for name, field in sorted(Settings.model_fields.items()):
        value = ",".join(field.default) if isinstance(field.default, tuple) else field.default
        default = "none" if value is None else f"`{value}`"
        rows.append(f"| `{name}` | `{_PREFIX}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)
