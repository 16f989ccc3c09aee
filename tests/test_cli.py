"""The command as a user calls it: output, JSON, exit codes, one line for every mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*words: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assistant", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, input=stdin, cwd=ROOT, timeout=120)


def ok(*words: str | Path, stdin: str | None = None) -> str:
    done = run(*words, stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "standard error is for progress on a terminal and for mistakes"
    return done.stdout


def test_index_search_show_remove_and_doctor(tmp_path: Path) -> None:
    library, article = tmp_path / "library", tmp_path / "plain.txt"
    article.write_text("Nine killed in Velmar\n\nA bomb killed nine people in Velmar on Monday, police said.\n")
    report = json.loads(ok("index", article, "--library", library, "--json"))
    assert (report["added"], report["unchanged"], report["skipped"]) == (1, 0, [])
    assert report["library"]["articles"] == 1
    assert ok("index", article, "--library", library).startswith("0 added, 0 updated, 1 unchanged")
    (listed,) = json.loads(ok("articles", "--library", library, "--json"))
    assert listed["title"] == "Nine killed in Velmar"
    assert listed["published"] is None
    assert "text" not in listed
    shown = json.loads(ok("show", listed["id"], "--library", library, "--json"))
    assert shown["text"].startswith("Nine killed in Velmar\n\nA bomb")
    assert "unknown publisher, no date" in ok("show", listed["id"], "--library", library)
    assert listed["id"] in ok("articles", "--library", library)
    found = json.loads(ok("search", "bomb", "-k", "3", "--library", library, "--json"))["passages"]
    assert shown["text"][found[0]["start"] : found[0]["end"]] == found[0]["quote"]
    assert "[1]" in ok("search", "bomb", "--library", library)
    assert json.loads(ok("doctor", "--library", library, "--json"))["healthy"] is True
    assert ok("remove", listed["id"], "--library", library) == "removed 1 article\n"
    assert json.loads(ok("articles", "--library", library, "--json")) == []
    assert "No passage was found." in ok("search", "bomb", "--library", library)


def test_ask(sample_library: Path) -> None:
    question = "Who claimed the attack in Velmar?"
    answer = json.loads(ok("ask", question, "--library", sample_library, "--json"))
    assert answer["schema"] == 1
    assert answer["short"] == "Ash Dawn"
    shown = ok("ask", question, "--library", sample_library)
    assert "Ash Dawn" in shown
    assert "[1]" in shown
    assert answer["citations"][0]["quote"] in " ".join(shown.split())
    unknown = json.loads(ok("ask", "Who won the chess cup?", "--library", sample_library, "--json"))
    assert unknown["status"] == "unanswered"


def test_ask_a_batch(sample_library: Path, tmp_path: Path) -> None:
    (listed, *_) = json.loads(ok("articles", "--library", sample_library, "--json"))
    rows = [
        {"qid": "q1", "question": "Who claimed the attack in Velmar?"},
        {"qid": "q2", "question": "What happened?", "article_ids": [listed["id"]], "unknown": 1},
        {"qid": 3, "question": "Who?", "article_ids": []},
    ]
    path = tmp_path / "batch.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    answers = [json.loads(line) for line in ok("ask", "--batch", path, "--library", sample_library).splitlines()]
    assert [row["qid"] for row in answers] == ["q1", "q2", 3]
    assert answers[0]["answer"]["short"] == "Ash Dawn"
    cited = answers[1]["answer"]["citations"] + answers[1]["answer"]["closest"]
    assert {citation["article_id"] for citation in cited} == {listed["id"]}
    assert answers[2]["answer"]["status"] == "unanswered"
    assert ok("ask", "--batch", "-", "--library", sample_library, stdin=json.dumps(rows[0])).count("\n") == 1


def test_chat(sample_library: Path) -> None:
    typed = "Who claimed the attack in Velmar?\nand when did it happen?\n"
    shown = ok("chat", "--library", sample_library, stdin=typed)
    assert "Ash Dawn" in shown.splitlines()[0]
    assert "Searched as: when did the attack in Velmar happen?" in shown.splitlines()


def test_eval(sample_library: Path) -> None:
    figures = json.loads(ok("eval", ROOT / "data" / "questions.jsonl", "--library", sample_library, "--json"))
    assert figures["questions"] == 47
    assert figures["not_verbatim"] == 0
    assert figures["hit@5"] >= 0.9
    assert set(figures["slots"]) >= {"who_claimed", "count", "yesno"}
    assert "hit@1" in ok("eval", ROOT / "data" / "questions.jsonl", "--library", sample_library)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["ask", "Who?", "--library", "NOWHERE"], 1, "make one with: assistant index PATH --library NOWHERE"),
        (["articles", "--library", "NOWHERE"], 1, "there is no library"),
        (["remove", "x", "--library", "NOWHERE"], 1, "there is no library"),
        (["serve", "--library", "NOWHERE"], 1, "there is no library"),
        (["index", "no-such-file", "--library", "NOWHERE"], 1, "no-such-file: no such file or folder"),
        (["index", "ftp://example.org/a", "--library", "NOWHERE"], 1, "only http and https"),
        (["ask", " ", "--library", "LIBRARY"], 1, "the question is empty; ask in words"),
        (["ask", " ?! ", "--library", "LIBRARY"], 1, "the question has no words; ask in words"),
        (["ask", "\U0001f525\ufe0f", "--library", "LIBRARY"], 1, "the question has no words"),
        (["ask", "x" * 2001, "--library", "LIBRARY"], 1, "write at most 2000"),
        (["search", "", "--library", "LIBRARY"], 1, "the query is empty; search for words"),
        (["search", "...", "--library", "LIBRARY"], 1, "the query has no words"),
        (["ask", "Who?", "--base-url", "http://127.0.0.1:1/v1", "--library", "LIBRARY"], 1, "add for example --model"),
        (["chat", "--base-url", "http://127.0.0.1:1/v1", "--library", "LIBRARY"], 1, "add for example --model"),
        (["serve", "--base-url", "http://127.0.0.1:1/v1", "--library", "LIBRARY"], 1, "add for example --model"),
        (["index", "data", "--library", ""], 1, "the name of the folder is empty"),
        (["index", "http://127.0.0.1:9/x", "--library", "NOWHERE"], 1, "127.0.0.1:9/x: it cannot be reached"),
        (["index", "/dev/null", "--library", "NOWHERE"], 1, "mend this and run it again: /dev/null: not a regular"),
        (["ask", "--batch", "/dev/null", "--library", "LIBRARY"], 1, "/dev/null holds no questions; write one {"),
        (["ask", "--batch", "no-such.jsonl", "--library", "LIBRARY"], 1, "no-such.jsonl: no such file"),
        (["ask", "--batch", "README.md", "--library", "LIBRARY"], 1, "README.md line 1 is not JSON"),
        (["ask", "Who?", "--model", "nobody:x", "--library", "LIBRARY"], 1, "nobody"),
        (["show", "nowhere", "--library", "LIBRARY"], 1, "no article has the id 'nowhere'"),
        (["eval", "no-such.jsonl", "--library", "LIBRARY"], 1, "no such file"),
        (["ask", "--library", "LIBRARY"], 2, "give one question"),
        (["ask", "Who?", "--since", "yesterday", "--library", "LIBRARY"], 2, "'yesterday' is not a day"),
        (["index"], 2, "name at least one file"),
        (["search", "a", "-k", "0", "--library", "LIBRARY"], 2, "'0' is not a whole number from 1 to 1000"),
        (["ask", "Who?", "--threshold", "nan", "--library", "LIBRARY"], 2, "'nan' is not a number from 0 to 1"),
        (["ask", "Who?", "--threshold", "inf", "--library", "LIBRARY"], 2, "'inf' is not a number from 0 to 1"),
        (["ask", "Who?", "--threshold", "-1", "--library", "LIBRARY"], 2, "'-1' is not a number from 0 to 1"),
        (["ask", "Who?", "--read", "2.5", "--library", "LIBRARY"], 2, "'2.5' is not a whole number from 1 to 100"),
        (["serve", "--port", "x", "--library", "LIBRARY"], 2, "'x' is not a whole number from 0 to 65535"),
        (["ask", "Who?", "--since", "2026-12-01", "--until", "2026-01-01", "--library", "LIBRARY"], 2, "is later than"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_mistakes(words: list[str], code: int, message: str, sample_library: Path, tmp_path: Path) -> None:
    places = {"NOWHERE": str(tmp_path / "nowhere"), "LIBRARY": str(sample_library)}
    done = run(*(places.get(word, word) for word in words))
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    said = done.stderr.replace(places["NOWHERE"], "NOWHERE")
    assert message in " ".join(said.replace("│", " ").split())
    assert "Traceback" not in said
    if code == 1:
        assert said.startswith("assistant: ")
        assert said.count("\n") == 1, "one line says what is wrong and what to do next"
    assert not (tmp_path / "nowhere").exists()


def test_a_reader_that_goes_away_is_no_error(sample_library: Path) -> None:
    listing = f"{sys.executable} -m assistant articles --library {sample_library} | head -n 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {listing}"], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_what_filters_leave_nothing_of_is_said(sample_library: Path, tmp_path: Path) -> None:
    done = run("ask", "Who claimed the attack?", "--publisher", "Nobody", "--library", sample_library)
    assert (done.returncode, done.stdout) == (0, "The articles do not say.\n")
    assert (
        done.stderr
        == f"assistant: no article matches the filters; see: assistant articles --library {sample_library}\n"
    )
    (tmp_path / "empty").mkdir()
    ok("index", tmp_path / "empty", "--library", tmp_path / "a library")
    done = run("ask", "Who claimed the attack?", "--library", tmp_path / "a library")
    hint = f"assistant index PATH --library '{tmp_path}/a library'"
    assert done.stderr == f"assistant: the library holds no articles; add some with: {hint}\n"


def test_files_of_other_kinds_are_counted(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name in ("a.pdf", "b.docx", "c.pdf", "noending", "README.md", ".hidden.pdf"):
        (tmp_path / "news" / name).write_text("x")
    report = json.loads(ok("index", tmp_path / "news", "--library", tmp_path / "library", "--json"))
    assert [Path(name).name for name in report["ignored"]] == ["a.pdf", "b.docx", "c.pdf", "noending"]
    said = ok("index", tmp_path / "news", "--library", tmp_path / "library")
    assert "4 files of other kinds were passed over (.pdf, .docx, no ending)" in said


def test_version() -> None:
    assert ok("--version").startswith("cited-news 0.")


def test_arguments_that_are_not_text_are_one_line(sample_library: Path) -> None:
    for words in (["show", b"\xff"], ["ask", "Who?", "--article", b"\xff"], ["index", b"http://127.0.0.1:1/\xff"]):
        command = [sys.executable, "-m", "assistant", *words, "--library", str(sample_library)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr


def test_a_terminal_without_unicode_and_a_full_disk(sample_library: Path) -> None:
    command = [sys.executable, "-m", "assistant", "articles", "--library", str(sample_library)]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr


def test_batch_lines_that_are_hostile(sample_library: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    for line in (
        "[" * 100_000,
        '{"qid": "\\ud800", "question": "Who?"}',
        '{"question": "Who?", "article_ids": ["\\ud800"]}',
    ):
        path.write_text(line)
        done = run("ask", "--batch", path, "--library", sample_library)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert "line 1" in done.stderr
