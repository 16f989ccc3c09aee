"""The training of the packaged reader: examples that say what they claim, a loss that is right, runs that go on."""

from __future__ import annotations

import gzip
import json
import math
import random
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from training.examples import Example, Pools, Report, Text, changed, composed, inside, report_pair, split
from training.model import span_loss
from training.rounds import batched
from training.scores import exact, f1
from training.train import train
from training.turning import turned

SENTENCES = [
    "Rain fell on Torvik all day.",
    "The mayor, Ina Holm, opened the new bridge at noon.",
    "It cost 40 million crowns.",
    "Two hundred people came to see it.",
    "A band from Lund played until dark.",
]
PAGE = " ".join(SENTENCES)


def count(text: str) -> int:
    return len(text.split())


def at(words: str) -> tuple[int, int]:
    return PAGE.index(words), PAGE.index(words) + len(words)


def test_a_window_holds_the_answer_and_the_others_do_not() -> None:
    one = Text("Who opened the bridge?", PAGE, (at("Ina Holm"),), "made up", ("Ina Holm",))
    for seed in range(20):
        main, rest = split(one, 12, count, random.Random(seed))
        assert [main.text[start:end] for start, end in main.spans] == ["Ina Holm"]
        assert rest
        assert all(not other.spans and "Ina Holm" not in other.text for other in rest)


def test_an_answer_that_stands_elsewhere_too_makes_no_negative() -> None:
    text = PAGE + " Ina Holm went home."
    one = Text("Who opened the bridge?", text, (at("Ina Holm"),), "made up", ("ina holm",))
    _, rest = split(one, 12, count, random.Random(1))
    assert rest
    assert not any("Ina Holm" in other.text for other in rest)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20))), st.integers(0, 40), st.integers(1, 40))
def test_spans_inside_a_window_keep_their_words(pairs: list[tuple[int, int]], first: int, size: int) -> None:
    text = "".join(chr(97 + n % 26) for n in range(120))
    spans = [(start, start + length) for start, length in pairs]
    window = text[first : first + size]
    for start, end in inside(spans, (first, first + size)):
        assert any(text[a:b] == window[start:end] for a, b in spans)


def test_a_changed_question_asks_for_what_the_passage_lacks() -> None:
    one = Example("Who opened the bridge in Torvik?", PAGE, (at("Ina Holm"),), "made up")
    asked = {changed(one, Pools(("Bergen",), (), ("painted", "opens")), random.Random(seed)) for seed in range(40)}
    assert {other.question for other in asked if other} == {
        "Who opened the bridge in Bergen?",
        "Who painted the bridge in Torvik?",
    }
    assert all(other.spans == () for other in asked if other)
    assert changed(one, Pools(("Lund",), (), ()), random.Random(2)) is None  # the passage speaks of it
    assert changed(Example("who is it?", PAGE, (), "made up"), Pools(("Bergen",), (), ()), random.Random(2)) is None


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        ("How many people were killed?", "Six people died in the blast; ten were hurt.", {"kidnapped", "arrested"}),
        ("Who claimed responsibility for it?", "The Sarn Front claimed it.", {"was blamed for", "denied", "condemned"}),
        ("Which group was behind it?", "The police blamed the Sarn Front.", {"claimed responsibility for"}),
        ("What is the largest town?", "Torvik is the largest town of the valley.", {"smallest"}),
    ],
)
def test_a_turned_question_asks_what_the_passage_does_not_tell(question: str, text: str, wanted: set[str]) -> None:
    drawn = [turned(Example(question, text, ((0, 3),), "made up"), random.Random(seed)) for seed in range(60)]
    assert all(one is not None and one.spans == () for one in drawn)
    asked = {one.question for one in drawn if one is not None}
    assert question not in asked
    assert all(any(word in other for other in asked) for word in wanted)
    assert not any("injured" in other or "wounded" in other for other in asked)
    assert turned(Example("Who is she?", text, ((0, 3),), "made up"), random.Random(0)) is None


@given(st.integers(0, 200))
def test_a_sentence_among_others_keeps_its_answer(seed: int) -> None:
    one = Text("Who opened the bridge?", SENTENCES[1], ((11, 19),), "qamr", ("Ina Holm",))
    found = composed(one, SENTENCES, random.Random(seed))
    assert [found.text[start:end] for start, end in found.spans] == ["Ina Holm"]
    assert len(found.text) > len(one.text)
    assert found.text.count(one.text) == 1


def test_of_a_report_one_window_answers_and_one_does_not() -> None:
    report = Report(("Who opened the bridge?",), "A bridge", PAGE, (at("Ina Holm"),), ("Ina Holm",), "who")

    def shared(left: str, right: str) -> float:
        return float(len(set(left.lower().split()) & set(right.lower().split())))

    for seed in range(10):
        found = report_pair(report, 12, count, shared, random.Random(seed))
        assert [bool(one.spans) for one in found] == [True, False]
        assert found[0].judged
        start, end = found[0].spans[0]
        assert found[0].text[start:end] == "Ina Holm"
    empty = Report(("Who paid?",), "A bridge", PAGE, (), (), "who")
    assert all(not one.spans for one in report_pair(empty, 12, count, shared, random.Random(0)))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=80), st.integers(60, 400))
