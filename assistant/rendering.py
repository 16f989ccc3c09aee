"""Shows an `Answer` as HTML fragments for the pages; as text and as Markdown it is shown by `assistant.texts`.

Everything that comes from an article or a question is hostile until `escaped` made it harmless. The fragments carry no
script and no event handler; what a click does is decided by ``assets/page.js``.

Standard library and our own types only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.types import Article, Span

from .chips import byline_html, chip_html, cited_html
from .escaping import article_path, day_words, escaped, headline, original_url, publisher_words
from .texts import INSTEAD, by_support, heading, shown_sources, sure
from .types import NOT_IN_ARTICLES, Answer, Citation, Statement

__all__ = [
    "answer_html",
    "cards_html",
    "claim_html",
    "details_html",
    "error_html",
    "meta_html",
    "original_html",
    "sources_html",
]

Contexts = Mapping[int, tuple[str, str]]
"""Citation number -> the words of the article before and after the quote (see `assistant.escaping.context`)."""


def answer_html(answer: Answer, key: str = "a", linked: bool = False, nothing: str = NOT_IN_ARTICLES) -> str:
    """The answer's words with a chip for each citation: buttons, or links to ``#key-n`` when ``linked``.

    ``nothing`` is what an unanswered question is told.
    """
    supported, unsupported = by_support(answer)
    parts = []
    if answer.trace.fallback:
        parts += [error_html(answer.trace.fallback), f'<p class="instead">{INSTEAD}</p>']
    if answer.status == "unanswered":
        parts.append(f'<p class="short none">{escaped(nothing)}</p>')
    elif answer.short:
        parts.append(f'<p class="short" dir="auto">{escaped(headline(answer.short))}</p>')
    parts += [claim_html(s, answer.citations, key, linked, answer.short, lead=not answer.short) for s in supported]
    if unsupported:
        doubted = "".join(f'<p dir="auto">{escaped(s.text)}</p>' for s in unsupported)
        parts.append(f'<div class="unsupported" role="note"><h3>Not supported by the articles</h3>{doubted}</div>')
    if answer.status == "unanswered" and answer.closest:
        closest = "".join(
            f'<li><p dir="auto">{escaped(c.quote)}</p>{chip_html(c, key, linked)} '
            f'<span class="by">{byline_html(c)}</span></li>'
            for c in answer.closest
        )
        parts.append(f'<div class="closest"><p>The passages that come closest:</p><ul>{closest}</ul></div>')
    if foot := _foot(answer):
        parts.append(f'<p class="asof">{" · ".join(foot)}</p>')
    return f'<div class="answer" data-status="{answer.status}">{"".join(parts)}</div>'


def _foot(answer: Answer) -> list[str]:
    foot = [f'<span class="sure">{surely}</span>'] if (surely := sure(answer)) else []
    if day := answer.as_of:
        foot.append(f'Newest source: <time datetime="{escaped(day)}">{day_words(day)}</time>')
    if answer.trace.answerer == "generative" and answer.trace.model and answer.status != "unanswered":
        foot.append(f"Written by <bdi>{escaped(answer.trace.model)}</bdi>, each sentence checked against its source")
    return foot


def claim_html(
    statement: Statement,
    citations: Sequence[Citation],
    key: str = "a",
    linked: bool = False,
    short: str | None = None,
    lead: bool = False,
) -> str:
    """A supported statement with its chips; ``citations`` hold those it cites, ``lead`` sets it larger."""
    records = {record.number: record for record in citations}
    cited = cited_html([records[n] for n in statement.citations], key, linked)
    kind, words = "statement lead" if lead else "statement", _stressed(statement.text, short)
    return f'<div class="claim"><p class="{kind}" dir="auto">{words}</p><p class="cited">{cited}</p></div>'


def _stressed(text: str, short: str | None) -> str:
    """``text`` escaped, with the first occurrence of the short answer, as a word, made strong."""
    bare = re.sub(r" \([^()]+\)$", "", short or "")  # the day that was derived from a relative one stands in brackets
    tried = (re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) for words in (short, bare) if words)
    found = next((hit for hit in tried if hit), None)
    if found is None or found[0] == text:
        return escaped(text)
    start, end = found.span()
    return f"{escaped(text[:start])}<strong>{escaped(text[start:end])}</strong>{escaped(text[end:])}"


def sources_html(answer: Answer, contexts: Contexts | None = None, key: str = "a") -> str:
    """The cited (or the closest) passages as cards, each with its whole article in a sandboxed frame.

    A frame gets its address (``data-src``) only when the reader opens it. ``contexts`` may lack numbers.
    """
    records = shown_sources(answer)
    if not records:
        return '<p class="nosources">No passage comes close.</p>'
    return cards_html(records, contexts, key, heading(answer), answer.status)


def cards_html(
    records: Sequence[Citation], contexts: Contexts | None, key: str, heading: str = "Sources", status: str = "answered"
) -> str:
    """The cards of ``records``, under a heading."""
    cards = "".join(_card(record, (contexts or {}).get(record.number, ("", "")), key) for record in records)
    return f'<h2 class="panelhead">{heading}</h2><ol class="cards {status}">{cards}</ol>'


def _card(record: Citation, around: tuple[str, str], key: str) -> str:
    path = escaped(article_path(record.article_id, Span(record.start, record.end), record.quote))
    return (
        f'<li class="card" id="{key}-{record.number}" data-cite="{record.number}" tabindex="-1">'
        f'<p class="meta"><span class="n">{record.number}</span>{meta_html(record)}</p>'
        f'<h3 dir="auto">{escaped(record.title)}</h3>{_quoted(record, around)}'
        f'<details class="whole"><summary>Whole article</summary><iframe class="reader" data-src="{path}"'
        ' sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"'
        f' title="The whole article of source {record.number}, with the quote marked"></iframe></details>'
        f"{_links(record)}</li>"
    )


def details_html(answer: Answer, contexts: Contexts | None = None, key: str = "a") -> str:
    """The same passages as folded ``<details>``, for a page without any script."""
    shown = []
    for record in shown_sources(answer):
        around = (contexts or {}).get(record.number, ("", ""))
        shown.append(
            f'<details class="source"><summary><span class="n">{record.number}</span> {meta_html(record)}'
            f' <cite dir="auto">{escaped(record.title)}</cite></summary>'
            f'<div id="{key}-{record.number}">{_quoted(record, around)}{_links(record)}</div></details>'
        )
    return f"<h2>{heading(answer)}</h2>{''.join(shown)}" if shown else ""


def meta_html(record: Citation | Article) -> str:
    """Who published it and when."""
    day = day_words(record.published)
    dated = f'<time datetime="{escaped(record.published)}">{day}</time>' if record.published else day
    return f'<bdi class="publisher">{escaped(publisher_words(record.publisher))}</bdi> <span class="day">{dated}</span>'


def _quoted(record: Citation, around: tuple[str, str]) -> str:
    before, after = around
    return f'<blockquote dir="auto">{escaped(before)}<mark>{escaped(record.quote)}</mark>{escaped(after)}</blockquote>'


def _links(record: Citation) -> str:
    path = escaped(article_path(record.article_id, Span(record.start, record.end), record.quote))
    own = f'<a href="{path}" target="_blank" rel="noopener">Link to this quote</a>'
    return f'<p class="links">{own} {original_html(record.url)}</p>'


def original_html(url: str | None) -> str:
    """A link to the publisher's own page; nothing when there is no address that a browser may follow."""
    address = original_url(url)
    if address is None:
        return ""
    return (
        f'<a href="{escaped(address)}" target="_blank" rel="noopener noreferrer nofollow">Original at the publisher</a>'
    )


def error_html(message: str) -> str:
    """One line that says what is wrong and what to do next."""
    return f'<p class="error" role="alert">{escaped(message)}</p>'
