"""The filters of the chat page in a real Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browsing import QUESTION, ask

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),  # Gradio uses what pandas 4 will drop
]


def test_filters_reach_the_search(visit: Any) -> None:
    page = visit()
    page.wait_for_selector("#masthead .facts")
    page.click("#filters button")
    page.fill("#since input, #since textarea", "soon")
    assert "2025-06-07" in ask(page, QUESTION).locator(".error").inner_text()
    page.fill("#since input, #since textarea", "")
    page.click("#publishers input")
    page.get_by_role("option", name="Archive").click()
    page.keyboard.press("Escape")
    page.get_by_text("Filters (1)").wait_for()
    turn = ask(page, QUESTION)
    assert turn.locator(".narrowed").inner_text() == "Only Archive"
    assert turn.locator(".publisher", has_text="Harbour Post").count() == 0
    page.click("#fresh")
    page.wait_for_selector(".hero")
    page.get_by_text("Filters", exact=True).wait_for()
    turn = ask(page, QUESTION)
    assert turn.locator(".narrowed").count() == 0
    assert turn.locator(".publisher", has_text="Harbour Post").count() == 1


def test_filters_that_leave_no_article_are_named(visit: Any) -> None:
    page = visit()
    page.wait_for_selector("#masthead .facts")
    page.click("#filters button")
    page.click("#publishers input")
    page.get_by_role("option", name="Archive").click()
    page.keyboard.press("Escape")
    page.get_by_text("Filters (1)").wait_for()
    assert ask(page, "Who owns the crane?").locator(".short").inner_text() == "No article passes the filters."


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_list_of_publishers_can_be_reached_without_a_jump(visit: Any, size: tuple[int, int]) -> None:
    page = visit(viewport={"width": size[0], "height": size[1]})
    turn = ask(page, QUESTION)
    page.wait_for_timeout(300)
    before = page.evaluate("scrollY")
    page.click("#filters button")
    page.click("#publishers input")
    option = page.get_by_role("option").first
    option.wait_for()
    page.wait_for_timeout(300)
    assert abs(page.evaluate("scrollY") - before) < 5
    box = option.bounding_box()
    top = f"document.elementFromPoint({box['x'] + 30}, {box['y'] + box['height'] / 2})"
    assert page.evaluate(f"{top}.closest('#publishers') !== null")
    assert turn.locator(".short").is_visible()
