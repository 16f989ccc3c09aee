"""Sentences and passages: offsets by law, boundaries on news text by table."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.splitting import paragraphs, sentences, split, windows
from index.types import Article, normalise

NEWSY = st.text(
    alphabet=st.sampled_from("ab İß.!?\"“”'()\n\t -—0123456789U.S é👩\u200d\u0301مرحبا世界"), max_size=400
).map(normalise)


def words(text: str) -> int:
    return len(text.split())


@given(NEWSY)
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    for one, other in pairwise(spans):
        assert one.end <= other.start
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""


@given(NEWSY, st.integers(1, 12), st.integers(0, 5))
def test_passages_are_slices_that_fit_and_miss_nothing(text: str, limit: int, overlap: int) -> None:
    overlap = min(overlap, limit - 1)
    if not text.strip():
        assert windows(text, limit, overlap, words) == []
        return
    article = Article("a", "t", text)
    passages = split(article, limit, overlap, words)
    covered: set[int] = set()
    for passage in passages:
        assert passage.span.of(article.text) == passage.text
        assert words(passage.text) <= limit or " " not in passage.text
        covered.update(range(passage.span.start, passage.span.end))
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())
    starts = [passage.span.start for passage in passages]
    assert starts == sorted(set(starts))


def test_a_long_line_without_spaces_is_sliced() -> None:
    text = "x" * 1_000_000
    spans = windows(text, 1000, 0, len)
    assert all(len(span) <= 1000 for span in spans)
    assert sum(len(span) for span in spans) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. Army said Gen. J. R. Smith met Mr. Lee on Jan. 5. He left.", 2),
        ('"We will not stop." He left.', 2),
        ('He said: "We won." Then he left.', 2),
        ("“It’s over,” he said. “We won.”", 2),
        ("No. 10 said at least 3.5 million people fled the U.S. The E.U. agreed.", 2),
        ("WASHINGTON (AP) — The president spoke. Nobody listened.", 2),
        ("San Salvador, 3 Jan 90 -- [Report] [Text] The man died. She did not.", 2),
        ("St. Louis police Sgt. A.B. Cole died at 5 p.m. Monday. Dr. Who?", 2),
        ("It began at 9 a.m. EST and ended. Prices rose 3.2 percent.", 2),
        ("Shares of Apple Inc. fell. Sen. Bob Roe resigned.", 2),
        ("In Sept. 2017 he left. The plan B. He came.", 3),
        ("First line\nSecond line", 2),
        ("Really?! Yes.", 2),
        ("", 0),
        (" \n\n ", 0),
        ("...", 1),
    ],
)
def test_sentence_boundaries_of_news(text: str, expected: int) -> None:
    assert len(sentences(text)) == expected, [span.of(text) for span in sentences(text)]


def test_lines_of_a_wrapped_text_do_not_end_sentences() -> None:
    text = (
        "The storm that struck the coast on Friday night left at least\n"
        "nine people dead and more than forty missing, officials said, as\n"
        "rescuers searched the rubble. The mayor said the\n"
        "toll would rise.\n\nA second paragraph is wrapped as well and it goes on to the\nnext line. The end."
    )
    assert len(paragraphs(text)) == 2
    assert [span.of(text).split()[0] for span in sentences(text)] == ["The", "The", "A", "The"]


@pytest.mark.parametrize(("limit", "overlap"), [(0, 0), (5, 5), (5, -1)])
def test_impossible_windows(limit: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="limit > overlap"):
        windows("A text.", limit, overlap, words)


def test_windows_overlap_by_whole_sentences() -> None:
    text = "One two three. Four five six. Seven eight nine. Ten eleven twelve."
    found = [span.of(text) for span in windows(text, 6, 3, words)]
    assert found == [
        "One two three. Four five six.",
        "Four five six. Seven eight nine.",
        "Seven eight nine. Ten eleven twelve.",
    ]


@given(st.text(alphabet="aB. 。!\n", min_size=100, max_size=400))
def test_long_texts_are_segmented_piece_by_piece(text: str) -> None:
    from unittest import mock

    from index import splitting

    with mock.patch.object(splitting, "_PIECE", 50):
        spans = sentences(normalise(text))
    joined = "".join("".join(span.of(normalise(text)).split()) for span in spans)
    assert joined == "".join(normalise(text).split())


def test_a_long_paragraph_takes_time_in_proportion() -> None:
    text = "部长辞职。" * 100_000
    assert len(sentences(text)) == 100_000
