"""A language model's reply as it comes: pieces of text, within limits of time and length, stopped at any moment.

The model is read on an event loop in a thread of its own, so that whoever waits for its words can stop it from any
other thread: the connection is closed and the model's server stops writing. The thread ends with `Receiver.close`.
"""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, cast

from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableConfig, ensure_config

from .failures import Broken, Filtered, Silent, TooLong, passing, unreached

__all__ = ["Limits", "Receiver", "Reception"]

_FINISHED = ("finish_reason", "done_reason", "stop_reason", "finishReason")
_FILTERED = frozenset(("content_filter", "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "refusal"))
_CUT = frozenset(("length", "max_tokens", "MAX_TOKENS", "model_length"))
_FIRST_WAIT = 0.5


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a reply is waited for, how often it is asked for, and how much of it is read.

    ``silence``: seconds to the first words and between words; ``total``: seconds for the whole reply; ``retries``: how
    often a model that could not be reached or was asked too often is asked again, each time after a longer pause;
    ``characters``: where reading stops.
    """

    silence: float = 120
    total: float = 300
    retries: int = 2
    characters: int = 100_000


class Reception(Iterator[str]):
    """The pieces of one reply. ``cut`` says whether the model was stopped by its own limit of length.

    `close` may be called from any thread, also while another waits for the next piece: that one then ends as well.
    Errors of the model come out of the iteration as they are.
    """

    def __init__(self, started: Callable[[Reception], Future[None]]) -> None:
        self.cut = False
        self.closed = False
        self._pieces: SimpleQueue[str | None] = SimpleQueue()
        self._reading = started(self)
        self._reading.add_done_callback(lambda _: self._pieces.put(None))

    def put(self, piece: str) -> None:
        """Take a piece from the model."""
        self._pieces.put(piece)

    def __next__(self) -> str:
        piece = None if self.closed else self._pieces.get()
        if piece is not None and not self.closed:
            return piece
        self._pieces.put(None)
        if not self.closed and (failure := _failure(self._reading)) is not None:
            raise failure
        raise StopIteration

    def close(self) -> None:
        """Stop the model. May be called more than once."""
        self.closed = True
        self._reading.cancel()


def _failure(reading: Future[None]) -> BaseException | None:
    try:
        return reading.exception()
    except CancelledError:
        return Broken("the thread that reads the model was closed")


class Receiver:
    """Reads the replies of one model, several at a time. Its thread starts with the first."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._finish: weakref.finalize[Any, Receiver] | None = None

    def receive(
        self,
        model: Runnable[Any, Any],
        messages: Sequence[BaseMessage],
        config: RunnableConfig | None = None,
        whole: bool = False,
        limits: Limits | None = None,
    ) -> Reception:
        """Ask the model, within other ``limits`` than the usual ones if need be.

        ``whole``: it always says when it has finished, so that a reply without that is broken.
        """
        config = ensure_config(config)
        limits, loop = limits or self.limits, self._running()

        def started(reception: Reception) -> Future[None]:
            reply = _Reply(model, list(messages), config, limits, whole)
            return asyncio.run_coroutine_threadsafe(reply.read(reception), loop)

        return Reception(started)

    def close(self) -> None:
        """Stop all that is being read and end the thread. It starts again if something is asked after that."""
        with self._lock:
            thread, self._thread, self._loop = self._thread, None, None
            if self._finish is not None:
                self._finish()
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=5)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_run, args=(self._loop,), name="language-model", daemon=True)
                self._thread.start()
                self._finish = weakref.finalize(self, _stop, self._loop)
            return self._loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    """The thread's work: the loop until it is stopped, then what is left of it."""
    asyncio.set_event_loop(loop)
    pool = ThreadPoolExecutor(thread_name_prefix="language-model")  # for models without an asynchronous interface
    loop.set_default_executor(pool)
    try:
        loop.run_forever()
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        pool.shutdown(wait=False, cancel_futures=True)
        loop.close()


def _stop(loop: asyncio.AbstractEventLoop) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(loop.stop)


@dataclass(slots=True)
class _Reply:
    """One reply on its way from a model into a reception. ``heard``: some of it has come."""

    model: Runnable[Any, Any]
    messages: list[BaseMessage]
    config: RunnableConfig
    limits: Limits
    whole: bool
    heard: bool = False

    async def read(self, into: Reception) -> None:
        """Read the reply; it is asked for again only as long as nothing of it has come."""
        deadline = asyncio.get_running_loop().time() + self.limits.total
        try:
            async with asyncio.timeout(self.limits.total) as total:
                for attempt in range(self.limits.retries + 1):
                    try:
                        await self._once(into, deadline)
                    except Exception as exc:
                        if self.heard and unreached(exc):
                            raise Broken from exc
                        if attempt == self.limits.retries or self.heard or not passing(exc):
                            raise
                        await asyncio.sleep(_FIRST_WAIT * 2**attempt)
                    else:
                        return
        except TimeoutError as exc:
            over = TooLong() if self.heard else Silent()
            raise (over if total.expired() else exc) from None

    async def _once(self, into: Reception, deadline: float) -> None:
        left, finished = self.limits.characters, False
        async with aclosing(
            cast("AsyncGenerator[Any, None]", self.model.astream(self.messages, self.config))
        ) as stream:
            while left > 0:
                try:
                    async with asyncio.timeout(self.limits.silence) as silence:
                        chunk = await anext(stream)
                except StopAsyncIteration:
                    break
                except TimeoutError as exc:
                    raise (Silent() if silence.expired() else exc) from None
                if into.closed or asyncio.get_running_loop().time() > deadline:
                    raise TooLong  # `asyncio.wait_for` of the providers' packages may swallow what stops us
                facts = getattr(chunk, "response_metadata", None) or {}
                reason = next((facts[name] for name in _FINISHED if facts.get(name)), None)
                finished = finished or reason is not None
                into.cut = into.cut or reason in _CUT
                if reason in _FILTERED:
                    raise Filtered
                if piece := _text(chunk)[:left]:
                    self.heard = True
                    left -= len(piece)
                    into.put(piece)
        if self.whole and left > 0 and not finished:
            raise Broken()


def _text(chunk: Any) -> str:
    return chunk if isinstance(chunk, str) else str(chunk.text)
