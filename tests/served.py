"""The small library that the tests of the server serve, and a question to it."""

from __future__ import annotations

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
