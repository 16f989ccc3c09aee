"""Copies of one wire story: they make room for something else, cost no budget, and are cited all the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.budget import estimated_tokens, fitting
from assistant.evidence import select
from assistant.grounding import ground
from assistant.quoting import Quotes
from assistant.repeating import Told
from assistant.types import Claim, Draft, Evidence
from index.types import Span

STORY = (
    "A ferry with 214 people on board ran aground off Port Hallow early on Tuesday, the coastguard said. "
    "Nine people were treated for cuts and bruises at the county hospital. "
    "The master told investigators that the steering had failed twice within an hour."
)
WIRED = f"PORT HALLOW, May 6 (Continental Wire) - {STORY}"
TRIMMED = STORY.replace("early on Tuesday", "on Tuesday")
UPDATED = STORY.replace("Nine", "Eleven")
OTHER = "The tug captain said that the stranded ferry could not be pulled free before Saturday."


def found(*texts: str) -> list[Evidence]:
    return [Evidence(n, f"a{n}", "t", text, Span(0, len(text))) for n, text in enumerate(texts, start=1)]


def test_a_passage_repeats_others_only_if_all_of_it_has_been_told() -> None:
    first, wired, trimmed, updated, other = found(STORY, WIRED, TRIMMED, UPDATED, OTHER)
    told = Told([first])
    assert [told.times(piece) for piece in (wired, trimmed, updated, other)] == [1, 1, 0, 0]
    told.add(wired)
    assert told.times(trimmed) == 2
    assert Told([first]).times(found(f"{STORY} {OTHER}")[0]) == 0
    half = STORY.index("Nine")
    assert Told(found(STORY[:half], STORY[half:])).times(first) == 1
    assert Told().times(first) == 0


def test_three_articles_tell_a_story_and_further_copies_make_room() -> None:
    passages = found(STORY, WIRED, TRIMMED, STORY, WIRED, UPDATED, OTHER)
    assert [piece.article_id for piece in select(passages, 6, 4)] == ["a1", "a2", "a3", "a6", "a7"]


def test_copies_use_up_none_of_a_model_s_context() -> None:
    passages = found(STORY, WIRED, TRIMMED, UPDATED, OTHER)
    assert list(fitting(passages, 10_000, estimated_tokens)) == ["1", "4", "5"]
    assert list(fitting(passages, 10_000, estimated_tokens, words=len(f"{STORY} {UPDATED} {OTHER}".split()))) == [
        "1", "4", "5"
    ]  # fmt: skip


def test_a_quote_is_cited_with_its_copies() -> None:
    passages = found(STORY, WIRED, OTHER, UPDATED)
    reader = Quotes(fitting(passages, 10_000, estimated_tokens), "NO", passages)
    quote = "ran aground off Port Hallow early on Tuesday"
    (claim,) = reader.feed(f'{{"quotes": [{{"quote": "{quote}", "passage": "1", "answer": ""}}]}}')
    assert isinstance(claim, Claim)
    grounded = ground(Draft((claim,)), passages)
    (statement,) = grounded.statements
    assert (statement.support, statement.citations) == ("verbatim", (1, 2, 3))
    assert [citation.article_id for citation in grounded.citations] == ["a1", "a2", "a4"]
    for citation, piece in zip(grounded.citations, (passages[0], passages[1], passages[3]), strict=True):
        assert citation.quote == piece.text[citation.start : citation.end]


@given(st.lists(st.sampled_from([STORY, WIRED, UPDATED, OTHER, "", "- - -", "!"]), max_size=6), st.text(max_size=80))
def test_the_first_stays_and_nothing_new_is_left_out(texts: list[str], more: str) -> None:
    passages = found(*(text for text in (*texts, more) if text))
    kept = fitting(passages, 100_000, estimated_tokens)
    if passages:
        assert kept["1"] == passages[0]
    told = Told(kept.values())
    assert all(told.times(piece) for piece in passages if str(piece.number) not in kept)
