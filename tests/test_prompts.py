"""Prompts are data: checked when loaded, versioned by their content."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import PromptInvalid
from assistant.prompts import load, parse, read

GOOD = """---
version: 1
variables: question, today
refusal: NOTHING
---

## System

Today is {today}. Say NOTHING {{x}}.

## Human

{question}
"""


def test_the_bundled_prompt_loads() -> None:
    prompt = load("answer")
    assert prompt.variables == {"question", "passages", "today"}
    assert prompt.refusal in prompt.system
    assert len(prompt.version) == 12
    assert int(prompt.version, 16) >= 0


def test_filling_inserts_data_and_reads_no_braces_in_it() -> None:
    system, human = parse(GOOD, "x.md").fill({"question": "{today} {{0}} {", "today": "now"})
    assert (system, human) == ("Today is now. Say NOTHING {x}.", "{today} {{0}} {")


def test_the_version_is_the_content() -> None:
    assert parse(GOOD, "x.md").version == parse(GOOD.replace("\n", "\r\n"), "y.md").version
    assert parse(GOOD, "x.md").version != parse(GOOD.replace("Today", "This day"), "x.md").version


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (("variables: question, today", "variables: question"), "today"),
        (("variables: question, today", "variables: question, today, more"), "more"),
        (("{question}", "{question.text}"), "variable"),
        (("{question}", "{question!r}"), "variable"),
        (("{question}", "{}"), "variable"),
        (("{question}", "{question"), "brace"),
        (("refusal: NOTHING", "refusal: NEVER"), "NEVER"),
        (("version: 1\n", ""), "version"),
        (("version: 1", "colour: red"), "header"),
        (("## Human", "## Person"), "## Human"),
        (("---\nversion", "version"), "header"),
    ],
)
def test_a_malformed_prompt_is_refused_by_name(change: tuple[str, str], hint: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(PromptInvalid, match=hint) as caught:
        parse(GOOD.replace(*change, 1), "mine.md")
    assert str(caught.value).startswith("mine.md")
    assert "\n" not in str(caught.value)


def test_a_missing_or_binary_prompt_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_bytes(b"\xff\xfe\x00")
    for name in ("a.md", "b.md"):
        with pytest.raises(PromptInvalid, match=name):
            read(tmp_path / name)
    with pytest.raises(PromptInvalid, match=r"none\.md"):
        load("none")


def test_wrong_variables_are_refused() -> None:
    with pytest.raises(PromptInvalid, match="question, today"):
        parse(GOOD, "x.md").fill({"question": "?"})
