"""Web pages with one story for the tests of the reader."""

from __future__ import annotations

from index.readers import html
from index.types import Article

SENTENCE = (
    "The council of Tallow Bay voted on Tuesday to close pier {n}, officials said, after cracks were found in it."
)
STORY = "".join(f"<p>{SENTENCE.format(n=n)}</p>" for n in range(6))


def page(inner: str = "", head: str = "", body: str = "", foot: str = "") -> Article:
    source = (
        f"<!doctype html><html><head><title>Pier closed - Bay Post</title>{head}</head><body {body}>"
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Pier closed</h1>{STORY}{inner}"
        f"<p>The pier will stay closed until spring, the mayor said on Wednesday.</p></article>"
        f"<footer>{foot or '© 2011 Bay Post'}</footer></body></html>"
    )
    return html.read(source.encode(), "page.html")


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def json_ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'
