"""The sample articles and questions keep their promises: exact evidence, known dates, and the cases that matter."""

from __future__ import annotations

import difflib
import itertools
import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from index.readers import Skipped, find, read
from index.splitting import sentences
from index.types import Article

DATA = Path(__file__).parent.parent / "data"
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [question for question in QUESTIONS if question["answerable"]]
WIRE_COPIES = (
    "Ash Dawn claims attack on Velmar tram terminus",
    "Ash Dawn says it attacked Velmar terminus",
    "Militant group claims Corvania tram attack",
)
REQUIRED = {"qid", "question", "answerable", "answers", "answer_groups", "match", "slot", "kind", "evidence"}
OPTIONAL = {"optional_answers", "note", "example"}


def _read(path: Path) -> tuple[list[Article], list[Skipped]]:
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for source in find([str(path)]):
        for item in [source] if isinstance(source, Skipped) else read(source):
            (skipped if isinstance(item, Skipped) else articles).append(item)
    return articles, skipped


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    found, skipped = _read(DATA)
    assert not skipped
    assert len({article.id for article in found}) == len({article.title for article in found}) == len(found)
    return {article.title: article for article in found}


@pytest.fixture(scope="module")
def sentences_of(articles: dict[str, Article]) -> dict[str, set[str]]:
    return {title: {span.of(a.text) for span in sentences(a.text)} for title, a in articles.items()}


def _named(question: dict[str, Any]) -> str:
    return str(question["qid"])


def test_the_folder_holds_only_the_articles(articles: dict[str, Article]) -> None:
    assert 20 <= len(articles) <= 26
    assert {a.id for a in _read(DATA / "articles")[0]} == {a.id for a in articles.values()}
    for article in articles.values():
        assert 150 <= len(article.text.split()) <= 450, article.title


def test_every_format_is_there(articles: dict[str, Article]) -> None:
    kinds = Counter(Path(article.origin.split("#")[0]).suffix for article in articles.values())
    assert kinds == {".jsonl": 13, ".html": 5, ".txt": 3, ".md": 2}


def test_metadata(articles: dict[str, Article]) -> None:
    bare = 0
    for article in articles.values():
        if article.origin.endswith(".txt"):
            assert (article.published, article.publisher, article.author, article.url) == (None,) * 4
            bare += 1
            continue
        assert article.publisher, article.title
        assert article.published is not None, article.title
        published = datetime.fromisoformat(article.published)
        assert (2026, 9) <= (published.year, published.month) <= (2026, 11)
        if article.url is not None:
            assert urlsplit(article.url).scheme == "https"
            assert str(urlsplit(article.url).hostname).endswith(".example")
    assert bare == 3
    stamps = [article.published or "" for article in articles.values()]
    assert any(len(stamp) == 10 for stamp in stamps)
    assert any("+02:00" in stamp for stamp in stamps)
    assert any(article.author is None and article.published for article in articles.values())


def test_every_web_page_is_read_without_its_frame(articles: dict[str, Article]) -> None:
    pages = [article for article in articles.values() if article.origin.endswith(".html")]
    assert {page.publisher for page in pages} == {"The Harbour Post", "Diário de Porto Alvo", "The Callan Ledger"}
    assert {page.author for page in pages} == {
        "Petra Lindgaard",
        "Lucan Ferreby",
        "Inês Quadros",
        "Winifred Okafor-Lunn",
    }
    for page in pages:
        for frame in ("All rights reserved", "Subscribe", "Português", "Regatta", "in your inbox", "KSTL"):
            assert frame not in page.text


def test_the_writing_is_as_varied_as_news(articles: dict[str, Article]) -> None:
    texts = [article.text for article in articles.values()]
    for mark in (
        "“",
        '"',
        "—",
        "’",
        "£",
        "€",
        "$",
        "São Aurélio",
        "Gen. ",
        "No. 4",
        "St. ",
        "M. A. ",
        "two days earlier",
    ):
        assert any(mark in text for text in texts), mark
    assert any("“" in text for text in texts if '"' not in text)
    assert any('"' in text for text in texts if "“" not in text)


