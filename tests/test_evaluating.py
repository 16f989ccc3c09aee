"""The figures of `assistant eval`: what a labelled question is, and each figure by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chain import Searched
from assistant.errors import QuestionInvalid
from assistant.evaluating import Labelled, Outcome, evaluate, figures_of, labelled, read_questions
from assistant.evidence import as_citation
from assistant.showing import figures_text
from assistant.types import Answer, Evidence, Question, Statement, Trace
from index.types import Article, Span

FIRE = "A fire at the mill killed four people on Monday."
WHY = "A spark from a saw started it."
STRIKE = "The tram drivers of Oster ended their strike."
LISTED = "Mara Voss and Ilan Reed were named to the board."
ARTICLES = {
    one.id: one
    for one in (
        Article("mill", "Mill burns", f"{FIRE} {WHY}", published="2026-03-02"),
        Article("tram", "Strike ends", STRIKE),
        Article("board", "Two for the board", LISTED),
    )
}


def evidence(number: int, article: str, sentence: str) -> Evidence:
    one = ARTICLES[article]
    start = one.text.index(sentence)
    return Evidence(number, one.id, one.title, sentence, Span(start, start + len(sentence)))


@dataclass
class Scripted:
    """An assistant that says what it is told: for each question the evidence, what is cited, and the rest."""

    replies: dict[str, tuple[list[Evidence], list[Evidence], str | None, float | None]]

    warmed: int = 0

    def warm(self) -> None:
        self.warmed += 1

    def article(self, article_id: str) -> Article:
        return ARTICLES[article_id]

    def stream(self, asked: Question) -> Iterator[Searched | Answer]:
        assert self.warmed == 1, "loading the models is no question's time"
        found, cited, short, confidence = self.replies[asked.text]
        yield Searched(asked.text, tuple(found))
        citations = tuple(as_citation(n, one) for n, one in enumerate(cited, 1))
        statements = tuple(Statement(one.quote, (one.number,), "verbatim") for one in citations)
        trace = Trace("scripted", seconds={"total": 0.01 * (1 + len(cited))})
        yield Answer("x", asked.text, asked.text, trace, short, statements, citations, confidence=confidence)


def row(question: str, answerable: bool = True, **fields: Any) -> dict[str, Any]:
    return {"question": question, "answerable": answerable, **fields}


FIRED, SPARKED = evidence(1, "mill", FIRE), evidence(1, "mill", WHY)
STRUCK, NAMED = evidence(2, "tram", STRIKE), evidence(1, "board", LISTED)
ROWS = [
    row("How many died?", slot="count", answers=["4"], evidence=[{"title": "Mill burns", "quote": FIRE}]),
    row("Why did it burn?", slot="why", answers=["a spark"], evidence=[{"title": "Mill burns", "quote": WHY}]),
    row(
        "Who joined the board?",
        slot="who",
        answer_groups=[["Mara Voss", "Voss"], ["Ilan Reed"]],
        match="all",
        relevant_articles=["board"],
    ),
    row("Who struck?", slot="who", answers=["tram drivers"], article_id="tram"),
    row("Who won the cup?", False, slot="who"),
    row("When was the wedding?", False, slot="date", article_id="mill"),
]
REPLIES = {
    "How many died?": ([FIRED, STRUCK], [FIRED, STRUCK], "Four people", 0.9),
    "Why did it burn?": ([STRUCK, FIRED], [replace(SPARKED)], None, 0.7),
    "Who joined the board?": ([NAMED], [NAMED], "Voss and Reed", 0.6),
    "Who struck?": ([FIRED], [], None, 0.2),
    "Who won the cup?": ([], [], None, None),
    "When was the wedding?": ([FIRED], [FIRED], "Monday", 0.5),
}


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    found = evaluate(Scripted(REPLIES), [labelled(one) for one in ROWS])  # type: ignore[arg-type]
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("questions", 6),
        ("answerable", 4),
        ("answered", 4),
        ("hit@1", 2 / 4),
        ("hit@5", 3 / 4),
        ("mrr", (1 + 1 / 2 + 1 + 0) / 4),
        ("short", (1 + 0 + 1 + 0) / 4),  # "Reed" is the surname of one of the two alone
        ("exact", (0 + 0 + 1 / 2 + 0) / 4),  # its item "Voss" is an alternative of the first of two groups
        ("f1", (2 / 3 + 0 + (1 + 2 / 3) / 2 + 0) / 4),  # "4 people" and "4"; "Reed" and "Ilan Reed"
        ("holds", (1 + 1 + 1 + 0) / 4),
        ("answered_right", (1 + 1 + 1 + 0) / 4),  # the spark is in the quote; the wedding is not in the articles
        ("citation_precision", 3 / 5),  # the strike beside the fire, and the fire for the wedding, are wrong
        ("citation_recall", 3 / 4),
        ("refusal_precision", 1 / 2),
        ("refusal_recall", 1 / 2),
        ("refusal_f1", 1 / 2),
        ("not_verbatim", 0),
        ("judged", 4),
        ("calibration_error", (0.1 + 0.3 + 0.4 + 0.5) / 4),
        ("risk_coverage", (0 + 0 + 0 + 1 / 4) / 4),
        ("seconds_p50", 0.02),
        ("seconds_p95", 0.03),
    ],
)
def test_figures_by_hand(figures: dict[str, Any], name: str, value: float) -> None:
    assert figures[name] == pytest.approx(value, abs=1e-4)


def test_a_place_counts_half_and_a_figure_for_what_was_asked() -> None:
    asked = [
        row("Where did the mill burn?", answers=["the north mill"], optional_answers=[["Oster"]]),
        row("How many were hurt?", answers=["42"]),
        row("What was the figure?", slot="num_killed", answers=["4"]),
    ]
    said = ["Oster", "4 killed, 42 hurt", "42 hurt, 4 killed"]
    replies = {one["question"]: ([FIRED], [FIRED], short, 0.5) for one, short in zip(asked, said, strict=True)}
    found = evaluate(Scripted(replies), [labelled(one) for one in asked])  # type: ignore[arg-type]
    assert found["short"] == found["answered_right"] == pytest.approx((0.5 + 1 + 1) / 3, abs=1e-4)


def test_each_slot_has_the_same_figures(figures: dict[str, Any]) -> None:
    assert list(figures["slots"]) == ["count", "date", "who", "why"]
    for found in figures["slots"].values():
        assert set(found) == set(figures) - {"slots"}
    assert figures["slots"]["count"]["short"] == 1
    assert figures["slots"]["who"]["refusal_f1"] == pytest.approx(2 / 3, abs=1e-4)  # one of two refusals, all of one
    assert figures["slots"]["date"]["short"] is None
    assert figures["slots"]["date"]["refusal_recall"] == 0
    assert figures["slots"]["count"]["refusal_f1"] is None
    assert [one["low"] for one in figures["reliability"]] == [0.5, 0.6, 0.7, 0.9]


def test_without_questions_there_is_no_figure() -> None:
    found = figures_of([])
    assert {name for name, value in found.items() if value not in (0, None, [], {})} == set()
    assert {found[name] for name in ("short", "f1", "refusal_f1", "calibration_error", "seconds_p50")} == {None}
    assert "-" in figures_text(found)


def test_without_evidence_or_confidence_there_are_no_such_figures() -> None:
    replies = {"Who struck?": ([STRUCK], [STRUCK], "tram drivers", None)}
    asked = labelled(row("Who struck?", answers=["The tram drivers"]))
    found = evaluate(Scripted(replies), [asked])  # type: ignore[arg-type]
    assert (found["exact"], found["answered_right"]) == (1, 1)
    for name in ("hit@1", "citation_precision", "citation_recall", "calibration_error", "risk_coverage"):
        assert found[name] is None, name
    shown = figures_text(found)
    assert "confidence  answers" not in shown
    assert sum(line.startswith("all") for line in shown.split("\n")) == 2, "one line in each table"


@pytest.mark.parametrize(
    ("groups", "cited", "recall"),
    [
        ((0, 0), [FIRED], 1.0),  # either sentence carries the one answer
        ((0, 1), [FIRED], 0.5),
        ((0, 1), [FIRED, SPARKED], 1.0),
        ((None, None), [FIRED], 0.5),  # each sentence counts when nothing says which answer it carries
        ((0, 1), [STRUCK], 0.0),
        ((0, 1), [], 0.0),
    ],
)
def test_recall_of_citations(groups: tuple[int | None, int | None], cited: list[Evidence], recall: float) -> None:
    gold = [
        {"title": "Mill burns", "quote": quote} | ({} if group is None else {"group": group})
        for quote, group in zip((FIRE, WHY), groups, strict=True)
    ]
    asked = labelled(row("What of the mill?", answers=["fire"], evidence=gold))
    found = evaluate(Scripted({"What of the mill?": ([FIRED], cited, None, None)}), [asked])  # type: ignore[arg-type]
    assert found["citation_recall"] == recall


@pytest.mark.parametrize(
    ("fields", "groups"),
    [
        ({"answers": ["four", "4"]}, (("four",), ("4",))),
        ({"answers": [{"text": "four", "start": 25}, "4"]}, (("four",), ("4",))),
        ({"answers": [4]}, (("4",),)),
        ({"answer_groups": [[{"text": "Voss"}, "Mara Voss"]], "answers": ["x"]}, (("Voss", "Mara Voss"),)),
        ({"answers": []}, ()),
        ({}, ()),
    ],
)
def test_answers_are_texts_or_objects(fields: dict[str, Any], groups: tuple[tuple[str, ...], ...]) -> None:
    assert labelled(row("Who?", **fields)).groups == groups


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"question": "Who?", "answerable": true, "answers": [{"start": 3}]}', "text"),
        ('{"question": "Who?"}', "answerable"),
        ('{"question": "", "answerable": true}', "question"),
        ('{"question": "Who?", "answerable": true, "evidence": [{"title": "x"}]}', "quote"),
        ("{", "it is not JSON: Expecting property name"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "it is not a JSON object"),
        ('{"answerable": true}', "question is missing"),
        ('{"question": 5, "answerable": true}', "question must be a text"),
        ('{"question": "Who?", "answerable": "false"}', "answerable must be true or false"),
        ('{"question": "Who?", "answerable": true, "match": "some"}', "match must be any or all"),
        ('{"question": "Who?", "answerable": true, "answers": "Ash Dawn"}', "answers must be a list"),
        ('{"question": "Who?", "answerable": true, "article_ids": "a1"}', "article_ids must be a list"),
        ('{"question": "Who?", "answerable": true, "answers": [null]}', "None is no answer"),
        ('{"question": "Who?", "answerable": true, "answers": [["a"]]}', "is no answer"),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str, fault: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "Who?", "answerable": false}\n' + line)
    with pytest.raises(QuestionInvalid, match=rf"line 2 is not a labelled question \(.*{re.escape(fault)}"):
        read_questions(path)


def test_the_tables_fit_on_a_page(figures: dict[str, Any]) -> None:
    long = {"victim_of_the_attack_by_name": figures["slots"]["who"], "\x1b[31mred": figures["slots"]["who"]}
    shown = figures_text(figures | {"slots": long | figures["slots"]})
    assert max(map(len, shown.split("\n"))) <= 100
    assert "\x1b" not in shown
    header, all_questions, *_ = shown.split("\n")
    assert header.split() == "asked EM F1 short holds right ref.P ref.R ref.F1 ECE AURC".split()
    assert all_questions.split()[:5] == ["all", "6", "0.125", "0.375", "0.500"]
    assert re.search(r"^0\.9 to 1\.0 +1 +0\.900 +1\.000$", shown, re.MULTILINE)
    assert shown.endswith("Quotes that are not an exact slice of their article: 0.")


outcomes = st.builds(
    Outcome,
    slot=st.sampled_from(["who", "count"]),
    answerable=st.booleans(),
    refused=st.booleans(),
    seconds=st.floats(0, 10),
    rank=st.none() | st.integers(1, 9),
    ranked=st.booleans(),
    short=st.none() | st.floats(0, 1),
    right=st.none() | st.floats(0, 1),
    confidence=st.none() | st.floats(0, 1),
    cited=st.just(3),
    cited_right=st.none() | st.integers(0, 3),
    gold=st.just(2),
    gold_cited=st.integers(0, 2),
)
_NOT_SHARES = {"questions", "answerable", "answered", "judged", "not_verbatim", "seconds_p50", "seconds_p95"}


@given(st.lists(outcomes, max_size=20))
def test_every_share_lies_between_none_and_all(found: list[Outcome]) -> None:
    figures = figures_of(found)
    for name, value in figures.items():
        if name not in _NOT_SHARES and isinstance(value, int | float):
            assert 0 <= value <= 1, name
    assert figures["seconds_p50"] is None or figures["seconds_p50"] <= figures["seconds_p95"]
    assert max(map(len, figures_text(figures).split("\n"))) <= 100
    json.dumps(figures, allow_nan=False)


def test_a_labelled_question_knows_its_articles() -> None:
    quoted = labelled(row("Who?", evidence=[{"title": "Mill burns", "quote": FIRE, "group": 0}]))
    assert quoted.has_evidence
    assert quoted.relevant("any id", "Mill burns")
    assert not quoted.relevant("any id", "Strike ends")
    assert not Labelled("Who?", True).has_evidence
