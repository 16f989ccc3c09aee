"""Citation markers in a model's prose: parsed once into sentences and the numbers each one cites.

Pure: the standard library and `index.splitting` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.splitting import sentences

__all__ = ["marked_sentences"]

_LABEL = r"(?:(?:passage|source|article|ref|doc)s?\s{0,2})?"
_NUMBERS = r"\^?[0-9]{1,9}(?:\s{0,2}(?:[,;]|-|–|and|&)\s{0,2}\^?[0-9]{1,9}){0,20}"
_MARKER = re.compile(
    rf"\s{{0,3}}(?:\[\s{{0,2}}{_LABEL}({_NUMBERS})\s{{0,2}}\]|【\s{{0,2}}{_LABEL}({_NUMBERS})[^】\n]{{0,40}}】"
    rf"|\(\s{{0,2}}{_LABEL}({_NUMBERS})\s{{0,2}}\)(?=\s{{0,3}}(?:[.!?]|$|[\[(【])))",
    re.IGNORECASE | re.MULTILINE,
)
_PIECE = re.compile(r"([0-9]{1,9})(?:\s{0,2}[-–]\s{0,2}([0-9]{1,9}))?")
_BULLET = re.compile(r"^[ \t]{0,8}(?:[-*•‣–]|#{1,6}|[0-9]{1,3}[.)])[ \t]{1,8}|^[ \t]{0,8}>[ \t]{0,8}", re.MULTILINE)
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)([^*\n]{1,400}?)(?<=\S)\*{1,3}|__(?=\S)([^_\n]{1,400}?)(?<=\S)__")
_WIDEST = 20


def marked_sentences(prose: str) -> list[tuple[str, tuple[str, ...]]]:
    """The sentences of ``prose`` without their markers, each with the numbers it cites, in order and once each.

    A marker belongs to the sentence it stands in, or, after the full stop, to the sentence before it.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in _EMPHASIS.sub(lambda hit: hit[1] or hit[2], _BULLET.sub("", prose)).split("\n"):
        if line.strip():
            found.extend(_line(line))
    return found


def _line(line: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    plain, marks = _stripped(line)
    spans = sentences(plain)
    if not spans:
        return
    cited: list[list[str]] = [[] for _ in spans]
    for at, numbers in marks:
        index = max((place for place, span in enumerate(spans) if span.start < at), default=0)
        cited[index].extend(numbers)
    for span, numbers in zip(spans, cited, strict=True):
        yield span.of(plain), tuple(dict.fromkeys(numbers))


def _stripped(line: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """The line without markers, and each marker's place in that line; one within a word leaves that word whole."""
    kept: list[str] = []
    marks: list[tuple[int, list[str]]] = []
    length = done = 0
    apart = False
    for hit in _MARKER.finditer(line):
        piece = line[done : hit.start()]
        if piece:
            piece, apart = (" " + piece if piece[0].isalnum() and apart else piece), False
        kept.append(piece)
        length += len(piece)
        marks.append((length, _numbers(hit[1] or hit[2] or hit[3])))
        done = hit.end()
        apart = apart or hit[0][0].isspace() or not line[max(0, hit.start() - 1) : hit.start()].isalnum()
    tail = line[done:]
    kept.append(" " + tail if tail[:1].isalnum() and apart else tail)
    return "".join(kept), marks


def _numbers(listed: str) -> list[str]:
    found: list[str] = []
    for piece in _PIECE.finditer(listed):
        first, last = int(piece[1]), int(piece[2] or piece[1])
        if first <= last <= first + _WIDEST:
            found.extend(str(number) for number in range(first, last + 1))
        else:
            found.extend([str(first), str(last)])
    return found
