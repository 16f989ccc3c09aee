"""A sentence as words that can be compared: figures by value, names by case, the rest by stem.

Pure: standard library and our own types only. Nothing here yields an offset into an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .folding import respelt
from .keying import keyed
from .vocabulary import (
    BE,
    BREAKS,
    DAYS,
    FORMS,
    MODAL,
    NEAR_DAYS,
    NOT_NOUNS,
    NOT_VERBS,
    PHRASES,
    PREPOSITIONS,
    STOP,
    VERBS,
)

__all__ = ["Word", "stem", "words"]

Kind = Literal["figure", "name", "word", "stop"]

_LETTER = r"[^\W_][\u0300-\u036f]*"
_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|(?:{_LETTER})+(?:['’](?:{_LETTER})+)*|[^\w\s]|_")
_COMMON = {"us": "usa", "america": "usa", "u.k": "uk", "britain": "uk"}
_BODIES = {("european", "union"): "eu", ("united", "nations"): "un"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence. ``segment`` numbers its clause; ``key`` is a figure's kind and value.

    ``also`` is the calendar day that a relative one means; ``glued`` marks what a hyphen joins to the word before it,
    ``owner`` a genitive ("the mayor's"), ``nominal`` what looks like a verb but stands as a noun ("the report"),
    ``acts`` what only its place tells to be a verb ("will resume").
    """

    low: str
    stem: str
    kind: Kind
    segment: int
    key: tuple[str, str] | None = None
    capital: bool = False
    first: bool = False
    also: tuple[str, str] | None = None
    glued: bool = False
    owner: bool = False
    nominal: bool = False
    acts: bool = False

    @property
    def content(self) -> bool:
        """Whether the word has to be matched."""
        return self.kind != "stop"

    @property
    def verb(self) -> bool:
        """Whether the word may be a verb with an actor and an object."""
        if self.kind != "word" or self.nominal:
            return False
        if self.acts:
            return True
        inflected = self.low.endswith(("ed", "ing")) and len(self.low) > 4 and self.low not in NOT_VERBS
        return inflected or self.stem in _VERB_STEMS

    @property
    def noun(self) -> bool:
        """Whether the word may be the one who acts or is acted upon."""
        plain = self.kind == "word" and not self.verb and not self.low.endswith(("ly", "est"))
        return self.kind == "name" or (plain and self.low not in NOT_NOUNS)


def stem(low: str) -> str:
    """The word without its inflection: "approves", "approved" and "approving" are one; "employer" is another."""
    if low in FORMS:
        return FORMS[low]
    word = low
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ied", "ed", "ing"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 2 and re.search("[aeiouy]", base) and word not in NOT_VERBS:
            word = base + "y" if ending == "ied" else base
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


_VERB_STEMS = frozenset(stem(word) for word in VERBS)
_PHRASES = {(stem(verb), particle): base for (verb, particle), base in PHRASES.items()}


def words(text: str) -> list[Word]:
    """The words of one sentence, in order."""
    plain = respelt(text)
    figures = keyed(plain)
    found: list[Word] = []
    segment = 0
    done = -1
    first = True
    for token in _TOKEN.finditer(plain):
        start, raw = token.start(), token.group()
        if start < done:
            continue
        if start in figures:
            done, key = figures[start]
            joined = start > 1 and plain[start - 1] in "-–/" and plain[start - 2].isdecimal()
            found.append(Word(key[1], key[1], "figure", segment, key, first=first, glued=joined))
            first = False
            if unit := plain[done : token.end()]:  # the "km" of "40km"
                found.extend(replace(word, kind="word", glued=True) for word in _word(unit, segment, False))
        elif raw[0].isalnum():
            glued = _glued(plain, start)
            for word in _word(raw, segment, first):
                word = _as_it_stands(word, plain, token, found)
                segment += word.low in BREAKS and word.kind != "name"
                found.append(replace(word, segment=segment, glued=glued))
            first = False
        elif _parts(plain, start, raw):
            segment += 1
    return _nominal(_named(_united(found)))


def _glued(plain: str, start: int) -> bool:
    """Whether a hyphen joins what begins at ``start`` to what stands before it."""
    return start > 1 and plain[start - 1] == "-" and plain[start - 2].isalnum()


def _as_it_stands(word: Word, plain: str, token: re.Match[str], before: list[Word]) -> Word:
    """A word that would need no match needs one as a name ("in May", "the WHO") or as a part of a longer word.

    "With_out" is not "with", and "3 am" not "3 pm". A capital behind a quotation mark is that of a sentence.
    """
    if word.kind != "stop" or (word.low == "not" and token.group().casefold() != "not"):
        return word
    raw, start = token.group(), token.start()
    opens = word.first or plain[start - 1 : start] in ('"', "'")
    letters = raw.isupper() and len(raw) > 1
    if word.capital and word.low not in ("the", "i") and (letters or not opens):
        return replace(word, kind="name")
    clock = word.low == "am" and before and before[-1].kind == "figure"
    if clock or _joined(plain, start, -1) or _joined(plain, token.end() - 1, 1):
        return replace(word, kind="word")
    return word


def _joined(plain: str, at: int, step: int) -> bool:
    """Whether marks that are no dash, and no white space, stand between a word and the next to its side."""
    for distance in (1, 2, 3, 4):
        place = at + step * distance
        if not 0 <= place < len(plain) or plain[place].isspace() or plain[place] in "—…":
            return False
        if plain[place].isalnum():
            return distance > 1
    return False


