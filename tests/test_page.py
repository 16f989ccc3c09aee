"""The chat page in a real Chromium: asking, following a citation, and what it says meanwhile."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.browsing import ARTICLES, QUAY, QUESTION, ask, in_view, serve
from tests.fakes import MENDABLE, FakeAssistant, FakeSettings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),  # Gradio uses what pandas 4 will drop
]


def test_a_citation_leads_to_the_quote_in_its_article(visit: Any) -> None:
    page = visit()
    turn = ask(page, QUESTION)
    assert turn.locator(".short").inner_text().startswith("The crane on the north quay fell")
    box, panel = page.locator("#desk").bounding_box(), turn.locator(".sources").bounding_box()
    assert box["x"] + box["width"] <= panel["x"]
    chips = turn.locator(".chip")
    assert chips.count() == turn.locator(".card").count() >= 2
    assert page.locator(".card.active").count() == 0
    chips.nth(1).click()
    assert turn.locator(".card.active").get_attribute("data-cite") == "2"
    chips.first.click()
    card = turn.locator(".card.active")
    assert card.get_attribute("data-cite") == "1"
    assert card.locator("blockquote mark").inner_text() == QUAY
    mark = card.frame_locator("iframe").locator("mark#quote")
    mark.wait_for()
    assert mark.inner_text() == QUAY
    page.wait_for_timeout(300)
    assert in_view(page, mark)
    frame = card.locator("iframe").bounding_box()
    box = mark.bounding_box()
    assert frame["y"] <= box["y"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    assert turn.locator(".whole[open]").count() == 1


def test_the_keyboard_is_enough(visit: Any) -> None:
    page = visit()
    turn = ask(page, QUESTION)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('chip')"):
            break
    else:
        page.locator("#conversation .chip").first.focus()
    focused = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert focused == "solid"
    page.keyboard.press("Enter")
    assert turn.locator(".card.active").count() == 1
    assert page.evaluate("document.activeElement.classList.contains('card')")


def test_a_conversation_grows_and_starts_anew(visit: Any) -> None:
    page = visit()
    page.click("#examples .example")
    first = page.locator(".turn").first
    first.locator(".answer").wait_for()
    assert first.locator(".question").inner_text() == QUESTION
    assert not page.locator("#examples").is_visible()
    second = ask(page, "Which opera was about lighthouses?")
    assert second.locator(".short").inner_text() == "The articles do not say."
    assert page.locator(".turn.selected").count() == 1
    assert page.locator(".turn.selected .short.none").count() == 1
    first.locator(".chip").first.click()
    assert first.locator(".sources").is_visible()
    page.click("#fresh")
    page.wait_for_selector(".hero")
    assert page.locator(".turn").count() == 0
    assert page.locator("#examples").is_visible()


def test_the_closest_passages_are_shown_when_the_articles_do_not_say(visit: Any) -> None:
    page = visit()
    turn = ask(page, "Who owns the crane?")
    assert turn.locator(".short").inner_text() == "The articles do not say."
    assert "crane" in turn.locator(".closest li").first.inner_text()
    assert turn.locator(".panelhead").inner_text() == "Closest passages"


def test_unsupported_statements_stand_apart(visit: Any) -> None:
    turn = ask(visit(), f"{QUESTION} Any rumour?")
    assert "A second attack was planned." in turn.locator(".unsupported").inner_text()


def test_problems_are_one_line_and_the_page_goes_on(visit: Any) -> None:
    page = visit()
    assert ask(page, "rebuild").locator(".error").inner_text() == str(MENDABLE)
    broken = ask(page, "explode")
    assert "Something went wrong" in broken.locator(".error").inner_text()
    assert "ZeroDivision" not in page.content()
    assert ask(page, QUESTION).locator(".answer").count() == 1
    page.said.clear()


def test_the_page_says_what_it_is_doing(visit: Any) -> None:
    page = visit()
    page.wait_for_selector("#masthead .facts")
    page.fill("#question textarea", "How slowly did the crane on the north quay fall?")
    page.press("#question textarea", "Enter")
    page.wait_for_function("document.querySelector('.busy')?.textContent === 'Searching the articles…'")
    page.wait_for_function("document.querySelector('.busy')?.textContent.startsWith('Reading ')")
    assert "Harbour Post" in page.locator(".busy").inner_text()
    page.locator(".answer").wait_for()
    assert page.locator(".busy").count() == 0


def test_a_follow_up_is_first_read_with_its_conversation_by_a_model(browser: Any) -> None:
    writing = FakeAssistant(ARTICLES, pauses={"slowly": 1.0}, models=("openai:local",))
    with serve(writing, FakeSettings()) as site:
        page = browser.new_page()
        page.goto(site)
        ask(page, QUESTION)
        page.locator("#question .submit-button").wait_for()
        page.fill("#question textarea", "And how slowly did the crane on the north quay fall?")
        page.press("#question textarea", "Enter")
        page.get_by_text("Reading the conversation").wait_for()
        page.get_by_text("Each sentence is shown once it has been checked").wait_for()
        page.close()


def test_a_question_that_cannot_be_asked_stays_in_the_box(visit: Any) -> None:
    page = visit()
    assert "the question has no words" in ask(page, "???").locator(".error").inner_text()
    assert page.input_value("#question textarea") == "???"
    long = "crane " * 400
    assert "2399 characters" in ask(page, long).locator(".error").inner_text()
    assert page.input_value("#question textarea") == long


def test_the_masthead_follows_the_library(browser: Any) -> None:
    growing = FakeAssistant(list(ARTICLES[:1]))
    with serve(growing, FakeSettings()) as site:
        page = browser.new_page()
        page.goto(site)
        page.get_by_text("1 article from 1 publisher").wait_for()
        growing.articles = ARTICLES
        ask(page, QUESTION)
        page.get_by_text("4 articles from 3 publishers").wait_for()
        page.close()


def test_an_excerpt_is_shown_whole(visit: Any) -> None:
    turn = ask(visit(), QUESTION)
    for excerpt in turn.locator(".card blockquote").all():
        assert excerpt.evaluate("quoted => quoted.scrollHeight <= quoted.clientHeight + 1")


def test_copying_takes_the_sources_along(visit: Any) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, QUESTION).locator(".copy").click()
    page.wait_for_function("document.querySelector('.copy').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"**{QUESTION}**")
    assert "Harbour Post, 3 April 2025, [Crane falls on the quay](<https://news.example/crane>)" in copied


def test_on_a_phone_the_sources_are_under_the_answer(visit: Any) -> None:
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    turn = ask(page, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    answer, sources = turn.locator(".answer").bounding_box(), turn.locator(".sources").bounding_box()
    assert sources["y"] >= answer["y"] + answer["height"]
    turn.locator(".chip").first.tap()
    page.wait_for_timeout(400)
    assert in_view(page, turn.locator(".card.active"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_long_article_does_not_hold_the_page_up(visit: Any) -> None:
    page = visit()
    started = time.monotonic()
    turn = ask(page, "Which quarry lake report named seventeen swimmers?")
    assert len(turn.locator(".card").first.inner_text()) < 2000
    turn.locator(".chip").first.click()
    mark = turn.locator(".card.active").frame_locator("iframe").locator("mark#quote")
    mark.wait_for()
    page.wait_for_timeout(500)
    assert in_view(page, mark)
    assert time.monotonic() - started < 20


def test_an_empty_library_says_how_to_fill_it(browser: Any) -> None:
    with serve(FakeAssistant(()), FakeSettings()) as site:
        page = browser.new_page()
        page.goto(site)
        page.wait_for_selector("#masthead .empty")
        assert "assistant index FOLDER" in page.locator("#masthead").inner_text()
        page.close()


def test_what_a_model_writes_appears_as_it_stands_and_can_be_stopped(browser: Any) -> None:
    writing = FakeAssistant(ARTICLES, pauses={"slowly": 2.5}, models=("openai:local",))
    with serve(writing, FakeSettings()) as site:
        page = browser.new_page()
        page.goto(site)
        page.wait_for_selector("#masthead .facts")
        page.fill("#question textarea", f"{QUESTION} Any rumour, slowly?")
        page.press("#question textarea", "Enter")
        page.get_by_text("Writing").wait_for()
        turn = page.locator("#live .turn")
        turn.locator(".draft .chip").first.click()
        assert turn.locator(".card.active blockquote mark").inner_text() == QUAY
        mark = turn.locator(".card.active").frame_locator("iframe").locator("mark#quote")
        mark.wait_for()
        page.get_by_text("2 sentences checked").wait_for()
        assert mark.inner_text() == QUAY  # what was opened stays open while the rest is written
        page.click("#question .stop-button")
        page.get_by_text("Stopped.").wait_for()
        assert writing.stopped == [f"{QUESTION} Any rumour, slowly?"]
        assert turn.locator(".claim").count() == 2
        page.click("#model input")
        page.get_by_role("option", name="Answered without a model").click()
        ask(page, QUESTION)
        assert writing.chosen == ["openai:local", "none"]
        assert page.locator("#past .stopped").count() == 1
        page.close()
