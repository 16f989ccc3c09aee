"""What a text says of itself before it begins: front matter in YAML or TOML, or lines like "By: Ada Moss"."""

from __future__ import annotations

import re
from datetime import date

from ..errors import ArticleUnreadable

__all__ = ["front_matter"]

_FRONT = re.compile(
    r"\s*(?:---[ \t]*\n(.{1,10000}?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(.{1,10000}?)\n\+\+\+)[ \t]*(?:\n|$)", re.DOTALL
)
_OPENED = re.compile(r"\s*(---|\+\+\+)[ \t]*\n([^\n]*)")
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
_KNOWN = re.compile(rf"[\"']?(?:{'|'.join(_KEYS)})[\"']?[ \t]*[:=]", re.IGNORECASE)
_HEADERS = _KEYS | {"by": "author", "headline": "title"}
_HEADER = re.compile(rf"({'|'.join(_HEADERS)}):[ \t]*(\S[^\n]*)", re.IGNORECASE)
_MEND = "mend it, or take the line {} above it away"


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields that stand before a text, and the text after them; none and the whole text if there are none.

    Raises:
        ArticleUnreadable: there is front matter, with a field of an article, that is broken or is never closed.
    """
    match = _FRONT.match(text)
    if match is None:
        opened = _OPENED.match(text)
        if opened and _KNOWN.match(opened[2]):
            raise ArticleUnreadable(f"its front matter has no line {opened[1]} below it: {_MEND.format(opened[1])}")
        return _headers(text)
    loaded = _yaml(match[1]) if match[1] else _toml(match[2])
    if not isinstance(loaded, dict):
        return {}, text
    given: dict[str, str] = {}
    known = False
    for key, value in loaded.items():
        field = _KEYS.get(str(key).lower())
        known = known or field is not None
        if field and field not in given and (shown := _shown(value)):
            given[field] = shown
    return (given, text[match.end() :]) if known else ({}, text)


def _yaml(written: str) -> object:
    """What the front matter says; None where it is no YAML and may be the text between two rules.

    Raises:
        ArticleUnreadable: it is no YAML, and one of its lines begins with a field of an article.
    """
    import yaml  # type: ignore[import-untyped]

    try:
        loaded: object = yaml.load(written, Loader=yaml.BaseLoader)  # noqa: S506 -- makes nothing but strings, lists, dicts
    except (yaml.YAMLError, RecursionError, ValueError) as exc:
        if not any(_KNOWN.match(line) for line in written.split("\n")):
            return None
        mark = getattr(exc, "problem_mark", None)
        where = "" if mark is None else f" (line {mark.line + 2})"
        raise ArticleUnreadable(f"its front matter is not YAML{where}: {_MEND.format('---')}") from None
    return loaded


def _toml(written: str) -> object:
    """As `_yaml`, of what stands between two lines of "+++"."""
    import tomllib

    try:
        return tomllib.loads(written)
    except (tomllib.TOMLDecodeError, RecursionError) as exc:
        if not any(_KNOWN.match(line) for line in written.split("\n")):
            return None
        raise ArticleUnreadable(f"its front matter is not TOML ({exc}): {_MEND.format('+++')}") from None


def _headers(text: str) -> tuple[dict[str, str], str]:
    """The fields of two or more header lines at the top, which a blank line ends; a headline may stand above them."""
    start = text.lstrip()
    block, _, rest = start.partition("\n\n")
    lines = block.split("\n")
    if _HEADER.fullmatch(lines[0].strip()) is None:
        headline, lines = lines[:1], lines[1:]
        if not lines:  # a blank line below the headline
            block, _, rest = rest.lstrip("\n").partition("\n\n")
            lines = block.split("\n")
    else:
        headline = []
    found = [_HEADER.fullmatch(line.strip()) for line in lines]
    if len(found) < 2 or None in found or not rest.strip():
        return {}, text
    given: dict[str, str] = {}
    for match in found:
        if match is not None:
            given.setdefault(_HEADERS[match[1].lower()], match[2].strip())
    return given, "\n\n".join([*headline, rest])


def _shown(value: object) -> str:
    """A scalar as it is, a list of scalars or of named things as "a, b"."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return "" if value.strip().lower() in ("null", "~") else value.strip()
    if isinstance(value, dict):
        return _shown(value.get("name", "")) if isinstance(value.get("name"), str) else ""
    if isinstance(value, list):
        return ", ".join(part for item in value[:20] if not isinstance(item, list) and (part := _shown(item)))
    return ""
