"""Makes hostile text safe to show: on a terminal, in HTML, and as an address that a browser may follow.

Standard library and our own types only.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from urllib.parse import quote as percent
from urllib.parse import urlsplit

from index.sequences import without_sequences
from index.types import Span, content_id

from .numerals import day_in_words

__all__ = [
    "article_path",
    "context",
    "counted",
    "day_words",
    "escaped",
    "fingerprint",
    "headline",
    "original_url",
    "plain",
    "publisher_words",
    "sure_words",
]

_BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_CONTROLS = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFEFF, *range(0xD800, 0xE000)]
_UNSEEN = dict.fromkeys([*_BIDI, *_CONTROLS])
_INTRODUCERS = {0x07, 0x1B, 0x90, 0x98, *range(0x9B, 0xA0)}
_INSIDE = {code: None for code in _UNSEEN if code not in _INTRODUCERS}  # a terminal passes over them in a sequence
_SENTENCE_SPACE = re.compile(r"\s+")
_COMMON_WORD = re.compile(r"[a-z]+(?=[,;:.!?]?(?:\s|$))")
_IN_URL = "!$&'*+,;=:@/?#[]%~"  # what is left as it is: the reserved characters but brackets, < > and "


def plain(text: str) -> str:
    """``text`` on one line, without escape sequences, control codes or direction overrides: safe for a terminal."""
    spaced = _SENTENCE_SPACE.sub(" ", without_sequences(text.translate(_INSIDE), eight_bit=True))
    return _SENTENCE_SPACE.sub(" ", spaced.translate(_UNSEEN)).strip()


def escaped(text: str) -> str:
    """``text`` for an HTML text node or a quoted attribute. Characters that are not seen but reorder are left out."""
    return html.escape(text.translate(_UNSEEN), quote=True)


def counted(number: int, noun: str) -> str:
    """ "1 article", "1,200 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def headline(short: str) -> str:
    """A short answer as a line of its own: with a capital, unless its first word is spelt in a way of its own."""
    return short[0].upper() + short[1:] if _COMMON_WORD.match(short) else short


def day_words(published: str | None) -> str:
    """An ISO 8601 date or time as "7 June 2017"; "no date" for None."""
    if published is None:
        return "no date"
    return day_in_words(datetime.fromisoformat(published))


def publisher_words(publisher: str | None) -> str:
    """The publisher's name, or "unknown publisher"."""
    return plain(publisher or "") or "unknown publisher"


def sure_words(confidence: float) -> str:
    """A probability (0 to 1) that an answer is right, in words; never quite none and never quite all."""
    return f"{min(max(round(100 * confidence), 1), 99)}% sure that this is right"


def original_url(url: str | None) -> str | None:
    """``url`` percent-encoded if a browser may be sent there (http or https, with a host and no login), else None."""
    if not url or len(url) > 2000 or url != plain(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or "\\" in url:
        return None
    return percent(url, safe=_IN_URL)


def article_path(article_id: str, span: Span, quote: str) -> str:
    """The path of the article's page with ``quote`` marked and scrolled to: a link that can be shared.

    It carries a fingerprint of the quote, so that a link to an article that has changed never marks other words.
    """
    return f"/article/{percent(article_id, safe='')}?start={span.start}&end={span.end}&is={fingerprint(quote)}#quote"


def fingerprint(quote: str) -> str:
    """Eight hexadecimal digits that tell a quote from other words in the same place."""
    return content_id([quote], size=4)


def context(text: str, span: Span, width: int = 240) -> tuple[str, str]:
    """The words before and after ``span`` in ``text``: up to ``width`` characters a side, cut between words."""
    first, last = max(0, span.start - width), min(len(text), span.end + width)
    before, after = text[first : span.start], text[span.end : last]
    if first > 0:
        before = "… " + (before.split(maxsplit=1)[1] if len(before.split(maxsplit=1)) == 2 else "")
    if last < len(text):
        after = (after.rsplit(maxsplit=1)[0] if len(after.rsplit(maxsplit=1)) == 2 else "") + " …"
    return before, after
