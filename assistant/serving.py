"""Running the server until it is stopped."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from contextlib import suppress
from logging import CRITICAL, getLogger
from typing import TYPE_CHECKING

from .errors import ServerUnavailable
from .resources import resource

if TYPE_CHECKING:
    import uvicorn

    from .chain import Assistant
    from .settings import Settings

__all__ = ["example_questions", "run"]


def run(assistant: Assistant, settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve until interrupted; ``announce`` is told the address once the port is ours and the models are loaded.

    Raises:
        ServerUnavailable: the address cannot be listened on.
        ReaderUnavailable: the model that reads or ranks the passages cannot be loaded, or fails.
        StoreUnavailable: the library failed.
    """
    listener = _listener(settings.host, settings.port)
    with listener:
        assistant.warm()
        import uvicorn

        from .server import create_app

        app = create_app(assistant, settings, example_questions(assistant))
        shown = f"[{settings.host}]" if ":" in settings.host else settings.host
        address = f"http://{shown}:{listener.getsockname()[1]}"
        announce(f"The chat page is at {address} (stop it with Ctrl-C)")
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
        _run_quietly(uvicorn.Server(config), app.state.end_streams, listener)


def _run_quietly(server: uvicorn.Server, end_streams: Callable[[], None], listener: socket.socket) -> None:
    """Run until Ctrl-C or SIGTERM; what is cut off by the stop is no error and is not logged."""
    shutdown = server.shutdown

    async def end(sockets: list[socket.socket] | None = None) -> None:
        end_streams()
        getLogger("uvicorn.error").setLevel(CRITICAL)
        await shutdown(sockets)

    server.shutdown = end  # type: ignore[method-assign]
    with suppress(KeyboardInterrupt):  # uvicorn raises the signal again when all is closed
        server.run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)  # who comes before the server is up waits instead of being refused
    except OSError as exc:
        listener.close()
        raise ServerUnavailable(
            f"cannot listen on {host} port {port} ({exc.strerror or exc}); stop what uses it, or give another --port"
        ) from exc
    return listener


def example_questions(assistant: Assistant) -> tuple[str, ...]:
    """The sample questions that the page offers, when the library holds sample articles that answer some of them."""
    titles = {article.title for article in assistant.articles()} if assistant.facts().articles <= 1000 else set()
    lines = (resource("data") / "questions.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row.get("example")]
    fitting = [row for row in rows if any(evidence["title"] in titles for evidence in row["evidence"])]
    return tuple(row["question"] for row in rows if row in fitting or (fitting and not row["evidence"]))
