"""Shows an `Answer` as text for a terminal, as Markdown to paste, and as HTML fragments for the pages.

Everything that comes from an article or a question is hostile until it is escaped: HTML through `escaped`, Markdown
through backslashes, terminal text through `plain`. The fragments carry no script and no event handler; what a
click does is decided by ``assets/page.js``.

Standard library and our own types only.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping

from index.types import Article, Span

from .chips import byline_html, chip_html, cited_html, source_line
from .copies import copies
from .escaping import article_path, day_words, escaped, headline, original_url, plain, publisher_words, sure_words
from .types import NOT_IN_ARTICLES, Answer, Citation, Evidence, Statement

__all__ = [
    "answer_html",
    "busy_html",
    "details_html",
    "error_html",
    "meta_html",
    "original_html",
    "shown_sources",
    "sources_html",
    "to_markdown",
    "to_text",
    "turn_html",
]

Contexts = Mapping[int, tuple[str, str]]
"""Citation number -> the words of the article before and after the quote (see `assistant.escaping.context`)."""

_MARKDOWN = re.compile(r"[\\`*_\[\]<>~|$]|&(?=#?\w+;)|^(?:#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)](?:\s|$)))")


def shown_sources(answer: Answer) -> tuple[Citation, ...]:
    """The records that the answer's numbers point at: the citations, or the closest passages when nothing answers."""
    return answer.closest if answer.status == "unanswered" else answer.citations


def _heading(answer: Answer) -> str:
    return "Closest passages" if answer.status == "unanswered" else "Sources"


def _sure(answer: Answer) -> str:
    """How surely the answer is right, in words; nothing of a refusal, which is no answer to be sure of."""
    return "" if answer.status == "unanswered" or answer.confidence is None else sure_words(answer.confidence)


def _searched(answer: Answer) -> str:
    """The question that was searched, where it is another than the one asked."""
    return answer.query if answer.query.split() != answer.question.split() else ""


def to_text(answer: Answer) -> str:
    """The answer for a terminal: the short answer, the statements with [n], then the numbered sources."""
    lines = [f"Searched as: {plain(searched)}"] if (searched := _searched(answer)) else []
    lines += [headline(plain(answer.short))] if answer.short else []
    if answer.status == "unanswered":
        lines.append(NOT_IN_ARTICLES)
    supported, unsupported = _by_support(answer)
    lines += [f"{plain(s.text)} {_markers(s)}" for s in supported]
    lines += [f"({sure})"] if (sure := _sure(answer)) else []
    if unsupported:
        lines += ["", "Not supported by the articles:"] + [f"  ? {plain(s.text)}" for s in unsupported]
    if records := shown_sources(answer):
        lines += ["", _heading(answer)]
    for record in records:
        lines.append(f"[{record.number}] {source_line(record)}")
        lines.append(f"    {_quotation(record, answer)}")
        if url := original_url(record.url):
            lines.append(f"    {url}")
    return "\n".join(lines)


def to_markdown(answer: Answer) -> str:
    """The question, the answer and its sources as Markdown to paste into a document. Ends with a line end."""
    parts = [f"**{_markdown(answer.question)}**"]
    parts += [f"Searched as: {_markdown(searched)}"] if (searched := _searched(answer)) else []
    if answer.status == "unanswered":
        parts.append(NOT_IN_ARTICLES)
    if answer.short:
        parts.append(_markdown(headline(answer.short)))
    supported, unsupported = _by_support(answer)
    parts += [f"{_markdown(s.text)} {_markers(s).replace('[', chr(92) + '[')}" for s in supported]
    parts += [f"({sure})"] if (sure := _sure(answer)) else []
    parts += [f"*Not supported by the articles:* {_markdown(s.text)}" for s in unsupported]
    if records := shown_sources(answer):
        parts += [f"{_heading(answer)}:", "\n".join(_markdown_source(record) for record in records)]
    return "\n\n".join(parts) + "\n"


def _quotation(record: Citation, answer: Answer) -> str:
    """The quote whole; but the beginning only of a passage that merely comes close, and of the copy of a quote."""
    quote = plain(record.quote)
    if answer.status == "unanswered":
        return f"“{textwrap.shorten(quote, 240, placeholder=' …')}”"
    original = next((c for c in answer.citations[: record.number - 1] if copies(c.quote, record.quote)), None)
    if original is None:
        return f"“{quote}”"
    return f"“{textwrap.shorten(quote, 80, placeholder=' …')}” as in [{original.number}]"


