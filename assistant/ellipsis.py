"""Follow-ups that are no sentences, "What about Kestle?", "and when?", as the last question with that in it. Pure."""

from __future__ import annotations

import re

from .antecedents import Topic
from .ask import KIND_OF_NOUN
from .eventnouns import EVENTS
from .gazetteer import PLACE_WORDS, PLACES, ROLES, WEEKDAYS
from .lexicon import BE, word_set
from .nounphrases import LOCATIVE, clause, name_runs, tagged
from .numerals import MONTHS
from .pointing import spelled_out
from .words import Word

__all__ = ["completed", "substituted"]

_STATES = {"died": "killed", "dead": "killed", "die": "killed", "deaths": "killed", "fatalities": "killed"}
_STATES |= {"injuries": "injured", "casualties": "wounded", "arrests": "arrested"}
_STATES |= {
    word: word for word in ("killed", "wounded", "injured", "hurt", "missing", "arrested", "detained", "displaced")
}
_TIMES = MONTHS.keys() | WEEKDAYS | word_set("yesterday today tomorrow week month year season decade")
_TIMED = word_set("in on during since last next yesterday today")
_PEOPLE = ROLES | word_set(
    "people passengers crew children women men hostages survivors victims attackers gunmen family union unions"
)
_NOUNS = word_set("weapon weapons motive cause reason damage ransom reaction occupation")
_MONTH = "|".join(month.capitalize() for month in MONTHS if len(month) > 3 or month == "may")
_WHEN = re.compile(
    rf"\b(?:in|on|during|since) (?:(?:\d+ )?(?:{_MONTH})(?: \d+)?(?:,? \d{{4}})?|\d{{4}}|[A-Z][a-z]+day)\b"
)
_DAY = re.compile(r" \((?:reported|dated)[^()]*\)| on \d+ [A-Z][a-z]+(?: \d{4})?| on [A-Z][a-z]+ \d+(?:, \d{4})?")
_MEASURED = re.compile(r"how (much|many) ([a-z]+)(?= (?:did|does|do|has|have|will|was|were|is|are) )", re.IGNORECASE)
_ONE = re.compile(r"^(?:the one|those|that) (?=(?:in|at|near|on) )", re.IGNORECASE)
_ANYBODY = re.compile(r"^(\w+) (?:anyone|anybody|someone|any \w+|people)\b", re.IGNORECASE)
_OF_EVENT = {
    "when": "when did {} take place?",
    "where": "where did {} take place?",
    "why": "what was the reason for {}?",
    "how": "how did {} happen?",
    "who": "who was behind {}?",
    "by whom": "who carried out {}?",
}


def substituted(text: str, topic: Topic) -> str:
    """ "What about Y?": the last question with Y in the place of what is like it."""
    said = _ONE.sub("", spelled_out(text, topic)[0].rstrip(" ?.!"))
    tokens = tagged(said)
    low = [word.low for word in tokens if word.tag != "X"]
    if not low:
        return text
    asked, before = topic.question, tagged(topic.question)
    names, runs = name_runs(tokens), name_runs(before)
    event = topic.event.removeprefix("the ")
    state = next((_STATES[word] for word in low if word in _STATES), "")
    if event and event in asked and any(word in EVENTS for word in low):
        return asked.replace(event, said.removeprefix("the "))
    if state and not names:
        return _with_state(asked, before, state, topic)
    if low[-1] in _TIMES or (tokens[0].tag in "PN" and any(word.tag == "N" for word in tokens)):
        new, old = said if low[0] in _TIMED else f"in {said}", _WHEN.search(asked)
        return f"{asked[: old.start()]}{new}{asked[old.end() :]}" if old else f"{asked.rstrip(' ?.')} {new}?"
    if any(word.tag == "S" for word in tokens[:-1]):
        return _of_noun(said, tokens, topic)
    if found := _like_noun(asked, before, tokens, said):
        return found
    if tokens[0].tag == "P" and not names:
        return f"{asked.rstrip(' ?.')} {said}?"
    if runs and (names or (len(low) == 1 and tokens[0].tag == "O" and asked[1:] == asked[1:].lower())):
        return _with_name(asked, before, tokens, said)
    return _of_noun(said, tokens, topic)


def _with_state(asked: str, before: list[Word], state: str, topic: Topic) -> str:
    """ "And the wounded?" after "How many people were killed in the fire?"."""
    old = next((word for word in before if word.low in _STATES), None)
    if old is None or before[0].low not in ("how", "who"):
        return f"how many people were {state} {topic.within}?"
    return f"{asked[: old.start]}{'were ' if old.low in ('died', 'die') else ''}{state}{asked[old.end :]}"


def _like_noun(asked: str, before: list[Word], tokens: list[Word], said: str) -> str:
    """Another phrase with the noun of one in the last question ("the tax bill"), or what is measured ("revenue")."""
    head = tokens[-1]
    if head.tag != "O" or any(word.tag == "P" for word in tokens):
        return ""
    for at in range(len(before) - 1, 0, -1):
        after = before[at + 1].tag if at + 1 < len(before) else ""
        if before[at].tag == "O" and before[at].stem == head.stem and after not in ("O", "U"):
            first = at
            while first > 1 and before[first - 1].tag in "OUN":
                first -= 1
            first -= first > 0 and before[first - 1].tag == "D" and before[first - 1].low != "many"
            return f"{asked[: before[first].start]}{said}{asked[before[at].end :]}"
    measured = _MEASURED.match(asked)
    if measured and len(tokens) == 1 and (measured[1].lower() == "many") == head.low.endswith("s"):
        return f"{asked[: measured.start(2)]}{said}{asked[measured.end(2) :]}"
    return ""


