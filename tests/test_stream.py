"""Answers as they are written: what comes when, what stops them, and what a failing model server leaves behind."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from assistant import Answer, Assistant, Settings
from assistant.chain import Searched
from assistant.clock import Clock
from assistant.errors import ModelUnavailable, QuestionInvalid
from assistant.stopping import Stop
from assistant.texts import INSTEAD, to_markdown, to_text
from assistant.types import Began, Question, Stated, Turn
from tests import modelserver as servers
from tests.threads import no_thread_left

QUESTION = "Who claimed the attack in Velmar?"
CLAIM = "The militant group Ash Dawn claimed responsibility on Wednesday"
REPLY = f"SHORT: Ash Dawn\n{CLAIM} [1]. The moon is made of cheese [1]. Nine elephants flew over Velmar [2]."


def scripted(library: Path, reply: str, **settings: Any) -> Assistant:
    return Assistant.open(library, Settings(**settings), chat_model=FakeListChatModel(responses=[reply]))


def behind(library: Path, url: str, **settings: Any) -> Assistant:
    """An assistant over a model's server, which it does not wait for long."""
    short: dict[str, Any] = {"timeout": 1.0, "reply_timeout": 4.0, "retries": 0, "writing": "prose"}
    return Assistant.open(library, Settings(model="openai:local", base_url=url, **short | settings))


def test_the_statements_come_one_by_one_and_their_citations_with_them(sample_library: Path) -> None:
    with scripted(sample_library, REPLY) as writer:
        searched, began, *stated, answer = writer.stream(QUESTION)
    assert isinstance(searched, Searched)
    assert isinstance(began, Began)
    assert isinstance(answer, Answer)
    steps = [step for step in stated if isinstance(step, Stated)]
    assert [step.statement for step in steps] == list(answer.statements)
    assert [step.statement.support for step in steps] == ["verified", "unsupported", "unsupported"]
    assert [citation for step in steps for citation in step.citations] == list(answer.citations)
    known: set[int] = set()
    for step in steps:
        known |= {citation.number for citation in step.citations}
        assert set(step.statement.citations) <= known
    assert (answer.short, answer.status) == ("Ash Dawn", "partly")
    seconds = answer.trace.seconds
    assert 0 < seconds["retrieve"] <= seconds["first_token"] <= seconds["first_citation"] <= seconds["total"]
    assert answer.trace.fallback is None


def test_without_a_model_nothing_is_said_of_tokens(sample_library: Path) -> None:
    with Assistant.open(sample_library, Settings()) as assistant:
        assert assistant.models == ()
        *_, answer = assistant.stream(QUESTION)
        assert isinstance(answer, Answer)
        assert set(answer.trace.seconds) == {"retrieve", "answer", "total"}
        with pytest.raises(QuestionInvalid, match="choose one of: none"):
            assistant.ask(QUESTION, model="openai:gpt-4o")


def test_a_model_is_chosen_among_those_configured(sample_library: Path) -> None:
    with scripted(sample_library, REPLY) as writer:
        assert writer.models == ("FakeListChatModel",)
        assert writer.ask(QUESTION).trace.answerer == "generative"
        assert writer.ask(QUESTION, model="none").trace.answerer == "extractive"
        with pytest.raises(QuestionInvalid, match="choose one of: FakeListChatModel, none"):
            writer.ask(QUESTION, model="openai:gpt-4o")


@pytest.mark.parametrize("after", [Searched, Began, Stated])
def test_a_wish_to_stop_ends_the_stream_and_the_model(sample_library: Path, after: type) -> None:
    with no_thread_left(), servers.serving(servers.says(REPLY + " And so on [1]." * 200, 0.05)) as server:
        stop, steps = Stop(), []
        with behind(sample_library, server.url) as assistant:
            for step in assistant.stream(QUESTION, stop=stop):
                steps.append(step)
                if isinstance(step, after):
                    stop.wish()
            if after is not Searched:
                assert server.left.wait(5)
        assert isinstance(steps[-1], after)
        del assistant


