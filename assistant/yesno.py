"""A question for yes or no, read as the statement that it asks about. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .families import families_of
from .lexicon import AUXILIARIES, BARE_VERBS, BE, IRREGULAR, VERBS, word_set
from .opposites import deed_at, known_deed
from .phrases import Phrase, phrases
from .words import Word, words

__all__ = ["Adjunct", "Inquiry", "inquiry"]

_LONGEST = 600
_HAVE = word_set("has have had hasn't haven't hadn't")
_DO = word_set("do does did don't doesn't didn't")
_COMING = word_set("will shall won't")
_PRESENT = word_set("is are am do does isn't aren't don't doesn't")
_UNCHANGED = word_set("put cut set hit shut let quit hurt burst open")
_BASES = frozenset(IRREGULAR.values())
_PARTIAL = word_set("only first both entire whole always fully completely still partly")


@dataclass(frozen=True, slots=True)
class Adjunct:
    """What a preposition adds to the question: "in Tarn", "for the draft"; ``exact`` when it has a name or figure."""

    preposition: str
    stems: frozenset[str]
    exact: bool


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked. ``kind`` is as in `propositions.Group`, or the modal verb itself; ``deed`` is "" when the question
    asks what somebody or something is, and ``predicate`` are then the words for it."""

    kind: str
    present: bool
    deed: str
    passive: bool
    subject: tuple[Phrase, ...]
    object: Phrase | None
    adjuncts: tuple[Adjunct, ...]
    predicate: tuple[Word, ...]
    limits: frozenset[str]


def inquiry(question: str) -> Inquiry | None:
    """The statement that a question asks about; None when it does not begin with a helper or has no clear parts."""
    tokens = [word for word in words(question[:_LONGEST]) if word.tag != "X" or word.text in ",'’"]
    opening = next((at for at, word in enumerate(tokens) if word.tag != "X"), None)
    if opening is None or tokens[opening].low not in AUXILIARIES:
        return None
    aux, rest = tokens[opening].low, tokens[opening + 1 :]
    at = _verb(aux, rest)
    kind = "coming" if aux in _COMING else "told" if aux in BE | _HAVE | _DO else aux
    limits = frozenset(word.low for word in rest) & _PARTIAL
    if at is None:
        return _being(aux, kind, rest, limits)
    helped = [word.low for word in rest[:at]]
    passive = (aux in BE or "be" in helped or "been" in helped) and not rest[at].low.endswith("ing")
    subject = [word for word in rest[:at] if word.low not in ("be", "been", "being") and word.tag != "B"]
    direct, adjuncts = _after(rest, at)
    if "guilty" in (word.low for word in rest[at + 1 : at + 3]) and rest[at].stem == "find":
        direct = None
    return Inquiry(
        kind, aux in _PRESENT, deed_at(rest, at), passive, tuple(phrases(subject)), direct, adjuncts, (), limits
    )


def _verb(aux: str, rest: Sequence[Word]) -> int | None:
    """The place of the full verb: a bare one after "did" or "will", a participle after "has" or "was"."""
    be = next((at for at, word in enumerate(rest) if at and word.low in ("be", "been")), None)
    bare = aux not in BE and aux not in _HAVE and be is None
    able = _bare if bare else _participle
    places = range(1 if be is None else be + 1, len(rest))
    fit = [at for at in places if able(rest[at]) and (rest[at - 1].tag not in "DSP" or rest[at - 1].low == "yet")]
    if be is not None:
        return fit[0] if fit and fit[0] <= be + 2 else None
    if not fit and bare:
        return next((at for at in places if rest[at].tag in "OV" and _after_subject(rest, at)), None)
    if bare:
        return next((at for at in fit if _begins(rest, at)), fit[0])
    return next((at for at in fit if rest[at].tag == "V"), fit[0]) if fit else None


def _after_subject(rest: Sequence[Word], at: int) -> bool:
    """Whether a word that is not known as a verb stands where only one can: after a name or "the" and a noun."""
    before = rest[at - 1]
    plain = before.tag == "O" and at > 1 and rest[at - 2].tag == "D"
    return before.tag == "U" or (plain and (at + 1 == len(rest) or rest[at + 1].tag in "DPUR"))


def _begins(rest: Sequence[Word], at: int) -> bool:
    """Whether a bare verb is followed by what may follow one: not by another that could be the verb just as well."""
    return at + 1 == len(rest) or rest[at - 1].tag == "U" or not (rest[at + 1].tag in "OV" and _bare(rest[at + 1]))


def _bare(word: Word) -> bool:
    return word.tag in "VO" and (word.low in VERBS or word.low in _BASES or word.low in BARE_VERBS)


def _participle(word: Word) -> bool:
    if word.tag not in "VO" or word.low in AUXILIARIES:
        return False
    shaped = word.low.endswith("ed") or word.low in IRREGULAR or word.low in _UNCHANGED
    going = word.low.endswith("ing") and (word.tag == "V" or bool(families_of(word.stem)))
    return shaped or going or (known_deed(word.stem) and word.low in ("open", "shut"))


def _after(rest: Sequence[Word], at: int) -> tuple[Phrase | None, tuple[Adjunct, ...]]:
    after = rest[at + 1 :]
    first = next((place for place, word in enumerate(after) if word.tag == "P"), len(after))
    direct = next((one for one in phrases(after[:first]) if not one.preposition), None)
    if direct is not None and first < len(after):
        direct = replace(direct, bound=after[first].low)
    return direct, _adjuncts(after[first:])


def _adjuncts(tokens: Sequence[Word]) -> tuple[Adjunct, ...]:
    found: list[Adjunct] = []
    starts = [at for at, word in enumerate(tokens) if word.tag == "P"]
    ends = [*starts[1:], len(tokens)] if starts else []
    for start, end in zip(starts, ends, strict=True):
        held = [word for word in tokens[start + 1 : end] if word.content]
        if held:
            stems = frozenset(word.stem for word in held)
            found.append(Adjunct(tokens[start].low, stems, any(word.tag in "UNV" for word in held)))
    return tuple(found)


def _being(aux: str, kind: str, rest: Sequence[Word], limits: frozenset[str]) -> Inquiry | None:
    """A question for what somebody or something is: "Is Brandt the mayor of Arden?", "Will milk be exempt?"."""
    if len(rest) < 2 or rest[0].low == "there":
        return None
    be = next((at for at, word in enumerate(rest) if at and word.low in ("be", "been")), None)
    if aux not in BE and be is None:
        return None
    again = [at for at in range(1, len(rest)) if rest[at].tag == "D" and rest[at - 1].tag in "OU"]
    places = [at for at in range(1, len(rest)) if rest[at].tag == "P" and rest[at].low != "of"]
    cut = again[0] if again else places[-1] if places else len(rest) - 1
    subject, predicate = (rest[:cut], rest[cut:]) if be is None else (rest[:be], rest[be + 1 :])
    if not any(word.content for word in predicate):
        return None
    return Inquiry(kind, aux in _PRESENT, "", False, tuple(phrases(subject)), None, (), tuple(predicate), limits)