def test_no_text_passes_for_a_real_report(articles: dict[str, Article]) -> None:
    real = re.compile(r"\b(?:true story|real events?|Reuters|Associated Press|AFP|BBC|Guardian|New York Times)\b", re.I)
    for article in articles.values():
        assert not real.search(f"{article.publisher} {article.title} {article.text}")
    assert "**Everything here is invented**" in (DATA / "README.md").read_text(encoding="utf-8")


def test_wire_copies_differ_little_and_other_articles_much(articles: dict[str, Article]) -> None:
    for one, other in itertools.combinations(articles.values(), 2):
        words = one.text.split(), other.text.split()
        likeness = difflib.SequenceMatcher(None, *words, autojunk=False).ratio()
        if one.title in WIRE_COPIES and other.title in WIRE_COPIES:
            assert 0.9 < likeness < 1, (one.title, other.title)
            assert one.publisher != other.publisher
        else:
            assert likeness < 0.5, (one.title, other.title)


def test_the_column_is_marked_and_alone_in_what_it_claims(articles: dict[str, Article]) -> None:
    columns = [article for article in articles.values() if article.title.startswith("Opinion:")]
    assert len(columns) == 1
    for claim in ("nearer to 30", "a week beforehand"):
        assert [a.title for a in articles.values() if claim in a.text] == [columns[0].title]


def test_a_correction_and_the_figure_it_corrects_are_there(articles: dict[str, Article]) -> None:
    correction = [article for article in articles.values() if "An earlier version of this article said" in article.text]
    assert len(correction) == 1
    assert any("by 87%" in article.text for article in articles.values() if article is not correction[0])


def test_the_list_of_questions() -> None:
    assert len({question["qid"] for question in QUESTIONS}) == len({q["question"] for q in QUESTIONS}) == len(QUESTIONS)
    kinds = Counter(question["kind"] for question in QUESTIONS)
    assert set(kinds) == {"single", "several", "changing", "yesno", "unanswerable"}
    assert kinds["single"] + kinds["yesno"] >= 24
    assert kinds["several"] >= 6
    assert kinds["changing"] >= 4
    assert kinds["unanswerable"] >= 10
    examples = [question for question in QUESTIONS if question.get("example")]
    assert len(examples) == 4
    assert {"changing", "unanswerable"} <= {question["kind"] for question in examples}
    slots = {"who_claimed", "who", "count", "place", "date", "quote", "yesno", "what", "why"}
    assert {question["slot"] for question in QUESTIONS} == slots


@pytest.mark.parametrize("question", QUESTIONS, ids=_named)
def test_the_fields_of_a_question(question: dict[str, Any]) -> None:
    assert REQUIRED <= question.keys() <= REQUIRED | OPTIONAL
    groups = question["answer_groups"]
    assert question["answerable"] == bool(groups) == bool(question["evidence"]) == (question["kind"] != "unanswerable")
    assert question["answers"] == [answer for group in groups for answer in group]
    assert question["match"] == ("all" if len(groups) > 1 else "any")
    assert {item["group"] for item in question["evidence"]} == set(range(len(groups)))
    if question["kind"] in {"several", "changing"}:
        assert len({item["title"] for item in question["evidence"]}) > 1


@pytest.mark.parametrize("question", ANSWERABLE, ids=_named)
def test_evidence_is_exact(
    question: dict[str, Any], articles: dict[str, Article], sentences_of: dict[str, set[str]]
) -> None:
    for item in question["evidence"]:
        assert item["quote"] in sentences_of[item["title"]]
        assert articles[item["title"]].text.count(item["quote"]) == 1


@pytest.mark.parametrize("question", [q for q in ANSWERABLE if q["kind"] != "yesno"], ids=_named)
def test_evidence_holds_the_answer(question: dict[str, Any]) -> None:
    for item in question["evidence"]:
        group = question["answer_groups"][item["group"]]
        assert any(re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", item["quote"], re.I) for answer in group), item


def test_the_page_about_the_data_names_every_field() -> None:
    page = (DATA / "README.md").read_text(encoding="utf-8")
    for field in REQUIRED | OPTIONAL:
        assert f"| `{field}` |" in page
    assert f"{len(QUESTIONS)} questions" in page
