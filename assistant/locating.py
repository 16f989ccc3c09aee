"""Where in a passage a quote stands that somebody copied: word for word, or with a slip. Pure."""

from __future__ import annotations

import re

from index.splitting import sentences
from index.types import Span

from .pairing import Pairing, missing
from .wording import words

__all__ = ["located", "nearest"]

_DOUBLE, _SINGLE = '"“”„«»″', "'‘’‚`´′"
_MARKS = _DOUBLE + _SINGLE
_EDGES = _MARKS + " \t\n.…,;:"
_MIN_QUOTE = 2
"""Words of the shortest quote that is looked for."""

_MIN_COPIED = 5
"""Words that matter in the shortest quote that may have been copied with a slip."""

_SLIPS = 0.25
"""Which part of those the sentence may lack."""


def located(quote: str, text: str) -> Span | None:
    """The whole sentences of ``text`` that hold ``quote`` word for word; None if it is not there.

    White space, the form of quotation marks and the case of the first letter may differ, and the punctuation at its two
    ends is not looked at.
    """
    copied = quote.strip(_EDGES).split()
    if len(copied) < _MIN_QUOTE:
        return None
    first = "".join(dict.fromkeys((copied[0][0], copied[0][0].swapcase())))
    pattern = f"(?:{'|'.join(map(_character, first))})" + "".join(map(_character, copied[0][1:]))
    pattern = r"\s+".join([pattern, *("".join(map(_character, word)) for word in copied[1:])])
    hit = re.search(rf"(?<!\w){pattern}(?!\w)", text)
    if hit is None:
        return None
    around = [span for span in sentences(text) if span.start < hit.end() and span.end > hit.start()]
    return Span(around[0].start, around[-1].end) if around else None


def nearest(quote: str, text: str) -> Span | None:
    """The sentence of ``text`` that ``quote`` was copied from with a slip; None if no sentence can be told to be.

    Every figure and every name of the quote stands in it, and most of the other words.
    """
    copied = tuple(words(quote))
    whole = sum(word.content for word in copied)
    best: tuple[float, Span | None] = (_SLIPS * whole, None)
    for span in sentences(text) if whole >= _MIN_COPIED else []:
        lacking = [copied[place] for place in missing(Pairing(copied, tuple(words(span.of(text)))))]
        if len(lacking) <= best[0] and not any(word.key is not None or word.capital for word in lacking):
            best = (len(lacking) - 0.5, span)
    return best[1]


def _character(one: str) -> str:
    for kind in (_DOUBLE, _SINGLE):
        if one in kind:
            return f"[{re.escape(_MARKS)}]" if one in "\"'" else f"[{re.escape(kind)}]"
    return re.escape(one)
