"""What a web page says of itself: title, author, publisher, address and date, from its own metadata only.

Dates are never guessed from the text, the footer or the day of reading: a wrong date is worse than none. Order:
``article:published_time``, JSON-LD, other names for the date of publication, the page's marked ``<time>``, the address,
and last the bare ``date``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from . import dates
from .fields import address, line

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["Metadata", "metadata"]

JSON_CHARACTERS = 1_000_000
_FIRST = ("article:published_time", "og:article:published_time", "og:published_time")
_PUBLISHED = (
    "article:published",
    "datepublished",
    "date.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "originalpublicationdate",
    "citation_publication_date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
)
_BARE = ("dc.date", "dc:date", "dcterms.date", "date")
_AUTHOR = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator")
_PUBLISHER = ("og:site_name", "application-name", "dc.publisher", "publisher", "rbpubname")
_MARKED = re.compile(r"(?:^|[\s_-])(?:dt-published|published|pubdate|entry-date|post-date|posted-on)(?:$|[\s_-])", re.I)
_CHANGED = re.compile(r"updat|modif|revis", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_BY = re.compile(r"^(?:by|von|par|por|di)[: ]\s*", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Metadata:
    """The fields of an article as the page states them, each None when it does not."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    tree: HtmlElement
    meta: dict[str, str]
    nodes: list[dict[str, Any]] = field(default_factory=list)


def metadata(tree: HtmlElement, scripts: list[str], url: str | None = None) -> Metadata:
    """Read the page's metadata. ``scripts`` are its JSON-LD texts; ``url`` is where it was fetched, if it was."""
    page = _Page(tree, _meta(tree), [node for script in scripts for node in _nodes(script)])
    found = Metadata(url=url or _canonical(page))
    articles = [node for node in page.nodes if _is_article(node)]
    found.title = _title(page, articles)
    article = _chosen(articles, found)
    found.publisher = _publisher(page, article, found.url)
    found.title = _without(found.title, found.publisher)
    found.author = _author(page, article)
    found.published = _published(page, article, found.url)
    return found


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of each ``<meta>`` by its name, property or itemprop in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content[:1_000])
    return found


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD text that speak of the page itself: the top, its graph, its main entity."""
    try:
        top = json.loads(script[:JSON_CHARACTERS].strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [top]
    for _ in range(200):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node[:200])
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity") if isinstance(node.get(key), dict | list))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _chosen(articles: list[dict[str, Any]], found: Metadata) -> dict[str, Any]:
    """The node of this page's article: the one with its title or address, or the only one, or none."""
    if len(articles) > 1:
        title = (found.title or "").casefold()
        own = [a for a in articles if title and (_text(a.get("headline")) or "-").casefold() in title]
        own = own or [a for a in articles if found.url and found.url in (a.get("url"), a.get("@id"))]
        articles = own[:1]
    return articles[0] if articles else {}


def _text(value: object) -> str | None:
    """A string, the name of a thing, or several of either as "a, b"; never an address."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        parts = dict.fromkeys(part for item in value[:10] if not isinstance(item, list) and (part := _text(item)))
        return ", ".join(parts) or None
    if not isinstance(value, str) or value.strip().lower().startswith(("http:", "https:", "//")):
        return None
    from html import unescape

    return line(unescape(value[:1_000]), 300)


def _canonical(page: _Page) -> str | None:
    links = [element for element in page.tree.iter("link") if (element.get("rel") or "").lower() == "canonical"]
    base = address(page.meta.get("og:url"))
    for element in links[:1]:
        if found := address(element.get("href")):
            return found
        if base and (found := _joined(base, element.get("href") or "")):
            return found
    return base


def _joined(base: str, href: str) -> str | None:
    try:
        return address(urljoin(base, href.strip())) if href.strip() else None
    except ValueError:
        return None


def _title(page: _Page, articles: list[dict[str, Any]]) -> str | None:
    headings = [text for element in page.tree.iter("h1") if (text := _visible(element))]
    only = articles[0].get("headline") if len(articles) == 1 else None
    title = page.tree.find(".//head/title")
    return (
        _text(page.meta.get("og:title"))
        or _text(only)
        or (headings[0] if len(headings) == 1 else None)
        or _text(page.meta.get("twitter:title"))
        or (_visible(title) if title is not None else None)
        or (headings[0] if headings else None)
    )


def _visible(element: HtmlElement) -> str | None:
    return line(_SPACE.sub(" ", "".join(element.itertext()))[:1_000], 300)


def _without(title: str | None, publisher: str | None) -> str | None:
    """The title without " - Publisher" at its end."""
    if not title or not publisher or not title.casefold().endswith(publisher.casefold()):
        return title
    rest = title[: len(title) - len(publisher)]
    shorter = re.sub(r"\s+[-–—|·:»•]\s*$", "", rest)
    return shorter if shorter != rest and shorter else title


def _publisher(page: _Page, article: dict[str, Any], url: str | None) -> str | None:
    stated = _text(article.get("publisher")) or next((t for n in _PUBLISHER if (t := _text(page.meta.get(n)))), None)
    host = urlsplit(url).hostname if url else None
    return stated or (host.removeprefix("www.") if host else None)


def _author(page: _Page, article: dict[str, Any]) -> str | None:
    stated = _text(article.get("author")) or next((t for n in _AUTHOR if (t := _text(page.meta.get(n)))), None)
    if stated is None:
        marked = [e for e in page.tree.iter() if _is_byline(e)]
        stated = next((text for e in marked[:20] if (text := _visible(e)) and len(text) <= 100), None)
    return _BY.sub("", stated) if stated else None


def _is_byline(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    names = (element.get("class") or "").lower().split()
    return (
        "author" in ((element.get("rel") or "").lower(), (element.get("itemprop") or "").lower())
        or not {"byline", "author", "byline-name", "author-name", "article-author"}.isdisjoint(names)
    ) and element.tag != "meta"


def _published(page: _Page, article: dict[str, Any], url: str | None) -> str | None:
    """The first date found; when it is a bare day and a later find has the time of that day, that one."""
    pages = [node for node in page.nodes if node.get("@type") == "WebPage"]
    stated = [
        *(page.meta.get(name) for name in _FIRST),
        article.get("datePublished"),
        *(page.meta.get(name) for name in _PUBLISHED),
        *(node.get("datePublished") for node in pages[:1]),
        *_marked_times(page.tree),
    ]
    found = [day for value in stated if isinstance(value, str) and (day := dates.parse(value))]
    if url and (day := dates.in_address(url)):
        found.append(day)
    found += [day for name in _BARE if (day := dates.parse(page.meta.get(name, "")))]
    if not found:
        return None
    return next((day for day in found if len(day) > 10 and day[:10] == found[0][:10]), found[0])


def _marked_times(tree: HtmlElement) -> Iterator[str]:
    """Elements marked as the date of publication, unless they differ, as in a list of articles."""
    values = []
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        kind = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        marked = (element.get("itemprop") or "").lower() == "datepublished" or (
            element.tag == "time" and (element.get("pubdate") is not None or _MARKED.search(kind))
        )
        value = element.get("datetime") or element.get("content")
        if marked and value and not _CHANGED.search(kind):
            values.append(value)
    if len({day[:10] for value in values if (day := dates.parse(value))}) == 1:
        yield from values
