"""The figures of the side-by-side table of language models' answers."""

from __future__ import annotations

from typing import Any

from assistant.types import Evidence
from benchmarks.grounded import figures, plain, table
from benchmarks.labelled import Item
from index.types import Span

TEXT = "The bridge was closed for 3 days. Engineers found 12 cracks."
ITEM = Item("x", "What?", (Evidence(1, "a", "t", TEXT, Span(0, len(TEXT))),), (("3 days",),))


def row(reply: str, *, answerable: bool = True, run: str = "a") -> dict[str, Any]:
    given = {"run": run, "question": reply, "answerable": answerable, "given": TEXT}
    return given | plain(lambda _: iter([reply[:5], reply[5:]]))(ITEM)


def test_the_shares_are_of_what_is_shown() -> None:
    found = figures(
        [
            row("The bridge was closed for 3 days [1]. Engineers found 13 cracks [1]. “Found many cracks” [1]."),
            row("I don't know."),
            row("I don't know", answerable=False),
        ]
    )
    assert (found["statements"], found["supported"]) == (3, 1 / 3)
    assert (found["verbatim"], found["numbers"]) == (0.0, 1 / 2)
    assert (found["refused rightly"], found["refused wrongly"]) == (1.0, 1 / 2)


def test_the_table_compares_what_all_were_asked() -> None:
    text = table([row("It is so [1]."), row("It was so [1]."), row("It is so [1].", run="b")])
    assert text.startswith("1 questions\n")
    assert text.count("\n| ") == 3
