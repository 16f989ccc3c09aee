"""The README's program is run as it stands, and its commands exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
JSON_LINES = re.findall(r"```json\n(.*?)\n```", README, re.DOTALL)
"""An article and a labelled question."""


def test_the_program_runs(sample_library: Path, tmp_path: Path) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (tmp_path / "library").symlink_to(sample_library)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Ash Dawn\n")
    assert len(done.stdout.splitlines()) >= 2


def test_the_article_line_is_an_article(tmp_path: Path) -> None:
    from index.readers import find, read
    from index.types import Article

    line, _ = JSON_LINES
    path = tmp_path / "a.jsonl"
    path.write_text(line)
    (article,) = [item for source in find([str(path)]) for item in read(source)]
    assert isinstance(article, Article)
    assert article.published == "2026-09-15"


def test_the_line_for_eval_is_a_labelled_question(tmp_path: Path) -> None:
    from assistant.labelling import read_questions

    path = tmp_path / "q.jsonl"
    path.write_text(JSON_LINES[1])
    (found,) = read_questions(path)
    assert (found.question, found.answerable) == ("Who claimed the attack?", True)
    assert found.groups


def test_files_that_the_readme_names_are_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).is_file(), target
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"`?make (\w+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
