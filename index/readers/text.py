"""Plain text and Markdown. Neither needs any metadata; both may have it as front matter or header lines."""

from __future__ import annotations

import re

from ..types import Article
from . import dates, fields
from .decoding import decode
from .frontmatter import front_matter

__all__ = ["read"]

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
        ArticleUnreadable: the file is empty or binary, or its front matter is broken.
    """
    text = decode(data, charset).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    given, text = front_matter(text)
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
