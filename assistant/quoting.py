"""Quote first: a model's reply in JSON, each quote found again in the passages, each sentence bound to its quotes.

The reply is read object by object while it is being written. A quote counts only if it stands in a passage word for
word, but for white space and the form of quotation marks; what is cited is then the article's own whole sentence around
it, so that no "denied that" is cut off. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.splitting import sentences
from index.types import Span, normalise

from .copies import copies
from .grounding import ground
from .replies import MAX_REPLY, Prose
from .types import Claim, Draft, Evidence, Quote, Short

__all__ = ["Objects", "Quotes", "located", "schema"]

_DOUBLE, _SINGLE = '"“”„«»″', "'‘’‚`´′"
_MARKS = _DOUBLE + _SINGLE
_EDGES = _MARKS + " \t\n.…,;:"
_MIN_QUOTE = 2
"""Words of the shortest quote that is looked for."""

_MIN_SENTENCE = 4


def schema(labels: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a reply: the quotes with the label of their passage and what follows from each, then the
    shortest answer."""
    quote = {
        "type": "object",
        "properties": {
            "quote": {"type": "string", "maxLength": 600},
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
        self._prose = Prose(refusal)
        self._head = ""
        self._written: bool | None = None
        self._seen: set[Quote] = set()

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
            if "quotes" not in found:
                yield from self._claim(found)
            elif short := _text(found.get("short")):
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

    def _claim(self, found: dict[str, Any]) -> Iterator[Claim]:
        quote, answer = _text(found.get("quote")), _text(found.get("answer"))
        label = str(found.get("passage") or "").strip(" []")
        place = self._located(quote, label)
        if place is None:
            if answer or quote:
                said = _sentence(answer)
                markers = (str(self._passages[label].number),) if said and label in self._passages else ()
                invented = ("a quote that is in none of the passages",)
                yield Claim(answer if said else quote or answer, markers=markers, dropped=invented)
            return
        if place in self._seen:
            return
        self._seen.add(place)
        written = Claim(answer, quotes=(place,))
        if _sentence(answer) and _carried(written, tuple(self._passages.values())):
            yield written
        else:
            dropped = ("a sentence that its quote does not carry",) if _sentence(answer) else ()
            own = self._own(place)
            yield Claim(own, quotes=(place, *self._copies(own, place)), dropped=dropped)

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
                    yield Quote(piece.number, Span(piece.span.start + span.start, piece.span.start + span.end))
                    break

    def _located(self, quote: str, label: str) -> Quote | None:
        named = [self._passages[label]] if label in self._passages else []
        for piece in [*named, *self._passages.values()]:
            span = located(quote, piece.text)
            if span is not None:
                return Quote(piece.number, piece.placed(span))
        return None


def _text(value: object) -> str:
    return " ".join(normalise(value).split()) if isinstance(value, str) else ""


def _sentence(text: str) -> bool:
    """Whether a text is more than a name or a figure, and not the same words over and over."""
    words = text.split()
    return len(words) >= _MIN_SENTENCE and len(set(words)) > len(words) / 2


def _carried(claim: Claim, evidence: tuple[Evidence, ...]) -> bool:
    found = ground(Draft((claim,)), evidence).statements
    return bool(found) and all(statement.support != "unsupported" for statement in found)


def located(quote: str, text: str) -> Span | None:
    """The whole sentences of ``text`` that hold ``quote`` word for word; None if it is not there.

    White space and the form of quotation marks may differ, and the punctuation at its two ends is not looked at.
    """
    words = quote.strip(_EDGES).split()
    if len(words) < _MIN_QUOTE:
        return None
    pattern = r"\s+".join("".join(_character(one) for one in word) for word in words)
    hit = re.search(rf"(?<!\w){pattern}(?!\w)", text)
    if hit is None:
        return None
    around = [span for span in sentences(text) if span.start < hit.end() and span.end > hit.start()]
    return Span(around[0].start, around[-1].end) if around else None


def _character(one: str) -> str:
    for kind in (_DOUBLE, _SINGLE):
        if one in kind:
            return f"[{re.escape(_MARKS)}]" if one in "\"'" else f"[{re.escape(kind)}]"
    return re.escape(one)
