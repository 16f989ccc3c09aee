"""The built distribution: installed elsewhere and used from another folder, it finds its prompts and sample data."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_what_is_needed_and_no_more(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "assistant/py.typed",
        "index/py.typed",
        "assistant/assets/page.css",
        "assistant/_resources/prompts/answer.md",
        "assistant/_resources/data/questions.jsonl",
        "assistant/_resources/data/articles/wire.jsonl",
    ):
        assert needed in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names} == {
        "assistant",
        "index",
        next(n for n in names if "dist-info" in n).split("/")[0],
    }


def test_it_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    script = (
        "import assistant, index.types, json\n"
        "from assistant.prompts import load\n"
        "from assistant.resources import resource\n"
        "from index.readers import find, read\n"
        "assert load('answer').version\n"
        "found = [item for source in find([str(resource('data'))]) for item in read(source)]\n"
        "print(json.dumps([assistant.__file__, len(found)]))\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PYTHONPATH"] = str(target)
    run = {"capture_output": True, "text": True, "check": False, "cwd": elsewhere, "env": environment}
    done = subprocess.run([sys.executable, "-c", script], **run)
    assert done.returncode == 0, done.stderr
    assert str(target) in done.stdout
    assert done.stdout.rstrip().endswith(", 23]")
    assert "Usage: assistant" in subprocess.run([sys.executable, "-m", "assistant", "--help"], **run).stdout
