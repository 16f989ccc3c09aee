"""Which sentences of the cited passages carry a statement: one, or two that stand together, or one for each half.

Sentences that give orders to whoever reads them, and those after them, carry nothing. Pure: standard library, our own
types and `index.splitting` only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.splitting import sentences
from index.types import Span

from .asserting import asserts, parts
from .dating import day_of, year_of
from .framing import without_frame
from .pairing import Pairing, missing
from .reporting import without_speakers
from .resolving import resolved
from .supporting import holds
from .tainting import seizes
from .types import Evidence
from .vocabulary import BE
from .wording import Word, words

__all__ = ["Sentence", "carriers", "read", "stands_in"]

_LONGEST = 120
"""Words in a statement; a longer one is no sentence."""

_TAINTED = 3
"""How many sentences after an attempt to give orders are not believed either."""

_BACK = 4
"""How many sentences back a name may be told in full."""

_CLOSING = "\"'”’»)] "
_ANAPHORS = frozenset("it he she they him them his her their its this that these those".split())
_COMING = frozenset("will would shall due expected scheduled plans planned".split())
_AHEAD = frozenset("from next until by".split())
_VAGUE = frozenset("since until till from or and between every each".split())
_DATES = frozenset(["day", "weekday", "year"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, by its span in the article."""

    evidence: Evidence
    span: Span
    words: tuple[Word, ...]
    usable: bool

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        at = self.evidence.span.start
        return self.evidence.text[self.span.start - at : self.span.end - at]


def read(evidence: Evidence) -> list[Sentence]:
    """The sentences of a passage; those that give orders to the reader, and those after them, carry nothing."""
    found: list[Sentence] = []
    tainted = 0
    for local in sentences(evidence.text):
        text = local.of(evidence.text)
        states = asserts(text)
        if seizes(text):
            tainted = _TAINTED + 1
        elif not states and not text.rstrip(_CLOSING).endswith("?"):
            tainted = max(tainted, 2)
        span = Span(evidence.span.start + local.start, evidence.span.start + local.end)
        fragment = local.start == 0 and evidence.span.start > 0 and text[:1].islower()
        usable = states and not tainted and not fragment
        found.append(Sentence(evidence, span, with_days(words(text), evidence.published), usable))
        tainted = max(0, tainted - 1)
    return found


def with_days(found: Sequence[Word], published: str | None) -> tuple[Word, ...]:
    """The words of a sentence, its relative days and those without a year with the day that they mean in an article."""
    return tuple(
        word if word.key is None else replace(word, also=_day_meant(found, place, published))
        for place, word in enumerate(found)
    )


def _day_meant(found: Sequence[Word], place: int, published: str | None) -> tuple[str, str] | None:
    word = found[place]
    clause = [other for other in found[:place] if other.segment == word.segment]
    ahead = any(other.low in _AHEAD for other in found[max(0, place - 1) : place])
    coming = ahead or any(
        other.low in _COMING or (other.low == "to" and at and clause[at - 1].low in BE)
        for at, other in enumerate(clause)
    )
    if word.key is not None and word.key[0] == "weekday":
        before = found[place - 1].low if place else ""
        said = f"{before} {word.low}" if before in ("last", "next") else word.low
        vague = before in _VAGUE or any(other.low in ("every", "each") for other in found[max(0, place - 2) : place])
        day = None if vague else day_of(said, published, future=coming)
        return None if day is None else ("day", f"{day.month}-{day.day}-{day.year}")
    if word.key is not None and word.key[0] == "day" and word.key[1].count("-") == 1:
        year = year_of(word.key[1], published)
        return None if year is None else ("day", f"{word.key[1]}-{year}")
    return None


