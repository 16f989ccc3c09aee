"""The prompts: Markdown files with a checked header, versioned by their content.

A file begins with a header between two lines of ``---`` (``version``, ``variables``, optionally ``refusal``) and holds
the sections ``## System`` and ``## Human``. A variable stands in braces: ``{question}``; a brace of the text itself is
doubled. What is filled in is data and is never read for braces again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from .errors import PromptInvalid
from .resources import resource

__all__ = ["Prompt", "load", "parse"]

_FILE = re.compile(r"\A---\n(?P<header>.*?)\n---\n+## System\n+(?P<system>.*?)\n+## Human\n+(?P<human>.*)\Z", re.DOTALL)
_KEYS = {"version", "variables", "refusal"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as loaded: its two parts with their variables, the refusal formula, and the hash of the whole file.

    ``version`` is 12 hexadecimal digits: answers that carry the same one were asked in the same words.
    """

    name: str
    version: str
    variables: frozenset[str]
    refusal: str
    system: str
    human: str

    def fill(self, values: Mapping[str, str]) -> tuple[str, str]:
        """The system and the human text with the variables filled in.

        Raises:
            PromptInvalid: ``values`` are not exactly the prompt's variables.
        """
        if set(values) != self.variables:
            given, wanted = ", ".join(sorted(values)), ", ".join(sorted(self.variables))
            raise PromptInvalid(f"{self.name} was filled with {given}; it needs {wanted}.")
        return self.system.format_map(values), self.human.format_map(values)


def load(name: str) -> Prompt:
    """The bundled prompt ``prompts/NAME.md``.

    Raises:
        PromptInvalid: it is missing or malformed.
    """
    return read(resource(f"prompts/{name}.md"))


def read(path: Path) -> Prompt:
    """The prompt in a file of one's own.

    Raises:
        PromptInvalid: it is missing, not UTF-8, or malformed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise PromptInvalid(f"The prompt {path.name} cannot be read. Reinstall, or name a UTF-8 file.") from exc
    return parse(text, path.name)


def parse(text: str, name: str) -> Prompt:
    """The prompt in ``text``; ``name`` is for messages.

    Raises:
        PromptInvalid: the header, a section or a variable is wrong.
    """
    plain = text.replace("\r\n", "\n")
    parts = _FILE.match(plain)
    if parts is None:
        raise PromptInvalid(f"{name} needs a header between two lines of ---, then ## System and ## Human.")
    header = _header(parts["header"], name)
    declared = frozenset(variable.strip() for variable in header["variables"].split(",") if variable.strip())
    system, human = parts["system"].strip(), parts["human"].strip()
    used = _used(system, name) | _used(human, name)
    if used != declared:
        wrong = ", ".join(sorted(used ^ declared))
        raise PromptInvalid(f"{name}: the header and the text disagree on the variables: {wrong}. Correct the header.")
    refusal = header.get("refusal", "").strip()
    if refusal and refusal not in system:
        raise PromptInvalid(f"{name}: the system text does not say the refusal line {refusal!r}. Add it.")
    version = hashlib.sha256(plain.encode("utf-8")).hexdigest()[:12]
    return Prompt(name, version, declared, refusal, system, human)


def _header(text: str, name: str) -> dict[str, str]:
    pairs = [line.partition(":") for line in text.split("\n") if line.strip()]
    header = {key.strip(): value.strip() for key, colon, value in pairs if colon}
    if len(header) != len(pairs) or not set(header) <= _KEYS or not {"version", "variables"} <= set(header):
        raise PromptInvalid(f"{name}: the header needs version and variables, may have refusal, and nothing else.")
    return header


def _used(section: str, name: str) -> frozenset[str]:
    try:
        fields = [(field, spec, conversion) for _, field, spec, conversion in Formatter().parse(section)]
    except ValueError as exc:
        raise PromptInvalid(f"{name}: a brace is not closed. Double the braces that are text.") from exc
    for field, spec, conversion in fields:
        if field is not None and (not field.isidentifier() or spec or conversion):
            raise PromptInvalid(f"{name}: {{{field}}} is no plain variable. Double the braces that are text.")
    return frozenset(field for field, _, _ in fields if field is not None)