def _word(raw: str, segment: int, first: bool) -> Iterator[Word]:
    low = raw.casefold().replace(".", "") if raw.endswith(".") else raw.casefold()
    owner = low.endswith("'s")
    negated = low.endswith("n't") or low == "cannot"
    low = low.removesuffix("n't").removesuffix("'s").replace("'", "")
    low = "can" if low in ("ca", "cannot") else "will" if low == "wo" else low
    capital = raw[:1].isupper()
    if (low in DAYS and capital) or low in NEAR_DAYS:
        yield Word(low, low, "figure", segment, ("weekday", low), first=first)
        return
    whole = len(raw) > 1 and raw.upper() == raw and capital
    low = _COMMON.get(low, low) if capital and not (low == "us" and not whole) else low
    ordinary = low in STOP and not (whole and low in ("us", "it"))
    kind: Kind = "stop" if ordinary else "name" if capital and (not first or (whole and len(raw) > 1)) else "word"
    if low:
        yield Word(low, stem(low), kind, segment, None, capital, first, owner=owner)
    if negated:
        yield Word("not", "not", "stop", segment)


def _united(found: list[Word]) -> list[Word]:
    """ "United States" as the one word that its abbreviations are; "took place" as the one word that says no more."""
    result: list[Word] = []
    for word in found:
        if result and word.low in ("states", "kingdom") and result[-1].low == "united":
            last = result.pop()
            low = "usa" if word.low == "states" else "uk"
            word = replace(last, low=low, stem=low, kind="name", capital=True)
        if result and (result[-1].low, word.low) in _BODIES:
            low = _BODIES[result[-1].low, word.low]
            word = replace(result.pop(), low=low, stem=low, kind="name", capital=True)
        if result and word.low == "place" and result[-1].stem == "take":
            word = replace(result.pop(), low="occurred", stem=stem("occurred"))
        if result and result[-1].kind == "word" and (result[-1].stem, word.low) in _PHRASES:
            base = _PHRASES[result[-1].stem, word.low]
            word = replace(result[-1], low=base.removesuffix("e") + _ending(result.pop().low), stem=stem(base))
        result.append(word)
    return result


def _nominal(found: list[Word]) -> list[Word]:
    """ "The report", "a car bomb", "the wounded": nouns, whatever else they can be. "Will resume": a verb."""
    if len(found) > 1 and _adjectival(found, 0):
        found[0] = replace(found[0], nominal=True)
    for place in range(1, len(found)):
        word, before = found[place], found[place - 1]
        if word.kind == "word" and not word.low.endswith("ly") and _helped(found, place):
            found[place] = replace(word, acts=True)
        elif _adjectival(found, place) or (word.verb and word.low in VERBS - _UNCHANGED and _within_noun(found, place)):
            found[place] = replace(word, nominal=True)
        elif word.verb and before.low in _DETERMINERS and before.segment == word.segment:
            following = found[place + 1] if place + 1 < len(found) else None
            alone = following is None or following.segment != word.segment or not following.noun
            inflected = word.low.endswith(("ed", "ing"))
            before_noun = not alone and before.low in _OPENING
            bare = not inflected and before.low != "that"
            if before_noun or bare or (alone and before.low not in ("her", "that")):
                found[place] = replace(word, nominal=True)
    return found


def _adjectival(found: list[Word], place: int) -> bool:
    """Whether a participle tells of the noun behind it: "suspected rebels" at the head of a sentence or behind "by"."""
    word, following = found[place], found[place + 1 : place + 2]
    if not word.verb or not word.low.endswith("ed") or not following or following[0].kind != "word":
        return False
    heads = place == 0 or found[place - 1].low in PREPOSITIONS - {"to", "as", "than", "after", "before", "since"}
    return heads and following[0].noun and following[0].segment == word.segment


def _helped(found: list[Word], place: int) -> bool:
    """Whether "will", "did not", "is to" stand before a word, so that it is what somebody does."""
    back = place - 1
    while back and (found[back].low in ("not", "also", "never") or found[back].low.endswith("ly")):
        back -= 1
    low = found[back].low
    return low in _HELPING or (low == "to" and back > 0 and found[back - 1].low in BE)


def _within_noun(found: list[Word], place: int) -> bool:
    """Whether a bare word ends what a determiner, a genitive or a preposition begins: "a car bomb", "under attack"."""
    for back in range(place - 1, max(-1, place - 4), -1):
        word = found[back]
        if word.segment != found[place].segment:
            return False
        if word.owner or (word.low in _DETERMINERS and word.low not in ("that", "her")):
            return True
        if word.low in PREPOSITIONS and word.low != "to":
            return back == place - 1
        if word.kind == "stop" or word.verb or word.low.endswith("s"):
            return False
    return False


_ADVERBS = frozenset("only even still later once twice again".split())
_FORENAMES = frozenset(["will", "may", "do"])
_OPENING = frozenset("a an the its his our their".split())
_UNCHANGED = frozenset("beat hit cut put set shut hurt let cost split spread quit".split())
_HELPING = MODAL | {"did", "does", "do"}
_DETERMINERS = frozenset("a an the this these those his her its their our no any another each every that".split())


def _ending(low: str) -> str:
    """The inflection that a phrase keeps: "stepped down" is what resigning was, "stepping down" what it is."""
    return "ing" if low.endswith("ing") else "ed"


def _named(found: list[Word]) -> list[Word]:
    """A capital at the head of a sentence is a name's when another capital follows."""
    if len(found) > 1 and found[0].first and found[0].capital and found[1].kind == "name":
        named = found[0].kind == "word" and found[0].low not in _ADVERBS
        if named or (found[0].low in _FORENAMES and found[1].segment == found[0].segment):
            found[0] = replace(found[0], kind="name")
    return found


def _parts(plain: str, at: int, raw: str) -> bool:
    """Whether a mark of punctuation ends a clause; a hyphen within a word does not."""
    if raw in "-–":
        return plain[at - 1 : at].isspace() and plain[at + 1 : at + 2].isspace()
    return raw in ",;:()[]—<>{}|="
