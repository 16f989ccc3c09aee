"""A language model's server that dies, babbles, keeps silent or is not there: what the API and the page make of it."""

from __future__ import annotations

import json
import re
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings
from assistant.asking import MAX_TURNS
from assistant.models import EXTRAS, KEYS
from assistant.texts import INSTEAD
from tests import modelserver as servers
from tests.browsing import ask, serve
from tests.fakes import FakeSettings
from tests.served import events
from tests.threads import no_thread_left

pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # Gradio uses what pandas 4 will drop

QUESTION = "Who claimed the attack in Velmar?"
CLAIM = "The militant group Ash Dawn claimed responsibility on Wednesday"
SLOW = servers.says(f"{CLAIM} [1]. " + "And so on [1]. " * 500, 0.02)
FAILURES = {
    "broke off in the middle of its reply": servers.breaks_off,
    "openai:local failed": servers.garbage_later,
    "did not answer in time": servers.never_answers,
}
CASES = pytest.mark.parametrize(("reason", "behave"), FAILURES.items())


@contextmanager
def site(library: Path, behave: servers.Behaviour, **settings: Any) -> Iterator[tuple[str, servers.ModelServer]]:
    """The address of the whole server over a model that behaves so; afterwards no thread reads a model any more."""
    usual: dict[str, Any] = {"timeout": 1.5, "retries": 0, "writing": "prose", "model": "openai:local"}
    with no_thread_left("language-model"), servers.serving(behave) as server:
        chosen = Settings(base_url=server.url, **usual | settings)
        with Assistant.open(library, chosen) as assistant, serve(assistant, FakeSettings()) as address:
            yield address, server


def asked(address: str, streamed: bool, **body: Any) -> tuple[int, str]:
    headers = {"Content-Type": "application/json"} | ({"Accept": "text/event-stream"} if streamed else {})
    data = json.dumps({"question": QUESTION} | body).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{address}/api/ask", data, headers), timeout=30) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as exc:
        return exc.code, exc.read().decode()


@CASES
def test_the_api_answers_without_the_model_and_says_why(
    sample_library: Path, reason: str, behave: servers.Behaviour
) -> None:
    with site(sample_library, behave) as (address, server):
        status, body = asked(address, streamed=False)
        answer = json.loads(body)
        told = events(asked(address, streamed=True)[1])
    assert (status, answer["status"], answer["short"]) == (200, "answered", "Ash Dawn")
    assert (answer["trace"]["answerer"], reason in answer["trace"]["fallback"]) == ("extractive", True)
    said = ["citation", "statement"] if behave is not servers.never_answers else []
    assert [name for name, _ in told] == ["evidence", *said, "answer"]
    assert told[-1][1]["trace"]["fallback"] == answer["trace"]["fallback"]
    assert {one["support"] for one in told[-1][1]["statements"]} == {"verbatim"}
    assert len(server.asked) == 2


@CASES
def test_the_api_ends_in_an_error_where_no_other_answer_is_wanted(
    sample_library: Path, reason: str, behave: servers.Behaviour
) -> None:
    with site(sample_library, behave, fallback=False) as (address, _):
        status, body = asked(address, streamed=False)
        told = events(asked(address, streamed=True)[1])
    assert (status, list(json.loads(body))) == (503, ["error"])
    assert reason in json.loads(body)["error"]
    assert told[-1][0] == "error"
    assert reason in told[-1][1]["message"]
    assert "answer" not in [name for name, _ in told]


@pytest.mark.parametrize("behave", [SLOW, servers.never_answers], ids=["slow", "silent"])
def test_a_client_that_hangs_up_stops_the_model(sample_library: Path, behave: servers.Behaviour) -> None:
    with site(sample_library, behave, timeout=600) as (address, server):
        host, port = address.removeprefix("http://").split(":")
        body = json.dumps({"question": QUESTION})
        with socket.create_connection((host, int(port))) as client:
            head = f"POST /api/ask HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
            client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
            until = time.monotonic() + 30
            while not server.asked and time.monotonic() < until:
                time.sleep(0.02)
        assert server.left.wait(10)