@settings(deadline=None)
def test_batches_hold_everything_once_and_are_never_too_large(lengths: list[int], tokens: int) -> None:
    found = batched(lengths, tokens, random.Random(3), pool=16)
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    assert all(max(lengths[place] for place in batch) * len(batch) <= tokens for batch in found)


def test_the_loss_is_the_log_of_the_probability_of_all_right_places() -> None:
    logits = torch.log(torch.tensor([[0.1, 0.2, 0.3, 0.4]]))
    allowed = torch.tensor([[False, True, True, True]])
    gold = torch.tensor([[False, True, False, True]])
    assert float(span_loss(logits, allowed, gold)) == pytest.approx(-math.log(0.6 / 0.9), abs=1e-5)


@pytest.mark.parametrize(
    ("answer", "gold", "wanted_exact", "wanted_f1"),
    [
        ("The bridge", ["bridge"], 1.0, 1.0),
        ("new bridge", ["the old bridge", "new bridge in Torvik"], 0.0, 2 * 2 / (2 + 4)),
        ("", [], 1.0, 1.0),
        ("something", [], 0.0, 0.0),
        ("Ina", ["Holm"], 0.0, 0.0),
    ],
)
def test_exact_match_and_f1(answer: str, gold: list[str], wanted_exact: float, wanted_f1: float) -> None:
    assert exact(answer, gold) == wanted_exact
    assert f1(answer, gold) == pytest.approx(wanted_f1)


SETTINGS: dict[str, Any] = {
    "seed": 3,
    "limit": [24, 48],
    "tokens": 6 * 256,
    "batch": 256,
    "rate": 1e-4,
    "warmup": 0.2,
    "decay": 0.01,
    "clip": 1.0,
    "masked": 0.03,
    "relevance": 1.0,
    "checkpoints": 2,
    "asked": {"squad2": 1.5, "others": 1},
    "neighbours": {"others": 1},
    "shares": {"composed": 1, "siblings": 1, "changed": 1, "turned": 0.5, "reports": 1},
}


def labelled_questions(folder: Path) -> Path:
    """A folder of a dozen questions in the form of the data that the reader is trained on."""
    (folder / "reading").mkdir(parents=True)
    (folder / "muc").mkdir()
    start = PAGE.index("Ina Holm")
    rows = [
        {
            "id": str(n),
            "question": f"Who opened the bridge in Torvik on day {n}?",
            "context": f"Day {n}. {PAGE}",
            "answers": [{"text": "Ina Holm", "start": start + len(f"Day {n}. ")}],
            "answerable": True,
            "source": "squad2_dev_half",
        }
        for n in range(8)
    ]
    for part in ("train", "dev"):
        with gzip.open(folder / "reading" / f"{part}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    articles, questions = [], []
    for n, part in enumerate(["train", "train", "train", "dev"]):
        text = f"TORVIK, {n + 1} May -- {PAGE}"
        articles.append({"id": f"a{n}", "title": "A bridge", "text": text})
        at = text.index("Ina Holm")
        questions.append(
            {"question": "Who opened the bridge?", "question_closed": None, "article_id": f"a{n}", "part": part}
            | {"answers": ["Ina Holm"], "answer_spans": [[at, at + 8]], "answerable": True, "slot": "who"}
        )
        questions.append(
            {"question": "Who paid for the bridge?", "question_closed": None, "article_id": f"a{n}", "part": part}
            | {"answers": [], "answer_spans": [], "answerable": False, "slot": "who"}
        )
    questions.append(
        {"question": "Who blew up the mill?", "question_closed": None, "article_id": None, "part": "train"}
        | {"answers": [], "answer_spans": [], "answerable": False, "slot": "who"}
    )
    for name, listed in (("articles", articles), ("questions", questions)):
        (folder / "muc" / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in listed), "utf-8")
    return folder


def test_a_run_that_was_cut_off_ends_with_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = labelled_questions(tmp_path / "data")
    whole = torch.load(train(data, tmp_path / "whole", SETTINGS), weights_only=True)

    import training.train as module

    kept = module._keep

    class CutOffError(Exception):
        pass

    def keep_and_stop(*args: Any, **named: Any) -> None:
        kept(*args, **named)
        raise CutOffError

    monkeypatch.setattr(module, "_keep", keep_and_stop)
    with pytest.raises(CutOffError):
        train(data, tmp_path / "parts", SETTINGS)
    monkeypatch.setattr(module, "_keep", kept)
    assert not (tmp_path / "parts" / "step-6.pt").exists()
    parts = torch.load(train(data, tmp_path / "parts", SETTINGS), weights_only=True)
    assert whole.keys() == parts.keys()
    assert all(torch.equal(whole[name], parts[name]) for name in whole)
    before = torch.load(tmp_path / "whole" / "step-3.pt", weights_only=True)
    assert not all(torch.equal(whole[name], before[name]) for name in whole)
