"""What belongs to what in a sentence: a role to a name, a day or a place to a verb, a unit to a dimension. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .lexicon import AUXILIARIES, BE, word_set
from .mentions import Mention
from .questions import Ask
from .relations import Hit
from .words import Word, stem, stems_of

__all__ = ["described", "governor", "modifies_other", "revised", "timely", "unit_fits", "upshot"]

_REACH = 12


def described(words: Sequence[Word], first: int, last: int) -> frozenset[str]:
    """The stems of what is said of the name at ``first`` to ``last``: its title, its apposition, "is the ..."."""
    start = first
    while start > 0 and first - start < 8 and (words[start - 1].tag in "OUNS" or words[start - 1].text in ".-'’"):
        start -= 1
    held = {word.stem for word in words[start:last]}
    if start > 1 and words[start - 1].text == ",":
        opening = _back(words, start - 1)
        if words[opening].tag in "DUO" and words[opening].tag != "P" and words[opening : start - 1]:
            held |= (
                {word.stem for word in words[opening : start - 1]}
                if _noun_phrase(words[opening : start - 1])
                else set()
            )
    linked = last < len(words) and (words[last].low in BE or words[last].low in ("became", "as"))
    if last < len(words) and (words[last].text in ",(" or linked):
        end = last + 1
        while end < len(words) and end - last <= _REACH and words[end].text not in ',;:.()"“”':
            end += 1
        phrase = words[last + 1 : end]
        aim = next(
            (at for at, word in enumerate(phrase) if word.low == "to" or (linked and word.tag == "V")), len(phrase)
        )
        phrase = phrase[:aim]
        held |= {word.stem for word in phrase} if _noun_phrase(phrase) else set()
    return frozenset(held)


def _back(words: Sequence[Word], place: int) -> int:
    opening = place
    while opening > 0 and place - opening < _REACH and words[opening - 1].text not in ',;:()"“”':
        opening -= 1
    return opening


def _noun_phrase(phrase: Sequence[Word]) -> bool:
    """Whether words are one noun phrase, without a verb of their own but for a relative clause at its end."""
    for word in phrase:
        if word.low in ("who", "which", "whose"):
            return True
        if word.tag == "A" or (word.tag == "V" and word.low not in ("said",)) or word.tag == "R":
            return False
    return bool(phrase)


def governor(words: Sequence[Word], mention: Mention) -> int | None:
    """The place of the verb that a mention hangs on, the last one before it in its clause; None without one."""
    for place in range(mention.first - 1, -1, -1):
        if words[place].text in ";:" or (words[place].text == "," and _resumes(words, place, mention.first)):
            break
        if _full(words[place]):
            return place
    return None


def _full(word: Word) -> bool:
    return word.tag == "V" and word.low not in AUXILIARIES


def _resumes(words: Sequence[Word], place: int, until: int) -> bool:
    """Whether the clause before an insertion goes on after the comma at ``place``."""
    return any(word.tag == "A" for word in words[place + 1 : min(until, place + 3)])


_COMING = word_set("will shall would due expected scheduled set to 'll next planned plans tomorrow until")


def timely(ask: Ask, words: Sequence[Word], hit: Hit | None) -> bool:
    """Whether the event that a date goes with lies where the question puts it: ahead for "When will ...", else not."""
    if hit is None:
        return True
    start = hit.place
    while start > 0 and hit.place - start < 5 and words[start - 1].text not in ",;:":
        start -= 1
    before = [word.low for word in words[start : hit.place]]
    ahead = not _COMING.isdisjoint(before)
    if ask.future:
        after = [word.low for word in words[hit.place + 1 : hit.place + 6]]
        return ahead or not _COMING.isdisjoint(after[:1])
    return not any(low in ("will", "shall", "'ll") for low in before)


_LENGTHS = (
    "km kilometer kilometre mile meter metre foot feet inch centimeter centimetre cm mm millimetre yard fathom storey "
    "storeys story floor m ft"
)
_UNITS = {
    "deep": stems_of(_LENGTHS),
    "far": stems_of(_LENGTHS),
    "tall": stems_of(_LENGTHS),
    "wide": stems_of(_LENGTHS),
    "high": stems_of(_LENGTHS + " percent degree %"),
    "heavy": stems_of("kg kilogram kilo gram pound ton tonne ounce lb stone"),
    "fast": stems_of("mph kph km kilometer kilometre mile knot hour second"),
}
DIMENSIONS = {stem(word): units for word, units in _UNITS.items()}


def unit_fits(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """Whether a measure has a unit of the dimension that is asked for: kilometres for "how deep"."""
    units = DIMENSIONS.get(ask.focus[-1]) if ask.kind == "measure" and ask.focus else None
    if units is None:
        return True
    return any(word.stem in units or word.low in units for word in words[mention.first : mention.last + 2])


def modifies_other(ask: Ask, words: Sequence[Word], mention: Mention) -> bool:
    """Whether a hyphened measure belongs to a noun that is not asked about: "a three-decade high"."""
    inner = words[mention.first : mention.last]
    following = words[mention.last : mention.last + 1]
    hyphened = any(word.text == "-" for word in inner)
    return hyphened and any(word.tag in "OU" and word.stem not in ask.terms for word in following)


_TOLLS = stems_of("toll number death count casualty fatality")
_REACHING = stems_of("rise climb grow reach stand revise pass increase jump go hit put bring")


def revised(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a number is where a toll stands now: "the number of people killed ... rose to 38"."""
    near = words[max(0, mention.first - 3) : mention.first]
    told = any(word.stem in _TOLLS and word.tag in "OV" for word in words[: mention.first])
    return told and any(word.stem in _REACHING and word.tag in "VO" for word in near)


def upshot(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a figure is where a change ended or began, not its size: "rose 3 percent to $40"."""
    before = [word.low for word in words[max(0, mention.first - 2) : mention.first]]
    return before[-1:] in (["to"], ["from"]) or (len(before) == 2 and before[0] in ("to", "from") and before[1] == "a")