@pytest.mark.parametrize("provider", sorted(KEYS))
def test_a_chosen_model_without_a_key_is_answered_for(
    sample_library: Path, provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in KEYS[provider]:
        monkeypatch.delenv(name, raising=False)
    chosen = f"{provider}:large"
    with Assistant.open(sample_library, Settings(models=(chosen,))) as assistant:
        said = []
        for spec in (None, "installed"):
            monkeypatch.setattr("assistant.models.find_spec", lambda _, found=spec: found)
            answer = assistant.ask(QUESTION, model=chosen)
            assert (answer.trace.answerer, answer.short) == ("extractive", "Ash Dawn")
            said.append(str(answer.trace.fallback))
    assert f"pip install -e '.[{EXTRAS[provider]}]'" in said[0]
    assert all(KEYS[provider][0] in line and "\n" not in line for line in said)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = browser.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.mark.browser
class TestPage:
    """The page in a real Chromium."""

    def test_it_says_what_failed_and_goes_on(
        self, sample_library: Path, page: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
        good = servers.says(f"SHORT: Ash Dawn\n{CLAIM} [1].")
        behave = servers.in_turn(*FAILURES.values(), good)
        with site(sample_library, behave, models=("anthropic:large",)) as (address, server):
            page.goto(address)
            for reason in FAILURES:
                turn = ask(page, QUESTION)
                turn.locator(".error").wait_for()
                assert reason in turn.locator(".error").inner_text()
                assert turn.locator(".instead").inner_text() == INSTEAD
                assert turn.locator(".short").inner_text().startswith("Ash Dawn")
                assert page.locator(".busy, .draft").count() == 0
                page.wait_for_function("document.querySelector('#live .error').getBoundingClientRect().top < 300")
                page.locator("#question .submit-button").wait_for()
            turn = ask(page, QUESTION)
            assert turn.locator(".error, .instead").count() == 0
            page.locator("#question .submit-button").wait_for()
            page.click("#model input")
            page.get_by_role("option", name="anthropic:large").click()
            turn = ask(page, QUESTION)
            assert "ANTHROPIC_API_KEY" in turn.locator(".error").inner_text()
            assert turn.locator(".short").inner_text().startswith("Ash Dawn")
            assert len(server.asked) == 4

    @pytest.mark.parametrize("behave", [SLOW, servers.never_answers], ids=["slow", "silent"])
    def test_closing_it_stops_the_model(self, sample_library: Path, page: Any, behave: servers.Behaviour) -> None:
        with site(sample_library, behave, timeout=600) as (address, server):
            page.goto(address)
            page.wait_for_selector("#masthead .facts")
            page.fill("#question textarea", QUESTION)
            page.press("#question textarea", "Enter")
            page.locator(".draft .claim" if behave is SLOW else ".busy").first.wait_for()
            until = time.monotonic() + 30
            while not server.asked and time.monotonic() < until:
                page.wait_for_timeout(50)
            page.close()
            assert server.left.wait(10)

    def test_a_long_conversation_works_to_the_last_turn(self, sample_library: Path, page: Any) -> None:
        with site(sample_library, servers.says(f"SHORT: Ash Dawn\n{CLAIM} [1].")) as (address, server):
            page.goto(address)
            for number in range(1, MAX_TURNS + 1):
                ask(page, QUESTION)
                page.locator(f'.turn[data-turn="{number}"] .claim').first.wait_for()
                page.locator("#question .submit-button").wait_for()
            page.click("#model input")
            page.get_by_role("option", name="Answered without a model").click()
            ask_last(page, "and how many were wounded?", MAX_TURNS + 1)
            last = page.locator(f'.turn[data-turn="{MAX_TURNS + 1}"]')
            assert "attack in Velmar" in last.locator(".searched").inner_text()
            assert re.search(r"\d", last.locator(".short").inner_text())
            assert page.locator(".turn").count() == MAX_TURNS
            assert page.locator('.turn[data-turn="1"]').count() == 0
            assert len(server.asked) == MAX_TURNS


def ask_last(page: Any, question: str, number: int) -> None:
    """Ask where the oldest turn makes room for the newest."""
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.locator(f'.turn[data-turn="{number}"] .answer').wait_for()
