"""A reply in prose gives the same claims however it is cut into pieces, and no half of a marker."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.replies import Prose, Visible, drafted, parse_reply
from assistant.types import Claim, Draft, Short

REFUSAL = "NOT IN THE ARTICLES"
PARTS = st.sampled_from(
    "The bridge was closed|. |[1]| [2]|[|]|(1)|.\n|SHORT: |three cracks|Mr. Lopez|U.S. |“No,” he said|**|- |```|\n|? |"
    "! |… |1,250 |NOT IN THE ARTICLES|【3】| [1, 2].|Answer: ".split("|")
)


def pieced(reply: str, size: int) -> list[Claim | Short]:
    prose = Prose(REFUSAL)
    steps: list[Claim | Short] = []
    for at in range(0, len(reply), size):
        steps.extend(prose.feed(reply[at : at + size]))
    return [*steps, *prose.end()]


@settings(max_examples=300, deadline=None)
@example(". SHORT: .\n", 1)
@example("[. The bridge was closed)\n", 1)
@given(st.lists(PARTS | st.text(max_size=5), max_size=20).map("".join), st.integers(1, 40))
def test_the_claims_do_not_depend_on_the_pieces(reply: str, size: int) -> None:
    assert pieced(reply, size) == pieced(reply, len(reply) + 1)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["The bridge was closed", "Three were hurt", "It rained on Monday"]), max_size=6))
def test_every_sentence_is_given_with_its_marker(sentences: list[str]) -> None:
    reply = " ".join(f"{text} [{number}]." for number, text in enumerate(sentences, start=1))
    found = parse_reply(reply, REFUSAL).claims
    assert [(claim.text, claim.markers) for claim in found] == [
        (f"{text}.", (str(number),)) for number, text in enumerate(sentences, start=1)
    ]


@pytest.mark.parametrize(
    ("so_far", "given_already"),
    [
        ("The bridge was closed [1", 0),
        ("The bridge was closed [1].", 0),
        ("The bridge was closed. [1] ", 0),
        ("The bridge was closed. [1] Then", 0),
        ("The bridge was closed. [1] Then it", 1),
        ("The bridge was closed. [1] [2", 0),
        ("The bridge was closed [1].\n", 1),
        ("Mr. Lopez went ", 0),
        ("SHORT: the bridge. It was", 0),
    ],
)
def test_a_sentence_is_held_back_until_its_markers_are_known(so_far: str, given_already: int) -> None:
    assert len(list(Prose(REFUSAL).feed(so_far))) == given_already


def test_a_reply_that_was_cut_loses_its_last_half_sentence() -> None:
    for text, left in (("One thing [1]. Two th", 1), ("One thing [1]. Two things [2].", 2), ("One th", 0)):
        prose = Prose(REFUSAL)
        assert len([*prose.feed(text), *prose.end(cut=True)]) == left


@pytest.mark.parametrize("size", [1, 3, 100])
def test_thoughts_are_not_said_wherever_they_are_cut(size: int) -> None:
    visible, text = Visible(), "<think>Is it [1]? a < b</think>It is <b>so</b> [1].<THINKING>x"
    shown = "".join(visible.feed(text[at : at + size]) for at in range(0, len(text), size)) + visible.end()
    assert shown == "It is <b>so</b> [1]."


def test_a_short_answer_without_a_claim_is_none() -> None:
    assert drafted([Short("three")]) == Draft()
    assert drafted([Short("three"), Claim("Three came."), Short("four")]) == Draft((Claim("Three came."),), "three")
