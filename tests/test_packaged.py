"""The packaged reader itself: what it can read, that its neighbours do not matter, that it is the one of its card."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import ReaderUnavailable
from assistant.packaged import FOLDER, PackagedReader
from assistant.proposing import FEATURES, GROUPS
from assistant.trained import packaged_weights
from assistant.types import Evidence
from assistant.weighing import ANSWERING, SURETY
from index.types import Span

HARBOUR = (
    "A crane fell onto the quay at Lindhavn on Tuesday, killing two dockers and injuring five others, the port "
    "authority said. Its director, Mette Ravn, said that the crane had been inspected in March. The quay will stay "
    "closed until the end of the week."
)
MARKET = (
    "Olive growers in Serrano sold their harvest at a record price this year. Merchants paid up to nine euros a litre, "
    "said Pablo Ibarra, who runs the village press."
)


@pytest.fixture(scope="module")
def reader() -> PackagedReader:
    return PackagedReader()


def passage(number: int, text: str, title: str = "") -> Evidence:
    return Evidence(number, f"a{number}", title, text, Span(0, len(text)))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who is the director of the port authority?", "Mette Ravn"),
        ("When did the crane fall?", "Tuesday"),
        ("How many dockers were killed?", "two"),
        ("Who runs the village press?", "Pablo Ibarra"),
    ],
)
def test_it_finds_plain_answers_and_the_passage_that_has_them(
    reader: PackagedReader, question: str, answer: str
) -> None:
    passages = [passage(1, HARBOUR), passage(2, MARKET)]
    read = reader.read(question, passages)
    best = max(range(2), key=lambda at: read[at].relevance)
    text = passages[best].text
    assert answer in text
    assert answer in [text[one.start : one.end] for one in read[best].found[:2]]


def test_a_question_that_is_answered_is_more_relevant_than_one_that_is_not(reader: PackagedReader) -> None:
    def relevance(question: str) -> float:
        return reader.read(question, [passage(1, HARBOUR)])[0].relevance

    assert relevance("How many dockers were killed?") > relevance("How many tourists visited the castle?") + 1
    assert relevance("Where did the crane fall?") > relevance("What is the price of olive oil?") + 1


def test_what_else_is_read_does_not_change_a_passage() -> None:
    question = "How many dockers were killed?"
    alone = PackagedReader().read(question, [passage(1, HARBOUR)])[0]
    among = PackagedReader().read(question, [passage(1, MARKET), passage(2, HARBOUR), passage(3, MARKET + HARBOUR)])
    assert among[1] == alone
    again = PackagedReader(workers=1).read(question, [passage(1, HARBOUR)])[0]
    assert again == alone


def test_many_threads_may_read_at_once(reader: PackagedReader) -> None:
    questions = [f"What happened on day {n}?" for n in range(12)]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda q: reader.read(q, [passage(1, HARBOUR), passage(2, MARKET)]), questions))
    calm = PackagedReader()
    assert found == [calm.read(q, [passage(1, HARBOUR), passage(2, MARKET)]) for q in questions]


def test_a_long_passage_is_read_to_its_end(reader: PackagedReader) -> None:
    filler = " ".join(f"Ship number {n} left the harbour on time that morning." for n in range(120))
    text = f"{filler} The harbour master, Lone Friis, watched them go."
    read = reader.read("Who is the harbour master?", [passage(1, text)])[0]
    assert text[read.found[0].start : read.found[0].end].startswith("Lone")


@pytest.mark.parametrize("text", ["x", "…", "中文 没有 英文", "a" * 5000, "\n\n \t."])
def test_any_passage_can_be_read(reader: PackagedReader, text: str) -> None:
    read = reader.read("Who?", [passage(1, text)])[0]
    assert all(0 <= one.start <= one.end <= len(text) for one in read.found)


def test_nothing_to_read(reader: PackagedReader) -> None:
    assert reader.read("Who?", []) == []


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    for name, content in (("none.onnx", None), ("broken.onnx", b"no model")):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ReaderUnavailable, match=name):
            PackagedReader(path).read("Who?", [passage(1, HARBOUR)])


def test_the_card_describes_this_file() -> None:
    held = (FOLDER / "reader.onnx").read_bytes()
    card = (FOLDER / "README.md").read_text("utf-8")
    assert hashlib.sha256(held).hexdigest() in card
    assert len(held) <= 25_000_000


def test_every_weight_has_its_feature() -> None:
    weights = packaged_weights()
    assert set(weights.proposal) == set(FEATURES)
    assert set(weights.surety) == {*SURETY, *GROUPS}
    assert set(weights.answers) == {*ANSWERING, *GROUPS}
    assert 0 < weights.threshold < 1
