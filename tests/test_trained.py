"""The trained reader with a double for the model: proposals, their order and their probability."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proposing import FEATURES, propose
from assistant.questions import analyse
from assistant.readers import answerer
from assistant.reading import ExtractiveAnswerer, RuleReader
from assistant.settings import Settings
from assistant.trained import TrainedReader, packaged_weights
from assistant.types import Evidence, Question, Request
from assistant.weighing import SURETY, Weights, ranked_proposals, surety, weighed
from index.types import Span
from tests.span_models import Model, passage

WEIGHTS = Weights(
    {
        "relevance": 0.5,
        "behind": 0.5,
        "span": 1.0,
        "read": 1.0,
        "rule": 0.2,
        "agrees": 0.5,
        "gate": 1.0,
        "barred": -3.0,
    },
    {"score": 1.0, "constant": 1.0},
    threshold=0.3,
)


BRIDGE = "Rain fell all day. The mayor, Ina Holm, opened the new bridge at noon. It cost 40 million crowns."


def text_of(evidence: Sequence[Evidence], number: int, span: Span | None) -> str:
    assert span is not None
    return next(item for item in evidence if item.number == number).cut(span)


def test_the_best_reading_is_the_span_that_the_model_is_surest_of() -> None:
    evidence = [passage(1, "Nothing here at all.", start=50), passage(2, BRIDGE, start=7)]
    reader = TrainedReader(Model({"Ina Holm": -0.2, "Nothing": -3.0}, {1: -4.0, 2: 3.0}), WEIGHTS)
    readings = reader.read("Who opened the new bridge?", evidence)
    assert text_of(evidence, readings[0].evidence, readings[0].short) == "Ina Holm"
    assert text_of(evidence, readings[0].evidence, readings[0].sentence).startswith("The mayor, Ina Holm")
    assert [one.score for one in readings] == sorted((one.score for one in readings), reverse=True)
    assert all(0 <= one.score <= 1 for one in readings)


def test_every_short_answer_lies_in_its_sentence_and_every_sentence_in_its_passage() -> None:
    evidence = [passage(1, BRIDGE, start=11)]
    across = Model({"noon. It cost": -0.5, ", opened": -1.0, "40 million crowns": -2.0})
    for reading in TrainedReader(across, WEIGHTS).read("When was the new bridge opened?", evidence):
        assert evidence[0].span.contains(reading.sentence)
        assert reading.short is not None
        assert reading.sentence.contains(reading.short)
        cut = text_of(evidence, 1, reading.short)
        assert cut.strip(" ,;:\n") == cut


def test_a_figure_that_is_asked_for_is_cut_out_of_a_wider_span() -> None:
    evidence = [passage(1, "The blast killed 3 people and injured 12 in Orlen.")]
    ask = analyse("How many people were killed in Orlen?")
    reads = Model({"3 people and injured 12": -0.1}).read("", evidence)
    texts = [text_of(evidence, one.evidence, one.short) for one in propose(ask, evidence, reads)]
    assert "3 people and injured 12" not in texts
    assert texts[0].split()[0] == "3"
    assert "12" not in texts[0]


def test_where_a_day_is_asked_a_span_without_one_is_barred() -> None:
    evidence = [passage(1, "Ina Holm opened the bridge on 4 May 2021 in the rain.")]
    ask = analyse("When did Ina Holm open the bridge?")
    reads = Model({"in the rain": -0.1, "4 May 2021": -2.0}).read("", evidence)
    barred = {
        text_of(evidence, one.evidence, one.short): one.values[FEATURES.index("barred")]
        for one in propose(ask, evidence, reads)
    }
    assert barred["in the rain"] == 1.0
    assert barred["4 May 2021"] == 0.0


@pytest.mark.parametrize("question", ["Did Ina Holm open the bridge?", "bridge opening Torvik"])
def test_what_has_no_span_for_an_answer_is_left_to_the_rules(question: str) -> None:
    evidence = [passage(1, BRIDGE)]
    model = Model({"noon": -0.1})
    readings = TrainedReader(model, WEIGHTS).read(question, evidence)
    ruled = RuleReader().read(question, evidence)
    assert model.calls == 0
    assert [(one.sentence, one.short) for one in readings] == [(one.sentence, one.short) for one in ruled]
    assert [one.score >= WEIGHTS.threshold for one in readings] == [one.score >= 0.5 for one in ruled]


@pytest.mark.parametrize("question", ["", "?", "   "])
def test_an_empty_question_has_no_readings(question: str) -> None:
    assert TrainedReader(Model({"noon": -0.1}), WEIGHTS).read(question, [passage(1, BRIDGE)]) == []


def test_no_evidence_no_readings() -> None:
    assert TrainedReader(Model({}), WEIGHTS).read("Who opened the bridge?", []) == []


def test_the_same_value_elsewhere_supports_and_another_value_stands_against() -> None:
    told = "At noon the bridge was opened by Ina Holm, who has been the mayor of Torvik since May."
    evidence = [passage(1, BRIDGE), passage(2, told), passage(3, BRIDGE.replace("Ina Holm", "Per Dahl"))]
    ask = analyse("Who opened the new bridge?")
    reads = Model({"Ina Holm": -0.2, "Per Dahl": -0.2}).read("", evidence)
    scored = ranked_proposals(propose(ask, evidence, reads), WEIGHTS.proposal)
    texts = [text_of(evidence, one.evidence, one.short) for _, one in scored]
    sure = surety(scored, texts, range(len(scored)))
    supported = {text: values[SURETY.index("supported")] for text, values in zip(texts, sure, strict=True)}
    assert supported["Ina Holm"] == 1.0
    assert supported["Per Dahl"] == 0.0
    alone = surety(scored[:1], texts[:1], range(1))
    assert alone[0][SURETY.index("margin")] >= sure[0][SURETY.index("margin")]


def test_copies_of_one_sentence_are_one_voice() -> None:
    evidence = [passage(n, BRIDGE) for n in (1, 2, 3)]
    proposals = propose(analyse("Who opened the new bridge?"), evidence, Model({"Ina Holm": -0.2}).read("", evidence))
    assert {one.origin for one in proposals} == {"a1"}
    assert {one.values[FEATURES.index("repeated")] for one in proposals} == {0.0}
    scored = ranked_proposals(proposals, WEIGHTS.proposal)
    texts = [text_of(evidence, one.evidence, one.short) for _, one in scored]
    assert {values[SURETY.index("supported")] for values in surety(scored, texts, range(len(scored)))} == {0.0}


def test_two_spans_that_are_as_likely_make_an_answer_unsure_but_not_missing() -> None:
    evidence = [passage(1, BRIDGE.replace("Ina Holm", "Ina Holm or Per Dahl"))]
    reads = Model({"Ina Holm": -0.7, "Per Dahl": -0.7}, {1: 6.0}).read("", evidence)
    weights = Weights({"span": 1.0}, {"margin": 1.0, "constant": -1.0}, {"most relevance": 1.0})
    proposals = propose(analyse("Who opened the new bridge?"), evidence, reads)
    texts = {id(one): text_of(evidence, one.evidence, one.short) for one in proposals}
    found = weighed(proposals, texts, weights)
    assert found.order[0][0] < 0.5
    assert found.answers is not None
    assert found.answers > 0.9
    assert weighed([], {}, weights).answers == 0.0
    assert weighed(proposals, texts, Weights({"span": 1.0}, {})).answers is None


@given(st.floats(0, 1), st.floats(0.1, 3), st.floats(-2, 2))
def test_what_is_shown_is_a_probability_that_keeps_the_order(share: float, slope: float, constant: float) -> None:
    weights = Weights({}, {}, settled=(slope, constant))
    assert 0 <= weights.settle(share) <= 1
    assert weights.settle(share) <= weights.settle(min(1.0, share + 0.1)) + 1e-9
    assert Weights({}, {}).settle(share) == pytest.approx(share, abs=1e-6)


def test_the_answerer_quotes_the_sentence_and_gives_the_day_that_is_meant() -> None:
    text = "ORLEN, 5 May 2021 -- The bridge collapsed on Monday after heavy rain."
    evidence = (passage(1, text, published="2021-05-05"),)
    model = Model({"Monday": -0.1}, {1: 4.0})
    run = answerer(Settings(threshold=0.1), model)
    question = "When did the bridge collapse?"
    draft = run.invoke(Request(Question(question), question, evidence, "2026-01-01"))
    assert draft.short == "Monday (3 May 2021)"
    assert [claim.text for claim in draft.claims] == [text]


def test_a_choice_is_answered_by_what_is_chosen() -> None:
    evidence = (passage(1, "The new pump is fairly quiet even at night."),)
    run = answerer(Settings(threshold=0.05), Model({"fairly quiet": -0.1}, {1: 4.0}))
    question = "Is the pump loud or quiet?"
    assert run.invoke(Request(Question(question), question, evidence, "2026-01-01")).short == "fairly quiet"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who claimed the attack on the bridge?", "The government blamed the Sarn Front for the attack on the bridge."),
        ("How many people were killed in Delph?", "Six people were wounded when a gunman opened fire in Delph."),
        ("How many people were killed at the stadium?", "The bomb at the stadium would have killed 500 people."),
        ("Who claimed responsibility for the blast?", "No group has claimed responsibility for the blast in Karo."),
    ],
)
def test_what_the_rules_rule_out_is_no_answer_however_sure_the_model_is(question: str, text: str) -> None:
    told = ("the Sarn Front", "Six", "500", "No group")
    model = Model({words: -0.05 for words in told if words in text}, {1: 1.5})
    run = ExtractiveAnswerer(TrainedReader(model, packaged_weights()), packaged_weights().threshold)
    assert run.invoke(Request(Question(question), question, (passage(1, text),), "2026-01-01")).claims == ()