def test_a_model_that_still_thinks_is_stopped_from_another_thread(sample_library: Path) -> None:
    with no_thread_left(), servers.serving(servers.never_answers) as server:
        stop = Stop()
        with behind(sample_library, server.url, timeout=60, reply_timeout=60) as assistant:
            steps = assistant.stream(QUESTION, stop=stop)
            next(steps)
            threading.Timer(0.5, stop.wish).start()
            assert list(steps) == []
            assert server.left.wait(5)
        del assistant, steps


FOLLOWED = Question("and how many were wounded?", (Turn(QUESTION, "Ash Dawn claimed it.", "Ash Dawn"),))


def test_the_model_that_answers_writes_a_follow_up_out(sample_library: Path) -> None:
    alone = "How many were wounded in the attack of Ash Dawn in Velmar?"
    with Assistant.open(
        sample_library, Settings(), chat_model=FakeListChatModel(responses=[alone, REPLY])
    ) as assistant:
        answer = assistant.ask(FOLLOWED)
        ruled = assistant.ask(FOLLOWED, model="none")
    assert (answer.query, answer.trace.answerer) == (alone, "generative")
    assert str(answer.trace.rewriting).startswith("by model, prompt ")
    assert ruled.trace.rewriting == "by rule"
    assert ruled.query not in (alone, FOLLOWED.text)


def test_a_model_that_writes_a_follow_up_out_is_stopped_too(sample_library: Path) -> None:
    with no_thread_left(), servers.serving(servers.never_answers) as server:
        stop = Stop()
        with behind(sample_library, server.url, timeout=60, reply_timeout=60) as assistant:
            threading.Timer(0.5, stop.wish).start()
            assert list(assistant.stream(FOLLOWED, stop=stop)) == []
            assert server.left.wait(5)
        del assistant


def test_a_model_that_fails_over_a_follow_up_leaves_it_to_the_rule(sample_library: Path) -> None:
    with servers.serving(servers.fails(401)) as server, behind(sample_library, server.url) as assistant:
        answer = assistant.ask(FOLLOWED)
    assert len(server.asked) == 1
    assert "refused the key" in str(answer.trace.rewriting)
    assert "refused the key" in str(answer.trace.fallback)
    assert str(answer.trace.rewriting).startswith("by rule; ")


@pytest.mark.parametrize(
    ("behave", "reason"),
    [(servers.never_answers, "did not answer in time"), (servers.says("and so on " * 10_000, 0.05), "took too long")],
    ids=["silent", "rambling"],
)
def test_a_model_that_hangs_over_a_follow_up_is_waited_for_once(
    sample_library: Path, behave: servers.Behaviour, reason: str
) -> None:
    with no_thread_left(), servers.serving(behave) as server:
        with behind(sample_library, server.url, reply_timeout=7200) as assistant:
            searched, answer = assistant.stream(FOLLOWED)
        assert server.left.wait(5)
        del assistant
    assert len(server.asked) == 1
    assert isinstance(searched, Searched)
    assert isinstance(answer, Answer)
    assert searched.query == answer.query == "how many were wounded in the attack in Velmar?"
    assert (answer.trace.answerer, answer.status) == ("extractive", "answered")
    assert reason in str(answer.trace.rewriting)
    assert reason in str(answer.trace.fallback)


def test_a_model_that_failed_over_a_follow_up_is_no_error_where_nothing_answers(sample_library: Path) -> None:
    asked = replace(FOLLOWED, text="and who won the chess cup there?")
    with servers.serving(servers.fails(500)) as server, behind(sample_library, server.url, fallback=False) as assistant:
        answer = assistant.ask(asked)
        with pytest.raises(ModelUnavailable, match="openai:local"):
            assistant.ask(FOLLOWED)
    assert (answer.status, answer.trace.fallback) == ("unanswered", None)


