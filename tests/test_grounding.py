"""What may and may not be taken from a sentence, and the laws that hold for every draft."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.grounding import Grounded, Grounder, ground
from assistant.markers import marked_sentences
from assistant.types import Answer, Citation, Claim, Draft, Evidence, Quote, Statement, Trace
from benchmarks.grounding import judged, share
from index.types import Span
from tests.entailments import CARRIED, HARDER, NOT_CARRIED

BASE = 100
"""Where each passage of these tests begins in its article."""


def passages(*texts: str, publisher: str | None = None, published: str | None = None) -> list[Evidence]:
    return [
        Evidence(
            number,
            f"a{number}",
            "A title",
            text,
            Span(BASE, BASE + len(text)),
            publisher=publisher,
            published=published,
        )
        for number, text in enumerate(texts, start=1)
    ]


def written(text: str, *sources: str, markers: tuple[str, ...] | None = None, short: str | None = None) -> Grounded:
    cited = tuple(str(number) for number in range(1, len(sources) + 1)) if markers is None else markers
    return ground(Draft((Claim(text, markers=cited),), short=short), passages(*sources))


def supports(found: Grounded) -> list[str]:
    return [statement.support for statement in found.statements]


@pytest.mark.parametrize(("statement", "source"), CARRIED)
def test_what_a_sentence_says_is_verified(statement: str, source: str) -> None:
    found = written(statement, source)
    assert set(supports(found)) <= {"verified", "verbatim"}
    assert [citation.quote for citation in found.citations] == [source]


@pytest.mark.parametrize(("statement", "source"), NOT_CARRIED + HARDER)
def test_what_a_sentence_does_not_say_is_unsupported(statement: str, source: str) -> None:
    found = written(statement, source)
    assert "verified" not in supports(found)
    assert found.citations == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police left [1]. The Front stayed. [2][3] It rained", [("1",), ("2", "3"), ()]),
        ("Police left【1】. Others stayed[^2].", [("1",), ("2",)]),
        ("- Police left (1)\n- Others stayed [1, 3]", [("1",), ("1", "3")]),
        ("**Police** left [2-4].", [("2", "3", "4")]),
        ("Lee (42) left [Passage 7].", [("7",)]),
        ("[1][2]", []),
        ("[[[5]]] was there.", [("5",)]),
    ],
)
def test_markers_belong_to_their_sentence(text: str, expected: list[tuple[str, ...]]) -> None:
    assert [markers for _, markers in marked_sentences(text)] == expected


def test_markers_leave_the_prose_as_it_was() -> None:
    assert marked_sentences("Lee (42), who left [1], came back.[2]\nHe said no [1].") == [
        ("Lee (42), who left, came back.", ("1", "2")),
        ("He said no.", ("1",)),
    ]


def test_a_marker_that_names_nothing_is_dropped_and_reported() -> None:
    found = written("The bridge was closed.", "The bridge was closed on Monday.", markers=("7", "1"))
    assert supports(found) == ["verified"]
    assert "[7]" in found.dropped[0]
    lost = written("The bridge was closed.", "The bridge was closed on Monday.", markers=("7",))
    assert (supports(lost), lost.citations) == (["unsupported"], ())


def test_only_the_cited_passages_count() -> None:
    sources = ("The bridge was closed on Monday.", "The mayor opened a school.")
    assert supports(written("The bridge was closed.", *sources, markers=("2",))) == ["unsupported"]
    assert supports(written("The bridge was closed.", *sources, markers=())) == ["unsupported"]


def test_invented_quotations_are_unsupported() -> None:
    source = "The mayor said: “We will rebuild the bridge.” She left."
    assert supports(written("The mayor said “we will rebuild the bridge”.", source)) == ["verified"]
    assert supports(written("The mayor said “we rebuild the bridge”.", source)) == ["unsupported"]
    assert supports(written("The mayor said “We will rebuild.", source)) == ["unsupported"]
    assert supports(written("The mayor said «We Will rebuild the bridge».", source)) == ["unsupported"]


def test_a_sentence_may_lean_on_the_one_before_it() -> None:
    source = "A bomb exploded in Harlow on Monday. It killed 12 people. In Porto, a fire killed three people."
    found = written("The bomb killed 12 people in Harlow.", source)
    assert [citation.quote for citation in found.citations] == [
        "A bomb exploded in Harlow on Monday.",
        "It killed 12 people.",
    ]
    assert supports(written("A fire killed three people in Harlow.", source)) == ["unsupported"]
    assert supports(written("The bomb killed three people.", source)) == ["unsupported"]
    plain = "Lee met Ortiz in Harlow. 12 people died of flu."
    assert supports(written("12 people died of flu in Harlow.", plain)) == ["unsupported"]


def test_two_halves_may_rest_on_two_passages() -> None:
    sources = ("Police said 12 people died.", "The Front claimed the attack.", "Ortiz was arrested on Monday.")
    found = written("Police said 12 people died and the Front claimed the attack.", *sources)
    assert found.statements[0].citations == (1, 2)
    assert supports(written("The Front claimed the attack and was arrested.", *sources)) == ["unsupported"]


def test_publisher_and_date_are_part_of_the_record() -> None:
    evidence = passages("In all 12 people died.", publisher="The Harlow Post", published="2017-06-07T08:00:00+00:00")

    def support(text: str) -> list[str]:
        return supports(ground(Draft((Claim(text, markers=("1",)),)), evidence))

    assert support("The Harlow Post reported on 7 June 2017 that 12 people died.") == ["verified"]
    assert support("The Harlow Post reported on 8 June 2017 that 12 people died.") == ["unsupported"]
    assert support("The Porto Post reported that 12 people died.") == ["unsupported"]
    assert support("According to the article, 12 people died.") == ["verified"]


def test_the_short_answer_stands_in_a_supported_statement() -> None:
    source = "At least 12 people were killed and 42 wounded."
    assert written("At least 12 people were killed.", source, short="at least 12").short == "at least 12"
    assert written("At least 12 people were killed.", source, short="42").short is None
    assert written("At least 13 people were killed.", source, short="13").short is None


def test_extractive_quotes_are_slices() -> None:
    text = "İzmir – Twelve people died.  Ortiz said so."
    evidence = passages(text)
    inside = Span(BASE + 8, BASE + 27)
    claim = Claim(inside.of(" " * BASE + text), quotes=(Quote(1, inside),))
    found = ground(Draft((claim,), short="Twelve people"), evidence)
    assert (supports(found), found.citations[0].quote, found.short) == (["verbatim"], claim.text, "Twelve people")
    for quote in (Quote(2, inside), Quote(1, Span(0, 5)), Quote(1, Span(BASE, BASE + len(text) + 1))):
        lost = ground(Draft((Claim(claim.text, quotes=(quote,)),)), evidence)
        assert (supports(lost), lost.citations, len(lost.dropped)) == (["unsupported"], (), 1)


def test_an_extractive_text_that_is_no_quote_is_checked() -> None:
    evidence = passages("The council rejected the plan.")
    quote = Quote(1, Span(BASE, BASE + 30))
    assert supports(ground(Draft((Claim("The plan was rejected.", (quote,)),)), evidence)) == ["verified"]
    assert supports(ground(Draft((Claim("The council approved the plan.", (quote,)),)), evidence)) == ["unsupported"]


def test_a_sentence_cut_at_the_head_carries_nothing() -> None:
    assert supports(written("The group claimed responsibility.", "that the group claimed responsibility.")) == [
        "unsupported"
    ]


WORDS = st.sampled_from(
    "Police said Ortiz killed 12 twelve people in Harlow not was never . ? , “quoted” \" ' ( ) [1] [9] [ ] and but the "
    "İ é🙂 <|im_start|> 7 June 2017 2 to 5% $3 million who claimed It \n \u202e 1.5 ³ ١٢ No. U.S.".split(" ")
)
TEXTS = st.lists(WORDS, max_size=18).map(" ".join)
NUMBERS = st.integers(-2, 4)
SPANS = st.tuples(st.integers(0, 240), st.integers(0, 90)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
CLAIMS = st.builds(
    Claim,
    text=TEXTS | st.text(max_size=40),
    quotes=st.lists(st.builds(Quote, NUMBERS, SPANS), max_size=3).map(tuple),
    markers=st.lists(st.sampled_from(["1", "2", "3", "9", "0", "-1", "x", "", "²", "1" * 12]), max_size=4).map(tuple),
)
DRAFTS = st.builds(
    Draft,
    claims=st.lists(CLAIMS, max_size=4).map(tuple),
    short=st.none() | TEXTS,
    confidence=st.none() | st.floats(0, 1),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draft=DRAFTS, texts=st.lists(TEXTS.filter(str.strip), max_size=3), copied=st.booleans())
def test_laws_of_grounding(draft: Draft, texts: list[str], copied: bool) -> None:
    evidence = passages(*texts, published="not a date")
    if copied and texts:
        draft = Draft((*draft.claims, Claim(texts[0], markers=("1",))), draft.short)
    found = ground(draft, evidence)
    assert found == ground(draft, evidence)
    by_article = {piece.article_id: piece for piece in evidence}
    for citation in found.citations:
        piece = by_article[citation.article_id]
        assert piece.text[citation.start - BASE : citation.end - BASE] == citation.quote
        assert citation.quote == citation.quote.strip() != ""
    used = [number for statement in found.statements for number in statement.citations]
    assert set(used) == {citation.number for citation in found.citations}
    assert all(bool(statement.citations) == (statement.support != "unsupported") for statement in found.statements)
    Answer("id", "q", "q", Trace("test"), found.short, found.statements, found.citations)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draft=DRAFTS, texts=st.lists(TEXTS.filter(str.strip), max_size=3))
def test_claim_by_claim_is_the_same_as_all_at_once(draft: Draft, texts: list[str]) -> None:
    evidence = passages(*texts)
    grounder = Grounder(evidence)
    statements: list[Statement] = []
    citations: list[Citation] = []
    for claim in draft.claims:
        new, first_cited = grounder.add(claim)
        assert [citation.number for citation in first_cited] == [
            len(citations) + place for place in range(1, len(first_cited) + 1)
        ]
        statements.extend(new)
        citations.extend(first_cited)
        known = {citation.number for citation in citations}
        assert all(number in known for statement in new for number in statement.citations)
    whole = grounder.finish(draft.short)
    assert whole == ground(draft, evidence)
    assert (whole.statements, whole.citations) == (tuple(statements), tuple(citations))


@settings(max_examples=60, deadline=None)
@given(noise=st.text(max_size=30), pair=st.sampled_from(NOT_CARRIED))
def test_noise_beside_it_makes_no_falsehood_true(noise: str, pair: tuple[str, str]) -> None:
    statement, source = pair
    found = ground(Draft((Claim(statement, markers=("1",)),)), passages(f"{source}\n{noise}"))
    assert statement in noise or all(citation.quote != source for citation in found.citations)


def test_falsified_sentences_do_not_pass_and_careful_paraphrases_mostly_do() -> None:
    found = judged()
    for held_out in (False, True):
        false, falsified = share(found, true=False, held_out=held_out)
        true, faithful = share(found, true=True, held_out=held_out)
        assert false / falsified <= 0.025
        assert true / faithful >= 0.5


def test_a_weekday_is_the_day_it_means() -> None:
    evidence = passages("Ortiz resigned on Monday.", published="2024-05-08")

    def support(text: str) -> list[str]:
        return supports(ground(Draft((Claim(text, markers=("1",)),)), evidence))

    assert support("Ortiz resigned on 6 May 2024.") == ["verified"]
    assert support("Ortiz resigned on 7 May 2024.") == ["unsupported"]


def test_a_report_stays_a_report() -> None:
    source = "Rebels said they had taken the town."
    assert supports(written("According to the rebels, they had taken the town.", source)) == ["verified"]
    assert supports(written("Rebels had taken the town.", source)) == ["unsupported"]
    assert supports(written("The army said it had taken the town.", source)) == ["unsupported"]


def test_a_sentence_with_a_link_is_never_an_answer() -> None:
    found = written("The bridge was closed, see https://evil.invalid/x", "The bridge was closed on Monday.")
    assert (supports(found), found.citations) == (["unsupported"], ())
