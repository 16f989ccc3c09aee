"""What every reader does with the fields of an article: clean them, check them, and make the `Article`.

Standard library and `index` only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from ..errors import ArticleUnreadable
from ..sequences import without_sequences
from ..splitting import paragraphs, sentences
from ..types import Article, content_id, normalise

__all__ = ["Remark", "Skipped", "address", "headline", "iso", "line", "make"]

TITLE_LENGTH = 300
FIELD_LENGTH = 200
ADDRESS_LENGTH = 2_000
HEADLINE_LENGTH = 150
DERIVED_LENGTH = 120

_INVISIBLE = re.compile("[\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]+")
_TAGGED = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)|[\U000e0000-\U000e007f]+")
_SENTENCE_END = re.compile(r"[.!?…]['\"’”»)\]]*$")
_NO_DAY = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
_FORBIDDEN = re.compile(
    "[\\s\x00-\x20\x7f-\xa0<>\"'`\\\\^{|}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """One source, or one line of a JSONL file, that could not be read. ``reason`` is one clause for a person."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What was left out of one article that was read. ``reason`` is one clause for a person."""

    origin: str
    reason: str


def make(
    text: str,
    origin: str,
    *,
    id: str | None = None,  # noqa: A002 -- the field's own name
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published: str | None = None,
) -> Article:
    """The article with ``text`` and the fields as a source gave them; ``published`` is already ISO 8601.

    Without an id the article gets a hash of all that it shows, so that the same article always has the same id, and
    wire copies by two publishers have two.

    Raises:
        ArticleUnreadable: there is no word in ``text``.
    """
    text = _untagged(normalise(text))
    if not any(character.isalnum() for character in text):
        raise ArticleUnreadable("there is no word in it" if text.strip() else "empty")
    title = line(title, TITLE_LENGTH) or line(headline(text), TITLE_LENGTH) or "Untitled"
    url, publisher, author = address(url), line(publisher), line(author)
    return Article(
        id=id or content_id([title, text, url, publisher, author, published]),
        title=title,
        text=text,
        url=url,
        publisher=publisher,
        author=author,
        published=published,
        origin=origin,
    )


def _untagged(text: str) -> str:
    """``text`` without Unicode tag characters outside flags: a model would read them, and no reader could see them."""
    if text.isascii() or not _TAGGED.search(text):
        return text
    return _TAGGED.sub(lambda match: match[1] or "", text)


def line(value: str | None, length: int = FIELD_LENGTH) -> str | None:
    """``value`` on one line of at most ``length`` characters without what cannot be seen, or None when that is empty.

    Bidirectional overrides go as well: they make a name read as another one.
    """
    if value is None:
        return None
    seen = _INVISIBLE.sub("", _untagged(normalise(without_sequences(value, eight_bit=True).replace("\r", "\n"))))
    clean = " ".join(_CONTROL.sub(" ", seen).split())
    return clean[:length].rstrip() or None


def headline(text: str) -> str:
    """A title for a text without one: its first line when that looks like a headline, or else its first sentence."""
    start = text.lstrip()[:20_000]
    block = paragraphs(start)[0].of(start)
    if "\n" not in block and len(block) <= HEADLINE_LENGTH:
        after = start[start.index(block) + len(block) :].partition("\n")[2]
        if not _SENTENCE_END.search(block) or not after.partition("\n")[0].strip():
            return block
    head = block[:2_000]
    return _cut(" ".join(sentences(head)[0].of(head).split()))


def _cut(title: str) -> str:
    if len(title) <= DERIVED_LENGTH:
        return title
    kept = title[: DERIVED_LENGTH + 1].rpartition(" ")[0].rstrip(" ,;:–—-")
    return (kept or title[:DERIVED_LENGTH]) + "..."


def address(value: str | None) -> str | None:
    """``value`` when it is a plain http or https address that is safe to link to, or None.

    Refused: other schemes, white space, quotes and brackets, and names or passwords before the host, which make a
    link look like another one.
    """
    if value is None:
        return None
    value = value.strip()
    if not value or len(value) > ADDRESS_LENGTH or _FORBIDDEN.search(value):
        return None
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    return value if plain else None


def iso(value: str) -> str | None:
    """``value`` as an ISO 8601 date or time that begins with yyyy-mm-dd; kept as written where it already does.

    None when it is only a year or a month: the day of publication is then unknown.

    Raises:
        ArticleUnreadable: it is not an ISO 8601 date.
    """
    value = value.strip()
    if _NO_DAY.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        shown = line(value, 40) or "nothing that can be shown"
        raise ArticleUnreadable(f"published is not an ISO 8601 date: {shown}") from None
    day = moment.date().isoformat()
    if value[:10] == day and (len(value) == 10 or value[10] == "T"):
        return value
    compact = value.replace("-", "")
    return day if len(compact) == 8 and compact.isalnum() else moment.isoformat()
