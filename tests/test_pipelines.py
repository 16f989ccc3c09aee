"""The comparison with plain pipelines: what is asked, how replies are judged, and that all are judged alike."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.judging import interval, judged, quoted, refuses, table
from benchmarks.pipelines import EMPTY, Case, cases, run, sample
from benchmarks.plain import Failed, Reply
from index.types import Article

REFUSING = [
    "",
    "   ",
    "I don't know.",
    "I don’t know",
    "I do not know who claimed the attack.",
    "Unknown.",
    "None",
    "N/A",
    "The weapon is not mentioned in the article.",
    "The context does not say.",
    "The article doesn't mention any group. It speaks of two soldiers.",
    "There is no information about the mayor in the context.",
    "It cannot be determined from the text.",
    "Not enough information",
    "Empty Response",
]
ANSWERING = [
    "Unknown assailants",
    "Two gunmen. The article does not say who sent them.",
    "The Ministry of Information",
    "The police knew of no other victims: twelve.",
    "In the village of Nowhere",
    "No. 7 Harbour Street",
    "12",
]


@pytest.mark.parametrize("reply", REFUSING)
def test_a_reply_that_does_not_answer_refuses(reply: str) -> None:
    assert refuses(reply)


@pytest.mark.parametrize("reply", ANSWERING)
def test_a_reply_that_answers_does_not_refuse(reply: str) -> None:
    assert not refuses(reply)


TEXT = "The mayor said:\nnobody was hurt in the fire on Monday. Two sheds burned down."


@pytest.mark.parametrize(
    ("reply", "held"),
    [
        (Reply('He said "nobody was hurt in the fire".'), True),
        (Reply("He said “said: nobody was hurt”."), True),
        (Reply('He said "nobody was hurt".'), False),  # three words
        (Reply('He said "nobody was killed in the fire".'), False),
        (Reply("Two sheds burned down."), True),
        (Reply("Two sheds have burned down."), False),
        (Reply("Two sheds [1]", quotes=("Two sheds burned down.",)), True),
        (Reply("Two sheds [1]", quotes=("Three sheds burned down.",)), False),
        (Reply(""), False),
    ],
)
def test_a_quote_stands_in_the_text_word_for_word(reply: Reply, held: bool) -> None:
    assert quoted(reply, ["Another article.", TEXT]) is held
    assert not quoted(reply, ["Another article."])


def row(text: str, **changed: Any) -> dict[str, Any]:
    """A line of a run."""
    case = {"id": "q1", "kind": "weapon", "question": "With what?", "article": "a1", "answerable": True}
    case |= {"groups": [["rifle", "gun"]], "match": "any", "optional": []}
    case |= {name: changed.pop(name) for name in list(changed) if name in case}
    plain = {"set": "muc closed", "pipeline": "plain", "text": text, "short": None, "quotes": [], "refused": None}
    return plain | {"case": case, "failed": None, "seconds": 1.0, "quoted": False} | changed


@pytest.mark.parametrize(
    ("line", "right", "held", "refused"),
    [
        (row("A rifle."), 1, 1, False),
        (row("A knife."), 0, 0, False),
        (row("According to what the police told reporters at the scene on Monday he used a rifle."), 0, 1, False),
        (row("It is not stated whether it was a rifle."), 0, 0, True),
        (row("He fired his rifle [1].", short="rifle", refused=False), 1, 1, False),
        (row("He did not say with which rifle [1].", short="rifle", refused=False), 1, 1, False),
        (row("The articles are silent. A rifle?", refused=True), 0, 0, True),
        (row("", failed="APITimeoutError"), 0, 0, False),
        (row("A rifle.", answerable=False, groups=[]), 0, 0, False),
        (row("I don't know", answerable=False, groups=[]), 0, 0, True),
        (row("Antioquia", kind="location", groups=[["Medellin"]], optional=[["Antioquia"]]), 0.5, 0.5, False),
        (row("Antioquia", kind="weapon", groups=[["Medellin"]], optional=[["Antioquia"]]), 0, 0, False),
        (row("a rifle", groups=[["rifle"], ["bomb"]], match="all"), 0.5, 0.5, False),
    ],
)
def test_replies_are_judged(line: dict[str, Any], right: float, held: float, refused: bool) -> None:
    verdict = judged(line)
    assert (verdict.right, verdict.held, verdict.refused) == (right, held, refused)


def test_the_table_compares_what_all_were_asked() -> None:
    empty = {"id": "q2", "answerable": False, "groups": []}
    rows = [
        row("A rifle.", quoted=True),
        row("I don't know", **empty),
        row("Unasked of the other", id="q3"),
        row("A knife", pipeline="other", seconds=3.0),
        row("Something", pipeline="other", seconds=4.0, **empty),
    ]
    lines = table(rows).splitlines()
    assert lines[0] == "### muc closed: 2 questions, 1 of them without an answer"
    cells = {line.split(" | ")[0].strip("| "): line.strip("| ").split(" | ")[1:] for line in lines if " | " in line}
    assert cells["plain"] == ["1.000", "0.21-1.00", "1.000", "1.000", "1.000", "1.000", "1.000", "0", "1.00"]
    assert cells["other"] == ["0.000", "0.00-0.79", "0.000", "-", "0.000", "0.000", "0.000", "0", "3.50"]
    assert table([]) == ""


def test_refusals_are_not_counted_where_every_question_has_an_answer() -> None:
    line = table([row("I don't know")]).splitlines()[-1]
    assert line == "| plain | 0.000 | 0.00-0.79 | 0.000 | 0.000 | - | - | - | 0 | 1.00 |"


@given(st.floats(0, 1), st.integers(0, 10_000))
def test_an_interval_holds_its_share(share: float, count: int) -> None:
    low, high = interval(share, count)
    assert 0 <= low <= high <= 1
    assert low - 1e-9 <= share <= high + 1e-9
    if count:
        wide = interval(share, 2 * count)
        assert wide[1] - wide[0] < high - low


def test_an_interval_is_wilsons() -> None:
    assert interval(0.5, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)


kinds = st.sampled_from(["where", "when", "who"])
found_cases = st.lists(st.tuples(kinds, st.booleans()), max_size=60).map(
    lambda made: [Case(f"q{at}", kind, "?", f"a{at % 7}", full) for at, (kind, full) in enumerate(made)]
)


@given(found_cases, st.integers(1, 40), st.integers(0, 9), st.booleans(), st.randoms())
def test_a_sample_is_the_same_for_all(found: list[Case], count: int, seed: int, evenly: bool, order: Any) -> None:
    taken = sample(found, count, seed, evenly)
    shuffled = list(found)
    order.shuffle(shuffled)
    assert sample(shuffled, count, seed, evenly) == taken
    assert len(set(taken)) == len(taken) <= count
    assert set(taken) <= set(found)
    empty = sum(not one.answerable for one in taken)
    assert empty == min(round(count * EMPTY), sum(not one.answerable for one in found))
    articles = [one.article or "" for one in taken]
    assert articles == sorted(articles)


def test_an_even_sample_takes_the_kinds_in_turn() -> None:
    found = [Case(f"q{at:03}", "often" if at < 90 else "seldom", "?", None, True) for at in range(100)]
    assert Counter(one.kind for one in sample(found, 12, 0, evenly=True)) == {"often": 6, "seldom": 6}
    assert Counter(one.kind for one in sample(found, 40, 0, evenly=True)) == {"often": 30, "seldom": 10}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A little of each set."""

    def write(name: str, rows: list[dict[str, Any]]) -> None:
        import gzip

        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        text = "\n".join(map(json.dumps, rows)).encode()
        path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)

    write("muc/articles.jsonl", [{"id": "a1", "title": "Fire", "text": "A shed burned."}])
    report = {"slot": "date", "article_id": "a1", "question": "When was it, the fire?", "question_closed": "When?"}
    report |= {"answerable": True, "answer_groups": [["Monday"]], "part": "dev", "open_ok": True}
    silent = report | {"qid": "m2", "answerable": False, "open_ok": False, "answer_groups": []}
    write(
        "muc/questions.jsonl",
        [report | {"qid": "m1"}, silent, report | {"qid": "m3", "part": "train"}, report | {"article_id": None}],
    )
    passage = {"context": "A shed burned.", "question": "What burned?", "source": "mine"}
    full = passage | {"id": "r1", "answerable": True, "answers": [{"text": "A shed", "start": 0}]}
    write("reading/dev.jsonl.gz", [full, passage | {"id": "r2", "answerable": False, "answers": []}])
    write("incidents/articles.jsonl.gz", [{"id": "i1", "title": "", "text": "One man was hurt."}])
    write(
        "incidents/questions.jsonl",
        [{"question": "How many?", "slot": "num_injured", "answers": ["1", "one"], "answerable": True}],
    )
    return tmp_path


