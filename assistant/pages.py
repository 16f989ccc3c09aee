"""The pages that the server writes itself: one article with a quote marked, and the compact page for a frame.

Both work without any script. Standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from index.types import Article, Span

from .escaping import escaped, fingerprint
from .rendering import meta_html, original_html

__all__ = ["article_html", "article_page", "embed_page", "message_page", "pieces"]


def pieces(parts: Iterable[str], size: int = 65_536) -> Iterator[str]:
    """Join small ``parts`` into pieces of about ``size`` characters, for a stream with few writes."""
    waiting: list[str] = []
    length = 0
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length >= size:
            yield "".join(waiting)
            waiting, length = [], 0
    yield "".join(waiting)


def article_page(article: Article, span: Span | None, fingerprinted: str | None = None) -> Iterator[str]:
    """The whole article as a page, in pieces, with ``span`` marked.

    Words that the article does not have there, or that do not bear the fingerprint, are reported instead of marked.
    """
    found = span is not None and len(span) > 0 and span.end <= len(article.text)
    if found and span is not None and fingerprinted is not None:
        found = fingerprint(span.of(article.text)) == fingerprinted
    yield _opening(article.title or "Article", "article.css")
    yield '<main class="article">'
    if span is not None and not found:
        yield '<p class="notice">The article no longer has the words that this link points at.</p>'
    yield from pieces(article_html(article, span if found else None))
    yield "</main></body></html>"


def article_html(article: Article, span: Span | None = None) -> Iterator[str]:
    """The article's head and paragraphs, piece by piece, with ``span`` marked; the first mark has the id "quote".

    Raises:
        ValueError: the span reaches beyond the text.
    """
    if span is not None:
        span.of(article.text)
    yield f'<header><p class="meta">{meta_html(article)}</p><h1 dir="auto">{escaped(article.title)}</h1>'
    if article.author:
        yield f'<p class="author"><bdi>{escaped(article.author)}</bdi></p>'
    if original := original_html(article.url):
        yield f'<p class="links">{original}</p>'
    yield "</header>"
    marked = Span(0, 0) if span is None else span
    start, seen = 0, False
    for line in article.text.split("\n"):
        end = start + len(line)
        first, last = max(start, marked.start), min(end, marked.end)
        if first < last:
            name = "" if seen else ' id="quote"'
            seen = True
            before, inside, after = article.text[start:first], article.text[first:last], article.text[last:end]
            yield f'<p dir="auto">{escaped(before)}<mark{name}>{escaped(inside)}</mark>{escaped(after)}</p>'
        elif line.strip():
            yield f'<p dir="auto">{escaped(line)}</p>'
        start = end + 1


def message_page(title: str, message: str) -> str:
    """A page with one line: what is wrong and what to do next."""
    opening = _opening(title, "article.css")
    return f'{opening}<main class="article"><h1>{escaped(title)}</h1><p>{escaped(message)}</p></main></body></html>'


def embed_page(title: str, question: str, body: str, examples: Sequence[str] = ()) -> str:
    """The page for a frame on another site: a form, and ``body``, a fragment made by `assistant.rendering`."""
    links = "".join(
        f'<li><a href="/embed?q={quote(example, safe="")}" dir="auto">{escaped(example)}</a></li>'
        for example in examples
    )
    return (
        f'{_opening(title, "embed.css", script="embed.js")}<main class="embed">'
        f'<form action="/embed" method="get" role="search"><label for="q">{escaped(title)}</label><div class="ask">'
        f'<input id="q" name="q" type="search" required autocomplete="off" value="{escaped(question)}" '
        'placeholder="Ask about the news"><button type="submit">Ask</button></div>'
        '<p class="busy" role="status" hidden>Searching the articles…</p></form>'
        f"{body}{f'<ul class=examples>{links}</ul>' if links else ''}</main></body></html>"
    )


def _opening(title: str, style: str, script: str = "") -> str:
    scripted = f'<script src="/screen/{script}" defer></script>' if script else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{escaped(title)}</title><link rel="stylesheet" href="/screen/{style}">{scripted}</head><body>'
    )
