"""The figures of the side-by-side table of language models' answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.types import Evidence
from benchmarks.grounded import Read, asked, figures, page, table
from benchmarks.labelled import Item
from index.types import Span

TEXT = "The bridge was closed for 3 days. Engineers found 12 cracks."
PASSAGE = Evidence(1, "a", "t", TEXT, Span(40, 40 + len(TEXT)))


def row(reply: str, *, groups: tuple[tuple[str, ...], ...] = (("3 days",),), **rest: Any) -> dict[str, Any]:
    question = asked(Item("x", reply, (PASSAGE,), groups))
    kept = {"run": "a"} | question | {"way": "plain", "reply": reply, "first": 1.0, "seconds": 2.0} | rest
    return json.loads(json.dumps(kept))


def quotes(quote: str, answer: str, short: str) -> str:
    return json.dumps({"quotes": [{"quote": quote, "passage": "1", "answer": answer}], "short": short})


def test_the_word_before_a_marker_is_no_statement() -> None:
    one = Read(row("The bridge was closed for 3 days. Source [1]"))
    assert [text for text, _ in one.shown] == ["The bridge was closed for 3 days."]
    assert one.supported == 1


def test_the_shares_are_of_what_is_shown() -> None:
    found = figures(
        [
            Read(row("The bridge was closed for 3 days [1]. Engineers found 13 cracks [1]. “Found many cracks” [1].")),
            Read(row("I don't know.")),
            Read(row("I don't know", groups=())),
        ]
    )
    assert (found["statements"], found["supported"]) == (3, 1 / 3)
    assert (found["verbatim"], found["numbers"]) == (0.0, 1 / 2)
    assert (found["refused rightly"], found["refused wrongly"]) == (1.0, 1 / 2)
    assert (found["holds"], found["cited"], found["short"]) == (1 / 2, 1 / 2, 0.0)


def test_a_kept_reply_is_read_and_grounded_anew() -> None:
    quote = "The bridge was closed for 3 days."
    one = Read(row(quotes(quote, "The bridge was closed for 3 days.", "3 days"), way="quotes"))
    assert one.shown == [(quote, quote)]
    assert one.quotes == [quote]
    assert (one.short, one.refused, one.numbers) == (1.0, False, [True])


def test_what_the_reply_invents_is_not_shown() -> None:
    one = Read(
        row(quotes("The bridge was closed for 5 days.", "It was closed for 5 days, they say.", "5"), way="quotes")
    )
    assert one.refused
    assert "a quote that is in none of the passages" in page(one)


@pytest.mark.parametrize(("relevance", "refused"), [(-4.0, True), (-2.0, False)])
def test_a_model_that_would_not_be_asked_has_refused(relevance: float, refused: bool) -> None:
    reply = quotes("Engineers found 12 cracks.", "Engineers found 12 cracks.", "12")
    one = Read(row(reply, way="quotes", relevance=relevance, read=0.1), relevance=-3.0)
    assert one.refused is refused
    assert figures([one])["s all"] == (0.1 if refused else 2.0)


def test_an_extractive_answer_is_grounded_from_its_places() -> None:
    claims = [{"text": "Engineers found 12 cracks.", "quotes": [[1, 74, 100]]}]
    one = Read(row("", way="extractive", claims=claims, short="12 cracks", groups=(("12",),)))
    assert one.quotes == ["Engineers found 12 cracks."]
    assert one.short == 1.0


def test_the_table_compares_what_all_were_asked() -> None:
    text = table([row("It is so [1]."), row("It was so [1]."), row("It is so [1].", run="b")])
    assert text.startswith("1 questions, 0 of them without an answer\n")
    assert text.count("\n| ") == 3
