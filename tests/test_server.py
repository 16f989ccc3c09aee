"""The HTTP contract: what is asked, what is returned, streamed or at once, and what is refused as malformed."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from assistant.schemas import AnswerRecord, ArticleRecord, Health, Passages
from assistant.types import Answer
from tests.fakes import MENDABLE, FakeAssistant, FakeSettings, create_quietly
from tests.served import ARTICLES, BASE, ODD_ID, ask, events


def test_ask_returns_the_answer_record(client: TestClient, assistant: FakeAssistant) -> None:
    reply = ask(client, question="  Did the bridge over the Tarn close? ")
    record = reply.json()
    assert reply.status_code == 200
    assert record == assistant.ask("Did the bridge over the Tarn close?").to_dict()
    for cited in record["citations"]:
        text = assistant.article(cited["article_id"]).text
        assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_ask_passes_filters_and_history_on(client: TestClient, assistant: FakeAssistant) -> None:
    turns = [{"question": "Which bridge?", "answer": "The Tarn bridge."}]
    ask(
        client,
        question="Why?",
        article_ids=[],
        publishers=["Echo"],
        since="2025-01-01",
        until="2025-02-01",
        history=turns,
    )
    asked = assistant.asked[-1]
    assert asked.filters.article_ids == ()
    assert asked.filters.publishers == ("Echo",)
    assert str(asked.filters.since) == "2025-01-01"
    assert str(asked.filters.until) == "2025-02-01"
    assert [(turn.question, turn.answer) for turn in asked.history] == [("Which bridge?", "The Tarn bridge.")]
    ask(client, question="Why?")
    assert assistant.asked[-1].filters.article_ids is None


def test_ask_streams_the_evidence_and_then_the_answer(client: TestClient, assistant: FakeAssistant) -> None:
    question = "Did the bridge over the Tarn close?"
    reply = client.post("/api/ask", json={"question": question}, headers={"Accept": "text/event-stream"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    (first, evidence), (second, answer) = events(reply.text)
    assert (first, second) == ("evidence", "answer")
    assert answer == assistant.ask(question).to_dict()
    assert set(evidence["passages"][0]) == set(answer["citations"][0])


def test_a_failure_before_the_stream_is_a_plain_error(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": "rebuild"}, headers={"Accept": "text/event-stream"})
    assert (reply.status_code, reply.json()) == (503, {"error": str(MENDABLE)})


def test_search_returns_passages(client: TestClient) -> None:
    found = client.post("/api/search", json={"query": "bridge", "k": 1}).json()["passages"]
    assert len(found) == 1
    assert found[0]["number"] == 1
    assert found[0]["score"] > 0


def test_articles_with_any_id(client: TestClient) -> None:
    reply = client.get(f"/api/articles/{quote(ODD_ID, safe='')}")
    assert reply.json()["text"] == ARTICLES[1].text
    assert "origin" not in reply.json()
    missing = client.get("/api/articles/none")
    assert missing.status_code == 404
    assert "no article has the id" in missing.json()["error"]


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "articles": 2, "passages": 6}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": ""},
        {"question": " \n "},
        {"question": "???"},
        {"question": "\ufeff"},
        {"question": "x" * 2001},
        {"question": 5},
        {"question": "x", "unknown": 1},
        {"question": "x", "since": "yesterday"},
        {"question": "x", "since": "2025-02-01", "until": "2025-01-01"},
        {"question": "x", "article_ids": ["a"] * 1001},
        {"question": "x", "history": [{"question": "q", "answer": "a"}] * 21},
        {"question": "x", "history": [{"question": "q"}]},
        {"question": "\ud800"},
        [],
    ],
)
def test_malformed_questions_are_refused_in_one_line(client: TestClient, body: Any) -> None:
    reply = client.post("/api/ask", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert list(reply.json()) == ["error"]
    assert "\n" not in reply.json()["error"]


@pytest.mark.parametrize("k", [0, 101, "many"])
def test_malformed_searches_are_refused(client: TestClient, k: Any) -> None:
    assert client.post("/api/search", json={"query": "x", "k": k}).status_code == 422


def test_broken_json_is_refused(client: TestClient) -> None:
    reply = client.post("/api/ask", content='{"question": ', headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert "error" in reply.json()


def test_control_characters_never_reach_the_assistant(client: TestClient, assistant: FakeAssistant) -> None:
    ask(client, question="a\u0000b\ufeff c\r\nd")
    assert assistant.asked[-1].text == "ab c\nd"


def test_a_bug_says_nothing_to_the_outside_and_all_to_the_log(client: TestClient, assistant: FakeAssistant) -> None:
    reply = ask(client, question="explode")
    assert (reply.status_code, reply.json()) == (500, {"error": "internal error"})
    assert reply.headers["x-content-type-options"] == "nosniff"
    app = create_quietly(assistant, FakeSettings())
    with TestClient(app, base_url=BASE) as strict, pytest.raises(ZeroDivisionError):
        ask(strict, question="explode")  # reaches the server, which logs the traceback


def test_questions_without_a_word_are_refused_alike(client: TestClient) -> None:
    reason = ask(client, question="???").json()["error"]
    assert "the question has no words" in reason
    assert "the query is empty" in client.post("/api/search", json={"query": "\ufeff"}).json()["error"]
    page = client.get("/embed", params={"q": "???"})
    assert page.status_code == 422
    assert "the question has no words" in page.text


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("GET", "/api/ask", 405, "POST"),
        ("GET", "/api/search", 405, "POST"),
        ("POST", "/api/articles/bridge", 405, "GET"),
        ("GET", "/api/nothing", 404, None),
        ("GET", "/nothing/here", 404, None),
        ("GET", "/nothing", 404, None),
    ],
)
def test_what_is_not_served_is_said_in_the_same_form(
    client: TestClient, method: str, path: str, status: int, allowed: str | None
) -> None:
    reply = client.request(method, path, json={} if method == "POST" else None)
    assert (reply.status_code, list(reply.json())) == (status, ["error"])
    assert reply.headers.get("allow") == allowed


@pytest.mark.parametrize("path", ["/healthz", "/embed"])
def test_heads_are_answered(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == 200


def test_the_api_describes_its_records(client: TestClient, assistant: FakeAssistant) -> None:
    described = client.get("/api/openapi.json").json()
    assert "HTTPValidationError" not in json.dumps(described)
    for path in ("/api/ask", "/api/search", "/api/articles/{article_id}", "/healthz"):
        for operation in described["paths"][path].values():
            for status, reply in operation["responses"].items():
                named = reply["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
                assert (named == "Failure") == (status != "200")
    assert "text/event-stream" in described["paths"]["/api/ask"]["post"]["responses"]["200"]["content"]
    for question in ("Did the bridge over the Tarn close?", "Why lighthouses?"):
        record = ask(client, question=question).json()
        AnswerRecord.model_validate(record)
        del record["confidence"]
        assert AnswerRecord.model_validate(record).confidence is None  # as older records are
    Passages.model_validate(client.post("/api/search", json={"query": "bridge"}).json())
    ArticleRecord.model_validate(client.get("/api/articles/bridge").json())
    Health.model_validate(client.get("/healthz").json())


class Stumbling(FakeAssistant):
    """Finds, and then breaks."""

    def _answer(self, asked: Any, evidence: Any) -> Answer:
        raise ZeroDivisionError("a bug")


def test_a_bug_within_a_stream_is_told_and_raised() -> None:
    app = create_quietly(Stumbling(ARTICLES), FakeSettings())
    streamed = {"Accept": "text/event-stream"}
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as stumbling:
        reply = stumbling.post("/api/ask", json={"question": "Which bridge?"}, headers=streamed)
        assert events(reply.text)[-1] == ("error", {"message": "internal error"})
    with TestClient(app, base_url=BASE) as strict, pytest.raises(ZeroDivisionError):
        strict.post("/api/ask", json={"question": "Which bridge?"}, headers=streamed)
