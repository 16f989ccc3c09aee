"""LangChain's own class for OpenAI-compatible servers, against servers on loopback that behave and misbehave."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.errors import ModelUnavailable
from assistant.failures import explained, passing
from assistant.models import chat_model, way_for
from assistant.receiving import Limits
from assistant.settings import Settings, load_settings
from assistant.types import Began, Claim, Evidence, Question, Request
from assistant.writing import GenerativeAnswerer
from index.errors import SettingsInvalid
from index.types import Span
from tests.modelserver import Behaviour, ModelServer, fails, in_turn, nothing_there, says_nothing, serving, tells

pytest.importorskip("langchain_openai")

KEY = "sk-very-secret-0123456789"
TEXT = "The bridge was closed on Monday. Engineers found three cracks."
REQUEST = Request(Question("What?"), "What?", (Evidence(1, "a", "t", TEXT, Span(0, len(TEXT))),), "2024-05-07")
OBJECT = '{"quote": "The bridge was closed", "passage": "1", "answer": ""}'
PROSE = "The bridge was closed on Monday [1]."


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=5)
        assert not thread.is_alive(), thread.name


def writer(server: ModelServer | str, **limits: float) -> GenerativeAnswerer:
    bounds = Limits(**{"silence": 20, "total": 60, "retries": 1} | limits)  # type: ignore[arg-type]
    url = server if isinstance(server, str) else server.url
    return GenerativeAnswerer(chat_model("openai:m", base_url=url), limits=bounds, name="openai:m")


def test_a_server_of_ones_own_is_held_to_the_schema_and_to_a_length() -> None:
    with serving(tells('{"quotes": [', OBJECT[:20], OBJECT[20:], "]", ', "short": "Monday"}')) as server:
        asked = writer(server)
        draft = asked.invoke(REQUEST)
        asked.close()
    assert [claim.text for claim in draft.claims] == ["The bridge was closed on Monday."]
    assert draft.short == "Monday"
    (body,) = server.asked
    form = body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["schema"]["properties"]["quotes"]["items"]["properties"]["passage"]["enum"] == ["1"]
    assert body["stream"] is True
    assert 700 in (body.get("max_tokens"), body.get("max_completion_tokens"))


def test_each_claim_comes_before_the_reply_is_over_and_closing_hangs_up() -> None:
    with serving(tells('{"quotes": [', OBJECT, ", {", ending="wait")) as server:
        asked = writer(server)
        steps = asked.drafted(REQUEST)
        assert next(steps) == Began()
        assert isinstance(next(steps), Claim)
        steps.close()
        assert server.left.wait(10)
        asked.close()


def test_a_server_that_knows_no_schema_is_asked_in_prose() -> None:
    with serving(in_turn(fails(400), tells(PROSE))) as server:
        asked = writer(server)
        version = asked.prompt.version
        assert [claim.markers for claim in asked.invoke(REQUEST).claims] == [("1",)]
        assert len(asked.invoke(REQUEST).claims) == 1
        assert (asked.way, asked.prompt.version == version) == ("prose", False)
        asked.close()
    assert ["response_format" in body for body in server.asked] == [True, False, False]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(status: int) -> None:
    with serving(in_turn(fails(status), tells(PROSE))) as server:
        asked = writer(server)
        assert len(asked.invoke(REQUEST).claims) == 1
        asked.close()
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("behave", "hint"),
    [
        (tells('{"quotes": [', OBJECT, ending="drop"), "broke off"),
        (tells(PROSE, " The", ending="close"), "broke off"),
        (tells(PROSE, ending="garbage"), "failed"),
        (tells(ending="garbage"), "failed"),
        (tells(ending="close"), "failed|empty|broke off"),
        (says_nothing, "empty"),
        (tells("The bridge ", ending="length"), "broke off"),
        (tells(ending="wait"), "in time"),
        (tells("The bridge ", ending="wait"), "in time"),
        (fails(401), "refused the key"),
        (fails(404), "not known"),
        (fails(413), "context_tokens"),
        (fails(429), "too often"),
        (fails(500), "HTTP 500"),
    ],
)
def test_a_bad_server_is_one_clear_line_and_shows_no_key(
    behave: Behaviour, hint: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(behave) as server:
        asked = writer(server, silence=0.5 if hint == "in time" else 20)
        with pytest.raises(ModelUnavailable, match=hint) as caught:
            asked.invoke(REQUEST)
        asked.close()
        assert KEY not in repr((asked.model, str(asked.model)))
    assert "\n" not in str(caught.value)
    assert KEY not in "".join(traceback.format_exception(caught.value))
    assert KEY not in repr((caught.value.__cause__, caught.value.__context__))
    assert KEY not in caplog.text


@pytest.mark.parametrize(("status", "hint", "again"), [(401, "refused the key", False), (429, "too often", True)])
def test_a_status_is_read_in_the_plain_error_of_a_provider_too(status: int, hint: str, again: bool) -> None:
    request = httpx.Request("POST", "http://127.0.0.1:9")
    plain = httpx.HTTPStatusError("no", request=request, response=httpx.Response(status))
    assert hint in explained(plain, "mistralai:m")
    assert passing(plain) is again


def test_a_server_that_is_down_is_said_to_be() -> None:
    asked = writer(nothing_there())
    with pytest.raises(ModelUnavailable, match=r"openai:m cannot be reached. Start its server"):
        asked.invoke(REQUEST)
    asked.close()


def test_hosted_models_write_prose_and_local_ones_quotes() -> None:
    assert way_for(chat_model("openai:gpt-4o-mini")) == "prose"
    assert way_for(chat_model("openai:gpt-4o-mini", base_url="https://api.openai.com/v1")) == "prose"
    assert way_for(chat_model("openai:m", base_url="http://127.0.0.1:9/v1")) == "quotes"


def test_an_ollama_model_is_given_its_context_and_does_not_think_aloud() -> None:
    pytest.importorskip("langchain_ollama")
    model = chat_model("ollama:qwen3:4b", context_tokens=3000, reply_tokens=300)
    assert [getattr(model, name) for name in ("model", "num_ctx", "num_predict", "reasoning")] == [
        "qwen3:4b",
        3000,
        300,
        False,
    ]
    assert way_for(model) == "quotes"


@pytest.mark.parametrize("address", [f"http://user:{KEY}@127.0.0.1:9/v1", f"http://127.0.0.1:9/v1?key={KEY}"])
def test_a_key_in_an_address_is_refused_and_not_repeated(address: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="a key has no place in an address") as caught:
        load_settings({"base_url": address}, {}, tmp_path)
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_the_models_to_choose_from(tmp_path: Path) -> None:
    found = load_settings({"model": "openai:a"}, {"ASSISTANT_MODELS": "ollama:qwen3:4b, openai:a,"}, tmp_path)
    assert found.models == ("ollama:qwen3:4b", "openai:a")
    assert found.choices == ("openai:a", "ollama:qwen3:4b")
    assert Settings().choices == ()
    with pytest.raises(SettingsInvalid, match=r"models \(environment\)|ASSISTANT_MODELS.*provider:model"):
        load_settings({}, {"ASSISTANT_MODELS": "gpt-4o"}, tmp_path)


def test_the_reply_leaves_room_for_the_question(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match=r"reply_tokens .*at most half of context_tokens"):
        load_settings({"context_tokens": 1000, "reply_tokens": 600}, {}, tmp_path)
