"""The commands that messages name as the next step: they work when they are pasted into a shell. Pure."""

from __future__ import annotations

import shlex
from pathlib import Path

__all__ = ["DEFAULT_LIBRARY", "command"]

DEFAULT_LIBRARY = Path("library")
"""The library's folder where none is named."""


def command(words: str, library: Path) -> str:
    """The command ``assistant`` with ``words``, and with the library's folder unless that is the default one."""
    chosen = "" if library == DEFAULT_LIBRARY else f" --library {shlex.quote(str(library))}"
    return f"assistant {words}{chosen}"
