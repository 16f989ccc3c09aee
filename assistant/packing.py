"""A question and a passage as the trained reader sees them: token ids, segment ids and where each token stands.

Pure but for the tokenizer that is handed in. Training and answering share this file, so that a passage looks the same
to the model in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["QUESTION", "ROOM", "TITLE", "Packed", "pack", "prepare"]

QUESTION = 48
"""Tokens of a question that are read."""

TITLE = 24
"""Tokens of an article's title that are read."""

ROOM = 288
"""Tokens that the model reads in all, markers included."""

_CLS, _SEP = "[CLS]", "[SEP]"


@dataclass(frozen=True, slots=True)
class Packed:
    """One input of the reader.

    ``ids`` and ``types`` have one number per token; ``first`` is the place of the passage's first token; ``offsets``
    has the characters (start, end) of each token of the passage, so token ``first + i`` stands at ``offsets[i]``.
    """

    ids: list[int]
    types: list[int]
    first: int
    offsets: list[tuple[int, int]]


def prepare(tokenizer: Any) -> Any:
    """The tokenizer without a limit of its own and without padding; "[SEP]" in an article is text, no separator."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True
    return tokenizer


def pack(tokenizer: Any, question: str, title: str, texts: Sequence[str]) -> list[Packed]:
    """Each of ``texts`` with the question: ``[CLS] question [SEP] title [SEP] passage [SEP]``.

    The title is left out where there is none or where the passage begins with it. What does not fit into `ROOM`
    tokens is cut off at the end of the passage.
    """
    cls, sep = tokenizer.token_to_id(_CLS), tokenizer.token_to_id(_SEP)
    asked = tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION]
    headed = tokenizer.encode(title, add_special_tokens=False).ids[:TITLE] if title.strip() else []
    packed = []
    for one in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        named = [] if one.ids[: min(8, len(headed))] == headed[:8] else [*headed, sep]
        before = [cls, *asked, sep]
        held = ROOM - len(before) - len(named) - 1
        ids = [*before, *named, *one.ids[:held], sep]
        types = [0] * len(before) + [1] * (len(ids) - len(before))
        packed.append(Packed(ids, types, len(before) + len(named), one.offsets[:held]))
    return packed
