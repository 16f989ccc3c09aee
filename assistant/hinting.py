"""Sentences that a language model is pointed to: those in which a reader finds the likeliest answers. Pure.

A small model that is given a thousand words quotes whatever comes first; a reader of a fiftieth of its size knows
better where to look. What it points to is no more believed than the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .reading import Reader
from .tainting import defused, seizes
from .types import Evidence, Quote

__all__ = ["hinted", "hints_text"]

_HINTS = 2


def hinted(question: str, evidence: Sequence[Evidence], reader: Reader | None) -> list[tuple[Evidence, str]]:
    """The sentences that answer best in the eyes of ``reader``, each with its passage; none that gives orders.

    Raises:
        ReaderUnavailable: the reader cannot be loaded.
    """
    passages = {piece.number: piece for piece in evidence}
    readings = reader.read(question, evidence) if reader is not None else []
    places = dict.fromkeys(Quote(one.evidence, one.sentence) for one in readings)
    found = [(passages[one.evidence], _slice(passages[one.evidence], one)) for one in places]
    return [(piece, text) for piece, text in found if not seizes(text)][:_HINTS]


def _slice(piece: Evidence, place: Quote) -> str:
    return piece.text[place.span.start - piece.span.start : place.span.end - piece.span.start]


def hints_text(hints: Sequence[tuple[Evidence, str]], passages: Mapping[str, Evidence]) -> str:
    """The sentences as delimited data, of those ``passages`` that the model is given; empty where there are none."""
    labels = {piece.number: label for label, piece in passages.items()}
    lines = [
        f'<passage number="{labels[piece.number]}">{defused(" ".join(text.split()))}</passage>'
        for piece, text in hints
        if piece.number in labels
    ]
    return "\n".join(["Sentences in which a search found a likely answer:", *lines, "", ""]) if lines else ""
