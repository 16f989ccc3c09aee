"""Files written and read back for the tests of the readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.readers import Skipped, find, read
from index.types import Article

STORY = "Harbour wall gives way in Tallow Bay\n\nA storm broke the wall on Monday. Nobody was hurt, the mayor said.\n"


def articles(*paths: Path | str, **options: Any) -> list[Article | Skipped]:
    found: list[Article | Skipped] = []
    for source in find([str(path) for path in paths], **options):
        found.extend([source] if isinstance(source, Skipped) else read(source))
    return found


def one(path: Path, data: bytes | str, **options: Any) -> Article | Skipped:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (only,) = articles(path, **options)
    return only


def article(path: Path, data: bytes | str) -> Article:
    found = one(path, data)
    assert isinstance(found, Article), found
    return found


LINE: dict[str, Any] = {"text": "The wall fell on Monday."}
