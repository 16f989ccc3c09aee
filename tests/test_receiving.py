"""A reply as it comes: in pieces, stopped from outside, waited for no longer than allowed."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

import pytest
from langchain_core.exceptions import ModelRateLimitError
from langchain_core.language_models import SimpleChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from assistant.errors import ModelUnavailable
from assistant.failures import Silent, own_fault
from assistant.numerals import is_year
from assistant.receiving import Limits, Receiver
from assistant.types import Began, Claim, Evidence, Question, Request, Short
from assistant.writing import GenerativeAnswerer
from index.types import Span

TEXT = "The bridge was closed on Monday. Engineers found three cracks."
REQUEST = Request(
    Question("What happened?"), "What happened?", (Evidence(1, "a", "t", TEXT, Span(0, 62)),), "2024-05-07"
)


class Scripted(SimpleChatModel):
    """Goes through its script: a text, seconds, an error (raised once), waits for ever (True), is deaf once (False)."""

    script: list[Any]
    asked: int = 0
    stopped: Any = None

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _call(self, *args: Any, **kwargs: Any) -> str:
        raise NotImplementedError

    async def _astream(
        self, messages: list[BaseMessage], *args: Any, **kwargs: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        self.asked += 1
        try:
            for step in self.script:
                if isinstance(step, Exception):
                    if self.asked == 1:
                        raise step
                elif step is True:
                    await asyncio.Event().wait()
                elif step is False:  # as `asyncio.wait_for` may do before Python 3.12
                    with suppress(asyncio.CancelledError):
                        await asyncio.Event().wait()
                elif isinstance(step, float):
                    await asyncio.sleep(step)
                elif isinstance(step, AIMessageChunk):
                    yield ChatGenerationChunk(message=step)
                else:
                    yield ChatGenerationChunk(message=AIMessageChunk(content=step))
        finally:
            if self.stopped is not None:
                self.stopped.set()


def answerer(*script: Any, **limits: Any) -> GenerativeAnswerer:
    return GenerativeAnswerer(Scripted(script=list(script), stopped=threading.Event()), limits=Limits(**limits))


def model(of: GenerativeAnswerer) -> Scripted:
    assert isinstance(of.model, Scripted)
    return of.model


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(timeout=5)
    assert not [thread for thread in left if thread.is_alive()]


def test_each_claim_comes_when_its_sentence_and_its_markers_are_complete() -> None:
    writer = answerer(
        "SHORT: thr", "ee cracks\nThe bridge was closed [", "1", "]. Eng", "ineers ", "found three cracks [1].", True
    )
    steps = writer.drafted(REQUEST)
    assert [next(steps) for _ in range(3)] == [
        Began(),
        Short("three cracks"),
        Claim("The bridge was closed.", markers=("1",)),
    ]
    steps.close()
    assert list(steps) == []
    assert model(writer).stopped.wait(5)
    writer.close()


def test_what_is_streamed_is_what_is_collected() -> None:
    writer = answerer("SHORT: three\nThe bridge was closed [1]. Three cracks were found [1].")
    steps = list(writer.drafted(REQUEST))
    draft = writer.invoke(REQUEST)
    assert steps == [Began(), Short("three"), *draft.claims]
    assert draft.short == "three"
    writer.close()


def test_a_waiting_reader_is_stopped_from_another_thread() -> None:
    writer = answerer(True)
    steps = writer.drafted(REQUEST)
    found: list[Any] = []
    waiting = threading.Thread(target=lambda: found.append(list(steps)))
    waiting.start()
    time.sleep(0.1)
    steps.close()
    waiting.join(timeout=5)
    assert found == [[]]
    assert model(writer).stopped.wait(5)
    writer.close()


def test_a_model_that_swallows_a_first_call_to_stop_is_stopped_all_the_same() -> None:
    writer = answerer("The bridge was closed [1]. It ", False, "was ", True)
    steps = writer.drafted(REQUEST)
    assert next(steps) == Began()
    time.sleep(0.1)
    steps.close()
    assert model(writer).stopped.wait(5)
    writer.close()


def test_who_lets_go_of_a_draft_stops_the_model() -> None:
    writer = answerer("The bridge was closed [1]. It ", True)
    steps = writer.drafted(REQUEST)
    assert next(steps) == Began()
    del steps
    assert model(writer).stopped.wait(5)
    writer.close()


@pytest.mark.parametrize(
    ("script", "limits", "hint"),
    [
        ([True], {"silence": 0.05}, "did not answer in time"),
        (["The bridge ", True], {"silence": 0.05}, "did not answer in time"),
        (["word ", 0.01] * 1000, {"total": 0.1}, "took too long"),
        (["", "<think>Is it?"], {}, "empty reply"),
        (["The bridge ", OSError("gone")], {}, "failed"),
        (["The bridge ", ConnectionError("gone")], {}, "broke off"),
    ],
)
def test_a_reply_that_does_not_come_is_an_error(script: list[Any], limits: dict[str, Any], hint: str) -> None:
    writer = answerer(*script, **limits)
    with pytest.raises(ModelUnavailable, match=hint):
        writer.invoke(REQUEST)
    assert model(writer).asked == 1
    writer.close()


@pytest.mark.parametrize("error", [ModelRateLimitError("busy"), ConnectionError("down")])
def test_a_busy_model_is_asked_again(error: Exception) -> None:
    writer = answerer(error, "The bridge was closed [1].")
    assert [claim.text for claim in writer.invoke(REQUEST).claims] == ["The bridge was closed."]
    assert model(writer).asked == 2
    writer.close()
    with pytest.raises(ModelUnavailable, match=r"too often|reached"):
        answerer(error, retries=0).invoke(REQUEST)


@pytest.mark.parametrize(
    "reply",
    [
        '{"quotes": [{"quote": "The bri',
        '{"quotes": garbage',
        '{"error": "out of memory"}',
        '{"quotes": "none"}',
        "[[[[",
    ],
)
def test_json_without_the_form_that_was_asked_for_is_a_failure_and_no_refusal(reply: str) -> None:
    writer = GenerativeAnswerer(Scripted(script=[reply], stopped=threading.Event()), writing="quotes")
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        writer.invoke(REQUEST)
    writer.close()


def test_an_empty_list_of_quotes_is_a_refusal() -> None:
    writer = GenerativeAnswerer(Scripted(script=['{"quotes": []}'], stopped=threading.Event()), writing="quotes")
    assert writer.invoke(REQUEST).claims == ()
    writer.close()


def test_a_reply_that_its_provider_holds_back_is_a_failure() -> None:
    held_back = AIMessageChunk(content="", response_metadata={"finish_reason": "content_filter"})
    writer = answerer("The bridge ", held_back)
    with pytest.raises(ModelUnavailable, match="held back"):
        writer.invoke(REQUEST)
    writer.close()


def test_a_fault_of_this_program_is_told_from_one_of_the_model() -> None:
    with pytest.raises(TypeError) as ours:
        is_year(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError) as theirs:
        len(None)  # type: ignore[arg-type]
    with pytest.raises(Silent) as named:
        raise Silent
    assert [own_fault(one.value) for one in (ours, theirs, named)] == [True, False, False]


def test_no_more_is_read_than_allowed() -> None:
    writer = answerer(*["The bridge was closed [1]. "] * 10_000, True, characters=1000)
    assert 30 < len(writer.invoke(REQUEST).claims) < 40
    writer.close()


def test_a_closed_receiver_starts_again() -> None:
    receiver = Receiver()
    for _ in range(2):
        assert list(receiver.receive(Scripted(script=["a", "b"]), [])) == ["a", "b"]
        receiver.close()
