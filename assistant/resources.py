"""Where the prompts and the sample data lie: in the installed package, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["resource"]


def resource(name: str) -> Path:
    """The path of a bundled file or folder such as ``prompts/answer.md`` or ``data``; it need not exist."""
    package = Path(__file__).parent
    installed = package / "_resources" / name
    return installed if installed.exists() else package.parent / name
