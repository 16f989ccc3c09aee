"""The pages in a real Chromium: asking, following a citation, hostile articles, phones, no script, no other site."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import uvicorn

from index.types import Article
from tests.fakes import MENDABLE, FakeAssistant, FakeSettings, create_quietly

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),  # Gradio uses what pandas 4 will drop
]

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
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
def serve(assistant: FakeAssistant, settings: FakeSettings) -> Iterator[str]:
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


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    knowing = FakeAssistant(ARTICLES, {"rebuild": MENDABLE, "explode": ZeroDivisionError("a bug")}, {"slowly": 1.0})
    with serve(knowing, FakeSettings()) as address:
        yield address


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


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Any]:
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
    box = element.bounding_box()
    size = page.viewport_size
    return bool(box and box["y"] >= 0 and box["y"] < size["height"] and box["x"] >= 0 and box["x"] < size["width"])


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


def test_a_question_that_cannot_be_asked_stays_in_the_box(visit: Any) -> None:
    page = visit()
    assert "the question is empty" in ask(page, "???").locator(".error").inner_text()
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


def test_an_empty_library_says_how_to_fill_it(browser: Any) -> None:
    with serve(FakeAssistant(()), FakeSettings()) as site:
        page = browser.new_page()
        page.goto(site)
        page.wait_for_selector("#masthead .empty")
        assert "assistant index FOLDER" in page.locator("#masthead").inner_text()
        page.close()
