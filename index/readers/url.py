"""Articles from the web: one plain request over http or https, and the same readers as for files.

Only these two schemes have a handler here, so no redirect can lead to a file. The request is bounded in time, in
size, and in redirects.
"""

from __future__ import annotations

import http.client
import io
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import IO
from urllib.parse import quote, urlsplit, urlunsplit

from ..errors import ArticleUnreadable
from ..types import Article
from . import html, jsonl, text
from .fields import Skipped
from .opening import size

__all__ = ["read"]

TIMEOUT = 20.0
"""Seconds that the server may be silent."""
DEADLINE = 60.0
"""Seconds that the body may take."""
REDIRECTS = 5
AGENT = "cited-news/0.1 (reads single articles that its user names)"

_OFF_THE_WEB = "the server leads to an address that is not on the web"
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/json": "jsonl",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/ndjson": "jsonl",
}
_ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".md": "markdown", ".markdown": "markdown"}


@dataclass(frozen=True, slots=True)
class _Reply:
    data: bytes
    url: str
    kind: str
    charset: str | None


def read(url: str, max_bytes: int) -> Iterator[Article | Skipped]:
    """The articles at ``url``; each has it as origin, and the address that it led to as url.

    Raises:
        ArticleUnreadable: no such address, no answer, an error from the server, or nothing to read in the answer.
    """
    reply = _fetch(url, max_bytes)
    if reply.kind == "jsonl":
        yield from jsonl.read(io.BytesIO(reply.data), url)
    elif reply.kind == "html":
        yield html.read(reply.data, url, url=reply.url, charset=reply.charset)
    else:
        yield text.read(reply.data, url, markdown=reply.kind == "markdown", url=reply.url, charset=reply.charset)


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = REDIRECTS
    max_repeats = REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise ArticleUnreadable(_OFF_THE_WEB)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _opener() -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _fetch(url: str, max_bytes: int) -> _Reply:
    try:
        request = urllib.request.Request(_ascii(url), headers={"User-Agent": AGENT, "Accept": "text/html, */*;q=0.5"})  # noqa: S310
        with _opener().open(request, timeout=TIMEOUT) as response:
            final = response.geturl()
            headers: Message = response.headers
            kind = _kind(headers, final)
            data = _body(response, max_bytes)
    except urllib.error.HTTPError as exc:
        exc.close()
        if exc.code in (301, 302, 303, 307, 308):
            if "not allowed" in str(exc.reason):  # urllib's words for another scheme
                raise ArticleUnreadable(_OFF_THE_WEB) from None
            raise ArticleUnreadable(f"the server leads on more than {REDIRECTS} times") from None
        raise ArticleUnreadable(f"the server answered {exc.code} {exc.reason}".strip()) from None
    except TimeoutError:
        raise ArticleUnreadable(f"no answer within {TIMEOUT:.0f} seconds") from None
    except urllib.error.URLError as exc:
        if isinstance(exc.reason, TimeoutError):
            raise ArticleUnreadable(f"no answer within {TIMEOUT:.0f} seconds") from None
        raise ArticleUnreadable(f"it cannot be reached: {_plain(exc.reason)}") from None
    except (http.client.HTTPException, OSError, ValueError) as exc:
        raise ArticleUnreadable(f"it cannot be fetched: {_plain(exc)}") from None
    return _Reply(data, final, kind or _sniffed(data), headers.get_content_charset())


def _ascii(url: str) -> str:
    """The address with what is not ASCII encoded, as a browser would send it."""
    parts = urlsplit(url.strip())
    if not parts.hostname or "@" in parts.netloc:
        raise ValueError("it names no host, or a user")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    path, query = (quote(part, safe="%/:=&?~+!$,;'@()*[]-._") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


def _kind(headers: Message, url: str) -> str | None:
    """The reader for the answer, or None when its bytes must tell."""
    if "Content-Type" not in headers:
        return None
    stated = headers.get_content_type()
    if stated in _KINDS:
        return _KINDS[stated]
    if stated in ("text/plain", "application/octet-stream"):
        path = urlsplit(url).path.lower()
        return next((kind for ending, kind in _ENDINGS.items() if path.endswith(ending)), None)
    raise ArticleUnreadable(f"the server sent {stated}, which is no article")


def _sniffed(data: bytes) -> str:
    return "html" if html.looks_like_html(data[:4096].decode("utf-8", errors="replace")) else "text"


def _body(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    end = time.monotonic() + DEADLINE
    parts: list[bytes] = []
    total = 0
    while part := response.read1(65_536):
        parts.append(part)
        total += len(part)
        if total > max_bytes:
            raise ArticleUnreadable(f"larger than {size(max_bytes)}")
        if time.monotonic() > end:
            raise ArticleUnreadable(f"it took longer than {DEADLINE:.0f} seconds")
    if response.length:
        raise ArticleUnreadable("the connection ended before the article did")
    return b"".join(parts)


def _plain(error: object) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return " ".join(str(error).split())[:120] or type(error).__name__
