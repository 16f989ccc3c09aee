"""The small library that the tests of the server serve, and a question to it."""

from __future__ import annotations

import json
from typing import Any

from fastapi.testclient import TestClient

from index.types import Article

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


def ask(client: TestClient, **body: Any) -> Any:
    """The reply of ``POST /api/ask``."""
    return client.post("/api/ask", json=body)


def events(body: str) -> list[tuple[str, Any]]:
    """The name and the data of each event of a stream."""
    found = []
    for block in body.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found
