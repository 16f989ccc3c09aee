"""The HTTP contract, the pages without script, and what the server refuses."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn
from fastapi.testclient import TestClient

from assistant.desk import masthead_html
from assistant.filtering import filters_count, filters_from, filters_words, nothing_words
from assistant.guarding import frame_ancestors, inline_hashes
from assistant.schemas import AnswerRecord, ArticleRecord, Health, Passages
from assistant.serving import example_questions
from assistant.types import Answer, Citation, Trace
from index.errors import NewsError, SettingsInvalid
from index.types import Article, Filters
from tests.fakes import MENDABLE, FakeAssistant, FakeSettings, create_quietly

ODD_ID = "https://news.example/a b?c=d#e/ü%"
ARTICLES = (
    Article(
        "bridge", "Bridge closed", "The bridge over the Tarn closed on Monday. Nobody was hurt.", None, "Valley Post"
    ),
    Article(
        ODD_ID, "Bridge reopens", "The bridge reopened on Friday.", "https://x.example/b", "Echo", None, "2025-03-07"
    ),
)
BASE = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return FakeAssistant(ARTICLES, {"rebuild": MENDABLE, "explode": ZeroDivisionError("a bug")})


@pytest.fixture(scope="module")
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    app = create_quietly(assistant, FakeSettings(), ["Did the bridge close?"])
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as running:
        yield running


def ask(client: TestClient, **body: Any) -> Any:
    return client.post("/api/ask", json=body)


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


def events(body: str) -> list[tuple[str, Any]]:
    found = []
    for block in body.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


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


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Type": "application/json", "Origin": "https://evil.example"}, 403),
        ({"Content-Type": "application/json", "Origin": "null"}, 403),
        ({"Content-Type": "application/json", "Host": "evil.example"}, 403),
        ({"Content-Type": "application/json", "Host": ""}, 403),
        ({"Content-Type": "application/json", "Content-Length": "2000001"}, 413),
        ({"Content-Type": "application/json; charset=utf-8", "Origin": BASE}, 200),
        ({"Content-Type": "application/json", "Host": "localhost:7860"}, 200),
    ],
)
def test_posts_that_a_foreign_page_could_send_are_refused(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    reply = client.post("/api/ask", content='{"question": "bridge"}', headers=headers)
    assert reply.status_code == status
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_body_of_unknown_length_is_refused(client: TestClient) -> None:
    reply = client.post("/api/ask", content=iter([b"{}"]), headers={"Content-Type": "application/json"})
    assert reply.status_code == 411


@pytest.mark.parametrize("path", ["/", "/healthz", "/embed", "/article/bridge"])
def test_a_rebound_name_is_refused(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"Host": "rebound.example:7860"}).status_code == 403


def test_files_cannot_be_uploaded(client: TestClient) -> None:
    assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 415


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/embed", "/article/bridge", "/article/none", "/screen/page.css", "/no"]
)
def test_every_response_has_its_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors" in headers["content-security-policy"]


def directives(client: TestClient, path: str) -> dict[str, str]:
    policy = client.get(path).headers["content-security-policy"]
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def test_the_article_page_may_load_its_style_and_nothing_else(client: TestClient) -> None:
    policy = directives(client, "/article/bridge")
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert "script-src" not in policy
    assert "<script" not in client.get("/article/bridge").text


def test_the_chat_page_allows_its_own_inline_scripts_only(client: TestClient) -> None:
    policy = directives(client, "/")
    assert "'unsafe-inline'" not in policy["script-src"]
    hashes = inline_hashes(client.get("/").content)
    assert len(hashes) >= 2
    assert set(hashes) <= set(policy["script-src"].split())
    assert policy["frame-ancestors"] == "'self'"
    assert "http" not in client.get("/").headers["content-security-policy"]


def test_frames_are_allowed_where_the_settings_say(assistant: FakeAssistant) -> None:
    settings = FakeSettings(allowed_origins=("'self'", "https://news.example"))
    with TestClient(create_quietly(assistant, settings), base_url=BASE) as client:
        assert directives(client, "/embed")["frame-ancestors"] == "'self' https://news.example"
        assert directives(client, "/")["frame-ancestors"] == "'self'"
        assert client.get("/healthz", headers={"Host": "news.example"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["news.example", "https://a.example; script-src *", "https://a.example\r\nX: y", "", "data:"]
)
def test_an_origin_that_is_none_is_refused_at_the_start(origin: str) -> None:
    with pytest.raises(SettingsInvalid, match="allowed_origins"):
        frame_ancestors([origin])


def test_no_origins_means_no_frames() -> None:
    assert frame_ancestors([]) == "'none'"


def test_the_article_page_marks_the_quote(client: TestClient) -> None:
    page = client.get("/article/bridge?start=4&end=10")
    assert '<mark id="quote">bridge</mark>' in page.text
    assert "<mark" not in client.get("/article/bridge").text
    assert "no longer has the words" in client.get("/article/bridge?start=4&end=1000").text
    assert client.get(f"/article/{quote(ODD_ID, safe='')}").status_code == 200
    assert client.get("/article/none").status_code == 404
    assert client.get("/article/bridge?start=-1&end=2").status_code == 422


def test_the_embed_page_answers_without_script(client: TestClient) -> None:
    empty = client.get("/embed").text
    assert 'href="/embed?q=Did%20the%20bridge%20close%3F"' in empty
    page = client.get("/embed", params={"q": "Did the bridge over the Tarn close?"})
    assert page.status_code == 200
    assert '<a class="chip" href="#s-1"' in page.text
    assert "<mark>The bridge over the Tarn closed on Monday.</mark>" in page.text
    assert client.get("/embed", params={"q": "Why lighthouses?"}).text.count("The articles do not say.") == 1
    assert client.get("/embed", params={"q": "x" * 2001}).status_code == 422
    failed = client.get("/embed", params={"q": "rebuild"})
    assert failed.status_code == 503
    assert str(MENDABLE) in failed.text


def test_no_page_of_ours_names_another_site(client: TestClient) -> None:
    for name in ("page.css", "page.js", "article.css", "embed.css", "embed.js"):
        asset = client.get(f"/screen/{name}")
        assert asset.status_code == 200
        assert not re.search(r"https?:|url\(|['\"]//", asset.text)
    assert client.get("/docs").status_code != 200


def test_no_question_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="assistant"):
        ask(client, question="Did the bridge over the Tarn close?")
    assert "Tarn" not in caplog.text


def test_the_filter_fields_become_filters() -> None:
    assert not filters_from([], "", None)
    chosen = filters_from(["Echo"], " 2025-01-02 ", "2025-01-03")
    assert chosen == Filters(None, ("Echo",), date(2025, 1, 2), date(2025, 1, 3))


@pytest.mark.parametrize(("since", "until"), [("soon", ""), ("", "2025-13-01"), ("2025-01-02", "2025-01-01")])
def test_filter_fields_that_make_no_sense_are_refused(since: str, until: str) -> None:
    with pytest.raises(NewsError):
        filters_from(None, since, until)


def test_the_masthead_says_what_the_library_holds(assistant: FakeAssistant) -> None:
    facts = assistant.facts()
    assert "2 articles from 2 publishers, 7 March 2025" in masthead_html("News", facts)
    assert "assistant index FOLDER" in masthead_html("News", FakeAssistant(()).facts())
    assert "&lt;b&gt;" in masthead_html("<b>", None, "The <i>library</i> is gone.")


def test_a_library_without_publishers_names_none() -> None:
    facts = FakeAssistant([Article("a", "T", "Words.")]).facts()
    assert '<p class="facts">1 article</p>' in masthead_html("News", facts)


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ""),
        (Filters(publishers=("The Post",), since=date(2026, 10, 1)), "Only The Post, from 1 October 2026"),
        (Filters(since=date(2026, 10, 1), until=date(2026, 10, 1)), "Only on 1 October 2026"),
        (Filters(until=date(2026, 10, 2)), "Only until 2 October 2026"),
        (Filters(publishers=("A", "B", "C", "D", "E")), "Only A, B, C and 2 more"),
        (Filters(article_ids=()), "Only in chosen articles"),
    ],
)
def test_filters_in_words(filters: Filters, words: str) -> None:
    assert filters_words(filters) == words


@pytest.mark.parametrize(
    ("fields", "count"), [(([], "", None), 0), ((["A", "B"], " ", ""), 1), ((None, "soon", "2026-01-01"), 2)]
)
def test_filters_are_counted(fields: tuple[Any, Any, Any], count: int) -> None:
    assert filters_count(*fields) == count


NEAR = Citation(1, "a", "T", None, None, None, 0, 5, "Words")


@pytest.mark.parametrize(
    ("closest", "filters", "articles", "words"),
    [
        ((), Filters(), 0, "There are no articles yet."),
        ((), Filters(publishers=("A",)), 5, "No article passes the filters."),
        ((), Filters(), 5, "The articles do not say."),
        ((NEAR,), Filters(publishers=("A",)), 5, "The articles do not say."),
    ],
)
def test_what_is_said_when_nothing_was_searched(
    closest: tuple[Citation, ...], filters: Filters, articles: int, words: str
) -> None:
    assert nothing_words(Answer("x", "Q", "Q", Trace("t"), closest=closest), filters, articles) == words


def test_the_embed_page_of_an_empty_library_says_so() -> None:
    with TestClient(create_quietly(FakeAssistant(()), FakeSettings()), base_url=BASE) as empty:
        assert "There are no articles yet." in empty.get("/embed", params={"q": "Who?"}).text


def test_questions_without_a_word_are_refused_alike(client: TestClient) -> None:
    reason = ask(client, question="???").json()["error"]
    assert "the question is empty" in reason
    assert client.post("/api/search", json={"query": "\ufeff"}).json() == {"error": reason}
    page = client.get("/embed", params={"q": "???"})
    assert page.status_code == 422
    assert "the question is empty" in page.text


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


class Listing:
    """Holds articles with those titles."""

    def __init__(self, titles: list[str]) -> None:
        self.held = [Article(str(n), title, "Words.") for n, title in enumerate(titles)]

    def articles(self) -> Iterator[Article]:
        return iter(self.held)

    def facts(self) -> Any:
        return FakeAssistant(self.held).facts()


def test_sample_questions_are_offered_over_sample_articles_only() -> None:
    rows = [json.loads(line) for line in Path("data/questions.jsonl").read_text("utf-8").splitlines()]
    offered = [row for row in rows if row.get("example")]
    answerable = next(row for row in offered if row["evidence"])
    assert any(not row["evidence"] for row in offered)
    assert example_questions(Listing(["Another story"])) == ()  # type: ignore[arg-type]
    found = example_questions(Listing([answerable["evidence"][0]["title"]]))  # type: ignore[arg-type]
    assert answerable["question"] in found
    assert any(row["question"] in found for row in offered if not row["evidence"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_quietly_while_a_page_is_open(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "a.txt").write_text("The quay reopened on Monday. Nobody was hurt.")
    command = [sys.executable, "-m", "assistant"]
    library = ["--library", str(tmp_path / "library")]
    subprocess.run([*command, "index", str(tmp_path / "a.txt"), *library], check=True, capture_output=True)
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "serve", "--port", "0", *library], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().decode().split()[5]
            with urllib.request.urlopen(f"{address}/gradio_api/heartbeat/page", timeout=30) as stream:
                assert stream.readline() == b"data: ALIVE\n"
                begun = time.monotonic()
                server.send_signal(number)
                out, errors = server.communicate(timeout=20)
        finally:
            server.kill()
        assert time.monotonic() - begun < 5
    assert out == b""
    assert [line for line in errors.decode().splitlines() if "Warning" not in line] == []
    assert server.returncode in (0, -signal.SIGTERM)


@contextmanager
def listening(assistant: FakeAssistant) -> Iterator[str]:
    """The application behind a real socket."""
    servers: list[uvicorn.Server] = []

    def run() -> None:
        app = create_quietly(assistant, FakeSettings())
        servers.append(uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical")))
        servers[0].run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not (servers and servers[0].started) and time.monotonic() < until and thread.is_alive():
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{servers[0].servers[0].sockets[0].getsockname()[1]}"
    finally:
        servers[0].should_exit = True
        thread.join(timeout=20)


WRITING = "Did the bridge over the Tarn close slowly?"


def asked_over(address: str, streamed: bool) -> Any:
    headers = {"Content-Type": "application/json"} | ({"Accept": "text/event-stream"} if streamed else {})
    body = json.dumps({"question": WRITING}).encode()
    return urllib.request.Request(f"{address}/api/ask", body, headers)


def test_what_is_written_is_streamed_with_its_citations_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.events.KEEP_ALIVE", 0.1)
    writing = FakeAssistant(ARTICLES, pauses={"slowly": 0.4}, models=("openai:local",))
    with listening(writing) as address, urllib.request.urlopen(asked_over(address, True), timeout=30) as reply:
        body = reply.read().decode()
    blocks = body.strip().split("\n\n")
    assert any(block.startswith(": ") for block in blocks)
    told = events("\n\n".join(block for block in blocks if not block.startswith(": ")))
    names = [name for name, _ in told]
    assert (names[0], names[-1]) == ("evidence", "answer")
    known: set[int] = set()
    for name, data in told[1:-1]:
        if name == "citation":
            known.add(data["number"])
        else:
            assert name == "statement"
            assert set(data["citations"]) <= known
    answer = told[-1][1]
    assert [data for name, data in told if name == "citation"] == answer["citations"]
    assert [data for name, data in told if name == "statement"] == answer["statements"] != []


def test_an_unsupported_statement_is_not_streamed(assistant: FakeAssistant) -> None:
    writing = FakeAssistant(ARTICLES, models=("openai:local",))
    with TestClient(create_quietly(writing, FakeSettings()), base_url=BASE) as client:
        question = {"question": "Did the bridge over the Tarn close, by rumour?"}
        told = events(client.post("/api/ask", json=question, headers={"Accept": "text/event-stream"}).text)
    assert "unsupported" in {statement["support"] for statement in told[-1][1]["statements"]}
    assert "unsupported" not in {data["support"] for name, data in told if name == "statement"}


@pytest.mark.parametrize("streamed", [True, False])
def test_a_client_that_hangs_up_stops_the_model(streamed: bool) -> None:
    writing = FakeAssistant(ARTICLES, pauses={"slowly": 1.5}, models=("openai:local",))
    with listening(writing) as address:
        host, port = address.removeprefix("http://").split(":")
        body = json.dumps({"question": WRITING})
        accept = "Accept: text/event-stream\r\n" if streamed else ""
        with socket.create_connection((host, int(port))) as client:
            head = f"POST /api/ask HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n{accept}"
            client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
            if streamed:
                assert b"evidence" in client.recv(65_536) + client.recv(65_536)
            else:
                time.sleep(0.5)
        until = time.monotonic() + 10
        while not writing.stopped and time.monotonic() < until:
            time.sleep(0.05)
        assert writing.stopped == [WRITING]


def test_a_model_is_chosen_by_name(client: TestClient) -> None:
    writing = FakeAssistant(ARTICLES, models=("openai:local",))
    with TestClient(create_quietly(writing, FakeSettings()), base_url=BASE) as choosing:
        for model in ("openai:local", "none", None):
            assert ask(choosing, question="Did the bridge close?", model=model).status_code == 200
        assert writing.chosen == ["openai:local", "none", None]
        for streamed in ({}, {"Accept": "text/event-stream"}):
            body = {"question": "Did the bridge close?", "model": "openai:other"}
            reply = choosing.post("/api/ask", json=body, headers=streamed)
            assert (reply.status_code, list(reply.json())) == (422, ["error"])
