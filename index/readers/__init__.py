"""Sources into articles: which files there are, and the reader for each kind.

`find` walks over files, folders and web addresses; `read` gives the articles of one of them. What cannot be read
comes out of both as `Skipped`, with its reason, and never stops the rest. One file per kind: `text`, `html`, `jsonl`;
`url` fetches and hands over to them.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..errors import ArticleUnreadable, NewsError
from ..types import Article
from . import html, jsonl, opening, text
from .fields import Remark, Skipped

__all__ = ["KINDS", "MAX_BYTES", "Ignored", "Kind", "Remark", "Skipped", "Source", "find", "read"]

Kind = Literal["text", "markdown", "jsonl", "html", "url", "unknown"]

MAX_BYTES = 20_000_000
"""The largest text or page, in bytes. A JSONL file may be of any size, but not one of its lines."""

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_NO_ARTICLE = re.compile(r"(?:README|LICENSE|CHANGELOG).*|(?i:readme|licen[sc]e|changelog)(?:\.[^.]*)?", re.DOTALL)
_Seen = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Source:
    """One file or address to read. ``kind`` "unknown" is a named file with a strange ending: its content decides."""

    origin: str
    kind: Kind
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file in a folder whose kind is not read."""

    origin: str


def find(paths: Sequence[str], max_bytes: int = MAX_BYTES) -> Iterator[Source | Skipped | Ignored]:
    """The sources at ``paths``: files, folders with all that is in them, and http or https addresses.

    The order is that of ``paths``, and of the names within a folder. A file that is reached twice, through a link or
    by two paths, comes once. In a folder, hidden entries, README, LICENSE and CHANGELOG files and labelled questions
    are passed over, and files with other endings come as `Ignored`. A link in a folder is followed only to what lies in
    one of the folders among ``paths``.

    Raises:
        NewsError: a path does not exist or an address is not http or https; before anything is read.
    """
    for path in paths:
        _check(path)
    return _found(paths, max_bytes)


def _check(path: str) -> None:
    if not _writable_as_text(path):
        raise NewsError(f"{path!a}: the name is not UTF-8; rename it, or name the folder that it is in")
    scheme = _SCHEME.match(path)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise NewsError(f"{path}: only http and https addresses can be read; give one of these, a file or a folder")
    if not scheme and ("\0" in path or not os.path.exists(path)):
        raise NewsError(f"{path or 'an empty path'}: no such file or folder; check the spelling")


def _found(paths: Sequence[str], max_bytes: int) -> Iterator[Source | Skipped | Ignored]:
    seen: _Seen = set()
    addresses: set[str] = set()
    roots = [os.path.realpath(path) for path in paths if not _SCHEME.match(path) and os.path.isdir(path)]
    for path in paths:
        if _SCHEME.match(path):
            if path not in addresses:
                addresses.add(path)
                yield Source(path, "url", max_bytes)
            continue
        path = os.path.normpath(path)
        if os.path.isdir(path):
            yield from _folder(path, max_bytes, seen, roots)
        elif _new(path, seen):
            yield Source(path, KINDS.get(_ending(path), "unknown"), max_bytes)


def _folder(top: str, max_bytes: int, seen: _Seen, roots: Sequence[str]) -> Iterator[Source | Skipped | Ignored]:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        if not _new(folder, seen):
            continue
        try:
            names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
        except OSError as exc:
            yield Skipped(folder, opening.reason(exc))
            continue
        inner = []
        for name in names:
            if not _writable_as_text(name):
                yield Skipped(
                    os.path.join(folder, os.fsencode(name).decode("utf-8", "replace")), "its name is not UTF-8"
                )
                continue
            path = os.path.join(folder, name) if folder != os.curdir else name
            kind = KINDS.get(_ending(name))
            if _leads_out(path, roots) and (kind is not None or os.path.isdir(path)):
                yield Skipped(path, "a link that leads out of the folder: name it on its own to read it")
            elif os.path.isdir(path):
                if kind is None:
                    inner.append(path)
                else:
                    yield Skipped(path, "a folder with the ending of a file: name it on its own to read it")
            elif _NO_ARTICLE.fullmatch(name) or not _new(path, seen):
                continue
            elif kind is None:
                yield Ignored(path)
            else:
                yield from _in_folder(path, kind, max_bytes)
        waiting.extend(reversed(inner))


def _leads_out(path: str, roots: Sequence[str]) -> bool:
    """Whether a path is a link to what lies in none of the folders ``roots``, which are real paths."""
    if not os.path.islink(path):
        return False
    target = os.path.realpath(path)
    return not any(target == root or target.startswith(root.rstrip(os.sep) + os.sep) for root in roots)


def _in_folder(path: str, kind: Kind, max_bytes: int) -> Iterator[Source | Skipped]:
    try:
        mode = os.stat(path).st_mode
    except OSError as exc:
        yield Skipped(path, opening.reason(exc))
        return
    if not stat.S_ISREG(mode):
        yield Skipped(path, "not a regular file")
    elif kind != "jsonl" or not _is_questions(path):
        yield Source(path, kind, max_bytes)


def _is_questions(path: str) -> bool:
    try:
        with opening.opened(path) as file:
            return jsonl.holds_questions(file.readline(100_000))
    except (ArticleUnreadable, OSError):
        return False


def _new(path: str, seen: _Seen) -> bool:
    """Whether the file or folder was not reached before; one that cannot be looked at counts as new."""
    try:
        status = os.stat(path)
    except OSError:
        return True
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True


def _writable_as_text(name: str) -> bool:
    """Whether a name can be stored: one that is not UTF-8 comes from the system with lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def read(source: Source) -> Iterator[Article | Skipped]:
    """The articles of ``source``, one at a time, and what of it could not be read.

    The origin of an article is that of its source, with ``#n`` for the n-th line of a JSONL file.
    """
    try:
        if source.kind == "url":
            from . import url

            yield from url.read(source.origin, source.max_bytes)
        elif source.kind == "jsonl":
            with opening.opened(source.origin) as file:
                yield from jsonl.read(file, source.origin, source.max_bytes)
        else:
            yield from _whole(source)
    except ArticleUnreadable as exc:
        yield Skipped(source.origin, str(exc))
    except OSError as exc:
        yield Skipped(source.origin, opening.reason(exc))


def _whole(source: Source) -> Iterator[Article | Skipped]:
    data = opening.contents(source.origin, source.max_bytes)
    start = data[:4096].decode("utf-8", errors="replace").lstrip("\ufeff")
    if source.kind == "html" or (source.kind == "unknown" and html.looks_like_html(start)):
        yield html.read(data, source.origin)
    elif source.kind == "unknown" and jsonl.looks_like_jsonl(data):
        import io

        yield from jsonl.read(io.BytesIO(data), source.origin, source.max_bytes)
    else:
        yield text.read(data, source.origin, markdown=source.kind == "markdown")
