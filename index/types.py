"""The values that the index is about: spans, articles and passages.

Every offset in the program is a code-point offset into ``Article.text``. The text is normalised once, by
`normalise`, when an article is read, and is never touched again; so two laws hold everywhere::

    passage.span.of(article.text) == passage.text
    citation_span.of(article.text) == citation.quote

Standard library only.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from .sequences import without_sequences

__all__ = ["EVERYTHING", "Article", "Filters", "Hit", "Passage", "Span", "content_id", "normalise"]

_DROPPED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff]+")


def normalise(text: str) -> str:
    """Return ``text`` in the one form that the program stores: NFC, ``\\n`` line ends, no BOM, no control codes.

    Terminal sequences go as a whole. Lone surrogates are dropped as well: they cannot be written as UTF-8. The function
    is idempotent.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", _DROPPED.sub("", without_sequences(text)))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``start`` included and ``end`` not.

    Raises:
        ValueError: ``start`` is negative or beyond ``end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, not {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The slice of ``text`` that this span covers.

        Raises:
            ValueError: the span reaches beyond the end of ``text``.
        """
        if self.end > len(text):
            raise ValueError(f"span {self.start}..{self.end} reaches beyond a text of {len(text)} characters")
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    ``published`` is what the publisher says (ISO 8601 date or time) and None when unknown; it is never the time
    of reading. ``origin`` says where the article was read from: a path or an address, with ``#n`` for the n-th
    line of a JSONL file.

    Raises:
        ValueError: no id, no text, a text that is not normalised, or a date that is not ISO 8601.
    """

    id: str
    title: str
    text: str
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    origin: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an article needs an id")
        if not self.text.strip():
            raise ValueError("an article needs a text")
        if normalise(self.text) != self.text:
            raise ValueError("an article's text must be normalised with index.types.normalise")
        if self.published is not None:
            datetime.fromisoformat(self.published)

    @property
    def day(self) -> int | None:
        """The day of publication as the number yyyymmdd, as the publisher wrote it, or None."""
        if self.published is None:
            return None
        day = datetime.fromisoformat(self.published).date()
        return day.year * 10_000 + day.month * 100 + day.day

    @property
    def digest(self) -> str:
        """A hash (40 hexadecimal digits) of all that an answer can show of the article; not of its origin."""
        shown = [self.id, self.title, self.text, self.url, self.publisher, self.author, self.published]
        return content_id(shown, size=20)


def content_id(parts: Iterable[str | None], size: int = 8) -> str:
    """A BLAKE2b hash of ``parts`` as ``2 * size`` hexadecimal digits; None and "" differ."""
    canonical = json.dumps(list(parts), ensure_ascii=True).encode("ascii")
    return hashlib.blake2b(canonical, digest_size=size).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article: what is embedded, searched and shown as evidence."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a store found: its article's key in the library, its span, and a score, the higher the better."""

    key: int
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a search may use. Empty fields do not restrict.

    ``since`` and ``until`` are days, both included; an article without a date never passes a date filter.
    ``publishers`` are compared without regard to case.

    Raises:
        ValueError: ``since`` is later than ``until``.
    """

    article_ids: tuple[str, ...] | None = None
    publishers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} is later than until {self.until}")

    def __bool__(self) -> bool:
        return bool(self.article_ids is not None or self.publishers or self.since or self.until)


EVERYTHING = Filters()
"""The filters that let every article through."""
