"""Whom a sentence speaks of: pronouns, "its", and names that the article gives in full elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .gazetteer import FIRST_NAMES, ORGANISATION_WORDS, TITLES
from .lexicon import word_set
from .phrases import Phrase, phrases
from .propositions import SAYING, Clause, Group, clause_of, group_at, main_verb
from .words import Word, words

__all__ = ["Setting", "objects", "setting_of", "subjects"]

_BACK = 3
"""Sentences that a pronoun is followed back over, each of which must begin with a pronoun itself."""

_PERSONS = word_set("he she him her his")
_THINGS = word_set("it its")


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a sentence: the sentences before it, its article's title, the names that the passage has."""

    before: tuple[Sequence[Word], ...] = ()
    title: frozenset[str] = frozenset()
    names: tuple[tuple[str, ...], ...] = ()

    def at(self, sentences: Sequence[Sequence[Word]], place: int) -> Setting:
        """The setting of the sentence at ``place`` among those of the same passage."""
        return replace(self, before=tuple(sentences[max(0, place - _BACK) : place]))

    def full(self, name: tuple[str, ...]) -> tuple[str, ...]:
        """The longer name that ends with this one and stands first in the passage; the name itself if there is none."""
        return next((one for one in self.names if len(one) > len(name) and one[-len(name) :] == name), name)

    @property
    def near(self) -> frozenset[str]:
        """The stems of the title and of the sentence before."""
        last = self.before[-1] if self.before else ()
        return self.title | {word.stem for word in last}


def setting_of(sentences: Sequence[Sequence[Word]], place: int, title: str = "") -> Setting:
    """The setting of the sentence at ``place`` among those of its passage."""
    heading = words(title[:300])
    names = dict.fromkeys(name for line in (*sentences, heading) for name in _names(line))
    return Setting(
        tuple(sentences[max(0, place - _BACK) : place]),
        frozenset(word.stem for word in heading),
        tuple(names),
    )


def _names(line: Sequence[Word]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    run: list[str] = []
    for word in [*line, None]:
        if word is not None and word.tag == "U" and word.low not in TITLES:
            run.append(word.low)
            continue
        if run:
            found.append(tuple(run))
        run = []
    return found


def subjects(line: Sequence[Word], group: Group, setting: Setting, depth: int = _BACK) -> list[Phrase]:
    """The phrases that name the subject of a verb, a pronoun replaced by what it stands for."""
    clause = clause_of(line, group)
    found = phrases(line[clause.start : clause.end])
    heads = [one for one in found if not one.preposition]
    if (
        clause.relative
        and len(heads) > 1
        and any(word.low in ("and", "or") for word in line[clause.start : clause.end])
    ):
        heads = heads[-1:]
    if not depth:
        return [one for one in heads if not one.pronoun]
    told: list[Phrase] = []
    for one in heads:
        if one.head == "those":
            taken = next((other for other in phrases(line[: clause.start]) if not other.preposition), one)
            told.append(replace(taken, after=one.after))
            continue
        meant = one.pronoun or next((owner for owner in one.owner if owner in _PERSONS | _THINGS | {"their"}), "")
        if not meant:
            told.append(one)
            continue
        antecedents = [other for other in _antecedents(line, clause, setting, depth) if _agree(meant, other)]
        if one.pronoun:
            told += antecedents
        else:
            owner = {stem for other in antecedents for stem in (other.head, *other.name_stems)}
            told.append(replace(one, owner=(one.owner - {meant}) | owner))
    return told


def objects(line: Sequence[Word], place: int, end: int, own: Sequence[Phrase], setting: Setting) -> list[Phrase]:
    """The phrases after a verb, a pronoun replaced by the only person named before it, its own subject (``own``) apart:
    those earlier in the sentence or, where there are none, in the sentence before."""
    told: list[Phrase] = []
    for one in phrases(line[place + 1 : end]):
        if one.pronoun not in ("him", "her", "them"):
            told.append(one)
            continue
        for earlier in (line[:place], *setting.before[-1:]):
            people = {setting.full(other.name): other for other in phrases(earlier) if _person(other)}
            people = {name: other for name, other in people.items() if not any(_shared(name, mine) for mine in own)}
            if people:
                told += [replace(other, preposition="") for other in people.values() if len(people) == 1]
                break
    return told


def _shared(name: tuple[str, ...], one: Phrase) -> bool:
    return bool(one.name) and one.name[-1] == name[-1]


def _person(one: Phrase) -> bool:
    """Whether a phrase bears a person's name, as far as its form shows."""
    organised = not ORGANISATION_WORDS.isdisjoint(one.name)
    return not organised and (len(one.name) > 1 or bool(one.name and one.name[0] in FIRST_NAMES))


def _antecedents(line: Sequence[Word], clause: Clause, setting: Setting, depth: int) -> list[Phrase]:
    """The subject that a pronoun in this place takes up: the speaker's, an earlier clause's, the sentence before's."""
    verb = next((at for at in range(clause.opens - 1, -1, -1) if line[at].stem in SAYING and line[at].tag == "V"), None)
    if verb is None and clause.start:
        verb = main_verb(line[: clause.start])
    if verb is not None:
        return subjects(line, group_at(line, verb), setting, depth - 1)
    if not setting.before:
        return []
    last = setting.before[-1]
    verb = main_verb(last)
    earlier = replace(setting, before=setting.before[:-1])
    return subjects(last, group_at(last, verb), earlier, depth - 1) if verb is not None else []


def _agree(pronoun: str, one: Phrase) -> bool:
    """Whether a pronoun may stand for the phrase: "it" for no person's name, "he" for no company."""
    if one.negated or one.head in ("", "those"):
        return False
    person = bool(one.name) and one.name[0] in FIRST_NAMES
    organised = not ORGANISATION_WORDS.isdisjoint(one.name)
    if pronoun in _THINGS:
        return not person
    return not (pronoun in _PERSONS and organised)
