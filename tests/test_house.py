"""The rules of the house: who imports whom, what the public names are, what the documentation says."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = [*sorted((ROOT / "index").rglob("*.py")), *sorted((ROOT / "assistant").rglob("*.py"))]
ONLY_HOME = {"chromadb": "index/vectors.py", "tantivy": "index/keywords.py", "gradio": "assistant/ui.py"}
PURE = {
    "index/types.py": {"index"},
    "index/sequences.py": set(),
    "index/hints.py": set(),
    "index/splitting.py": {"index", "sentencex"},
    "assistant/types.py": {"index", "assistant"},
    "assistant/evidence.py": {"index", "assistant"},
    "assistant/grounding.py": {"index", "assistant"},
    "assistant/rendering.py": {"index", "assistant"},
    "assistant/chips.py": {"assistant"},
    "assistant/texts.py": {"assistant"},
    "assistant/turns.py": {"assistant"},
    "assistant/stopping.py": set(),
    "assistant/clock.py": set(),
    "assistant/followup.py": {"assistant"},
    "assistant/antecedents.py": {"assistant"},
    "assistant/ellipsis.py": {"assistant"},
    "assistant/pointing.py": {"assistant"},
    "assistant/nounphrases.py": {"assistant"},
    "assistant/calibrating.py": set(),
    "assistant/matching.py": {"assistant"},
    "assistant/quoting.py": {"index", "assistant"},
    "assistant/replies.py": {"index", "assistant"},
    "assistant/drafting.py": {"index", "assistant"},
    "assistant/proposing.py": {"index", "assistant"},
    "assistant/weighing.py": {"assistant"},
}


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports, anywhere in it, but for type checking."""
    found: set[str] = set()
    top = path.relative_to(ROOT).parts[0]
    tree = ast.parse(path.read_text("utf-8"))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(top if node.level else (node.module or "").split(".")[0])
    return found


def test_the_index_never_imports_the_assistant() -> None:
    for path in PACKAGES:
        if "index" in path.relative_to(ROOT).parts:
            assert "assistant" not in imported(path), path


@pytest.mark.parametrize(("library", "home"), ONLY_HOME.items())
def test_a_store_has_one_home(library: str, home: str) -> None:
    users = {str(path.relative_to(ROOT)) for path in PACKAGES if library in imported(path)}
    assert users == {home}


@pytest.mark.parametrize(("name", "allowed"), PURE.items())
def test_the_middle_is_pure(name: str, allowed: set[str]) -> None:
    assert imported(ROOT / name) - set(sys.stdlib_module_names) - {"__future__"} <= allowed


def test_only_the_command_prints() -> None:
    for path in PACKAGES:
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert "print" not in calls or path.name == "cli.py", path


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_public_names_exist_and_are_sorted(path: Path) -> None:
    if path.name == "__main__.py":
        return
    parts = path.relative_to(ROOT).with_suffix("").parts
    module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
    names = list(getattr(module, "__all__", []))
    assert len(names) == len(set(names))
    for name in names:
        assert hasattr(module, name), f"{module.__name__}.{name}"
    assert module.__doc__, f"{module.__name__} says nothing of itself"


def test_importing_is_cheap_and_changes_nothing() -> None:
    script = (
        "import os, sys; before = dict(os.environ)\n"
        "import assistant, assistant.cli, index, index.types\n"
        "assert dict(os.environ) == before\n"
        "heavy = {'torch', 'gradio', 'chromadb', 'langchain_core', 'numpy', 'sentence_transformers', 'trafilatura'}\n"
        "import assistant.grounding, assistant.quoting, assistant.rendering, assistant.weighing\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr


def test_answering_does_not_load_torch_or_gradio() -> None:
    script = (
        "import sys, assistant.chain, assistant.reading, index.indexing, index.retrieval\n"
        "from index.embedding import MiniLM\n"
        "MiniLM().encode_query('Who?')\n"
        "assert not {'torch', 'gradio', 'transformers', 'sentence_transformers'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_generated_pages_are_up_to_date() -> None:
    from assistant.settings import Settings

    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    for name, text in generate.pages().items():
        assert (ROOT / "docs" / name).read_text("utf-8") == text, f"run: python docs/generate.py ({name})"
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_the_plan_names_every_file() -> None:
    plan = (ROOT / "docs" / "design.md").read_text("utf-8").split("## The flow")[0]
    for folder in ("index", "assistant", "training"):
        names = [path.stem for path in sorted((ROOT / folder).glob("[!_]*.py"))]
        assert names
        missing = [name for name in names if not re.search(rf"(?<![\w/]){name}(?![\w/])", plan)]
        assert not missing, f"docs/design.md says nothing of {', '.join(missing)} in {folder}/"


def test_constraints_pin_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        name, _, version = line.partition("==")
        pins[name.lower().replace("_", "-")] = version
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    for requirement in wanted:
        name = requirement.split(">")[0].split("=")[0].split("[")[0].strip().lower().replace("_", "-")
        assert pins.get(name), f"{name} is not pinned in constraints.txt"
    assert pins["torch"] == "2.13.0"


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
