"""Writes the pages of the documentation that follow from the code: `python docs/generate.py`. A test compares them."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from assistant.cli import app
from assistant.settings import settings_table

SETTINGS = """# Settings

The command line comes first, then the environment, then `assistant.toml` in the current folder (or the file that
`ASSISTANT_CONFIG` names), then the defaults. A name that is not in this table is refused in the file. Where the
exported embedding model is kept can also be said by `ASSISTANT_CACHE` alone.

```toml
# assistant.toml
library = "/srv/news/library"
model = "ollama:qwen3:4b"
allowed_origins = ["https://news.example"]
```

{table}

`embedding` and `precision` belong to a library: it is refused under others until `assistant index --rebuild`.
`passage_tokens` and `overlap_tokens` are taken when a library is made or rebuilt. Keys of language models are read by
their providers' packages from the environment (`OPENAI_API_KEY`, ...) and are never stored or shown.
"""

COMMANDS = """# Commands

Exit codes: 0 done (also when the articles do not say), 1 a problem that you can mend (one line on standard error says
what and what to do next), 2 wrong usage, 130 interrupted.
"""


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    shown = [COMMANDS]
    for command in app.registered_commands:
        name = command.name or getattr(command.callback, "__name__", "")
        help_text = CliRunner().invoke(app, [name, "--help"], prog_name="assistant", terminal_width=100).output
        shown.append(f"## assistant {name}\n\n```text\n{help_text.strip()}\n```\n")
    return {"settings.md": SETTINGS.replace("{table}", settings_table()), "commands.md": "\n".join(shown)}


if __name__ == "__main__":
    for file_name, text in pages().items():
        Path(__file__).with_name(file_name).write_text(text, "utf-8")
