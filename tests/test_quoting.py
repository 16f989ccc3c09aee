"""Quote first: what is cited is always a slice of a passage, however the model spells, cuts or invents its quotes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.grounding import ground
from assistant.locating import located, nearest
from assistant.quoting import Objects, Quotes, schema
from assistant.replies import drafted
from assistant.types import Claim, Draft, Evidence, Quote, Short
from index.types import Span

TEXT = (
    "The Harlow bridge was closed on Monday after an inspection. Engineers found three cracks in the deck. "
    "“Repairs will take two weeks,” the mayor, Ana Lopez, said. The council denied that the bridge was unsafe."
)
OTHER = "Two ferries carried 1,200 people across the Arle on Tuesday."
OFFSET = 40
REFUSAL = "NOT IN THE ARTICLES"
PASSAGES = {
    "1": Evidence(1, "a", "t", TEXT, Span(OFFSET, OFFSET + len(TEXT))),
    "2": Evidence(2, "b", "t", OTHER, Span(0, len(OTHER))),
}


def reply(*quotes: tuple[str, str, str], short: str = "") -> str:
    rows = [dict(zip(("quote", "passage", "answer"), row, strict=True)) for row in quotes]
    return json.dumps({"quotes": rows, "short": short}, ensure_ascii=False)


def read(text: str, pieces: int = 1) -> Draft:
    reader = Quotes(PASSAGES, REFUSAL)
    steps: list[Claim | Short] = []
    for at in range(0, len(text), size := max(1, len(text) // pieces)):
        steps.extend(reader.feed(text[at : at + size]))
    return drafted([*steps, *reader.end()])


def sliced(quote: Quote) -> str:
    piece = PASSAGES[str(quote.evidence)]
    return piece.text[quote.span.start - piece.span.start : quote.span.end - piece.span.start]


@pytest.mark.parametrize("pieces", [1, 7, 1000])
def test_a_sentence_is_bound_to_the_whole_sentence_of_its_quote(pieces: int) -> None:
    draft = read(
        reply(("found three cracks", "1", "Engineers found three cracks in the deck."), short="three cracks"), pieces
    )
    (claim,) = draft.claims
    assert (claim.text, [sliced(quote) for quote in claim.quotes]) == (
        "Engineers found three cracks in the deck.",
        ["Engineers found three cracks in the deck."],
    )
    assert claim.quotes[0].span.start == OFFSET + TEXT.index("Engineers")
    assert (draft.short, claim.dropped) == ("three cracks", ())


@pytest.mark.parametrize(
    ("answer", "dropped"),
    [
        ("Engineers found four cracks in the deck.", 1),
        ("The mayor resigned over the cracks in the deck.", 1),
        ("three", 0),
        ("Engineers found three Engineers found three Engineers found three", 0),
        ("", 0),
    ],
)
def test_a_sentence_that_its_quote_does_not_carry_gives_way_to_the_quote(answer: str, dropped: int) -> None:
    (claim,) = read(reply(("Engineers found three cracks", "1", answer))).claims
    assert claim.text == "Engineers found three cracks in the deck."
    assert len(claim.dropped) == dropped
    (statement,) = ground(Draft((claim,)), tuple(PASSAGES.values())).statements
    assert statement.support == "verbatim"


def test_a_quote_without_its_denial_is_shown_with_it() -> None:
    (claim,) = read(reply(("the bridge was unsafe", "1", "The Harlow bridge was unsafe."))).claims
    assert claim.text == "The council denied that the bridge was unsafe."


def test_a_quote_of_another_passage_than_the_model_says_is_found_where_it_is() -> None:
    (claim,) = read(reply(("Two ferries carried 1,200 people", "1", ""))).claims
    assert [quote.evidence for quote in claim.quotes] == [2]


def test_an_invented_quote_is_dropped_and_recorded() -> None:
    draft = read(reply(("Engineers found nine cracks in the deck.", "1", "Engineers found nine cracks in the deck.")))
    assert [(claim.quotes, claim.markers, len(claim.dropped)) for claim in draft.claims] == [((), ("1",), 1)]
    grounded = ground(draft, tuple(PASSAGES.values()))
    assert [statement.support for statement in grounded.statements] == ["unsupported"]
    assert (grounded.citations, grounded.dropped) == ((), draft.claims[0].dropped)


def test_an_invented_quote_with_a_bare_word_is_no_statement() -> None:
    (claim,) = read(reply(("There were nine big cracks.", "1", "Monday"))).claims
    assert (claim.text, claim.markers) == ("There were nine big cracks.", ())


def test_one_quote_counts_once() -> None:
    row = ("Engineers found three cracks", "1", "")
    assert len(read(reply(row, row)).claims) == 1


@pytest.mark.parametrize(
    "text", [reply(short="NOT IN THE ARTICLES"), "{}", "[]", '{"quotes": [', "NOT IN THE ARTICLES"]
)
def test_without_quotes_there_are_no_claims(text: str) -> None:
    assert read(text) == Draft()


@pytest.mark.parametrize("form", ["```json\n{}\n```", "\n\n {}", "{}\n\nI hope this helps."])
def test_json_is_found_in_its_wrapping(form: str) -> None:
    text = form.replace("{}", reply(("Engineers found three cracks", "1", "")))
    assert [claim.text for claim in read(text, 30).claims] == ["Engineers found three cracks in the deck."]


def test_a_reply_in_prose_is_read_as_prose() -> None:
    draft = read("SHORT: three\nEngineers found three cracks [1]. Ferries ran [2].", 20)
    assert [(claim.text, claim.markers) for claim in draft.claims] == [
        ("Engineers found three cracks.", ("1",)),
        ("Ferries ran.", ("2",)),
    ]
    assert draft.short == "three"


@pytest.mark.parametrize("pieces", [1, 3, 10_000])
def test_an_object_is_given_when_it_is_complete(pieces: int) -> None:
    text = '{"quotes": [{"a": "x } \\" {"}, {"b": 2}, {bad}], "short": ""}'
    objects, found = Objects(), []
    for at in range(0, len(text), size := max(1, len(text) // pieces)):
        found.extend(objects.feed(text[at : at + size]))
    assert found == [{"a": 'x } " {'}, {"b": 2}]


def test_the_schema_holds_the_passage_to_those_that_there_are() -> None:
    quote = schema(["1", "4"])["properties"]["quotes"]["items"]
    assert quote["properties"]["passage"]["enum"] == ["1", "4"]
    assert list(quote["properties"]) == quote["required"] == ["quote", "passage", "answer"]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ('"Repairs  will take\ntwo weeks,"', "“Repairs will take two weeks,” the mayor, Ana Lopez, said."),
        ("found three cracks in the deck", "Engineers found three cracks in the deck."),
        ("found three cracks in the deck...", "Engineers found three cracks in the deck."),
        ("in the deck. “Repairs will", TEXT[TEXT.index("Engineers") : TEXT.index(" The council")]),
        ("found three crack", None),
        ("found 3 cracks", None),
        ("Found three cracks", "Engineers found three cracks in the deck."),
        ("found Three cracks", None),
        ("cracks", None),
        ("", None),
        ("…", None),
        ("(.*)+ a|b", None),
    ],
)
def test_a_quote_is_found_word_for_word_or_not_at_all(quote: str, found: str | None) -> None:
    span = located(quote, TEXT)
    assert (None if span is None else span.of(TEXT)) == found


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=200), st.integers(0, 200), st.integers(0, 200), st.text(max_size=20))
def test_what_is_located_is_a_slice_that_holds_the_words(text: str, start: int, end: int, tail: str) -> None:
    for quote in (text[start:end], text[start:end] + tail, tail):
        span = located(quote, text)
        if span is not None:
            assert 0 <= span.start < span.end <= len(text)
            plain = str.maketrans(dict.fromkeys("„“”«»″‘’‚`´′'", '"'))
            said = " ".join(span.of(text).split()).translate(plain)
            copied = " ".join(quote.split()).strip("\"'“”„«»″‘’‚`´′ .…,;:").translate(plain)
            assert copied in said or copied[:1].swapcase() + copied[1:] in said


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        (
            "The Harlow bridge was closed Monday after inspection",
            "The Harlow bridge was closed on Monday after an inspection.",
        ),
        (
            "Harlow's bridge was shut on Monday after a long inspection",
            "The Harlow bridge was closed on Monday after an inspection.",
        ),
        ("The Harlow bridge was closed on Tuesday after an inspection", None),
        ("The Lopez bridge was closed on Monday after an inspection", None),
        ("The bridge was closed", None),
        ("The bridge collapsed on Monday after the flood of the deck", None),
    ],
)
def test_a_quote_with_a_slip_is_traced_to_its_sentence(quote: str, found: str | None) -> None:
    assert located(quote, TEXT) is None
    span = nearest(quote, TEXT)
    assert (None if span is None else span.of(TEXT)) == found


def test_of_a_quote_with_a_slip_only_the_article_s_sentence_is_shown() -> None:
    quote = "Engineers found three large cracks in the deck of the bridge."
    (claim,) = read(reply(("Harlow bridge was closed Monday after inspection", "1", quote))).claims
    assert claim.text == "The Harlow bridge was closed on Monday after an inspection."
    assert claim.dropped == ("a quote that was not copied word for word",)
    (statement,) = ground(Draft((claim,)), tuple(PASSAGES.values())).statements
    assert statement.support == "verbatim"


def test_a_quote_beside_which_the_model_refuses_is_no_claim() -> None:
    row = ("Engineers found three cracks", "1", "NOT IN THE ARTICLES")
    assert read(reply(row, short="NOT IN THE ARTICLES")) == Draft()
    assert read(reply((*row[:2], "The passage does not say how many were hurt."))) == Draft()


def test_a_year_that_the_quote_leaves_out_is_left_out_of_the_short_answer() -> None:
    text = "The dam broke on 10 March, officials said."
    reader = Quotes({"1": Evidence(1, "a", "t", text, Span(0, len(text)))}, REFUSAL)
    steps = reader.feed(reply(("The dam broke on 10 March", "1", "10 March 2024"), short="10 March 2024"))
    assert [one.text for one in steps] == ["The dam broke on 10 March, officials said.", "10 March"]


def test_a_bare_noun_phrase_gives_way_to_the_sentence() -> None:
    (claim,) = read(reply(("Engineers found three cracks", "1", "Three cracks in the deck"))).claims
    assert claim.text == "Engineers found three cracks in the deck."


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(TEXT.split(". ")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["quote", "passage", "answer", "quotes", "short", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(JSONISH.map(lambda value: json.dumps(value, ensure_ascii=False)) | st.text(max_size=60), st.integers(1, 50))
def test_any_reply_gives_claims_whose_quotes_are_slices(text: str, pieces: int) -> None:
    whole: Any = read(text)
    assert read(text, pieces) == whole
    for claim in whole.claims:
        for quote in claim.quotes:
            piece = PASSAGES[str(quote.evidence)]
            assert piece.span.contains(quote.span)
            assert sliced(quote)


@pytest.mark.parametrize(
    ("short", "answer", "kept"),
    [
        ("three cracks", "three", "three cracks"),
        ("Engineers found three cracks in the deck", "three", "Engineers found three cracks in the deck"),
        ("Three cracks were found by engineers", "three", "Three cracks were found by engineers"),
        ("The deck found three engineers in cracks", "three", "three"),
        ("The deck found three engineers in cracks", "Engineers found three cracks.", None),
    ],
)
def test_a_short_answer_that_is_a_sentence_is_checked_like_one(short: str, answer: str, kept: str | None) -> None:
    assert read(reply(("Engineers found three cracks", "1", answer), short=short)).short == kept


@pytest.mark.parametrize(
    ("answer", "claims"), [("three cracks", 1), ("cracks", 1), ("four cracks", 0), ("Ana Lopez", 0), ("two weeks", 0)]
)
def test_a_quote_must_hold_the_answer_that_comes_with_it(answer: str, claims: int) -> None:
    draft = read(reply(("Engineers found three cracks", "1", answer), short=answer))
    assert len([claim for claim in draft.claims if claim.text]) == claims
    grounded = ground(draft, tuple(PASSAGES.values()))
    assert len(grounded.statements) == claims
    assert (grounded.short is not None) == bool(claims)
    assert len([one for one in grounded.dropped if "does not stand" in one]) == 1 - claims


@pytest.mark.parametrize(
    ("cut", "shown"),
    [
        ('{"quotes": [{"quote": "Engineers found three cracks in th', ["Engineers found three cracks in the deck."]),
        (
            '{"quotes": [{"quote": "Engineers found three cracks", "passage": "1", "answ',
            ["Engineers found three cracks in the deck."],
        ),
        ('{"quotes": [{"quote": "Engineers found nine cracks in the deck", "passage": "1", "answer": "nine', [""]),
        ('{"quotes": [{"quo', []),
        ('{"quotes": [], "short": "thr', []),
        ('{"quotes": [{"quote": "Engineers \\', []),
    ],
)
def test_of_a_reply_that_reached_its_limit_the_quote_that_was_begun_counts(cut: str, shown: list[str]) -> None:
    reader = Quotes(PASSAGES, REFUSAL)
    draft = drafted([*reader.feed(cut), *reader.end(cut=True)])
    found = ground(draft, tuple(PASSAGES.values())).statements
    assert [one.text if one.support == "verbatim" else "" for one in found] == shown
    assert [*Quotes(PASSAGES, REFUSAL).feed(cut)] == []
