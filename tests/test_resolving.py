"""Sentences told in full: only what cannot mean anybody else is put in, and only what the article says follows."""

from __future__ import annotations

import pytest

from assistant.grounding import ground
from assistant.resolving import resolved
from assistant.types import Claim, Draft, Evidence
from assistant.wording import words
from index.types import Span


def told(before: str, sentence: str, *others: str) -> str:
    passage = [words(text) for text in (*others, before, sentence)]
    return " ".join(word.low for word in resolved(passage[-1], passage[-2], passage))


@pytest.mark.parametrize(
    ("before", "sentence", "full"),
    [
        ("The writer Ana Lopez lives in Dorn.", "She wrote two novels.", "ana lopez wrote 2 novels"),
        ("Ana Lopez met Lena Brandt in Dorn.", "She wrote two novels.", "she wrote 2 novels"),
        ("The Harlow Bank hired Ana Lopez.", "Her salary is secret.", "ana lopez salary is secret"),
        ("Ana Lopez moved to Dorn.", "Lena Brandt praised her novels.", "lena brandt praised her novels"),
        ("Ana Lopez lives in Dorn.", "Lena Brandt praised her.", "lena brandt praised ana lopez"),
        ("The new bridge opened on Monday.", "It cost 3 million euros.", "new bridge cost €3000000 euros"),
        ("The alleged thief fled.", "It was dark.", "alleged thief was dark"),
        ("Ana Lopez opened the bridge.", "It cost a fortune.", "it cost a fortune"),
        ("Ana Lopez moved to Dorn.", "Lopez wrote two novels.", "ana lopez wrote 2 novels"),
        ("The Harlow Fishing Union (HFU) struck.", "The HFU wants more.", "the harlow fishing union wants more"),
        ("The Harlow Fishing Union (ABC) struck.", "The ABC wants more.", "the abc wants more"),
    ],
)
def test_a_sentence_is_told_with_the_names_of_the_one_before(before: str, sentence: str, full: str) -> None:
    assert told(before, sentence) == full


def test_a_surname_of_two_people_stays_as_it_is() -> None:
    assert told("Ana Lopez moved to Dorn.", "Lopez wrote two novels.", "Juan Lopez is a baker.").startswith("lopez")


ARTICLE = (
    "The engineer Ana Lopez joined the Harlow Bridge Company (HBC) in 2015. She found three cracks on Tuesday. "
    "The company, which has 40 workers, closed the bridge. No one was hurt, Omar Diallo said. "
    "Diallo leads the union. The report which the union wrote was published by a newspaper on Monday. "
    "Gunmen who had robbed a bank wounded a guard in May."
)


def supported(text: str) -> bool:
    evidence = Evidence(1, "a", "t", ARTICLE, Span(0, len(ARTICLE)), published="2024-05-09")
    found = ground(Draft((Claim(text, markers=("1",)),)), [evidence])
    for citation in found.citations:
        assert citation.quote == ARTICLE[citation.start : citation.end]
    return any(one.support != "unsupported" for one in found.statements)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Lopez found three cracks.",
        "Ana Lopez found three cracks on 7 May 2024.",
        "The report was published by a newspaper on 6 May 2024.",
        "Omar Diallo leads the union.",
        "Nobody was hurt, Omar Diallo said.",
        "Gunmen wounded a guard in May.",
    ],
)
def test_what_the_article_says_in_two_sentences_is_supported(text: str) -> None:
    assert supported(text)


@pytest.mark.parametrize(
    "text",
    [
        "Omar Diallo found three cracks.",
        "Ana Lopez leads the union.",
        "The bridge has 40 workers.",
        "Someone was hurt, Omar Diallo said.",
        "A guard robbed a bank.",
        "Ana Lopez closed the bridge.",
        "Ana Lopez found three cracks on 6 May 2024.",
        "The report was published by a newspaper on 13 May 2024.",
    ],
)
def test_what_it_does_not_say_stays_unsupported(text: str) -> None:
    assert not supported(text)
