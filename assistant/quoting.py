"""Quote first: a model's reply in JSON, each quote found again in the passages, each sentence bound to its quotes.

The reply is read object by object while it is being written. A quote that stands in a passage word for word is cited
with the article's own whole sentence around it, so that no "denied that" is cut off. Of one that was copied badly the
sentence it can only have been copied from is shown, and none of the model's words. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.splitting import sentences
from index.types import normalise

from .copies import copies
from .folding import fold, visible
from .grounding import ground
from .locating import located, nearest
from .pairing import Pairing, missing
from .replies import MAX_REPLY, Prose, declines
from .types import Claim, Draft, Evidence, Quote, Short
from .vocabulary import BE, MODAL
from .wording import words

__all__ = ["Objects", "Quotes", "schema"]

_FIELD = re.compile(r'"(\w{1,20})"\s*:\s*"((?:[^"\\]|\\.)*)')
_MIN_SENTENCE = 4
_MAX_QUOTE = 600
"""Characters of the longest quote; what a model writes beyond them is not looked for."""
_MAX_SHORT = 12
"""Words of the longest short answer."""
_HELPING = BE | MODAL | {"has", "have", "had", "do", "does", "did"}


def schema(labels: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a reply: the quotes with the label of their passage and what follows from each, then the
    shortest answer."""
    quote = {
        "type": "object",
        "properties": {
            "quote": {"type": "string", "maxLength": _MAX_QUOTE},
            "passage": {"type": "string", "enum": list(labels)},
            "answer": {"type": "string", "maxLength": 400},
        },
        "required": ["quote", "passage", "answer"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "quotes": {"type": "array", "items": quote, "maxItems": 3},
            "short": {"type": "string", "maxLength": 120},
        },
        "required": ["quotes", "short"],
        "additionalProperties": False,
    }


_YEAR = re.compile(r",? ((?:1[5-9]|20)\d\d)\b")
"""A year after a day and a month."""


class Objects:
    """Cuts the innermost whole objects out of JSON that is still being written, and keeps all of it."""

    def __init__(self) -> None:
        self.text = ""
        self._open: list[int] = []
        self._within = False
        self._escaped = False

    def feed(self, piece: str) -> Iterator[dict[str, Any]]:
        """The objects that are complete now; one that is no valid JSON is passed over."""
        for at, character in enumerate(piece, start=len(self.text)):
            self.text += character
            if self._within:
                self._within = self._escaped or character != '"'
                self._escaped = character == "\\" and not self._escaped
            elif character == '"':
                self._within = True
            elif character == "{":
                self._open.append(at)
            elif character == "}" and self._open:
                found = _loaded(self.text[self._open.pop() :])
                if isinstance(found, dict):
                    yield found

    def begun(self) -> dict[str, Any]:
        """The texts that the innermost object has so far, but for keys without one; the last of them may be cut off."""
        tail = self.text[self._open[-1] :] if self._open else ""
        fields = ((key, _loaded(f'"{value}"')) for key, value in _FIELD.findall(tail))
        return {key: value for key, value in fields if isinstance(value, str)}


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


