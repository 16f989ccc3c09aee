"""Where a sentence tells of the event that is asked about, and on which side of it a mention stands.

Pure: our own word lists only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .families import FAMILIES, UNACCUSATIVE, families_of
from .lexicon import AUXILIARIES, BE, word_set
from .mentions import Mention
from .questions import Ask
from .words import Word, stem, stems_of

__all__ = ["Hit", "avows", "barriers", "hits", "lead", "side", "voice"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that tells of the event: its place, how surely (0 to 1), in which voice, and whether it is asserted."""

    place: int
    strength: float
    voice: str
    asserted: bool


_NEGATIONS = word_set(
    "not never no n't without neither nor nobody none denied denies deny denying cannot rejected ruled"
)
_HYPOTHETICAL = word_set(
    "if could might may would should whether unless fear fears feared plan planned plans planning "
    "threatened threatens attempt attempted trying tried intended avoid prevent averted foiled "
    "hoax rumors rumours rumoured"
)


def hits(ask: Ask, words: Sequence[Word]) -> list[Hit]:
    """The words of a sentence that tell of the event, in order."""
    found: list[Hit] = []
    members = {member for family in ask.families for member in FAMILIES[family]}
    for place, word in enumerate(words):
        if word.tag not in "VONU" or (word.low in AUXILIARIES):
            continue
        if word.stem in ask.predicate:
            strength = 1.0
        elif "claim" in ask.families and avows(words, place):
            found.append(Hit(place, 0.9, "active", _asserted(words, place)))
            continue
        elif word.stem in members:
            strength = 0.8 if families_of(word.stem) & ask.families else 0.5
        else:
            continue
        if "claim" in ask.families:
            strength *= _claiming(words, place)
        found.append(Hit(place, strength, voice(words, place), _asserted(words, place)))
    return found


_OWN_DEED = word_set("it its they their we our he she his her")
_AVOWING = (("carried", "out"), ("was", "behind"), ("were", "behind"), ("was", "responsible"), ("were", "responsible"))
_STATING = stems_of("say announce state declare boast tell")


def avows(words: Sequence[Word], place: int) -> bool:
    """Whether a word of saying introduces the speaker's own deed: "said its fighters had carried out the attack"."""
    if words[place].stem not in _STATING or words[place].tag != "V":
        return False
    lows = [word.low for word in words[place + 1 : place + 16]]
    told = next((at for at in range(len(lows) - 1) if (lows[at], lows[at + 1]) in _AVOWING), None)
    return told is not None and not _OWN_DEED.isdisjoint(lows[max(0, told - 4) : told])


_TAKING = stems_of("claim accept admit take assume acknowledge credit")


def _claiming(words: Sequence[Word], place: int) -> float:
    """How surely a word of the claim family is a claim of responsibility, not another claim ("claimed 12 lives")."""
    word = words[place]
    after = [other.low for other in words[place + 1 : place + 7]]
    if word.stem == stem("responsibility"):
        return 1.0 if any(other.stem in _TAKING for other in words[max(0, place - 4) : place]) else 0.2
    if "responsibility" in after or after[:1] == ["by"]:
        return 1.0
    if word.stem == stem("claim") and (after[:1] == ["that"] or "lives" in after or "life" in after):
        return 0.1
    return 0.7


_PARTICIPLES = ("ed", "en", "wn", "ght", "ld", "ft", "nt", "pt", "und", "hot", "un", "ung", "lt", "ain")
_SHORT_PARTICIPLES = word_set("hurt hit shot won lost made hung led fed cut set put")


def voice(words: Sequence[Word], place: int) -> str:
    """The voice of the word at ``place``: active, passive or, when it is no verb, noun."""
    word = words[place]
    if word.stem in UNACCUSATIVE:
        return "passive"
    before = [other for other in words[max(0, place - 4) : place] if other.tag != "B"]
    participle = word.low.endswith(_PARTICIPLES) or word.low in _SHORT_PARTICIPLES
    be = any(other.low in BE or other.low in ("got", "get", "gets") for other in before[-2:])
    if participle and be and word.tag in "VO":
        return "passive"
    if participle and place + 1 < len(words) and words[place + 1].low == "by":
        return "passive"
    if word.tag == "V":
        numbered = bool(before) and before[-1].tag == "N"
        left = any(other.low in ("left", "leaving") for other in before)
        return "passive" if numbered or left else "active"
    if before and before[-1].tag == "N" and participle:
        return "passive"
    return "noun"


_UNREAL = stems_of("rumor rumour hoax threat plot")


def _asserted(words: Sequence[Word], place: int) -> bool:
    start = place
    while start > 0 and place - start < 7 and words[start - 1].text not in ',;:.()"“”':
        start -= 1
    before = {word.low for word in words[start:place]}
    if words[place + 1 : place + 2] and words[place + 1].stem in _UNREAL:
        return False
    if any(word.endswith(("n't", "n’t")) for word in before):
        return False
    return not before & (_NEGATIONS | _HYPOTHETICAL)


def barriers(words: Sequence[Word], first: int, last: int) -> int:
    """How many clause breaks lie between two places: other verbs, semicolons, relative pronouns."""
    count = 0
    for word in words[first:last]:
        if (
            word.text in ";:"
            or word.low in ("who", "which", "that", "while", "but", "when", "after", "before")
            or word.tag == "V"
        ):
            count += 1
    return count


def _relative(words: Sequence[Word], last: int, place: int) -> bool:
    """Whether a relative pronoun ties the phrase that ends at ``last`` to the verb at ``place``: "X, who killed"."""
    at = last + (last < len(words) and words[last].text == ",")
    if at >= place or words[at].low not in ("who", "which", "that"):
        return False
    return all(word.tag in "ABX" for word in words[at + 1 : place])


_SHIFTED = (stem("attribute"), stem("blame"), stem("pin"))


def side(hit: Hit, mention: Mention, words: Sequence[Word]) -> str:
    """The side of the event that a mention stands on: agent, patient or "" when the words do not show it."""
    if mention.first <= hit.place < mention.last:
        return "inside"
    before = mention.last <= hit.place
    governed = lead(words, mention.first)
    if not before and governed in ("to", "on") and words[hit.place].stem in _SHIFTED:
        return "patient"
    if before and hit.voice != "noun" and _relative(words, mention.last, hit.place):
        return "agent" if hit.voice == "active" else "patient"
    if hit.voice == "passive":
        if before and words[hit.place].stem in _SHIFTED[:1]:
            return ""
        if before:
            return "patient" if governed != "by" else ""
        return "agent" if governed == "by" else "patient" if mention.first - hit.place <= 2 and governed == "" else ""
    if hit.voice == "active":
        if before:
            return "agent" if governed not in ("in", "at", "on", "of", "by", "for", "with", "from") else ""
        return "patient" if governed in ("", "to", "against", "on") else ""
    if before:
        owned = mention.last < len(words) and words[mention.last].tag == "S"
        return "agent" if owned else ""
    following = words[hit.place + 1 : mention.first]
    if governed == "" and following and any(word.low in BE for word in following):
        return "agent"
    return {"by": "agent", "of": "patient", "on": "patient", "against": "patient"}.get(governed, "")


def lead(words: Sequence[Word], first: int) -> str:
    """The preposition that governs the phrase at ``first``, or ""."""
    place = first - 1
    while place >= 0 and words[place].tag in "DNOUS" and first - place < 5 and words[place].tag != "V":
        place -= 1
    return words[place].low if place >= 0 and words[place].tag == "P" else ""
