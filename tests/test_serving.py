"""Running the server: the questions that it offers, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.serving import example_questions
from index.types import Article
from tests.fakes import FakeAssistant


class Listing:
    """Holds articles with those titles."""

    def __init__(self, titles: list[str]) -> None:
        self.held = [Article(str(n), title, "Words.") for n, title in enumerate(titles)]

    def articles(self) -> Iterator[Article]:
        return iter(self.held)

    def facts(self) -> Any:
        return FakeAssistant(self.held).facts()


def test_sample_questions_are_offered_over_sample_articles_only() -> None:
    rows = [json.loads(line) for line in Path("data/questions.jsonl").read_text("utf-8").splitlines()]
    offered = [row for row in rows if row.get("example")]
    answerable = next(row for row in offered if row["evidence"])
    assert any(not row["evidence"] for row in offered)
    assert example_questions(Listing(["Another story"])) == ()  # type: ignore[arg-type]
    found = example_questions(Listing([answerable["evidence"][0]["title"]]))  # type: ignore[arg-type]
    assert answerable["question"] in found
    assert any(row["question"] in found for row in offered if not row["evidence"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_quietly_while_a_page_is_open(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "a.txt").write_text("The quay reopened on Monday. Nobody was hurt.")
    command = [sys.executable, "-m", "assistant"]
    library = ["--library", str(tmp_path / "library")]
    subprocess.run([*command, "index", str(tmp_path / "a.txt"), *library], check=True, capture_output=True)
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "serve", "--port", "0", *library], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().decode().split()[5]
            with urllib.request.urlopen(f"{address}/gradio_api/heartbeat/page", timeout=30) as stream:
                assert stream.readline() == b"data: ALIVE\n"
                begun = time.monotonic()
                server.send_signal(number)
                out, errors = server.communicate(timeout=20)
        finally:
            server.kill()
        assert time.monotonic() - begun < 5
    assert out == b""
    assert [line for line in errors.decode().splitlines() if "Warning" not in line] == []
    assert server.returncode in (0, -signal.SIGTERM)
