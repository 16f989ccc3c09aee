"""An answer as text, as Markdown and as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assistant.escaping import fingerprint, headline
from assistant.pages import embed_page, message_page
from assistant.rendering import (
    answer_html,
    details_html,
    error_html,
    sources_html,
)
from assistant.texts import to_markdown, to_text
from assistant.turns import busy_html, turn_html
from assistant.types import Answer, Evidence, Trace
from index.types import Span
from tests.showing import PARTLY, UNANSWERED, Markup, answer, citation, hostile


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


def test_the_question_that_was_searched_is_shown_where_it_is_another() -> None:
    asked = replace(answer(citation()), question="and when?", query="when did <b>the tram attack</b> take place?")
    assert to_text(asked).startswith("Searched as: when did <b>the tram attack</b> take place?\n")
    assert "Searched as: when did \\<b\\>the tram attack" in to_markdown(asked)
    shown = turn_html(asked.question, answer_html(asked), searched=asked.query)
    assert shown.count('<p class="searched" dir="auto">Searched as: when did &lt;b&gt;the tram attack') == 1
    assert shown.count("Searched") == 1
    same = replace(asked, question="and  when?", query="and when?")
    page = turn_html(same.question, answer_html(same), searched=same.query)
    assert not any("Searched" in shown for shown in (to_text(same), to_markdown(same), page))


def test_a_source_is_one_harmless_line_whatever_its_fields_hold() -> None:
    evil = citation(publisher="The Post\n[2] Other\x1b[31m", title="[9] Crane\x1b]0;own\x07 falls\x9b2J\r[3, 4]\u202e")
    assert "\n[1] The Post (2) Other, 7 June 2017: (9) Crane falls (3, 4)\n" in to_text(answer(evil))
