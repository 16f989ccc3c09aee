"""A follow-up question into one that can be searched alone, by rule. Pure.

"And how many were wounded?", "Where is that group based?" and "What about Kestle?" lean on the turns before them. What
they point at is found by `assistant.antecedents` and written in its place, so that the result is a question that a
reader can be shown: "how many were wounded in the tram attack in Velmar?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from .antecedents import Topic, topic_after
from .ellipsis import completed, substituted
from .eventnouns import EVENTS
from .families import families_of
from .gazetteer import WEAPONS
from .lexicon import VERBS, word_set
from .nounphrases import HAPPEN, QUESTION_WORDS, name_runs, tagged
from .pointing import open_pronoun, spelled_out
from .types import Question
from .words import Word

__all__ = ["Standalone", "standalone"]


@dataclass(frozen=True, slots=True)
class Standalone:
    """The question to search. ``certain``: it stood alone as it was asked, beyond doubt."""

    text: str
    certain: bool = True


def standalone(question: Question) -> Standalone:
    """The question with what it leaves to the conversation put into words."""
    topic = Topic()
    for turn in question.history:
        topic = topic_after(topic, turn, _rewritten(" ".join(turn.question.split()), topic))
    text = " ".join(question.text.split())
    found = _rewritten(text, topic)
    return Standalone(found, not question.history or (found == text and _complete(tagged(text), topic)))


_OPENER = re.compile(
    r"^(?:(?:and|so|but|or|also|then|ok|okay|well|now|thanks|thank you|great|good|i see|sorry|hm+|please|no|yes)"
    r"(?:[,.!;:]+\s*|\s+(?=\S)))+",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:(?:what|how) about|i mean|i meant|i was asking about|i am asking about)\s+", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:(?:can you )?(?:tell|say|give) (?:me )?(?:more|details)|more(?: details)?|go on|details|what else|anything"
    r" else)(?: about (?:it|that|this))?[?.!]*$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"^(?:really|are you sure|is that (?:so|true|right)|say (?:that )?again)[?.!]*$", re.IGNORECASE)
_OTHER = re.compile(r"^(?:the )?(?:other|first|former)(?: one)?[?.!]*$", re.IGNORECASE)
_DEED = re.compile(r"\b(do|did) (it|that|this)(?=\W*$)", re.IGNORECASE)
_PHRASAL = re.compile(r"\b(carr(?:y|ied|ies)|bl[eo]w|set|called) (it|this|that) (out|off|up)\b", re.IGNORECASE)
_CONFIRM = re.compile(
    r"^(is|was|has) (?:that|this|it) ((?:been )?(?:confirmed|verified|certain|official|denied))[?. ]*$", re.IGNORECASE
)
_SO = re.compile(r"\b(sa(?:y|ys|id)|claims?|claimed|reported|confirmed) so(?=\W*$)", re.IGNORECASE)
_BARE = re.compile(
    r"^(?:(why) (?:did|do|does|was|were|is|are|has|have|had|would|will)|(when|where|how) (?:did|do|does))"
    r" (?:he|she|it|they|that)[?. ]*$|^what for[?. ]*$",
    re.IGNORECASE,
)
"""Questions that leave out all but their question word: "why did they?"."""

_REPEATED = re.compile(
    r"^(how many|how much|who|when|where|why|what) (?=(?:in|at|near|for|from|on|during) )", re.IGNORECASE
)
_BRIEF = 7
"""Words up to which a text without a verb is a follow-up."""


def _rewritten(text: str, topic: Topic) -> str:
    if not topic.question:
        return text
    plain = _DEED.sub(
        lambda found: f"{'carry' if found[1] == 'do' else 'carried'} out {found[2]}", _OPENER.sub("", text)
    )
    plain = _SO.sub(r"\1 that", _PHRASAL.sub(r"\1 \3 \2", plain)).strip()
    if bare := _BARE.match(plain):
        plain = f"{bare[1] or bare[2] or 'why'}?"
    short = _ABOUT.sub("", plain)
    repeated = _REPEATED.match(short)
    if repeated and topic.question.lower().startswith(f"{repeated[1].lower()} "):
        short = short[repeated.end() :]  # "how many in Dorn?"
    tokens = tagged(short)
    confirming = _CONFIRM.match(plain)
    if not tokens or not plain[0].isalnum():
        return text
    if _AGAIN.match(plain):
        return topic.question
    if _OTHER.match(short) and topic.before:
        return topic.before
    if _MORE.match(plain):
        found = f"what else is known {topic.about}?"
    elif confirming and topic.statement:
        found = f"{confirming[1]} it {confirming[2]} that {topic.statement}?"
    elif short != plain or _fragment(tokens):
        found = substituted(short, topic)
    elif _phrase_only(tokens):
        found = completed(short, topic)
    else:
        found = _resolved(plain, topic)
    return found[:1].upper() + found[1:] if text[:1].isupper() else found


def _asks(tokens: list[Word]) -> bool:
    return any(word.low in QUESTION_WORDS for word in tokens[:4])


def _fragment(tokens: list[Word]) -> bool:
    """Whether a text is a noun phrase: "the wounded", "in Kestle"."""
    return not _asks(tokens) and tokens[0].tag not in "VAR" and len(tokens) <= _BRIEF and tokens[-1].text not in ".!"


def _phrase_only(tokens: list[Word]) -> bool:
    """Whether a question is its question phrase alone: "by whom?", "which group?"."""
    if not _asks(tokens) or (tokens[0].low in ("who", "what") and tokens[1:2] and _verbal(tokens[1])):
        return False
    if any(word.low in HAPPEN for word in tokens[1:]):
        return False
    counted = [word.low in ("many", "much") for word in (tokens[0], *tokens)]
    return not any(
        word.tag in "VADR" and word.low != "many" and not many for many, word in zip(counted, tokens, strict=False)
    )


def _verbal(word: Word) -> bool:
    return word.low in VERBS or word.low.removesuffix("s") in VERBS


# What is left out


def _resolved(text: str, topic: Topic) -> str:
    """A whole sentence with what points back written out, and with the event behind it where it still lacks that."""
    full, pointed = spelled_out(text, topic)
    tokens = tagged(full)
    if pointed and (name_runs(tokens[1:]) or (topic.event and topic.event in full)) and not _LACKS.search(full):
        return full
    return full if not pointed and _complete(tokens, topic) else _appended(full, topic)


_LACKS = re.compile(
    r"\b(?:responsibility|responsible|blamed|the blame|the credit|suspected|accused(?: of)?|charged(?: with)?|arrested"
    r"|pay|paid|say|said|react|reacted|respond|comment|behind|involved|deny|denied|claimed"
    r"|happened (?:next|then|after(?:wards)?))[?.! ]*$",
    re.IGNORECASE,
)
"""Ends of questions that want an object which is not there."""

_FULL = 3
"""Content words above which a question without a name says what it is about, unless all are of the topic."""

_GENERIC = word_set(
    "people person persons many much happen happened take place kind type use used name names time number"
)
_DEEDS = frozenset(
    "kill wound arrest charge convict claim accuse deny attack bomb shoot kidnap release rescue displace missing burn "
    "crash damage threaten escape".split()
)
_OF_EVENTS = WEAPONS | word_set(
    "police suspect suspects victim victims attacker attackers gunmen hostage hostages survivors motive damage cause "
    "reason casualties injuries arrests witnesses ransom driver passengers crew details reaction aftermath "
    "perpetrators group responsible position occupation age"
)


def _complete(tokens: list[Word], topic: Topic) -> bool:
    """Whether a question that points at nothing says by itself what it is about."""
    low = [word.low for word in tokens]
    if not tokens or open_pronoun(tokens) or _LACKS.search(" ".join(low)):
        return False
    if name_runs(tokens[1:]):
        return True
    if any(one == "the" and two in EVENTS for one, two in pairwise(low)):
        return False
    if low[0] in ("what", "who") and low[1:2] in (["is"], ["are"]) and tokens[2:3] and tokens[2].tag != "D":
        return True
    known = {word.stem for word in tagged(f"{topic.question} {topic.short}") if word.content}
    content = [word for word in tokens if word.content and word.low not in _GENERIC]
    common = [w for w in content if w.stem in known or families_of(w.stem) & _DEEDS or w.low in _OF_EVENTS]
    return len(common) < len(content) if len(content) > _FULL else not common and "the" in low


def _appended(text: str, topic: Topic) -> str:
    """The question with the event it is about behind it, joined by the preposition that its last word takes."""
    said = re.sub(r"[ ?.!]+$", "", text)
    if not topic.event or topic.event in said:
        if topic.thing and said.rsplit(" ", 1)[-1].lower() in _HANGING:
            return f"{said} {topic.thing}?"
        if topic.thing and topic.thing in said:
            return f"{said}?"
        known = topic.names or topic.thing
        other = topic.place or (f"in connection with {known}" if known else "")
        return f"{said} {other}?" if other else text
    last = said.rsplit(" ", 1)[-1].lower()
    if last in _THEN:
        return f"{re.sub(r' after(?:wards)?$', '', said)} after {topic.event}?"
    direct = last in _HANGING or (last != "died" and _TRANSITIVE.fullmatch(said))
    joint = next((joint for joint, taking in _JOINTS.items() if last in taking), "in")
    return f"{said} {topic.event}?" if direct else f"{said} {joint} {topic.event}?"


_THEN = word_set("next then after afterwards")
_HANGING = word_set("of for about behind in by with from against during")
_TRANSITIVE = re.compile(r"(?:who|what|which \w+) (?:\w+ed|led|won|saw)", re.IGNORECASE)
_JOINTS = {
    "for": word_set(
        "responsibility responsible blamed blame credit motive reason arrested detained held pay paid charged "
        "convicted sentenced jailed suspected punished ransom"
    ),
    "over": word_set("resign resigned sacked dismissed"),
    "about": word_set("say said says know known think comment commented added details announce announced"),
    "to": word_set("respond responded react reacted reaction response"),
}
