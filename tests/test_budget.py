"""Passages within a model's context, counted by the model itself or estimated from above."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from assistant.budget import counter, estimated_tokens, fitting, passages_text
from assistant.types import Evidence, Question, Request
from assistant.writing import GenerativeAnswerer
from index.types import Span


def pieces(*texts: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(n, f"a{n}", "", text, Span(0, len(text))) for n, text in enumerate(texts, start=1))


class Counting(FakeListChatModel):
    """Brings a tokenizer: a token is a word."""

    def get_num_tokens(self, text: str) -> int:
        return len(text.split())


class Remote(Counting):
    """Its tokenizer would ask a server."""

    def get_num_tokens(self, text: str) -> int:
        raise AssertionError("asked")


Remote.__module__ = "langchain_openai.chat_models.base"


def test_the_model_counts_if_it_can_do_so_by_itself() -> None:
    assert counter(Counting(responses=[]))("one two three") == 3
    assert counter(FakeListChatModel(responses=[], custom_get_token_ids=lambda text: [0] * len(text)))("abc") == 3
    for model in (FakeListChatModel(responses=[]), Remote(responses=[])):
        assert counter(model) is estimated_tokens


def words(text: str) -> int:
    return len(text.split())


def test_whole_passages_in_their_order_and_always_one() -> None:
    found = pieces("one two three", "four five", "six")
    frame = words(passages_text({"1": found[0]})) - 3
    assert list(fitting(found, 2 * frame + 5, words)) == ["1", "2"]
    assert list(fitting(found, 2 * frame + 4, words)) == ["1"]
    assert list(fitting(found, -5, words)) == ["1"]
    assert list(fitting(found, 1000, words)) == ["1", "2", "3"]
    assert list(fitting(found, 1000, words, words=5)) == ["1", "2"]
    assert fitting((), 1000, words) == {}


@pytest.mark.parametrize("tokens", [1500, 2500, 8000])
def test_all_that_is_sent_leaves_room_for_the_reply(tokens: int) -> None:
    evidence = pieces(*(f"Sentence {n} says something of some length. " * 20 for n in range(60)))
    writer = GenerativeAnswerer(Counting(responses=[]), context_tokens=tokens, reply_tokens=400)
    sent = writer.messages(Request(Question("What?"), "What?", evidence, today="2024-05-07"))
    used = sum(len(message.text.split()) for message in sent)
    assert used <= tokens - 400
    assert used > tokens - 400 - 200  # the next passage would not have fitted


@given(st.text(max_size=300), st.text(max_size=50))
def test_an_estimate_grows_with_the_text(text: str, more: str) -> None:
    assert 0 <= estimated_tokens(text) <= estimated_tokens(text + " " + more)
    assert estimated_tokens(text) >= len(text.split()) // 2


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The Harlow bridge was closed on Monday after an inspection found three cracks in the deck.", 18),
        ("THE MINISTER SAID THAT 1,250 PEOPLE WERE KILLED OR WOUNDED IN SAN SALVADOR ON 12 MARCH.", 41),
        ("Москва сообщила о переговорах.", 23),
    ],
)
def test_an_estimate_is_not_below_what_tokenizers_give(text: str, known: Any) -> None:
    assert known <= estimated_tokens(text) <= 3 * known