def test_the_questions_of_the_sets(data: Path) -> None:
    closed, articles = cases(data, "muc", whole=False)
    assert [(one.id, one.question, one.article, one.groups) for one in closed] == [
        ("m1", "When?", "a1", (("Monday",),)),
        ("m2", "When?", "a1", ()),
    ]
    assert articles["a1"].title == "Fire"
    whole, _ = cases(data, "muc", whole=True)
    assert [(one.id, one.question, one.article) for one in whole] == [("m1", "When was it, the fire?", None)]
    passages, texts = cases(data, "reading", whole=False)
    assert [(one.kind, one.answerable, one.groups) for one in passages] == [
        ("mine", True, (("A shed",),)),
        ("mine", False, ()),
    ]
    assert all(texts[one.article or ""].text == "A shed burned." for one in passages)
    incidents, _ = cases(data, "incidents", whole=True)
    assert [(one.groups, one.article) for one in incidents] == [((("1", "one"),), None)]


class Scripted:
    """A pipeline that notes what it is asked, and answers every question alike."""

    def __init__(self) -> None:
        self.heard: list[tuple[str | None, str]] = []
        self.given: list[str] = []
        self._within: str | None = None

    def prepare(self, articles: Sequence[Article]) -> None:
        self.given = [one.id for one in articles]

    def focus(self, article: Article | None) -> None:
        self._within = article.id if article else None

    def ask(self, question: str) -> Reply:
        self.heard.append((self._within, question))
        if question == "Too long?":
            raise Failed("BadRequestError")
        return Reply("A shed burned down.")


def test_every_question_is_asked_of_its_article_and_a_failure_is_kept() -> None:
    articles = {name: Article(name, "", f"In {name} a shed burned. A shed burned down.") for name in ("a1", "a2", "a3")}
    asked = [Case("q1", "x", "Too long?", "a2", True), Case("q2", "x", "What burned?", "a1", True)]
    pipeline, kept = Scripted(), []
    run(pipeline, asked, articles, lambda *line: kept.append(line))
    assert pipeline.given == ["a2", "a1"]
    assert pipeline.heard[1:] == [("a2", "Too long?"), ("a1", "What burned?")]
    assert [(case.id, reply.text, failed, quote) for case, reply, failed, _, quote in kept] == [
        ("q1", "", "BadRequestError", False),
        ("q2", "A shed burned down.", None, True),
    ]
    run(pipeline, [Case("q3", "x", "What burned?", None, True)], articles, lambda *line: None)
    assert pipeline.given == ["a1", "a2", "a3"]
    assert pipeline.heard[-1] == (None, "What burned?")
