"""Answers over HTTP for as long as somebody waits for them: server-sent events, and work that ends with its client."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Generator
from contextlib import suppress
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from index.errors import NewsError

from .stopping import Stop

__all__ = ["EventStream", "event", "while_awaited"]

KEEP_ALIVE = 15.0
"""Seconds of silence after which a comment is sent, so that no proxy takes the connection for dead."""

_COMMENT = ": still at it\n\n"
_UNBUFFERED = {"cache-control": "no-store", "x-accel-buffering": "no"}

Result = TypeVar("Result")


def event(name: str, data: dict[str, Any]) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


class EventStream(Response):
    """Sends events as ``steps`` gives them, and a comment whenever they keep silent for long.

    When the client goes away, or the server stops, ``stop`` is wished and ``steps`` closed. A failure in the middle is
    an ``error`` event; a bug is raised after it, so that the server logs it.
    """

    media_type = "text/event-stream"

    def __init__(self, steps: Generator[str, None, None], stop: Stop) -> None:
        super().__init__(headers=_UNBUFFERED)
        del self.headers["content-length"]
        self.steps = steps
        self.stop = stop

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Send the events until there are no more, or until nobody listens."""

        async def sent(piece: str, more: bool = True) -> None:
            await send({"type": "http.response.body", "body": piece.encode(), "more_body": more})

        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        gone = asyncio.create_task(_gone(receive))
        try:
            while not gone.done():
                piece = await self._next(gone, sent)
                if piece is None:
                    break
                await sent(piece)
            await sent("", more=False)
        except NewsError as problem:
            await sent(event("error", {"message": str(problem)}), more=False)
        except OSError:
            pass  # the client went away while something was on its way to it
        except Exception:
            await sent(event("error", {"message": "internal error"}), more=False)
            raise
        finally:
            gone.cancel()
            self.stop.wish()
            await run_in_threadpool(self.steps.close)

    async def _next(self, gone: asyncio.Task[None], sent: Callable[[str], Awaitable[None]]) -> str | None:
        """The next event; None when there is none, or when the client has gone."""
        step = asyncio.create_task(run_in_threadpool(next, self.steps, None))
        try:
            while True:
                await asyncio.wait({step, gone}, timeout=KEEP_ALIVE, return_when=asyncio.FIRST_COMPLETED)
                if step.done():
                    return step.result()
                if gone.done():
                    return None
                await sent(_COMMENT)
        finally:
            if not step.done():
                self.stop.wish()
                await _ended(step)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def while_awaited(receive: Receive, stop: Stop, work: Callable[[], Result]) -> Result:
    """What ``work`` gives, done in a thread; ``stop`` is wished when the client goes away before that."""
    gone = asyncio.create_task(_gone(receive))
    working = asyncio.create_task(run_in_threadpool(work))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not working.done():
            stop.wish()
            await _ended(working)
    return working.result()


async def _ended(task: asyncio.Task[Any]) -> None:
    """Wait for a task that was told to stop; that a model was broken off by it is no failure."""
    with suppress(NewsError):
        await asyncio.shield(task)
