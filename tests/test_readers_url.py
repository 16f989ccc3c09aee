"""Reading addresses, against a server on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from index.readers import Skipped, Source, find, read
from index.types import Article

TEXT = "Harbour wall gives way\n\nA storm broke the wall on Monday.\n"
PAGE = f"<html><head><title>Wall down</title></head><body><p>{TEXT * 6}</p></body></html>"
LINES = json.dumps({"text": "One."}) + "\n" + json.dumps({"text": "Two.", "url": "https://bay.example/2"})


class Handler(BaseHTTPRequestHandler):
    """Answers by path: (status, headers, body)."""

    pages: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {
        "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
        "/latin": (200, {"Content-Type": "text/plain; charset=windows-1250"}, "Kůň žluťoučký".encode("cp1250")),
        "/text": (200, {"Content-Type": "text/plain"}, TEXT.encode()),
        "/caf%C3%A9": (200, {"Content-Type": "text/plain"}, TEXT.encode()),
        "/a.jsonl": (200, {"Content-Type": "application/octet-stream"}, LINES.encode()),
        "/json": (200, {"Content-Type": "application/json"}, LINES.encode()),
        "/bare": (200, {}, PAGE.encode()),
        "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
        "/big": (200, {"Content-Type": "text/plain"}, b"x" * 5_000),
        "/short": (200, {"Content-Type": "text/plain", "Content-Length": "500"}, b"cut off"),
        "/empty": (200, {"Content-Type": "text/plain"}, b""),
        "/moved": (302, {"Location": "/text"}, b""),
        "/loop": (302, {"Location": "/loop"}, b""),
        "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
        "/to-ftp": (301, {"Location": "ftp://127.0.0.1/x"}, b""),
        "/broken": (500, {}, b""),
        **{f"/hop{n}": (302, {"Location": f"/hop{n + 1}"}, b"") for n in range(9)},
    }
    agents: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.agents.append(self.headers["User-Agent"])
        status, headers, body = self.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetch(url: str, max_bytes: int = 4_000) -> list[Article | Skipped]:
    (source,) = find([url], max_bytes)
    assert isinstance(source, Source)
    return list(read(source))


def test_a_page(base: str) -> None:
    (found,) = fetch(f"{base}/page")
    assert isinstance(found, Article)
    assert (found.title, found.url, found.origin) == ("Wall down", f"{base}/page", f"{base}/page")
    assert "cited-news" in Handler.agents[-1]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/text", TEXT),
        ("/latin", "Kůň žluťoučký"),
        ("/café", TEXT),
        ("/bare", "gives way"),
        ("/page#part", "gives way"),
    ],
)
def test_kinds(base: str, path: str, text: str) -> None:
    (found,) = fetch(base + path)
    assert isinstance(found, Article)
    assert text in found.text


@pytest.mark.parametrize("path", ["/a.jsonl", "/json"])
def test_json_lines(base: str, path: str) -> None:
    found = [(item.text, item.url, item.origin) for item in fetch(base + path) if isinstance(item, Article)]
    assert found == [("One.", None, f"{base}{path}#1"), ("Two.", "https://bay.example/2", f"{base}{path}#2")]


def test_a_redirect_is_followed_and_named(base: str) -> None:
    (found,) = fetch(f"{base}/moved")
    assert isinstance(found, Article)
    assert (found.url, found.origin) == (f"{base}/text", f"{base}/moved")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "the server answered 404 Not Found"),
        ("/broken", "the server answered 500 Internal Server Error"),
        ("/image", "the server sent image/png, which is no article"),
        ("/big", "larger than 4 kB"),
        ("/short", "the connection ended before the article did"),
        ("/empty", "empty"),
        ("/loop", "the server leads on more than 5 times"),
        ("/hop0", "the server leads on more than 5 times"),
        ("/to-file", "the server leads to an address that is not on the web"),
        ("/to-ftp", "the server leads to an address that is not on the web"),
    ],
)
def test_reasons(base: str, path: str, reason: str) -> None:
    assert fetch(base + path) == [Skipped(base + path, reason)]


def test_five_redirects_are_allowed(base: str) -> None:
    (found,) = fetch(f"{base}/hop4")
    assert found == Skipped(f"{base}/hop4", "the server answered 404 Not Found")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/x", "http://", "http://[::1", "http://a b/", "http://u:p@127.0.0.1/"]
)
def test_addresses_that_lead_nowhere(url: str) -> None:
    (found,) = fetch(url)
    assert isinstance(found, Skipped)
    assert found.origin == url
    assert found.reason.startswith("it cannot be")


def test_a_silent_server(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr("index.readers.url.TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert fetch(url) == [Skipped(url, "no answer within 0 seconds")]
