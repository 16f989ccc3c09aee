"""Hostile articles, foreign frames and no script: the pages in a real Chromium."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.browsing import ARTICLES, EVIL, QUESTION, ask, serve
from tests.fakes import FakeAssistant, FakeSettings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),  # Gradio uses what pandas 4 will drop
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_hostile_article_stays_text(visit: Any, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    turn = ask(page, f"Which dragon festival drew visitors to the hostile harbour? {EVIL[0]} {EVIL[2]} {EVIL[3]}")
    assert EVIL[0] in turn.locator(".question").inner_text()
    assert EVIL[0] in turn.locator(".card").first.inner_text()
    assert EVIL[2] in turn.locator(".card").first.inner_text()
    turn.locator(".chip").first.click()
    mark = turn.locator(".card.active").frame_locator("iframe").locator("mark#quote")
    mark.wait_for()
    assert EVIL[0] in mark.inner_text()
    assert turn.locator("a[href^='javascript']").count() == 0
    assert turn.locator("script, img, svg").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.wait_for_timeout(300)
    assert page.evaluate("window.__pwned") is None


@pytest.mark.parametrize(
    "path", ["/embed?q=Which+dragon+festival+drew+visitors%3F%3Cscript%3E", "/article/evil%2F{}?start=0&end=30"]
)
def test_a_hostile_article_stays_text_on_the_other_pages(visit: Any, path: str) -> None:
    page = visit(path.format(EVIL[0].replace("<", "%3C").replace("/", "%2F")))
    assert EVIL[0] in page.locator("body").text_content()
    assert page.locator("main script, main img, main svg").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("window.__pwned") is None


def test_a_slipped_event_handler_would_not_run(visit: Any) -> None:
    page = visit()
    page.wait_for_selector("#masthead .facts")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<a id=slipped onclick=\"window.__pwned=1\">x</a>');"
        "document.getElementById('slipped').click()"
    )
    assert page.evaluate("window.__pwned") is None
    assert any("Content Security Policy" in line for line in page.said)
    page.said.clear()


def test_embed_works_without_javascript(visit: Any) -> None:
    page = visit("/embed", java_script_enabled=False, viewport={"width": 320, "height": 600})
    page.fill("input[name=q]", QUESTION)
    page.press("input[name=q]", "Enter")
    page.wait_for_selector(".answer .short")
    assert not page.locator(".source blockquote").first.is_visible()
    page.locator(".source summary").first.click()
    assert page.locator(".source mark").first.inner_text().startswith("The crane on the north quay")
    page.close()


class Host(BaseHTTPRequestHandler):
    """Another site, which shows the address after its ``?`` in a frame."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<iframe src='{self.path.partition('?')[2]}' width=400 height=400></iframe>".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


@pytest.mark.parametrize(("origins", "shown"), [(("'self'",), 0), (("http://localhost:*",), 1)])
def test_embed_shows_in_allowed_frames_only(browser: Any, origins: tuple[str, ...], shown: int) -> None:
    with (
        serve(FakeAssistant(ARTICLES), FakeSettings(allowed_origins=origins)) as site,
        ThreadingHTTPServer(("127.0.0.1", 0), Host) as host,
    ):
        threading.Thread(target=host.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.goto(f"http://localhost:{host.server_address[1]}/?{site}/embed", wait_until="networkidle")
        assert page.frame_locator("iframe").locator("form").count() == shown
        page.close()
        host.shutdown()
