"""Which passages only repeat what others have said: further copies of one wire story. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.splitting import sentences

from .copies import copies
from .types import Evidence

__all__ = ["Told"]

_WORD = re.compile(r"\w+")
_LOOSE = 12
"""Different words that a copy of a whole passage may bring, its dateline among them."""


class Told:
    """The sentences of some passages, and which articles told each of them."""

    def __init__(self, passages: Iterable[Evidence] = ()) -> None:
        self._sentences: list[tuple[str, set[str]]] = []
        self._unread: list[Evidence] = []
        self._words: set[str] = set()
        for passage in passages:
            self.add(passage)

    def add(self, passage: Evidence) -> None:
        """Count what a passage says as told by its article."""
        self._unread.append(passage)
        self._words |= _words(passage.text)

    def times(self, passage: Evidence) -> int:
        """How many articles have told every sentence of a passage; 0 if it says anything that none has."""
        if len(_words(passage.text) - self._words) > _LOOSE:
            return 0  # most passages are told apart without comparing their sentences
        self._read()
        least: int | None = None
        for sentence in _sentences(passage):
            found = max((len(told) for text, told in self._sentences if copies(sentence, text)), default=0)
            if not found:
                return 0
            least = found if least is None else min(least, found)
        return least or 0

    def _read(self) -> None:
        """Split what was added into sentences, which costs time and is seldom needed."""
        for passage in self._unread:
            for sentence in _sentences(passage):
                articles = next((told for text, told in self._sentences if copies(sentence, text)), None)
                if articles is None:
                    self._sentences.append((sentence, {passage.article_id}))
                else:
                    articles.add(passage.article_id)
        self._unread.clear()


def _sentences(passage: Evidence) -> Iterator[str]:
    return (text for span in sentences(passage.text) if (text := span.of(passage.text).strip()))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
