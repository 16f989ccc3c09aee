"""Web pages: the article's text through trafilatura, its fields through `metadata`, nothing that the page hides."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..errors import ArticleUnreadable
from ..types import Article, normalise
from . import fields
from .decoding import decode
from .hidden import remove_hidden
from .metadata import metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["ELEMENTS", "looks_like_html", "read"]

ELEMENTS = 20_000
"""Pages with more elements are refused: a long live page has 10,000, and trafilatura's time grows with the square."""

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,30})", re.I)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CONTROL_REFERENCE = re.compile(r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|127)|x0*(?:[0-8bcef]|1[0-9a-f]|7f));?", re.I)
_NOT_XML = re.compile("[\ufffe\uffff]")
_SPACE = re.compile("[ \t\n\f\r]+")
_PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break)", re.IGNORECASE)
_NOISY = ("trafilatura", "justext", "readability", "courlan", "htmldate")


def looks_like_html(start: str) -> bool:
    """Whether a file that begins with ``start`` is a web page."""
    return _HTML.match(start) is not None


def read(data: bytes, origin: str, *, url: str | None = None, charset: str | None = None) -> Article:
    """The article on a web page. ``url`` is where it was fetched; without it the page's own address is used.

    Raises:
        ArticleUnreadable: no article on the page, too many elements, or not a text at all.
    """
    declared = _CHARSET.search(data[:4096])
    source = decode(data, charset or (declared[1].decode("ascii") if declared else None))
    if not source.strip():
        raise ArticleUnreadable("empty")
    tree = _tree(source)
    scripts = [
        element.text or ""
        for element in tree.iter("script")
        if (element.get("type") or "").strip().lower() == "application/ld+json"
    ]
    remove_hidden(tree)
    if sum(1 for _ in tree.iter()) > ELEMENTS:
        raise ArticleUnreadable(f"a page of more than {ELEMENTS:,} elements")
    found = metadata(tree, scripts[:50], url)
    _bare(tree)
    return fields.make(
        _text(tree),
        origin,
        title=found.title,
        url=found.url,
        publisher=found.publisher,
        author=found.author,
        published=found.published,
    )


def _tree(source: str) -> HtmlElement:
    """The page as a tree without comments. Elements nested more than 255 deep are cut off by the parser."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    clean = _CONTROL_REFERENCE.sub(" ", _NOT_XML.sub("", normalise(source)))
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        return lxml_html.document_fromstring(clean.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise ArticleUnreadable("no article text found") from None


def _bare(tree: HtmlElement) -> None:
    """Take scripts and styles out of the tree: trafilatura would read texts out of the one and judge by the other.

    Line ends become spaces, as a browser shows them: trafilatura would end a paragraph there, also where a script stood
    in the middle of a sentence.
    """
    for element in [*tree.iter("script", "style", "noscript", "template")]:
        element.drop_tree()
    kept = {
        id(inner)
        for outer in tree.iter()
        if outer.tag in ("pre", "listing", "xmp") or _PREFORMATTED.search(outer.get("style") or "")
        for inner in outer.iter()
    }
    for element in tree.iter():
        element.attrib.pop("style", None)
        if element.text and id(element) not in kept:
            element.text = _SPACE.sub(" ", element.text)
        parent = element.getparent()
        if element.tail and (parent is None or id(parent) not in kept):
            element.tail = _SPACE.sub(" ", element.tail)


def _text(tree: HtmlElement) -> str:
    """The paragraphs of the article, a blank line between them; readers' comments are left out."""
    from lxml import etree

    with _quiet():
        from trafilatura import bare_extraction

        try:
            document = bare_extraction(tree, include_comments=False, with_metadata=False)
        except (etree.LxmlError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            # trafilatura's heuristics trip over some broken pages; one of them must not stop the others
            document = None
    lines = [] if document is None else [line.strip() for line in (document.text or "").split("\n")]
    text = "\n\n".join(line for line in lines if line)
    if not any(character.isalnum() for character in text):
        raise ArticleUnreadable("no article text found")
    return text


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the logs and warnings of trafilatura and its helpers to themselves."""
    loggers = [logging.getLogger(name) for name in _NOISY]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
