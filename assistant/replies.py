"""A model's prose into claims, sentence by sentence, while it is still being written.

A sentence is given as soon as it is complete with the markers that follow it, so that no half-received marker is ever
seen. What is given does not depend on how the reply was cut into pieces: it is decided at the white space of the
text, never at the end of a piece. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.types import normalise

from .folding import visible
from .markers import marked_sentences
from .types import NOT_IN_ARTICLES, Claim, Draft, Short

__all__ = ["MAX_REPLY", "Prose", "Visible", "declines", "drafted", "parse_reply", "spoken"]

MAX_REPLY = 20_000
"""Characters of a reply that are read; an answer is a few hundred."""

_MAX_LINE = 4_000
"""Characters of a line in which an end of a sentence is looked for before the line is complete."""

_THOUGHTS = "think|thinking|reasoning"
_TAG = re.compile(rf"<(/?)({_THOUGHTS})>", re.IGNORECASE)
_HALF_TAG = re.compile(r"</?[a-z]{0,9}\Z", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]{0,8}(?:```|~~~)[^\n]{0,40}$")
_PREFIX = re.compile(r"\A[\s*_#>]*(?:final\s+)?(?:answer|response|reply)[*_]*\s*:[*_ \t]*", re.IGNORECASE)
_SHORT = re.compile(r"^[\s*_#>-]{0,8}short(?: answer)?[*_]*\s{0,2}:[*_ \t]*(.*)$", re.IGNORECASE)
_MARKS = re.compile(r"\s*[\[【(]\s*\^?\d[^\])】\n]{0,40}[\])】]")
_EDGES = " \t\r\n.*_#>`\"'“”-:!"
_NOT_SAID = re.compile(
    r"(?:the|these|those|none of the|no)\b.{0,40}\b(?:articles?|passages?|sources?|texts?|context)\b.{0,40}"
    r"\b(?:do(?:es)? not|don't|doesn't|did not|contains? no|gives? no|provides? no|says?|states?|mentions?|answers?)\b",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"[.!?…][\"'”’)*_]{0,4}(?:\s{0,3}[\[【(][^\[\]【】()\n]{0,40}[\]】)]){0,9}[.]?(?=\s)")
_FOLLOWING = re.compile(r"\s+[^\s\[【(]\S*(?=\s)")
_ENDED = re.compile(r"[.!?…][\"'”’)\]】*_ ]*\Z")


class Visible:
    """What of a reply is said to the reader: the thoughts of models that think aloud in tags are left out."""

    def __init__(self) -> None:
        self._held = ""
        self._within = False
        self.restarted = False
        """Whether the end of a thought came without its beginning, so that all before it was a thought."""

    def feed(self, piece: str) -> str:
        """The visible part of what is known by now and was not given before."""
        text, shown = self._held + piece, []
        self._held, at = "", 0
        for tag in _TAG.finditer(text):
            if not self._within:
                shown.append(text[at : tag.start()])
                if tag[1]:
                    self.restarted, shown = True, []
            self._within, at = not tag[1], tag.end()
        rest = text[at:]
        half = _HALF_TAG.search(rest)
        if half is not None:
            rest, self._held = rest[: half.start()], half[0]
        return "".join(shown) + ("" if self._within else rest)

    def end(self) -> str:
        """What was held back for fear of a tag."""
        held, self._held = self._held, ""
        return "" if self._within else held


def spoken(reply: str) -> str:
    """What a whole reply says to the reader."""
    visible = Visible()
    return visible.feed(reply) + visible.end()


class Prose:
    """Reads a reply in marked prose. ``refusal`` is the formula by which the model says that nothing answers."""

    def __init__(self, refusal: str) -> None:
        self._refusals = {_plain(refusal), _plain(NOT_IN_ARTICLES)} - {""}
        self._line = ""
        self._left = MAX_REPLY
        self._looked = 0
        self._opened = False
        self._within = False
        self._found = False
        self.refused = False
        """Whether the model refused; nothing comes after that."""

    def feed(self, piece: str) -> Iterator[Claim | Short]:
        """The claims that are complete now."""
        piece = piece[: self._left]
        self._left -= len(piece)
        *lines, last = (self._line + piece).split("\n")
        for line in lines:
            yield from self._whole(line)
        self._line = last
        if not self.refused:
            yield from self._settled()

    def restart(self) -> None:
        """Forget what was not given yet."""
        self._line, self._looked, self._opened, self._within = "", 0, False, False

    def end(self, cut: bool = False) -> Iterator[Claim | Short]:
        """The rest of the claims; without the last sentence if the reply was ``cut`` in its middle."""
        line, self._line = self._line, ""
        if cut or not self._left:
            found = list(_BOUNDARY.finditer(line + " ")) if not _ENDED.search(line) else []
            line = line if _ENDED.search(line) else line[: found[-1].end()] if found else ""
        yield from self._whole(line)

    def _whole(self, line: str) -> Iterator[Claim | Short]:
        """The claims of a line that is complete."""
        self._looked = 0
        within, self._within = self._within, False
        line = line if self._opened else _PREFIX.sub("", line)
        self._opened = self._opened or bool(line.strip())
        if not within and _FENCE.match(line):
            return
        short = None if within else _SHORT.match(line)
        if short is None:
            yield from self._claims(line)
        elif not self.refused and (text := _MARKS.sub("", visible(normalise(short[1]))).strip(" *_`\r")):
            self.refused = _plain(text) in self._refusals
            if not self.refused:
                yield Short(text)

    def _settled(self) -> Iterator[Claim | Short]:
        """The claims of the sentences of a line that is not complete, but for the last one.

        The line is cut where reading its two sides apart gives what reading them together gives.
        """
        while (cut := self._cut()) is not None:
            line, self._line = self._line[:cut], self._line[cut:].lstrip()
            self._looked = 0
            yield from self._claims(line if self._opened else _PREFIX.sub("", line))
            self._opened = self._within = True

    def _cut(self) -> int | None:
        line = self._line[:_MAX_LINE]
        if _SHORT.match(line) or "`" in line[:12]:
            return None
        for boundary in _BOUNDARY.finditer(line, self._looked):
            following = _FOLLOWING.match(line, boundary.end())
            if following is None:
                return None
            self._looked = boundary.end()
            one, other = line[: boundary.end()], line[boundary.end() : following.end()]
            if any(one.count(opening) > one.count(closing) for opening, closing in ("()", "[]", "{}")):
                continue  # what closes it may come and make one sentence of both
            if _read(one) + _read(other) == _read(line[: following.end()]):
                return boundary.end()
        return None

    def _claims(self, line: str) -> Iterator[Claim]:
        for sentence, markers in _read(line):
            if self.refused:
                return
            plain = _plain(sentence)
            self.refused = not self._found and plain in self._refusals
            self._found = True
            if plain not in self._refusals and (markers or not _NOT_SAID.match(sentence)):
                yield Claim(text=sentence, markers=markers)


def _read(line: str) -> list[tuple[str, tuple[str, ...]]]:
    return marked_sentences(visible(normalise(line)))


def declines(sentence: str, refusal: str) -> bool:
    """Whether a sentence says, in the formula ``refusal`` or in plain words, that nothing answers."""
    plain = _plain(sentence)
    return bool(plain) and (plain in {_plain(refusal), _plain(NOT_IN_ARTICLES)} or bool(_NOT_SAID.match(sentence)))


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", text).strip(_EDGES).casefold().split())


def drafted(steps: Iterable[object]) -> Draft:
    """The draft that the claims and the short answer among ``steps`` make; a short answer needs a claim."""
    claims: list[Claim] = []
    short = None
    for step in steps:
        if isinstance(step, Claim):
            claims.append(step)
        elif isinstance(step, Short) and short is None:
            short = step.text
    return Draft(tuple(claims), short=short if claims else None)


def parse_reply(reply: str, refusal: str) -> Draft:
    """The draft that a whole reply proposes: one claim for each sentence, with the numbers that it cites.

    A reply that refuses, in the given formula or in plain words, is a draft without claims; so is an empty one.
    """
    prose = Prose(refusal)
    return drafted([*prose.feed(spoken(reply)), *prose.end()])