class Quotes:
    """Reads a reply of quotes. One that is not JSON is read as marked prose instead.

    Args:
        passages: the passages that the model was given, by their labels.
        refusal: the formula by which the model says that nothing answers.
        evidence: all that was found: copies in it of what is quoted are cited beside it.
    """

    def __init__(self, passages: Mapping[str, Evidence], refusal: str, evidence: Sequence[Evidence] = ()) -> None:
        self._passages = passages
        self._evidence = evidence
        self._objects = Objects()
        self._given = tuple(passages.values())
        self._refusal = refusal
        self._prose = Prose(refusal)
        self._head = ""
        self._written: bool | None = None
        self._seen: dict[Quote, str] = {}
        self._whole = False

    @property
    def garbled(self) -> bool:
        """Whether what was read so far is JSON in which nothing of the form that was asked for stands."""
        return self._written is False and not self._whole

    @property
    def refused(self) -> bool:
        """Whether the model refused in words; nothing comes after that."""
        return self._prose.refused

    def feed(self, piece: str) -> Iterator[Claim | Short]:
        """The claims whose objects are complete now."""
        if self._written is None:
            self._head += piece
            start = re.search(r"[^\s`]", re.sub(r"\A\s*```\w*", "", self._head + "\n"))
            if start is None or re.fullmatch(r"\s*`{0,3}\w{0,8}", self._head):
                return
            self._written, piece = start[0] not in "{[", self._head
        if self._written:
            yield from self._prose.feed(piece)
            return
        for found in self._objects.feed(piece[: MAX_REPLY - len(self._objects.text)]):
            self._whole = self._whole or isinstance(found.get("quotes"), list) or bool(_text(found.get("quote")))
            if "quotes" not in found:
                yield from self._claim(found)
            elif short := self._short(visible(_text(found.get("short")))):
                yield Short(short)

    def restart(self) -> None:
        """Forget what was read: it was a thought."""
        self._objects, self._head, self._written = Objects(), "", None
        self._prose.restart()

    def end(self, cut: bool = False) -> Iterator[Claim | Short]:
        """What is left when the reply is over."""
        if self._written is None and self._head:
            self._written = True
            yield from self._prose.feed(self._head)
        if self._written:
            yield from self._prose.end(cut)
        elif cut:
            begun = self._objects.begun()
            if len(begun.get("quote", "").split()) >= _MIN_SENTENCE:
                yield from self._claim({name: begun[name] for name in ("quote", "passage") if name in begun})

    def _claim(self, found: dict[str, Any]) -> Iterator[Claim]:
        quote, answer = _cut(_text(found.get("quote"))), visible(_text(found.get("answer")))
        label = str(found.get("passage") or "").strip(" []")
        if declines(answer, self._refusal):
            return
        place, exact = self._located(quote, label)
        if place is None:
            if answer or quote:
                said = _sentence(answer)
                markers = (str(self._passages[label].number),) if said and label in self._passages else ()
                invented = ("a quote that is in none of the passages",)
                yield Claim(answer if said else quote or answer, markers=markers, dropped=invented)
            return
        if place in self._seen:
            return
        if answer and not _sentence(answer):
            answer = _without_year(answer, self._own(place))
        if answer and not _sentence(answer) and not _stands(answer, self._own(place)):
            yield Claim("", dropped=("a quote in which the answer that was given with it does not stand",))
            return
        self._seen[place] = answer
        written, whole = Claim(answer, quotes=(place,)), Claim(answer, markers=(str(place.evidence),))
        own = self._own(place)
        if not exact:
            slip = ("a quote that was not copied word for word",)
            yield Claim(own, quotes=(place, *self._copies(own, place)), dropped=slip)
        elif _sentence(answer) and _carried(written, self._given):
            yield written
        elif _sentence(answer) and _carried(whole, self._given):
            yield whole
        else:
            dropped = ("a sentence that its quote does not carry",) if _sentence(answer) else ()
            yield Claim(own, quotes=(place, *self._copies(own, place)), dropped=dropped)

    def _short(self, short: str) -> str:
        """The short answer. One that is a sentence is checked like every sentence; where its quotes do not carry it, or
        it is not short, the first name or figure that was given with a quote takes its place."""
        if len(short.split()) > _MAX_SHORT:
            return self._named()
        for place in self._seen:
            short = _without_year(short, self._own(place))
        held = any(fold(short).casefold() in fold(self._own(place)).casefold() for place in self._seen)
        if held or not _sentence(short) or _carried(Claim(short, quotes=tuple(self._seen)), self._given):
            return short
        return self._named()

    def _named(self) -> str:
        return next((answer for answer in self._seen.values() if answer and not _sentence(answer)), "")

    def _own(self, place: Quote) -> str:
        """The article's words at a place."""
        piece = next(piece for piece in self._passages.values() if piece.number == place.evidence)
        return piece.cut(place.span)

    def _copies(self, text: str, place: Quote) -> Iterator[Quote]:
        """The same sentence in other articles, which the model need not have been given; one for each article."""
        seen = {piece.article_id for piece in self._evidence if piece.number == place.evidence}
        for piece in self._evidence:
            if piece.article_id in seen:
                continue
            for span in sentences(piece.text):
                if copies(text, span.of(piece.text)):
                    seen.add(piece.article_id)
                    yield Quote(piece.number, piece.placed(span))
                    break

    def _located(self, quote: str, label: str) -> tuple[Quote | None, bool]:
        """Where a quote stands, or else what it was copied from, in the passage that is named or else in any; and
        whether it stands there word for word."""
        named = [self._passages[label]] if label in self._passages else []
        for find in (located, nearest):
            for piece in [*named, *self._passages.values()]:
                span = find(quote, piece.text)
                if span is not None:
                    return Quote(piece.number, piece.placed(span)), find is located
        return None, False


def _text(value: object) -> str:
    return " ".join(normalise(value).split()) if isinstance(value, str) else ""


def _cut(quote: str) -> str:
    """The whole words of a quote within its greatest length."""
    return quote if len(quote) <= _MAX_QUOTE else quote[:_MAX_QUOTE].rpartition(" ")[0]


def _sentence(text: str) -> bool:
    """Whether a text has a verb and is not the same words over and over: more than a name or a figure."""
    plain = text.split()
    states = any(word.verb or word.low in _HELPING for word in words(text))
    return states and len(plain) >= _MIN_SENTENCE and len(set(plain)) > len(plain) / 2


def _stands(answer: str, quote: str) -> bool:
    """Whether a name or figure that was given as the answer is taken from its quote: each of its names and figures, and
    half of its words."""
    given = tuple(words(answer))
    lacking = [given[place] for place in missing(Pairing(given, tuple(words(quote))))]
    strange = any(word.key is not None or word.kind == "name" for word in lacking)
    return not strange and 2 * len(lacking) <= sum(word.content for word in given)


def _without_year(answer: str, quote: str) -> str:
    """A day without the year, where its quote leaves that out: "10 March" of "10 March 2026"."""
    year = _YEAR.search(answer)
    bare = _YEAR.sub("", answer)
    return bare if year and bare and year[1] not in quote and _stands(bare, quote) else answer


def _carried(claim: Claim, evidence: tuple[Evidence, ...]) -> bool:
    found = ground(Draft((claim,)), evidence).statements
    return bool(found) and all(statement.support != "unsupported" for statement in found)
