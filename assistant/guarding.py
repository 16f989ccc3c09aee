"""What every request and response passes through: a small ASGI layer with the security headers.

It refuses requests that a foreign page could make the reader's browser send (a name that was rebound to this machine,
a form posted across sites), bounds their size, and gives each page its content security policy. The chat page's
inline scripts are allowed by their hashes, so that an event handler that slipped into the markup would not run.

Standard library and our own errors only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from index.errors import SettingsInvalid

__all__ = ["BARE", "Guard", "frame_ancestors", "inline_hashes"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

MAX_BODY = 2_000_000
"""Bytes that a POST may carry: 20 turns of history and 1,000 ids fit."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_ORIGIN = re.compile(r"'self'|'none'|\*|https?://[a-z0-9.*-]+(?::(?:\d+|\*))?|https:", re.IGNORECASE)
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)

_NOTHING = "default-src 'none'; frame-ancestors 'none'"
BARE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": _NOTHING,
}
"""The headers of a response that no page is made of."""

_ARTICLE = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
_EMBED = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors"
# Gradio compiles its HTML templates with new Function and sets style attributes, hence 'unsafe-eval' and the styles.
_PAGE = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


def frame_ancestors(origins: Iterable[str]) -> str:
    """The sources of a ``frame-ancestors`` directive.

    Raises:
        SettingsInvalid: one of them is no origin.
    """
    sources = list(origins)
    for source in sources:
        if not _ORIGIN.fullmatch(source):
            raise SettingsInvalid(
                f"allowed_origins: {source!r} is no origin; write it like https://news.example, 'self' or *"
            )
    return " ".join(sources) or "'none'"


def inline_hashes(page: bytes) -> list[str]:
    """The CSP sources that allow exactly the inline scripts of ``page``."""
    bodies = [body for body in _INLINE_SCRIPT.findall(page) if body.strip()]
    return [f"'sha256-{base64.b64encode(hashlib.sha256(body).digest()).decode()}'" for body in bodies]


class Guard:
    """Wraps an ASGI application.

    Args:
        app: the application.
        host: the address the server listens on. On a loopback address only loopback names and the hosts of
            ``origins`` are answered, so that no foreign name can be pointed at the reader's machine.
        origins: who may show ``/embed`` in a frame.
    """

    def __init__(self, app: App, host: str, origins: tuple[str, ...]) -> None:
        self.app = app
        self.ancestors = frame_ancestors(origins)
        named = {urlsplit(origin).hostname or "" for origin in origins}
        self.hosts = (LOOPBACK | named) - {""} if host in LOOPBACK else None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with headers added to the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        dressed = self._dressed(scope["path"], send)
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await _refuse(dressed, *refusal)
            return
        if not _is_ours(scope["path"]):  # a compressed page could not be hashed
            scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app(scope, receive, dressed)

    def _refusal(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if self.hosts is not None and _hostname(host) not in self.hosts:
            return 403, "this host name is not served here; add its origin to allowed_origins"
        if method in ("GET", "HEAD", "OPTIONS"):
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, "requests from other sites are refused"
        if headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            return 415, "send JSON with the header Content-Type: application/json"
        length = headers.get("content-length", "")
        if not length.isdecimal():
            return 411, "send the length of the body in Content-Length"
        return (413, f"the body is larger than {MAX_BODY} bytes") if int(length) > MAX_BODY else None

    def _policy(self, path: str) -> str | None:
        if path.startswith("/article/"):
            return _ARTICLE
        if path == "/embed":
            return f"{_EMBED} {self.ancestors}"
        return _NOTHING if _is_ours(path) else None

    def _dressed(self, path: str, send: Send) -> Send:
        policy = self._policy(path)
        held: list[Message] = []

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                if policy is None and _is_html(message):
                    held.append(message)
                    return
                await send(_with_headers(message, policy or _PAGE.format(hashes="")))
            elif held:
                held.append(message)
                if not message.get("more_body", False):
                    body = b"".join(part.get("body", b"") for part in held[1:])
                    hashes = "".join(f" {source}" for source in inline_hashes(body))
                    await send(_with_headers(held[0], _PAGE.format(hashes=hashes)))
                    await send({"type": "http.response.body", "body": body})
                    held.clear()
            else:
                await send(message)

        return dressed


def _is_ours(path: str) -> bool:
    return path in ("/embed", "/healthz") or path.startswith(("/api/", "/article/", "/screen/"))


def _is_html(start: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _with_headers(start: Message, policy: str) -> Message:
    added = [(name.encode(), value.encode()) for name, value in (BARE | {"content-security-policy": policy}).items()]
    return {**start, "headers": [*start.get("headers", []), *added]}


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = json.dumps({"error": reason}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
