"""Plain text and Markdown. Neither needs any metadata; both may have it as YAML front matter."""

from __future__ import annotations

import re

from ..types import Article
from . import dates, fields
from .decoding import decode

__all__ = ["read"]

_FRONT = re.compile(r"\s*---[ \t]*\n(.{1,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEYS = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "source": "publisher",
    "url": "url",
}
_HEADING = re.compile(r"\s*(?:#{1,6}[ \t]+([^\n]*?)[ \t#]*(?:\n|$)|([^\n]+)\n=+[ \t]*(?:\n|$))")
_MARKUP = [
    (re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,1000}\)"), r"\1"),
    (re.compile(r"\*\*([^*\n]{1,1000})\*\*"), r"\1"),
    (re.compile(r"(?<![\w*])\*([^*\s](?:[^*\n]{0,300}[^*\s])?)\*(?![\w*])"), r"\1"),
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^([^\n]+)\n=+[ \t]*$", re.MULTILINE), r"\1\n"),
]


def read(
    data: bytes, origin: str, *, markdown: bool = False, url: str | None = None, charset: str | None = None
) -> Article:
    """The article in a text file. Of Markdown, headings, links, images and bold lose their marks: a quote is words.

    Raises:
        ArticleUnreadable: the file is empty or binary.
    """
    text = decode(data, charset).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    given, text = _front_matter(text)
    if markdown:
        if (heading := _HEADING.match(text)) and "title" not in given:
            given["title"] = _plain((heading[1] or heading[2] or "").strip())
        text = _plain(text)
    return fields.make(
        text,
        origin,
        title=given.get("title"),
        url=url or given.get("url"),
        publisher=given.get("publisher"),
        author=given.get("author"),
        published=dates.parse(given.get("published", "")),
    )


def _plain(text: str) -> str:
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return "\n".join(row for line in text.split("\n") if (row := _table_row(line)) is not None)


def _table_row(line: str) -> str | None:
    """A row of a table as words ("Leeds - York: 84"), None for the rule below its head, any other line as it is."""
    inner = line.strip()
    if len(inner) < 3 or inner[0] != "|" or inner[-1] != "|":
        return line
    first, *rest = (cell.strip() for cell in inner[1:-1].split("|"))
    if not any(character.isalnum() for character in inner):
        return None
    return f"{first}: {', '.join(rest)}" if rest else first


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The known fields of the front matter and the text after it; no fields and the whole text if there is none."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    import yaml  # type: ignore[import-untyped]

    try:
        loaded = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506 -- makes nothing but strings, lists, dicts
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}, text
    if not isinstance(loaded, dict):
        return {}, text
    given: dict[str, str] = {}
    for key, value in loaded.items():
        field = _KEYS.get(str(key).lower())
        if field and field not in given and (shown := _shown(value)):
            given[field] = shown
    return (given, text[match.end() :]) if given else ({}, text)


def _shown(value: object) -> str:
    """A scalar as it is, a list of scalars or of named things as "a, b"."""
    if isinstance(value, str):
        return "" if value.strip().lower() in ("null", "~") else value.strip()
    if isinstance(value, dict):
        return _shown(value.get("name", "")) if isinstance(value.get("name"), str) else ""
    if isinstance(value, list):
        return ", ".join(part for item in value[:20] if not isinstance(item, list) and (part := _shown(item)))
    return ""
