"""What is shown is what was stored, whatever the articles contain, in a terminal, in Markdown and in HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.escaping import (
    article_path,
    context,
    counted,
    day_words,
    escaped,
    fingerprint,
    headline,
    original_url,
    plain,
    publisher_words,
)
from assistant.pages import article_html, article_page, embed_page, message_page, pieces
from assistant.rendering import (
    answer_html,
    details_html,
    error_html,
    sources_html,
)
from assistant.texts import to_markdown, to_text
from assistant.turns import busy_html, turn_html
from assistant.types import Answer, Citation, Evidence, Statement, Trace
from index.types import Article, Span, normalise

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


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2017-06-07", "7 June 2017"),
        ("2017-06-07T23:59:59+09:00", "7 June 2017"),
        ("1999-12-31", "31 December 1999"),
        (None, "no date"),
    ],
)
def test_days_are_written_in_words(published: str | None, words: str) -> None:
    assert day_words(published) == words


def test_an_unknown_publisher_is_named_so() -> None:
    assert publisher_words(None) == publisher_words(" \x00") == "unknown publisher"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://news.example/a?b=c&d=%20#e", "https://news.example/a?b=c&d=%20#e"),
        ("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("https://news.example/(a)<b>", "https://news.example/%28a%29%3Cb%3E"),
        ("https://news.example/é", "https://news.example/%C3%A9"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT:alert(1)", None),
        ("data:text/html,<script>", None),
        ("file:///etc/passwd", None),
        ("//news.example/a", None),
        ("/a", None),
        ("https://", None),
        ("https://user:secret@news.example/", None),
        ("https:/\\news.example", None),
        ("https://[bad", None),
        ("java\nscript:alert(1)", None),
        (" https://news.example", None),
        ("https://news.example/" + "a" * 2000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: str | None) -> None:
    assert original_url(url) == safe


@given(st.text(max_size=200))
def test_terminal_text_has_no_control_characters(text: str) -> None:
    shown = plain(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", shown)
    assert plain(shown) == shown


def test_escape_sequences_leave_nothing_behind() -> None:
    assert plain("\x1b[31;1mred\x1b[0m \x1b]0;own\x07title \x9b2Jx\r\ny") == "red title x y"


@given(hostile)
def test_escaped_text_reads_back_without_markup(text: str) -> None:
    parsed = Markup(f'<p title="{escaped(text)}">{escaped(text)}</p>')
    assert [tag for tag, _ in parsed.tags] == ["p"]
    assert parsed.text == (parsed.tags[0][1]["title"] or "")
    if text.isprintable():
        assert parsed.text == text


@given(hostile, hostile, hostile, hostile)
def test_fragments_hold_only_our_markup(title: str, publisher: str, quote: str, url: str) -> None:
    shown = answer(
        citation(1, quote or "q", title=title, publisher=publisher, url=url), text=title or "t", short=publisher
    )
    around = {1: (title, publisher)}
    Markup(turn_html(quote, answer_html(shown), sources_html(shown, around), to_markdown(shown)))
    Markup(embed_page(title, quote, answer_html(shown, "s", linked=True) + details_html(shown, around, "s"), [title]))
    Markup(message_page(title, quote))
    Markup(error_html(title) + busy_html((Evidence(1, "i", title, quote, Span(0, len(quote)), publisher),)))


@given(st.text(max_size=300).map(normalise).filter(str.strip), st.integers(0, 300), st.integers(0, 300), hostile)
def test_the_article_page_marks_exactly_the_quote(text: str, start: int, length: int, title: str) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    page = Markup("".join(article_page(Article("a", title, text), span)))
    expected = re.sub(r"\n", "", escaped(span.of(text)))
    assert escaped("".join(page.marked)) == expected
    assert sum(attributes.get("id") == "quote" for _, attributes in page.tags) == bool(expected)


def test_a_span_that_the_article_does_not_have_is_reported() -> None:
    page = "".join(article_page(Article("a", "T", "Short."), Span(2, 900)))
    assert "no longer has the words" in page
    assert "<mark" not in page


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    page = "".join(article_html(Article("a", "T", "One two.\n\nThree four."), Span(4, 15)))
    assert '<p dir="auto">One <mark id="quote">two.</mark></p><p dir="auto"><mark>Three</mark> four.</p>' in page


@given(st.lists(st.text(max_size=20), max_size=30), st.integers(1, 50))
def test_pieces_lose_nothing(parts: list[str], size: int) -> None:
    assert "".join(pieces(parts, size)) == "".join(parts)


@given(st.text(min_size=1, max_size=200), st.data())
def test_context_continues_the_quote_on_both_sides(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before, after = context(text, Span(start, end), width=10)
    assert text[:start].endswith(before.removeprefix("… "))
    assert text[end:].startswith(after.removesuffix(" …"))
    assert len(before) <= 12
    assert len(after) <= 12


def test_context_is_cut_between_words() -> None:
    assert context("alpha beta gamma delta epsilon", Span(11, 16), width=8) == ("… beta ", " delta …")


@given(st.text(min_size=1, max_size=30))
def test_an_article_path_has_no_loose_characters(article_id: str) -> None:
    article_id = article_id.encode("utf-8", "ignore").decode()
    path = article_path(article_id, Span(3, 9), "quoted")
    assert re.fullmatch(r"/article/[\w.~%-]*\?start=3&end=9&is=[0-9a-f]{8}#quote", path, re.ASCII)


def test_a_link_to_words_that_have_changed_marks_nothing() -> None:
    then, now = "The toll is 14.", "The toll is 17."
    assert '<mark id="quote">14</mark>' in "".join(
        article_page(Article("a", "T", then), Span(12, 14), fingerprint("14"))
    )
    changed = "".join(article_page(Article("a", "T", now), Span(12, 14), fingerprint("14")))
    assert "<mark" not in changed
    assert "no longer has the words" in changed


def test_text_for_the_terminal() -> None:
    assert to_text(answer(citation(), citation(2, "He left.", publisher=None, published=None, url=None))) == (
        "The mayor\nThe mayor resigned. [1][2]\n\nSources\n"
        "[1] The Daily Example, 7 June 2017: Mayor goes\n    “The mayor resigned.”\n    https://example.org/a\n"
        "[2] unknown publisher, no date: Mayor goes\n    “He left.”"
    )


def test_an_unanswered_question_is_said_plainly_everywhere() -> None:
    assert to_text(UNANSWERED).startswith("The articles do not say.\n\nClosest passages\n[1] The Daily Example")
    assert "The articles do not say." in to_markdown(UNANSWERED)
    assert '<p class="short none">The articles do not say.</p>' in answer_html(UNANSWERED)
    assert "Closest passages" in sources_html(UNANSWERED)
    assert 'data-status="unanswered"' in answer_html(UNANSWERED)


def test_unsupported_statements_are_set_apart() -> None:
    assert "Not supported by the articles:\n  ? So did the clerk." in to_text(PARTLY)
    assert "*Not supported by the articles:* So did the clerk." in to_markdown(PARTLY)
    shown = answer_html(PARTLY)
    assert shown.index("So did the clerk.") > shown.index('class="unsupported"') > shown.index("The mayor resigned.")


def test_markdown_of_an_answer() -> None:
    assert to_markdown(answer(citation())) == (
        "**Who resigned?**\n\nThe mayor\n\nThe mayor resigned. \\[1]\n\nSources:\n\n"
        "1. The Daily Example, 7 June 2017, [Mayor goes](<https://example.org/a>)  \n   > The mayor resigned.\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<b>*x*</b>", r"\<b\>\*x\*\</b\>"),
        ("![a](b)", r"!\[a\](b)"),
        ("# head", r"\# head"),
        ("12. May", r"12\. May"),
        ("- point", r"\- point"),
        ("AT&T &lt;", r"AT&T \&lt;"),
        ("3.5 per cent - no", "3.5 per cent - no"),
        ("snake_case `code`", r"snake\_case \`code\`"),
    ],
)
def test_markdown_of_hostile_text_is_text(text: str, written: str) -> None:
    quoted = to_markdown(answer(citation(quote=text), text=text))
    assert f"\n\n{written} \\[1]\n" in quoted
    assert f"> {written}\n" in quoted


def test_chips_lead_to_their_source() -> None:
    shown = answer(citation(), citation(2))
    buttons = [a for tag, a in Markup(answer_html(shown)).tags if tag == "button"]
    cards = [a for tag, a in Markup(sources_html(shown, key="k")).tags if tag == "li"]
    assert [b["data-cite"] for b in buttons] == [c["data-cite"] for c in cards] == ["1", "2"]
    assert buttons[0]["aria-label"] == "Source 1: The Daily Example, 7 June 2017: Mayor goes"
    linked = Markup(answer_html(shown, "k", linked=True) + details_html(shown, key="k"))
    targets = {attributes.get("id") for _, attributes in linked.tags}
    links = [a["href"] for tag, a in linked.tags if tag == "a" and a.get("class") == "chip"]
    assert links == ["#k-1", "#k-2"]
    assert {str(link)[1:] for link in links} <= targets


def test_the_frame_of_an_article_is_sandboxed_and_not_loaded_yet() -> None:
    frame = next(a for tag, a in Markup(sources_html(answer(citation(article_id="a/b c")))).tags if tag == "iframe")
    assert frame["data-src"] == f"/article/a%2Fb%20c?start=5&end=24&is={fingerprint('The mayor resigned.')}#quote"
    assert "src" not in frame
    assert frame["sandbox"] == "allow-popups allow-popups-to-escape-sandbox"


@pytest.mark.parametrize(
    ("text", "short", "shown"),
    [
        ("The toll is 14, not 4.", "4", "The toll is 14, not <strong>4</strong>."),
        ("AT&T paid.", "AT&T", "<strong>AT&amp;T</strong> paid."),
        ("Fourteen.", "14", "Fourteen."),
        ("14", "14", "14"),
    ],
)
def test_the_short_answer_stands_out_in_its_statement(text: str, short: str, shown: str) -> None:
    assert f'dir="auto">{shown}</p><p class="cited">' in answer_html(
        answer(citation(quote=text), text=text, short=short)
    )


def test_a_source_shows_its_context_around_the_quote() -> None:
    shown = sources_html(answer(citation()), {1: ("… Before. ", " After.")})
    assert '<blockquote dir="auto">… Before. <mark>The mayor resigned.</mark> After.</blockquote>' in shown


@pytest.mark.parametrize(
    ("short", "shown"),
    [
        ("five", "Five"),
        ("no, it did not", "No, it did not"),
        ("at least 12", "At least 12"),
        ("At least 12", "At least 12"),
        ("iPhone makers", "iPhone makers"),
        ("e-mail", "e-mail"),
        ("x.example", "x.example"),
        ("éclair", "éclair"),
        ("12 people", "12 people"),
    ],
)
def test_a_headline_begins_with_a_capital(short: str, shown: str) -> None:
    given = answer(citation(), short=short)
    assert headline(short) == shown
    assert to_text(given).split("\n")[0] == shown
    assert f"\n\n{shown}\n\n" in to_markdown(given)
    assert f'<p class="short" dir="auto">{shown}</p>' in answer_html(given)
    assert given.to_dict()["short"] == short


@pytest.mark.parametrize(("number", "words"), [(0, "0 articles"), (1, "1 article"), (1200, "1,200 articles")])
def test_counts_agree_with_their_noun(number: int, words: str) -> None:
    assert counted(number, "article") == words


WIRE = "The harbour master said on Monday that the north quay would stay closed until the end of the year."
COPIES = tuple(
    citation(n, f"{place} - {WIRE}", publisher=name)
    for n, (place, name) in enumerate([("OSTMARK", "Wire"), ("OSTMARK (Wire)", "Echo"), ("OSTMARK", "Post")], 1)
)


def test_copies_of_a_report_share_a_line() -> None:
    shown = answer_html(answer(*COPIES, text=COPIES[0].quote, short=None))
    assert shown.count('class="chip"') == 3
    assert shown.count('class="by"') == 1
    assert "<bdi>Wire</bdi>, 7 June 2017, also <bdi>Echo</bdi>, <bdi>Post</bdi></span>" in shown
    nameless = [COPIES[0], citation(2, COPIES[1].quote, publisher=None)]
    assert "7 June 2017, and 1 copy</span>" in answer_html(answer(*nameless, text=COPIES[0].quote, short=None))
    apart = answer_html(answer(COPIES[0], citation(2, "The quay will open tomorrow.", publisher="Echo")))
    assert apart.count('class="by"') == 2


def test_the_quote_of_a_copy_is_short_on_a_terminal_and_whole_elsewhere() -> None:
    given = answer(*COPIES, text=COPIES[0].quote, short=None)
    lines = to_text(given).split("\n")
    assert f"    “{COPIES[0].quote}”" in lines
    assert "    “OSTMARK (Wire) - The harbour master said on Monday that the north quay would …” as in [1]" in lines
    for record in COPIES:
        assert f"<mark>{record.quote}</mark>" in sources_html(given)


def test_a_turn_says_what_narrowed_it() -> None:
    assert '<p class="narrowed" dir="auto">Only &lt;b&gt;</p>' in turn_html("Q", "", narrowed="Only <b>")
    assert "narrowed" not in turn_html("Q", "")


def test_nothing_can_be_said_in_other_words() -> None:
    bare = Answer("x", "Why?", "Why?", Trace("test"))
    assert '<p class="short none">No article &amp; none.</p>' in answer_html(bare, nothing="No article & none.")


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(0.834, "83%"), (1.0, "99%"), (0.9999, "99%"), (0.0, "1%"), (0.5, "50%")],
)
def test_how_sure_an_answer_is_is_said_in_words(confidence: float, words: str) -> None:
    given = replace(answer(citation()), confidence=confidence)
    assert f"({words} sure that this is right)" in to_text(given).split("\n")
    assert f"\n\n({words} sure that this is right)\n\n" in to_markdown(given)
    foot = f'<p class="asof"><span class="sure">{words} sure that this is right</span> · Newest source: '
    assert foot in answer_html(given)
    undated = replace(given, citations=(citation(published=None),))
    assert f'<p class="asof"><span class="sure">{words} sure that this is right</span></p>' in answer_html(undated)


@pytest.mark.parametrize("given", [UNANSWERED, replace(UNANSWERED, confidence=0.31), PARTLY, answer(citation())])
def test_a_refusal_and_an_answer_without_a_number_show_none(given: Answer) -> None:
    for shown in (to_text(given), to_markdown(given), answer_html(given)):
        assert "sure" not in shown
        assert "%" not in shown