def _markdown_source(record: Citation) -> str:
    title = _markdown(record.title)
    url = original_url(record.url)
    linked = f"[{title}](<{url}>)" if url else title
    where = f"{_markdown(publisher_words(record.publisher))}, {day_words(record.published)}, {linked}"
    return f"{record.number}. {where}  \n   > {_markdown(record.quote)}"


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(lambda found: _backslashed(found[0]), plain(text))


def _backslashed(token: str) -> str:
    return f"{token}\\" if token.isdigit() else f"\\{token}"  # "1." is a list item, "1\." is not


def _markers(statement: Statement) -> str:
    return "".join(f"[{number}]" for number in statement.citations)


def _by_support(answer: Answer) -> tuple[list[Statement], list[Statement]]:
    supported = [s for s in answer.statements if s.support != "unsupported"]
    return supported, [s for s in answer.statements if s.support == "unsupported"]


def answer_html(answer: Answer, key: str = "a", linked: bool = False, nothing: str = NOT_IN_ARTICLES) -> str:
    """The answer's words with a chip for each citation: buttons, or links to ``#key-n`` when ``linked``.

    ``nothing`` is what an unanswered question is told.
    """
    records = {record.number: record for record in answer.citations}

    def claim(statement: Statement) -> str:
        cited = cited_html([records[n] for n in statement.citations], key, linked)
        words = _stressed(statement.text, answer.short)
        return f'<div class="claim"><p class="{kind}" dir="auto">{words}</p><p class="cited">{cited}</p></div>'

    supported, unsupported = _by_support(answer)
    parts = []
    if searched := _searched(answer):
        parts.append(f'<p class="searched" dir="auto">Searched as: {escaped(searched)}</p>')
    if answer.status == "unanswered":
        parts.append(f'<p class="short none">{escaped(nothing)}</p>')
    elif answer.short:
        parts.append(f'<p class="short" dir="auto">{escaped(headline(answer.short))}</p>')
    kind = "statement" if answer.short else "statement lead"
    parts += [claim(statement) for statement in supported]
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
    foot = [f'<span class="sure">{sure}</span>'] if (sure := _sure(answer)) else []
    if day := answer.as_of:
        foot.append(f'Newest source: <time datetime="{escaped(day)}">{day_words(day)}</time>')
    if foot:
        parts.append(f'<p class="asof">{" · ".join(foot)}</p>')
    return f'<div class="answer" data-status="{answer.status}">{"".join(parts)}</div>'


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
    cards = "".join(_card(record, (contexts or {}).get(record.number, ("", "")), key) for record in records)
    return f'<h2 class="panelhead">{_heading(answer)}</h2><ol class="cards {answer.status}">{cards}</ol>'


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
    return f"<h2>{_heading(answer)}</h2>{''.join(shown)}" if shown else ""


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


def busy_html(evidence: tuple[Evidence, ...] | None = None) -> str:
    """What stands where the answer will be: searching, then which passages are being read."""
    words = "Searching the articles…"
    if evidence:
        names = list(dict.fromkeys(publisher_words(item.publisher) for item in evidence if item.publisher))
        among = f" from {', '.join(names[:3])}{' and others' if len(names) > 3 else ''}" if names else ""
        words = f"Reading {len(evidence)} passage{'s' if len(evidence) > 1 else ''}{among}…"
    return f'<p class="busy" role="status">{escaped(words)}</p>'


def error_html(message: str) -> str:
    """One line that says what is wrong and what to do next."""
    return f'<p class="error" role="alert">{escaped(message)}</p>'


def turn_html(question: str, body: str, sources: str = "", copied: str = "", narrowed: str = "") -> str:
    """One turn of the conversation.

    ``body`` and ``sources`` are fragments made here; ``copied`` is Markdown; ``narrowed`` says which filters acted.
    """
    limits = f'<p class="narrowed" dir="auto">{escaped(narrowed)}</p>' if narrowed else ""
    copy = ""
    if copied:
        copy = (
            '<p class="tools"><button type="button" class="copy">Copy with sources</button></p>'
            f'<textarea class="copied" hidden readonly aria-hidden="true" tabindex="-1">{escaped(copied)}</textarea>'
        )
    panel = f'<aside class="sources" aria-label="Sources of this answer">{sources}</aside>' if sources else ""
    return (
        f'<article class="turn"><div class="talk"><h2 class="question" dir="auto">{escaped(question)}</h2>{limits}'
        f"{body}{copy}</div>{panel}</article>"
    )
