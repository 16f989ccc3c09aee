"""A real Chromium for the tests of the page, the articles that it shows, and what is done in it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from assistant import Assistant
from index.types import Article
from tests.fakes import FakeAssistant, FakeSettings, create_quietly

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PWN = "window.__pwned=1;parent.__pwned=1"
EVIL = (
    f"<script>{PWN}</script>",
    f'<img src="http://tracker.example/x.png" onerror="{PWN}">',
    f"${{{PWN}}}",
    f"{{{{{PWN}}}}}",
    f"`+({PWN})+`",
    f"</mark></textarea></iframe><svg onload='{PWN}'>",
    "![x](http://tracker.example/y.png)",
    "\u202ereversed\u2066",
    "w" * 10_000,
)
EVIL_ID = f"evil/{EVIL[0]}"
EVIL_TEXT = f"The dragon festival drew {' '.join(EVIL)} visitors to the harbour.\n\n" + "Calm paragraph here.\n" * 40
EVIL_TITLE = f"Festival {' '.join(EVIL)}"
QUAY = "The crane on the north quay fell at noon, injuring two dockers."
QUAY_TEXT = f"{'Filler about the weather.' * 60}\n\n{QUAY}\n\n{'More about the weather.' * 60}"
LONG = "\n\n".join(f"Paragraph {n} of the report on the quarry lake has nothing to add at all." for n in range(14_000))
LONG_TEXT = f"{LONG}\n\nThe quarry lake report named seventeen swimmers."
ARTICLES = (
    Article(
        "quay", "Crane falls on the quay", QUAY_TEXT, "https://news.example/crane", "Harbour Post", None, "2025-04-03"
    ),
    Article("odd id/ü?#", "Docks reopen", "The quay reopened once the crane was gone.", published="2025-04-05"),
    Article(EVIL_ID, EVIL_TITLE, EVIL_TEXT, f"javascript:{PWN}", f"Evil {' '.join(EVIL[:4])}", EVIL[1]),
    Article("long", "The quarry lake report", LONG_TEXT, None, "Archive"),
)
QUESTION = "When did the crane on the north quay fall?"


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser; the test is skipped where there is none, except in CI."""
    if not os.path.exists(CHROMIUM):
        if os.environ.get("CI"):
            pytest.fail("no Chromium: install the system package 'chromium'")
        pytest.skip("no Chromium: install the system package 'chromium' to run the browser tests")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


@contextmanager
def serve(assistant: FakeAssistant | Assistant, settings: FakeSettings) -> Iterator[str]:
    """Run the server in a thread of its own (playwright keeps a loop running in this one); yield its address."""
    servers: list[uvicorn.Server] = []

    def run() -> None:
        app = create_quietly(assistant, settings, [QUESTION])
        servers.append(uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical")))
        servers[0].run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not (servers and servers[0].started) and time.monotonic() < deadline and thread.is_alive():
        time.sleep(0.02)
    assert servers
    assert servers[0].started
    port = servers[0].servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        servers[0].should_exit = servers[0].force_exit = True
        thread.join(timeout=20)


@contextmanager
def visits(browser: Any, site: str) -> Iterator[Any]:
    """Opens a path of the site in a fresh context; afterwards no request may have left it and nothing may have run."""
    contexts = []
    pages = []

    def open_page(path: str = "/", **options: Any) -> Any:
        context = browser.new_context(
            **{"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        contexts.append(context)
        page.requested = []
        page.said = []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda problem: page.said.append(str(problem)))
        page.goto(site + path)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        assert [url for url in page.requested if not url.startswith((site, "data:", "blob:"))] == []
        assert [frame for frame in page.frames if not frame.url.startswith((site, "about:blank"))] == []
        if page.context.pages and page.is_closed() is False:
            assert page.evaluate("window.__pwned") is None
        assert [line for line in page.said if "Content Security Policy" in line or "Error" in line] == []
    for context in contexts:
        context.close()


def ask(page: Any, question: str) -> Any:
    """Ask and return the new turn, once its answer or its error is there."""
    page.wait_for_selector("#masthead .facts")
    before = page.locator("#conversation .turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    turn = page.locator("#conversation .turn").nth(before)
    turn.locator(".answer, .error").first.wait_for()
    return turn


def in_view(page: Any, element: Any) -> bool:
    """Whether the element's upper left corner is on the screen."""
    box = element.bounding_box()
    size = page.viewport_size
    return bool(box and box["y"] >= 0 and box["y"] < size["height"] and box["x"] >= 0 and box["x"] < size["width"])
