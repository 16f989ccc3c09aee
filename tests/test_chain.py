"""The whole chain over the sample library: with rules, and with scripted chat models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from assistant import Answer, Assistant, Question, Settings
from assistant.chain import Searched
from assistant.types import Turn
from index.errors import ArticleUnknown, LibraryMissing
from index.types import Filters

ROOT = Path(__file__).parent.parent
QUESTIONS = [json.loads(line) for line in (ROOT / "data" / "questions.jsonl").read_text("utf-8").splitlines()]
FIELDS = "schema id question query status text short confidence statements citations closest as_of trace".split()
CITATION = "number article_id title publisher url published start end quote".split()


@pytest.fixture(scope="module")
def assistant(sample_library: Path) -> Iterator[Assistant]:
    with Assistant.open(sample_library, Settings()) as opened:
        yield opened


def scripted(library: Path, reply: str) -> Assistant:
    return Assistant.open(library, Settings(), chat_model=FakeListChatModel(responses=[reply]))


def assert_contract(answer: Answer, assistant: Assistant) -> None:
    """Every field of the contract, every quote a slice, every marker a citation."""
    found = json.loads(json.dumps(answer.to_dict()))
    assert list(found) == FIELDS
    assert found["schema"] == 1
    assert found["status"] in ("answered", "partly", "unanswered")
    assert set(found["trace"]) >= {"answerer", "model", "prompt", "library", "seconds"}
    timed = {"retrieve", "answer", "total"}
    written = timed | {"first_token", "first_citation"}
    assert timed <= set(found["trace"]["seconds"]) <= (written if found["trace"]["prompt"] else timed)
    for citation in found["citations"] + found["closest"]:
        assert list(citation) == CITATION
        article = assistant.article(citation["article_id"])
        assert article.text[citation["start"] : citation["end"]] == citation["quote"] != ""
        assert (article.title, article.publisher) == (citation["title"], citation["publisher"])
    for statement in found["statements"]:
        assert set(statement) == {"text", "citations", "support"}
        assert statement["support"] != "verbatim" or statement["text"] in {
            found["citations"][n - 1]["quote"] for n in statement["citations"]
        }
    assert found["confidence"] is None or found["trace"]["answerer"] == "extractive"  # None also of the rules' verdicts
    assert 0 <= (found["confidence"] or 0) <= 1
    if found["status"] == "unanswered":
        assert found["short"] is None
        assert found["closest"]
    else:
        assert found["closest"] == []
        assert all(f"[{c['number']}]" in found["text"] for c in found["citations"])


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["qid"])
def test_the_contract_holds_for_every_sample_question(row: dict[str, object], assistant: Assistant) -> None:
    assert_contract(assistant.ask(str(row["question"])), assistant)


def test_who_claimed_is_answered_from_the_claim(assistant: Assistant) -> None:
    answer = assistant.ask("Who claimed the attack in Velmar?")
    assert answer.short == "Ash Dawn"
    assert answer.status == "answered"
    assert answer.as_of is not None
    assert answer.trace.answerer == "extractive"
    assert answer.trace.model == "packaged"
    refused = assistant.ask("Who won the chess cup?")
    assert refused.status == "unanswered"
    assert answer.confidence is not None
    assert refused.confidence is not None
    assert refused.confidence < answer.confidence


def test_the_stream_gives_the_evidence_first(assistant: Assistant) -> None:
    searched, answer = assistant.stream("Who claimed the attack in Velmar?")
    assert isinstance(searched, Searched)
    assert isinstance(answer, Answer)
    assert [item.number for item in searched.evidence] == list(range(1, len(searched.evidence) + 1))
    assert {c.article_id for c in answer.citations} <= {item.article_id for item in searched.evidence}


def test_filters_restrict_what_is_cited(assistant: Assistant) -> None:
    only = next(article for article in assistant.articles() if "ferry" in article.text)
    filters = Filters(article_ids=(only.id,))
    found = assistant.search("attack in Velmar", 5, filters)
    assert {item.article_id for item in found} == {only.id}
    nothing = assistant.ask(Question("Who claimed the attack?", filters=Filters(article_ids=("nowhere",))))
    assert nothing.status == "unanswered"
    assert nothing.closest == ()


def test_a_follow_up_is_searched_with_its_conversation(assistant: Assistant) -> None:
    history = (Turn("Who claimed the attack in Velmar?", "Ash Dawn"),)
    answer = assistant.ask(Question("and how many were wounded?", history=history))
    assert answer.question == "and how many were wounded?"
    assert "Velmar" in answer.query


def test_the_assistant_is_a_runnable(assistant: Assistant) -> None:
    answer = assistant.runnable.invoke("Who claimed the attack in Velmar?")
    assert answer.short == "Ash Dawn"


def test_articles_and_facts(assistant: Assistant) -> None:
    facts = assistant.facts()
    articles = list(assistant.articles())
    assert facts.articles == len(articles) == 23
    dates = [article.published for article in articles if article.published]
    assert dates == sorted(dates, reverse=True)
    with pytest.raises(ArticleUnknown, match="assistant articles"):
        assistant.article("nowhere")


def test_without_a_library_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing, match="assistant index PATH"):
        Assistant.open(tmp_path / "none", Settings())


def test_a_model_that_quotes_and_cites_honestly(sample_library: Path, assistant: Assistant) -> None:
    evidence = assistant.search("Who claimed the attack in Velmar?", 10)
    assert "Ash Dawn" in evidence[0].text
    with scripted(sample_library, "The militant group Ash Dawn claimed responsibility on Wednesday [1].") as writer:
        answer = writer.ask("Who claimed the attack in Velmar?")
        assert_contract(answer, writer)
    assert answer.trace.answerer == "generative"
    assert answer.trace.prompt
    assert answer.status == "answered"
    assert answer.statements[0].support == "verified"


def test_a_model_is_not_asked_where_no_passage_answers(sample_library: Path) -> None:
    silent = FakeListChatModel(responses=[])  # raises when it is asked
    with Assistant.open(sample_library, Settings(relevance=20, fallback=False), chat_model=silent) as assistant:
        answer = assistant.ask("Who claimed the attack in Velmar?")
    assert answer.status == "unanswered"
    assert answer.closest
    assert "first_token" not in answer.trace.seconds


@pytest.mark.parametrize(
    "reply",
    [
        "The Sarn Valley Liberation Front claimed responsibility [99].",
        'Ash Dawn called the attack "a great and glorious victory" [1].',
        "The Velmar City Bank is bankrupt [1].",
        "Ash Dawn claimed responsibility.",
        "[1][2][3]",
        "NOT IN THE ARTICLES",
    ],
)
def test_what_a_model_makes_up_is_never_an_answer(sample_library: Path, reply: str) -> None:
    with scripted(sample_library, reply) as writer:
        answer = writer.ask("Who claimed the attack in Velmar?")
        assert_contract(answer, writer)
    assert answer.status == "unanswered"
    assert answer.text == "The articles do not say."
    assert answer.citations == ()
