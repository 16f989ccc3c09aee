"""One spelling for what is written in several ways, so that two texts can be compared. Pure: standard library only.

Nothing here yields an offset into an article.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "quotations", "respelt", "visible"]

_SINGLE = re.compile(r"[‘’‚‛′´❛❜⸂⸃⸄⸅⸉⸊⸌⸍⸜⸝⸠⸡]|(?<!`)`(?!`)")
_DOUBLE = re.compile(r"[“”„‟«»″‹›❝❞⹂〝〞〟「」『』｢｣＂]|''|``")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
_QUOTED = re.compile(r'"([^"]*)"')
_QUOTED_SINGLE = re.compile(r"(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)")
_NO_ONE = re.compile(r"\b([Nn])o[ -]one\b")
_TO_DEATH = re.compile(r"\b(shot|stabbed|beaten|hacked|burned|burnt|crushed|trampled|strangled|starved) to death\b")


def visible(text: str) -> str:
    """``text`` without what cannot be seen in it: soft hyphens, joiners, marks that turn the direction of writing."""
    return _UNSEEN.sub("", text)


def fold(text: str) -> str:
    """``text`` with plain quotation marks, single spaces and nothing unseen; for comparing, never for offsets."""
    return " ".join(_DOUBLE.sub('"', _SINGLE.sub("'", visible(text))).split())


def quotations(text: str) -> list[str] | None:
    """The texts between quotation marks, or None when the marks do not pair."""
    plain = fold(text)
    if plain.count('"') % 2:
        return None
    double = _QUOTED.findall(plain)
    return [found.strip() for found in [*double, *_QUOTED_SINGLE.findall(_QUOTED.sub(" ", plain))]]


def respelt(text: str) -> str:
    """``text`` folded, its digits plain, and "no one" and "shot to death" as the words that say the same."""
    plain = fold("".join(map(_plain_digit, unicodedata.normalize("NFKC", text))))
    return _TO_DEATH.sub(r"\1 dead", _NO_ONE.sub(r"\1obody", plain))


def _plain_digit(character: str) -> str:
    """A digit that no number is written with, as a circled one, in its plain form."""
    plain = character.isdecimal() or not character.isdigit()
    return character if plain else str(unicodedata.digit(character))