def _with_name(asked: str, before: list[Word], tokens: list[Word], said: str) -> str:
    """ "And in Kestle?": another name for the likest one, without the day of the event that is no longer meant."""
    name = (name_runs(tokens) or [(0, 1)])[0]
    lead = tokens[0].low if tokens[0].tag == "P" else ""
    first, last = max(name_runs(before), key=lambda run: _alike(before, run, tokens, name, lead))
    preposition = before[first - 1].low if first else ""
    if lead and (preposition == lead or {preposition, lead} <= LOCATIVE):
        said = said.partition(" ")[2]
    begun, rest = asked[: before[first].start], asked[before[last - 1].end :]
    core, old = said.removeprefix("the "), asked[before[first].start : before[last - 1].end]
    if core.casefold() == old.casefold():
        return asked if lead else f"what else is known about {said}?"
    begun, rest = (_swapped(part, core, old) for part in (begun, rest))
    if begun.lower().endswith("the "):
        said = said.removeprefix("the ")
    return _DAY.sub("", f"{begun}{said}{rest}")


def _swapped(text: str, core: str, old: str) -> str:
    """A part of the last question; where the new name stands in it already, the old one takes its place there."""
    return re.sub(rf"(?<!\w){re.escape(core)}(?!\w)", lambda _: old, text, flags=re.IGNORECASE)


def _alike(before: list[Word], run: tuple[int, int], tokens: list[Word], name: tuple[int, int], lead: str) -> float:
    """How much a name of the last question is of the kind of the new one, which ``lead`` may introduce."""
    first, last = run
    preposition = before[first - 1].low if first else ""
    there, several = preposition in LOCATIVE, name[1] - name[0] > 1
    place = lead in LOCATIVE or any(word.low in PLACES | PLACE_WORDS for word in tokens[name[0] : name[1]])
    same = 3.0 * (lead != "" and preposition == lead) + 2.0 * (there == place)
    return same + ((last - first > 1) == several) + 0.5 * (there and not several) + first / 1000


def _of_noun(said: str, tokens: list[Word], topic: Topic) -> str:
    """ "And the motive?", "What about the passengers?"."""
    asked, before = topic.question, tagged(f"{topic.question}?")
    last = [word.low for word in tokens if word.tag != "X"][-1]
    human = last in _PEOPLE or last.removesuffix("s") in _PEOPLE
    places = [at for at, word in enumerate(before) if at and word.low in _PEOPLE and before[at - 1].tag == "D"]
    if human and places:
        end = places[0]
        while before[end + 1].tag == "U":
            end += 1
        if before[places[0] - 1].low != "many":
            return f"{asked[: before[places[0] - 1].start]}{said}{asked[before[end].end :]}"
        if last.endswith("s") or last in ("children", "women", "men", "people"):
            return f"{asked[: before[places[0]].start]}{said.removeprefix('the ')}{asked[before[end].end :]}"
    asks = "what happened to" if human else "what is known about"
    if not human and (tokens[-1].stem in KIND_OF_NOUN or last in _NOUNS):
        asks = f"what {'were' if last.endswith('s') else 'was'}"
    return f"{asks} {said if tokens[0].tag in 'DUP' else f'the {said}'} {topic.within}?"


def completed(text: str, topic: Topic) -> str:
    """ "When?", "By whom?", "How many?": a question phrase alone, with the clause of the last question behind it."""
    said = text.rstrip(" ?.!")
    low = said.lower().removesuffix(" exactly")
    tokens, before = tagged(said), tagged(f"{topic.question.rstrip(' ?')}?")
    begin, end = clause(before)
    asked, rest = topic.question, topic.question[before[end].start :] if end < len(before) else "?"
    passive = any(word.low in BE for word in before) and any(word.tag == "V" for word in before)
    adverbial = end == begin + 1 and before[begin].low in ("when", "where", "why", "how") and before[end].tag == "A"
    if any(word.low in _STATES for word in tokens):
        return f"{said} {topic.within}?"
    if end and low in ("how many", "how many people") and before[begin].low == "who":
        return f"how many people {re.sub(r'^was ', 'were ', rest)}"
    if not end and before[0].tag == "A":
        subject = _ANYBODY.sub(rf"{said} \1", asked) if low in ("who", "how many people") else asked
        return subject if subject != asked else f"{said} {asked[0].lower()}{asked[1:]}"
    if adverbial and low != "who" and (passive or "whom" not in low):
        return f"{said} {rest}"
    if low in _OF_EVENT and topic.event:
        return _OF_EVENT[low].format(topic.event)
    if end and tokens[0].low in ("which", "what", "who", "whose") and before[begin].low in ("who", "what", "which"):
        return f"{said} {rest}"
    counting = before[begin].low == "how" and end > begin + 2 and before[end].low in BE
    if counting and low in ("when", "where", "why", "how"):
        counted = asked[before[begin + 2].start : before[end - 1].end]
        return f"{said} {before[end].low} {counted}{asked[before[end].end :]}"
    if topic.statement:
        return f"{topic.statement} {said}?"
    if end and before[end].tag == "A" and tokens[0].low in ("when", "where", "why", "how", "since"):
        return " ".join(f"{said} {rest.rstrip(' ?')} {topic.short}".split()) + "?"
    return f"{said} {rest}" if end and rest != "?" and tokens[0].tag == "P" else f"{said} {topic.within}?"
