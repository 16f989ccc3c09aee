"""A language model's answer as it is grounded: which short answers of it are shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant.answering import Answerer
from assistant.clock import Clock
from assistant.grounding import Grounded
from assistant.stating import grounded_steps
from assistant.stopping import Stop
from assistant.types import Evidence, Question, Request
from assistant.writing import GenerativeAnswerer
from index.types import Span

TEXT = "The council approved the plan for Mill Field on Monday. No flats will be built, the mayor said."
EVIDENCE = (Evidence(1, "a1", "", TEXT, Span(0, len(TEXT))),)


def grounded(question: str, quote: str, short: str, writing: Any) -> Grounded:
    """What stands of a model's reply with one quote and a short answer."""
    object_ = {"quotes": [{"quote": quote, "passage": "1", "answer": quote}], "short": short}
    reply = json.dumps(object_) if writing == "quotes" else f"Short answer: {short}\n{quote} [1]"
    writer = GenerativeAnswerer(FakeListChatModel(responses=[reply]), writing=writing)
    request = Request(Question(question), question, EVIDENCE, "2026-01-01")
    clock = Clock()
    clock.mark("retrieve")

    def through() -> Iterator[Any]:
        written = yield from grounded_steps(Answerer(writer, "generative", "m", writer), request, clock, Stop())
        assert written is not None
        found.append(written[0])

    found: list[Grounded] = []
    list(through())
    writer.close()
    return found[0]


APPROVED = "The council approved the plan for Mill Field on Monday."
FLATS = "No flats will be built, the mayor said."


@pytest.mark.parametrize("writing", ["quotes", "prose"])
@pytest.mark.parametrize(
    ("question", "quote", "short", "shown"),
    [
        ("Did the council approve the plan for Mill Field?", APPROVED, "Yes", "Yes"),
        ("Did the council approve the plan for Mill Field?", APPROVED, "No", None),
        ("Did the council approve the plan for Mill Field?", APPROVED, "yes.", "yes."),
        ("Did the council approve the plan for Mill Field?", FLATS, "No", None),
        ("Did the mayor resign?", APPROVED, "No", None),
        ("Who approved the plan?", APPROVED, "The council", "The council"),
    ],
)
def test_a_verdict_is_shown_only_where_the_cited_sentences_say_it(
    question: str, quote: str, short: str, shown: str | None, writing: str
) -> None:
    found = grounded(question, quote, short, writing)
    assert [one.text for one in found.statements] == [quote]
    if writing == "prose" and short.strip(".").lower() == "yes":
        shown = None  # prose must hold its short answer as a word
    assert found.short == shown
    assert bool(found.dropped) is (shown is None)
