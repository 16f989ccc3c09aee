"""Servers on loopback that speak a chat model's protocol well or badly, for the tests of the seam to it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["ModelServer", "model_server"]


@dataclass
class ModelServer:
    """What a server does with a question, and what it was asked.

    ``pieces`` are said one after the other; then comes ``ending``: "stop" or "length" finishes, "close" ends the stream
    without a word, "drop" cuts the connection, "garbage" sends what is no event, "wait" sends nothing more.
    """

    pieces: tuple[str, ...] = ()
    ending: str = "stop"
    statuses: list[int] = field(default_factory=list)
    """HTTP statuses of the first answers; 200 after them."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    """Set when the client has gone away before the end."""
    address: str = ""


class _Handler(BaseHTTPRequestHandler):
    plan: ModelServer

    def log_message(self, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.plan.asked.append(json.loads(body))
        if self.plan.statuses and (status := self.plan.statuses.pop(0)) != 200:
            self._refuse(status)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with suppress(ConnectionError):
            for piece in self.plan.pieces:
                self._say({"delta": {"content": piece}, "finish_reason": None})
            self._end()

    def _refuse(self, status: int) -> None:
        said = json.dumps({"error": {"message": f"no: {self.headers['Authorization']}", "type": "x"}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def _say(self, choice: dict[str, Any]) -> None:
        chunk = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m"}
        event = json.dumps(chunk | {"choices": [{"index": 0, **choice}]})
        self.wfile.write(f"data: {event}\n\n".encode())
        self.wfile.flush()

    def _end(self) -> None:
        if self.plan.ending in ("stop", "length"):
            self._say({"delta": {}, "finish_reason": self.plan.ending})
            self.wfile.write(b"data: [DONE]\n\n")
        elif self.plan.ending == "garbage":
            self.wfile.write(b"data: \xff\xfe{]]\n\n" * 3)
        elif self.plan.ending == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif self.plan.ending == "wait":
            self.connection.settimeout(30)
            if self.connection.recv(1) == b"":
                self.plan.left.set()


@contextmanager
def model_server(plan: ModelServer) -> Iterator[ModelServer]:
    """Runs a server that follows ``plan`` until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"plan": plan}))
    plan.address = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield plan
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
