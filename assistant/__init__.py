"""Grounded answers about the news: ``from assistant import Assistant``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .chain import Assistant as Assistant
    from .settings import Settings as Settings
    from .types import Answer as Answer
    from .types import Question as Question

__all__ = ["Answer", "Assistant", "Question", "Settings"]

_HOMES = {"Answer": "types", "Assistant": "chain", "Question": "types", "Settings": "settings"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that the command's help is instant."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
