"""A language model's server on loopback that speaks the OpenAI protocol, well or badly in one of many ways."""

from __future__ import annotations

import json
import re
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Speaker"], None]
"""What a server does with one question."""


class ModelServer(ThreadingHTTPServer):
    """``url`` is its address; ``asked`` are the bodies it was sent; ``left`` is set when a client hung up early."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, behave: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behave = behave
        self.asked: list[dict[str, Any]] = []
        self.left = threading.Event()
        self.over = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what these servers are for."""


class Speaker:
    """What a behaviour may do: send records, wait, finish, drop the connection."""

    def __init__(self, handler: _Handler) -> None:
        self.handler = handler
        self.server: ModelServer = handler.server  # type: ignore[assignment]

    def begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", kind)
        self.handler.send_header("Connection", "close")
        self.handler.end_headers()

    def raw(self, data: bytes) -> None:
        try:
            self.handler.wfile.write(data)
            self.handler.wfile.flush()
        except OSError:
            self.server.left.set()
            raise

    def chunk(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        record = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.raw(f"data: {json.dumps(record)}\n\n".encode())

    def end(self, reason: str = "stop") -> None:
        self.chunk({}, reason)
        self.raw(b"data: [DONE]\n\n")

    def wait(self, seconds: float) -> None:
        """Pause; end the connection when the client hangs up or the server is closed meanwhile."""
        until = time.monotonic() + seconds
        while (rest := until - time.monotonic()) > 0:
            if self.server.over.is_set():
                raise ConnectionError
            ready, _, _ = select.select([self.handler.connection], [], [], min(rest, 0.05))
            if ready and not self._listening():
                self.server.left.set()
                raise ConnectionError

    def _listening(self) -> bool:
        try:
            return bool(self.handler.connection.recv(1, socket.MSG_PEEK))
        except OSError:  # hung up with something unread
            return False

    def drop(self) -> None:
        """Cut the connection as a process that is killed does."""
        self.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self.handler.connection.close()
        raise ConnectionError


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        server: ModelServer = self.server  # type: ignore[assignment]
        server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.close_connection = True
        try:
            server.behave(Speaker(self))
        except ConnectionError:
            self.wfile = self.rfile = None  # type: ignore[assignment]

    def finish(self) -> None:
        if self.wfile is not None:
            super().finish()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet."""


@contextmanager
def serving(behave: Behaviour) -> Iterator[ModelServer]:
    """A server that behaves so; when it is closed, its threads have ended."""
    server = ModelServer(behave)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


def tells(*pieces: str, ending: str = "stop", pause: float = 0.0) -> Behaviour:
    """A model that says these pieces one after the other, and then does one of these.

    "stop" and "length" finish; "close" ends the stream in good order but too early; "drop" cuts the connection as a
    process does that is killed; "garbage" sends what is no record; "wait" sends nothing more.
    """

    def behave(speaker: Speaker) -> None:
        speaker.begin()
        for piece in pieces:
            speaker.wait(pause)
            speaker.chunk({"content": piece})
        if ending in ("stop", "length"):
            speaker.end(ending)
        elif ending == "garbage":
            speaker.raw(b"data: \xff\xfe{]] not json at all\n\n" * 3)
        elif ending == "drop":
            speaker.wait(0.1)
            speaker.drop()
        elif ending == "wait":
            speaker.wait(60)

    return behave


def says(text: str, pause: float = 0.0) -> Behaviour:
    """A model that answers with ``text``, word by word, with a pause before each."""
    return tells(*re.findall(r"\s*\S+", text), pause=pause)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """A model that does the first at the first question, the second at the second, and so on; the last from then on."""

    def behave(speaker: Speaker) -> None:
        behaviours[min(len(speaker.server.asked), len(behaviours)) - 1](speaker)

    return behave


_HALF = "The militant group Ash Dawn claimed responsibility on Wednesday [1]. It also"

breaks_off = tells(_HALF, ending="drop")
ends_early = tells(_HALF, ending="close")
stalls = tells(_HALF, ending="wait")
garbage_later = tells(_HALF, ending="garbage")
says_nothing = tells()


def never_answers(speaker: Speaker) -> None:
    """Takes the question and keeps silent."""
    speaker.wait(60)


def thinks(speaker: Speaker) -> None:
    """Begins a stream and sends nothing of use for ever."""
    speaker.begin()
    while True:
        speaker.raw(b": thinking\n\n")
        speaker.wait(0.05)


def garbage(speaker: Speaker) -> None:
    """Sends what is no record."""
    speaker.begin()
    speaker.raw(b'data: {"choices": [{"delta": {"content": "Ash\n\n')
    speaker.raw(b"data: \xff\xfe\x00 not json at all\n\n" * 5)


def other_records(speaker: Speaker) -> None:
    """Sends JSON of another kind."""
    speaker.begin()
    speaker.raw(b'data: {"choices": [{"delta": 5}], "model": []}\n\n')
    speaker.raw(b"data: [DONE]\n\n")


def a_web_page(speaker: Speaker) -> None:
    """Is no model at all."""
    speaker.begin(kind="text/html")
    speaker.raw(b"<html><body>It works!</body></html>")


def fails(status: int) -> Behaviour:
    """Answers with an HTTP error that repeats the key, as some servers do."""

    def behave(speaker: Speaker) -> None:
        said = f"sk-very-secret {speaker.handler.headers['Authorization']}"
        speaker.begin(status, "application/json")
        speaker.raw(json.dumps({"error": {"message": said, "code": "x", "type": "x"}}).encode())

    return behave


def nothing_there() -> str:
    """The address of a server that is down."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