def carriers(text: str, passages: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    """The sentences of ``passages`` that together carry ``text``, or none."""
    for passage in passages:
        for sentence in passage:
            if sentence.usable and sentence.text == text:
                return [sentence]
    statement = tuple(words(text))
    if not any(word.content for word in statement) or len(statement) > _LONGEST or not asserts(text):
        return []
    return _whole(statement, passages) or _halves(statement, passages)


def stands_in(source: str, quote: str) -> bool:
    """Whether a folded text holds a folded quotation, whatever the mark at its end and the case of its first letter."""
    plain = quote.rstrip(".,;:!? ")
    turned = plain[:1].swapcase() + plain[1:]
    return not plain or any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", source) for form in (plain, turned))


def _halves(statement: tuple[Word, ...], passages: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    found: list[Sentence] = []
    for half in parts(statement):
        carried = _whole(half, passages)
        if not carried:
            return []
        found.extend(carried)
    return found


def _whole(statement: tuple[Word, ...], passages: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    """One sentence that carries the statement, or else two that stand together in one passage."""
    ranked: list[tuple[int, int, int, tuple[Word, ...]]] = []
    for passage_number, passage in enumerate(passages):
        own = without_frame(statement, passage[0].evidence) if passage else statement
        told = without_speakers(own)
        for place, sentence in enumerate(passage):
            if sentence.usable:
                lacking = len(missing(Pairing(told, sentence.words)))
                ranked.append((lacking, passage_number, place, own))
    ranked.sort(key=lambda entry: entry[:3])
    for lacking, passage_number, place, own in ranked:
        if lacking == 0 and holds(Pairing(own, passages[passage_number][place].words)):
            return [passages[passage_number][place]]
    for _, passage_number, place, own in ranked[:6]:
        passage = passages[passage_number]
        for before in range(max(0, place - 2), place):
            between = [word for other in passage[before + 1 : place] for word in other.words]
            if any(_name(word) for word in between):  # whom "he" means is told there
                continue
            if passage[before].usable and _follows(own, passage[before], passage[place]):
                return [passage[before], passage[place]]
    for _, passage_number, place, own in ranked[:6]:
        if found := _told_in_full(own, passages[passage_number], place):
            return found
    return []


def _told_in_full(statement: tuple[Word, ...], passage: Sequence[Sentence], place: int) -> list[Sentence]:
    """A sentence that carries the statement once it is told with the names that one before it gives in full."""
    sentence = passage[place]
    every = [other.words for other in passage]
    for before in reversed(range(max(0, place - _BACK), place)):
        if not passage[before].usable:
            continue
        full = resolved(sentence.words, passage[before].words, every, near=before == place - 1)
        if full != sentence.words and holds(Pairing(statement, full)):
            return [passage[before], sentence]
    return []


def _follows(statement: tuple[Word, ...], before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence carries the statement once it is read with one before it: "It killed 12."

    What is taken from the first may not displace a name or a date of the second.
    """
    if not _refers(sentence.words, before.words):
        return False
    full = resolved(sentence.words, before.words, [before.words, sentence.words])
    if full == sentence.words and sentence.words[0].low in ("he", "she"):
        return False
    return any(_joined(statement, before, form) for form in dict.fromkeys((sentence.words, full)))


def _joined(statement: tuple[Word, ...], before: Sentence, sentence: tuple[Word, ...]) -> bool:
    lacking = [statement[place] for place in missing(Pairing(without_speakers(statement), sentence))]
    if any(word.verb for word in lacking):
        return False
    said = {word.low for word in statement}
    names = any(word.capital for word in lacking)
    if names and any(_name(word) and word.low not in said for word in sentence):
        return False
    kinds = {word.key[0] for word in sentence if word.key is not None}
    if any(word.key is not None and (word.key[0] in kinds or word.key[0] not in _DATES) for word in lacking):
        return False
    apart = 1 + max((word.segment for word in before.words), default=0)
    moved = tuple(replace(word, segment=word.segment + apart) for word in sentence)
    return holds(Pairing(statement, before.words + moved, main=len(before.words)))


def _refers(later: Sequence[Word], earlier: Sequence[Word]) -> bool:
    """Whether a sentence speaks of something in the one before it: by a pronoun, or by "the" and the same noun."""
    known = {word.stem for word in earlier if word.noun}
    return any(
        word.low in _ANAPHORS or (word.noun and word.stem in known and place > 0 and later[place - 1].low == "the")
        for place, word in enumerate(later)
    )


def _name(word: Word) -> bool:
    return word.kind == "name" or (word.first and word.capital and word.noun)
