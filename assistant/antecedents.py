"""What the earlier turns of a conversation offer to be pointed at: an event, a person, a group, a thing, a place. Pure.

Phrases are cut from the questions and answers themselves: "the tram attack in Velmar". An event that only a verb tells
of gets its noun: "Who killed the mayor of Harstone?" was about "the killing of the mayor of Harstone".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .eventnouns import EVENTS, NOUN_OF
from .gazetteer import FIRST_NAMES, ORGANISATION_WORDS, ROLES
from .lexicon import BE, VERBS, word_set
from .nounphrases import HAPPEN, LOCATIVE, QUESTION_WORDS, clause, definite, name_runs, phrase, tagged
from .types import NOT_IN_ARTICLES, Turn
from .words import Word, words

__all__ = ["Topic", "topic_after"]

_GROUP_WORDS = ORGANISATION_WORDS | word_set("company firm organization organisation gang faction airline publisher")
_RELATIVE = word_set("who which that where whose")
_ATTRIBUTES = word_set(
    "position occupation job profession name names age number kind nationality role identity condition"
)
_HUMAN = word_set("boy girl man woman child baby teenager bodyguard hostage prisoner passenger")
_SHORT = 10
"""Words up to which an answer without a short form is taken for one."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a stand-alone question and its answer were about; an empty string where there is none.

    ``place`` begins with its preposition; ``statement`` is question and short answer as one clause ("17 people died in
    the fire"); ``before`` is the stand-alone question of the turn before, ``past`` the event of an earlier topic,
    ``names`` all names of the question.
    """

    question: str = ""
    event: str = ""
    person: str = ""
    group: str = ""
    thing: str = ""
    place: str = ""
    short: str = ""
    statement: str = ""
    before: str = ""
    past: str = ""
    names: str = ""

    @property
    def within(self) -> str:
        """The topic as a phrase behind a noun or a participle: "in the fire"."""
        other = self.names or self.person or self.group or self.thing or self.question.rstrip(" ?.")
        return f"in {self.event}" if self.event else self.place or f"in connection with {other}"

    @property
    def about(self) -> str:
        """The topic behind "known": "about the fire"."""
        known = self.event or self.names or self.person or self.place or self.thing
        return f"about {known or self.question.rstrip(' ?.')}"


def topic_after(topic: Topic, turn: Turn, question: str) -> Topic:
    """What can be pointed at after ``turn``, whose stand-alone question was ``question``."""
    tokens = tagged(question)
    text = _Cut(question, tokens)
    begin, end = clause(tokens)
    short = _short(turn, question)
    event = text.event(short)
    leaning = question != " ".join(turn.question.split())
    base = topic if leaning or not (event or name_runs(tokens[1:])) else Topic(past=topic.event or topic.past)
    found = replace(
        base,
        question=question,
        before=topic.question,
        short=short,
        event=base.event if base.event and base.event in question else event or base.event,
        statement=text.statement(begin, end, short),
    )
    found = _named(found, tokens, text)
    return _answered(found, tokens, text) if short else found


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text and its words: phrases are cut from it."""

    text: str
    tokens: list[Word]

    def of(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def event(self, short: str) -> str:
        """The phrase of the event that the question names by a noun, or tells of with a verb; ``short`` answers it."""
        for at, word in enumerate(self.tokens):
            after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            modifies = after is not None and after.tag == "O" and after.low not in VERBS | HAPPEN
            compound = word.tag == "V" and [w.tag for w in self.tokens[max(at - 2, 0) : at]] == ["D", "O"]
            named = word.tag in "OU" or compound or (after is not None and after.low == "of")
            verb = after is not None and after.tag in "DU" and any(w.tag == "A" for w in self.tokens[:at])
            if named and not modifies and not verb and (word.low in EVENTS or word.low.removesuffix("s") in EVENTS):
                return self._noun_event(at)
        return self._verb_event(short)

    def _noun_event(self, at: int) -> str:
        first = at
        while first and (self.tokens[first - 1].tag in "OUNS" or self.tokens[first - 1].low == "attempted"):
            if self.tokens[first - 1].low == "set":
                break
            first -= 1
        end, happens = self.whole(at)
        later = [p for p in range(end, len(self.tokens)) if self.tokens[p].tag == "P"]
        tail = f" {self.of(later[0], phrase(self.tokens, later[0]))}" if happens == end and later else ""
        return definite(self.of(first, end) + tail)

    def whole(self, at: int) -> tuple[int, int | None]:
        """The end of the phrase of token ``at`` with a clause that tells more of it, and where "take place" stands."""
        end = phrase(self.tokens, at)
        happens = next((p for p in range(end, len(self.tokens)) if self.tokens[p].low in HAPPEN), None)
        told = any(word.tag == "V" or word.low in ("behind", "say") for word in self.tokens[:at])
        after = self.tokens[end] if end < len(self.tokens) else None
        if after is not None and (((told or happens) and after.tag == "V") or (at > 1 and after.low in _RELATIVE)):
            end = happens or len(self.tokens) - (self.tokens[-1].tag == "X")
        return end, happens

    def _verb_event(self, short: str) -> str:
        for at, word in enumerate(self.tokens):
            bare = word.tag == "O" and word.low in VERBS and any(w.tag == "A" for w in self.tokens[:at])
            if word.stem not in NOUN_OF or not at or not (word.tag == "V" or bare):
                continue
            passive = any(w.low in BE for w in self.tokens[:at])
            direct = at + 1 < len(self.tokens) and self.tokens[at + 1].tag in "DUON"
            rest = self.of(at + 1, phrase(self.tokens, at + 1)) if at + 1 < len(self.tokens) else ""
            tail = rest if rest and not direct and self.tokens[at + 1].tag == "P" else ""
            patient = rest if direct and not passive else self._subject(at, short)
            if patient:
                return " ".join(f"the {NOUN_OF[word.stem]} {patient} {tail}".split())
        return ""

    def _subject(self, verb: int, short: str) -> str:
        last = verb
        while last and (self.tokens[last - 1].tag in "AXB" or self.tokens[last - 1].low in _RELATIVE):
            last -= 1
        first = last
        while first and (self.tokens[first - 1].tag in "DOUNSP" or self.tokens[first - 1].low == "and"):
            attribute = self.tokens[first - 1].low == "of" and first > 1 and self.tokens[first - 2].low in _ATTRIBUTES
            if self.tokens[first - 1].low in QUESTION_WORDS or attribute:
                break
            first -= 1
        if first == last == 0 and name_runs(words(f"of {short}")):
            return short
        return "" if any(word.low in ("many", "much") for word in self.tokens[first:last]) else self.of(first, last)

    def statement(self, begin: int, end: int, short: str) -> str:
        """Question and short answer as one clause, when what was asked for is the subject."""
        if not short or end == 0 or end >= len(self.tokens) or len(short.split()) > _SHORT:
            return ""
        asked, head = self.tokens[begin].low, self.tokens[end]
        if asked in ("when", "where", "why") or (asked == "how" and self.tokens[begin + 1].low not in ("many", "much")):
            return ""
        subject = head.tag == "V" or (head.low in BE and any(w.tag == "V" for w in self.tokens[end + 1 : end + 3]))
        if not subject and head.low not in ("has", "have", "had", "will"):
            return ""
        noun = self.of(begin + 2, end) if asked == "how" and re.fullmatch(r"[\w -]*\d+|\w+", short) else ""
        return " ".join(f"{short} {noun} {self.of(end, len(self.tokens)).rstrip(' ?.')}".split())


def _named(topic: Topic, tokens: list[Word], text: _Cut) -> Topic:
    """The topic with the names of the question: places by their preposition, persons, groups and things."""
    persons: list[str] = []
    things: list[str] = []
    runs = name_runs(tokens)
    for first, last in runs:
        before = tokens[first - 1].low if first else ""
        inside = {word.low for word in tokens[first:last]}
        after = tokens[last] if last < len(tokens) else None
        event = after is not None and (after.low in EVENTS or after.low.removesuffix("s") in EVENTS)
        modifies = after is not None and after.tag == "O" and (event or after.low not in VERBS)
        name = text.of(first - (before == "the"), last)
        if before in LOCATIVE:
            topic = replace(topic, place=text.of(first - 1, last))
        elif event:
            topic = replace(topic, place=f"in {text.of(first, last)}")
        elif inside & _GROUP_WORDS and not inside & ROLES:
            topic = replace(topic, group=name)
            things.append(name)
        elif before != "the" and "&" not in name and (last - first > 1 or before in ROLES):
            persons.append(name)
        elif not modifies:
            things.append(name)
    several = f"{', '.join(persons[:-1])} and {persons[-1]}" if len(persons) > 1 else ""
    human = next((at for at, word in enumerate(tokens) if word.tag == "O" and word.low in ROLES | _HUMAN), None)
    if human is not None and not persons and human and tokens[human - 1].tag in "DO":
        first = human
        while first and tokens[first - 1].tag in "DO":
            first -= 1
        persons = [text.of(first, phrase(tokens, human))] if tokens[first].low == "the" else []
    article = next((at for at, word in enumerate(tokens[:-1]) if word.low == "the" and tokens[at + 1].tag == "O"), None)
    if article is not None and not things and not persons and text.of(article, article + 2) not in topic.event:
        things = [text.of(article, text.whole(article + 1)[0])]
    return replace(
        topic,
        names=" and ".join(text.of(*run) for run in runs[:3]) or topic.names,
        person=persons[-1] if persons else topic.person,
        group=several if several and several in text.text else topic.group,
        thing=things[0] if things else topic.thing,
    )


def _answered(topic: Topic, tokens: list[Word], text: _Cut) -> Topic:
    """The topic with what the short answer names, by what was asked for."""
    begin, end = clause(tokens)
    asked = tokens[begin].low if end else ""
    focus = {word.low.removesuffix("s") for word in tokens[begin:end]} | {word.low for word in tokens[begin:end]}
    answer = words(topic.short)
    written = topic.question[1:] == topic.question[1:].lower() or topic.short != topic.short.lower()
    runs = name_runs(answer) if written else []  # where names are written large, a small word is none
    if asked == "where":
        return replace(topic, place=topic.short if answer[0].tag == "P" else f"in {topic.short}")
    if asked not in ("who", "whom", "what", "which") or not topic.short[0].isalnum():
        return topic
    if not runs:
        said = _described(topic.short, tokens, end, text)
        return replace(topic, group=said or topic.group, thing=said if asked == "what" and said else topic.thing)
    if focus & _GROUP_WORDS or {word.low for word in answer} & _GROUP_WORDS:
        return replace(topic, group=topic.short, thing=topic.short)
    first, last = max(runs, key=lambda run: run[1] - run[0])
    first -= first == 1 and answer[0].tag == "O" and answer[0].text[:1].isupper()  # "Red Spear"
    name = topic.short[answer[first].start : answer[last - 1].end]
    several = any(word.low == "and" for word in answer)
    human = [{word.low for word in words(one)} & FIRST_NAMES for one in (name, topic.person)]
    person = topic.person if several or (human[1] and not human[0]) else name
    return replace(
        topic, person=person, group=topic.short if several else name, thing=topic.thing or ("" if several else name)
    )


def _described(short: str, tokens: list[Word], end: int, text: _Cut) -> str:
    """Nameless persons or things by what the question says of them: "the two men who killed the mayor"."""
    rest = text.of(end, len(tokens)).rstrip(" ?.")
    if not rest or end >= len(tokens) - 1 or len(short.split()) > _SHORT:
        return ""
    if tokens[end].low in BE:
        told = any(word.tag == "V" for word in tokens[end + 1 : end + 3])
        return f"{definite(short)} {text.of(end + 1, len(tokens)).rstrip(' ?.')}" if told else ""
    return f"{definite(short)} who {rest}" if tokens[end].tag == "V" else ""


def _short(turn: Turn, question: str) -> str:
    """The short answer of a turn: its own, a brief answer, or for "who" the first new name of a longer one."""
    answer = re.sub(r"\s*\[\d+\]", "", turn.short or turn.answer).strip().rstrip(".")
    if not answer or answer == NOT_IN_ARTICLES.rstrip("."):
        return ""
    if turn.short or len(answer.split()) <= _SHORT:
        return " ".join(answer.split())
    asked = {word.low for word in words(question)}
    if not asked & {"who", "whom", "which"}:
        return ""
    told = words(answer[:600])
    for first, last in name_runs(told):
        inside = {word.low for word in told[first:last]}
        dateline = (
            all(word.text.isupper() for word in told[first:last])
            or "(" in answer[told[first].start - 2 : told[first].start]
        )
        place = first > 0 and told[first - 1].low in LOCATIVE
        if not inside & asked and not dateline and not place and first > 0:
            return answer[told[first].start : told[last - 1].end]
    return ""
