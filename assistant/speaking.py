"""Who says what in a sentence: the words around a verb of saying that tell of the speaker. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .binding import described
from .lines import Line
from .mentions import Mention
from .naming import names
from .questions import SAYING, Ask
from .words import Word

__all__ = ["known_as", "speaks"]

_REACH = 16
_STOPS = frozenset('"“”;:')
_PRONOUNS = frozenset(("he", "she", "they", "who", "it"))


def known_as(lines: Sequence[Line]) -> dict[str, frozenset[str]]:
    """For each name's last word what the lines say of it: "Ilse Kern, an analyst at Holt" makes Kern an analyst."""
    found: dict[str, frozenset[str]] = {}
    for line in lines:
        for first, last in names(line.words):
            key = line.words[last - 1].stem
            found[key] = found.get(key, frozenset()) | described(line.words, first, last)
    return found


def speaks(ask: Ask, line: Line, mention: Mention, known: dict[str, frozenset[str]]) -> float:
    """How surely the words of a mention are those of the speaker asked for: 1 named, 0.5 by a pronoun, 0 not."""
    if not ask.speaker:
        return 1.0
    region = _speaker(line.words, mention)
    if not region:
        return 0.0
    held = {word.stem for word in region}
    told = held.union(*(known.get(word.stem, frozenset()) for word in region if word.tag == "U"))
    head = ask.speaker[-1]
    named = any(name[-1] == head for name in ask.names)
    if head in told and (named or all(one in told or one in line.around for one in ask.speaker)):
        return 1.0
    pronoun = any(word.low in _PRONOUNS for word in region) and not any(word.tag == "U" for word in region)
    return 0.5 if pronoun and all(one in line.around for one in ask.speaker) else 0.0


def _speaker(words: Sequence[Word], mention: Mention) -> Sequence[Word]:
    """The words that name who says what the mention holds, by the nearest verb of saying."""
    best: tuple[int, int] | None = None
    for place, word in enumerate(words):
        according = word.low == "according" and words[place + 1 : place + 2] and words[place + 1].low == "to"
        if not according and (word.stem not in SAYING or word.tag in "UDN"):
            continue
        inside = mention.label != "line" and mention.first <= place < mention.last
        gap = max(mention.first - place, place - mention.last, 0)
        if not inside and (best is None or gap < best[0]):
            best = (gap, place)
    if best is None:
        return ()
    place = best[1]
    before = place
    while before > 0 and place - before < _REACH and words[before - 1].text not in _STOPS:
        before -= 1
    after = place + 1
    while after < len(words) and after - place < _REACH and words[after].text not in _STOPS:
        after += 1
    front = [word for word in words[before:place] if word.tag != "X" and word.tag not in "BA"]
    if words[place].low == "according" or not front:
        return words[place + 1 : after]
    by = next((at for at in range(place + 1, after) if words[at].low == "by"), None)
    if by is not None and any(word.tag == "A" for word in words[max(0, place - 2) : place]):
        return words[by + 1 : after]
    return words[before:place]
