"""The command with a language model whose server is slow, dies, babbles or keeps silent: a clear state each time."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.texts import INSTEAD
from tests import modelserver as servers

ROOT = Path(__file__).parent.parent
QUESTION = "Who claimed the attack in Velmar?"
CLAIM = "The militant group Ash Dawn claimed responsibility on Wednesday"
FAILING = servers.in_turn(servers.breaks_off, servers.garbage_later, servers.never_answers)
REASONS = ["broke off in the middle of its reply", "openai:local failed", "did not answer in time"]


def command(*words: str | Path, url: str) -> list[str]:
    model = ["--model", "openai:local", "--base-url", url]
    return [sys.executable, "-m", "assistant", *map(str, words), *model]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"TIMEOUT": "1.5", "RETRIES": "0", "WRITING": "prose"}.items():
        monkeypatch.setenv(f"ASSISTANT_{name}", value)
    monkeypatch.setenv("TERM", "dumb")


def _heeding_ctrl_c() -> None:
    """A program that a shell started in the background ignores Ctrl-C, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A program in a terminal of its own: what it has shown, and what a person does there."""

    def __init__(self, words: list[str]) -> None:
        self._ours, theirs = pty.openpty()
        self.program = subprocess.Popen(
            words, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, preexec_fn=_heeding_ctrl_c
        )
        os.close(theirs)
        self.shown = ""
        self._seen = 0

    def waits_for(self, words: str) -> str:
        """What was shown from the last time on until ``words`` and with them."""
        until = time.monotonic() + 60
        while (at := self.shown.find(words, self._seen)) < 0:
            assert time.monotonic() < until, self.shown
            assert self._read(), f"ended before {words!r}: {self.shown}"
        begun, self._seen = self._seen, at + len(words)
        return self.shown[begun : self._seen]

    def types(self, words: str) -> None:
        os.write(self._ours, words.encode())

    def ends(self) -> int:
        """The exit code."""
        while self._read():
            pass
        return self.program.wait(timeout=20)

    def close(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        os.close(self._ours)

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], 30)[0]:
            return False
        try:
            piece = os.read(self._ours, 65_536)
        except OSError:  # the other end is closed
            return False
        self.shown += piece.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(piece)


@contextmanager
def terminal(words: list[str]) -> Iterator[Terminal]:
    opened = Terminal(words)
    try:
        yield opened
    finally:
        opened.close()


def test_a_conversation_outlives_a_model_that_is_slow_dies_babbles_or_is_silent(sample_library: Path) -> None:
    slow = servers.says(f"{CLAIM} [1]. " + "And so on [1]. " * 500, 0.02)
    good = servers.says(f"SHORT: Ash Dawn\n{CLAIM} [1].")
    behave = servers.in_turn(slow, servers.breaks_off, servers.garbage_later, servers.never_answers, good)
    words = ("chat", "--library", sample_library)
    with servers.serving(behave) as server, terminal(command(*words, url=server.url)) as it:
        it.waits_for("> ")
        it.types(f"{QUESTION}\n")
        it.waits_for(f"{CLAIM}. [1]")  # while the model still writes
        it.program.send_signal(signal.SIGINT)
        it.waits_for("assistant: stopped")
        assert server.left.wait(10)
        for reason in REASONS:
            it.waits_for("> ")
            it.types(f"{QUESTION}\n")
            it.waits_for(reason)
            it.waits_for(INSTEAD)
        it.waits_for("> ")
        it.types(f"{QUESTION}\n")
        assert INSTEAD not in it.waits_for("Sources")
        it.waits_for("> ")
        it.types("\x04")
        assert it.ends() == 0
        assert "Traceback" not in it.shown
    assert len(server.asked) == 5


def test_ctrl_c_at_an_answer_of_a_silent_model_ends_the_command(
    sample_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_TIMEOUT", "600")
    words = ("ask", QUESTION, "--library", sample_library)
    with servers.serving(servers.never_answers) as server, terminal(command(*words, url=server.url)) as it:
        until = time.monotonic() + 60
        while not server.asked and time.monotonic() < until:
            time.sleep(0.05)
        it.program.send_signal(signal.SIGINT)
        assert it.ends() == 130
        assert server.left.wait(10)
    assert "assistant: stopped" in it.shown
    assert "Traceback" not in it.shown


@pytest.mark.parametrize("fallback", ["true", "false"])
def test_a_batch_names_each_failure(sample_library: Path, fallback: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_FALLBACK", fallback)
    batch = "\n".join(json.dumps({"qid": n, "question": QUESTION}) for n in range(len(REASONS)))
    with servers.serving(FAILING) as server:
        words = command("ask", "--batch", "-", "--library", sample_library, url=server.url)
        done = subprocess.run(words, input=batch, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120)
    said, rows = done.stderr.splitlines(), [json.loads(line) for line in done.stdout.splitlines()]
    if fallback == "false":
        assert (done.returncode, rows, len(said)) == (1, [], 1)
    else:
        assert (done.returncode, len(said)) == (0, 3)
        assert [row["answer"]["trace"]["answerer"] for row in rows] == ["extractive"] * 3
        assert [row["answer"]["status"] for row in rows] == ["answered"] * 3
    for line, reason in zip(said, REASONS, strict=False):
        assert line.startswith("assistant: ")
        assert reason in line
