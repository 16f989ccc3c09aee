"""What the server streams while a language model writes, and how whoever leaves stops it."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from tests.fakes import FakeAssistant, FakeSettings, create_quietly
from tests.served import ARTICLES, BASE, ask, events


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