def test_closing_the_stream_or_the_assistant_stops_the_model(sample_library: Path) -> None:
    with servers.serving(servers.says(REPLY + " And so on [1]." * 200, 0.05)) as server:
        with behind(sample_library, server.url) as assistant:
            steps = assistant.stream(QUESTION)
            assert any(isinstance(step, Began) for step in steps)
            steps.close()
            assert server.left.wait(5)
            server.left.clear()
            steps = assistant.stream(QUESTION)
            assert any(isinstance(step, Began) for step in steps)
        assert server.left.wait(5)
        assert list(steps) == []


FAILURES: list[tuple[servers.Behaviour | None, str]] = [
    (None, "openai:local"),
    (servers.fails(401), "refused the key"),
    (servers.fails(404), "not known to its provider"),
    (servers.fails(500), "openai:local"),
    (servers.never_answers, "did not answer in time"),
    (servers.thinks, "did not answer in time"),
    (servers.stalls, "did not answer in time"),
    (servers.breaks_off, "broke off in the middle"),
    (servers.ends_early, "broke off in the middle"),
    (servers.garbage, "openai:local failed"),
    (servers.a_web_page, "openai:local failed"),
    (servers.says_nothing, "gave an empty reply"),
]


@pytest.mark.parametrize(("behave", "reason"), FAILURES)
def test_a_failing_model_is_named_and_the_extractive_answer_is_offered(
    sample_library: Path, behave: servers.Behaviour | None, reason: str
) -> None:
    with no_thread_left(), servers.serving(behave or servers.says_nothing) as server:
        url = server.url if behave else servers.nothing_there()
        with behind(sample_library, url) as assistant:
            answer = assistant.ask(QUESTION)
        del assistant
    assert (answer.trace.answerer, answer.status, answer.short) == ("extractive", "answered", "Ash Dawn")
    said = answer.trace.fallback
    assert said is not None
    assert reason in said
    assert "\n" not in said
    assert "sk-very-secret" not in said
    assert "first_token" not in answer.trace.seconds
    assert to_text(answer).startswith(INSTEAD)
    assert INSTEAD in to_markdown(answer)


@pytest.mark.parametrize("behave", [servers.breaks_off, servers.never_answers, servers.garbage, servers.says_nothing])
def test_a_failed_model_is_never_a_refusal(sample_library: Path, behave: servers.Behaviour) -> None:
    with servers.serving(behave) as server:
        strict = behind(sample_library, server.url, fallback=False)
        lenient = behind(sample_library, server.url, relevance=-20)  # asked whatever the passages hold
        with strict, pytest.raises(ModelUnavailable, match="openai:local"):
            strict.ask(QUESTION)
        with lenient, pytest.raises(ModelUnavailable, match="Without it no answer was found either"):
            lenient.ask("Who won the chess cup?")


def test_what_was_said_before_a_failure_is_not_in_the_answer(sample_library: Path) -> None:
    with servers.serving(servers.stalls) as server, behind(sample_library, server.url) as assistant:
        *steps, answer = assistant.stream(QUESTION)
    assert [type(step) for step in steps] == [Searched, Began, Stated]
    assert isinstance(answer, Answer)
    assert {statement.support for statement in answer.statements} == {"verbatim"}
    assert answer.trace.fallback is not None


def test_a_wish_is_heard_by_all_who_listen_before_and_after() -> None:
    stop, heard = Stop(), []
    stop.listen(lambda: heard.append("before"))
    assert not stop.wished
    stop.wish()
    stop.wish()
    stop.listen(lambda: heard.append("after"))
    assert (stop.wished, heard) == (True, ["before", "after"])


def test_the_reader_of_a_stream_does_not_count_as_work(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 1.0, 1.0, 61.0, 62.0, 66.0, 67.0])
    monkeypatch.setattr("assistant.clock.perf_counter", lambda: next(times))
    clock = Clock()
    clock.mark("retrieve")
    assert list(clock.handed("step")) == ["step"]  # away from 1 to 61
    clock.mark("first_token")
    clock.mark("first_token")
    assert clock.seconds() == {"retrieve": 1.0, "first_token": 2.0, "answer": 5.0, "total": 6.0}
    clock.forget("first_token")
    assert "first_token" not in clock.seconds()
