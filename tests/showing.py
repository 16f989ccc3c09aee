"""Answers and hostile text for the tests of what is shown, and a parser that knows our markup only."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import strategies as st

from assistant.types import Answer, Citation, Statement, Trace

HOSTILE = (
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "${alert(1)} {{constructor}} `x`",
    "</textarea></mark></iframe><b>",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "![x](http://tracker.example/a.png) [click](javascript:alert(1))",
)
hostile = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=60), st.text("<>&\"'`${}[]()!*_#-+.|~ \n\x1b[m", max_size=40)
)

ALLOWED = set(
    re.findall(
        r"\w+",
        "html head meta title link script body main article aside section header div p h1 h2 h3 ol ul li a bdi "
        "blockquote mark cite time span button details summary iframe textarea form label input strong",
    )
)


class Markup(HTMLParser):
    """Collects tags and text, and fails on any tag or handler that we never write."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.marked: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name in {"src", "data-src", "href", "action"} or "javascript:" not in name
            if name in {"src", "href", "data-src", "action"}:
                assert value is not None
                assert re.match(r"(https?://|/|#)", value), value
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if "mark" in self.open:
            self.marked.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def citation(number: int = 1, quote: str = "The mayor resigned.", **changes: str | None) -> Citation:
    fields: dict[str, str | None] = {
        "article_id": "a1",
        "title": "Mayor goes",
        "publisher": "The Daily Example",
        "url": "https://example.org/a",
        "published": "2017-06-07",
    }
    return Citation(number=number, start=5, end=5 + len(quote), quote=quote, **(fields | changes))  # type: ignore[arg-type]


def answer(*citations: Citation, text: str = "The mayor resigned.", short: str | None = "The mayor") -> Answer:
    numbers = tuple(c.number for c in citations)
    return Answer(
        "x", "Who resigned?", "Who resigned?", Trace("test"), short, (Statement(text, numbers, "verbatim"),), citations
    )


UNANSWERED = Answer("x", "Why?", "Why?", Trace("test"), closest=(citation(),))
PARTLY = Answer(
    "x",
    "Who resigned?",
    "Who resigned?",
    Trace("test"),
    None,
    (Statement("The mayor resigned.", (1,), "verbatim"), Statement("So did the clerk.", (), "unsupported")),
    (citation(),),
)
