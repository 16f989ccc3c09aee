"""Articles as JSON lines: ``{"id"?, "title"?, "text", "url"?, "publisher"?, "author"?, "published"?}``.

Lines are read one at a time, so a file may be of any size. Other keys are ignored; a line that cannot be used is
reported with its number, and the rest is read.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..errors import ArticleUnreadable
from ..types import Article
from . import fields
from .fields import Skipped

__all__ = ["holds_questions", "looks_like_jsonl", "read"]

ID_LENGTH = 200
_TEXT_FIELDS = ("title", "url", "publisher", "author", "published")


def read(file: BinaryIO, origin: str, line_bytes: int = 20_000_000) -> Iterator[Article | Skipped]:
    """The articles of ``file`` in order. The n-th line, counted from 1, has the origin ``origin#n``."""
    number = 0
    seen = False
    while data := file.readline(line_bytes + 1):
        number += 1
        where = f"{origin}#{number}"
        if len(data) > line_bytes and not data.endswith(b"\n"):
            seen = True
            _pass_over(file)
            yield Skipped(where, f"a line larger than {line_bytes // 1_000_000} MB")
            continue
        if number == 1:
            if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield Skipped(origin, "JSON lines in UTF-16: save the file as UTF-8")
                return
            data = data.removeprefix(codecs.BOM_UTF8)
        if not data.strip():
            continue
        if not seen and (reason := _wrong_file(data)):
            yield Skipped(origin, reason)
            return
        seen = True
        try:
            yield _article(_record(data), where)
        except ArticleUnreadable as exc:
            yield Skipped(where, str(exc))
    if not seen:
        yield Skipped(origin, "empty")


def holds_questions(first: bytes) -> bool:
    """Whether the first line of a JSONL file is a labelled question and not an article."""
    try:
        record = _record(first.removeprefix(codecs.BOM_UTF8))
    except ArticleUnreadable:
        return False
    return "question" in record and "text" not in record


def looks_like_jsonl(data: bytes) -> bool:
    """Whether the first line of ``data`` is an article or a labelled question."""
    first = data.lstrip().partition(b"\n")[0].removeprefix(codecs.BOM_UTF8)
    try:
        record = _record(first) if first.startswith(b"{") else {}
    except ArticleUnreadable:
        return False
    return "text" in record or "question" in record


def _wrong_file(first: bytes) -> str | None:
    if holds_questions(first):
        return "labelled questions, not articles"
    start = first.strip()
    if start == b"{" or start.startswith(b"["):
        return "one JSON document, not JSON lines: write one article on each line"
    if b"\0" in start:
        return "not text: it looks binary"
    return None


def _pass_over(file: BinaryIO) -> None:
    """Read on to the end of the line."""
    while (data := file.readline(1 << 20)) and not data.endswith(b"\n"):
        pass


def _record(data: bytes) -> dict[str, Any]:
    try:
        record = json.loads(data.rstrip())
    except UnicodeDecodeError:
        raise ArticleUnreadable("not UTF-8") from None
    except json.JSONDecodeError as exc:
        raise ArticleUnreadable(f"not JSON: {exc.msg} at character {exc.pos + 1}") from None
    except (ValueError, RecursionError):
        raise ArticleUnreadable("not JSON that can be read: a number is too long or it is nested too deeply") from None
    if not isinstance(record, dict):
        raise ArticleUnreadable("not a JSON object")
    return record


def _article(record: dict[str, Any], origin: str) -> Article:
    text = record.get("text")
    if text is None or text == "":
        raise ArticleUnreadable("text is missing" if text is None else "text is empty")
    if not isinstance(text, str):
        raise ArticleUnreadable(f"text is {_kind(text)}, not a string")
    given = {name: _string(record, name) for name in _TEXT_FIELDS}
    if given["published"] is not None:
        given["published"] = fields.iso(given["published"])
    return fields.make(text, origin, id=_id(record), **given)


def _string(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleUnreadable(f"{name} is {_kind(value)}, not a string")
    return value if value.strip() else None


def _id(record: dict[str, Any]) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < 10**18 else "9" * (ID_LENGTH + 1)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ArticleUnreadable(f"id is {_kind(value)}, not a string or a whole number")
    if len(value) > ID_LENGTH:
        raise ArticleUnreadable(f"id is longer than {ID_LENGTH} characters")
    if not value.isprintable() or value != value.strip():
        raise ArticleUnreadable("id has white space around it or characters that cannot be printed")
    return value


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"
