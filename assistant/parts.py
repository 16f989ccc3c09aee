"""Questions that ask two things at once, taken apart: "Who was blamed for the fire, and who claimed it?" Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .ask import LIMIT
from .lexicon import AUXILIARIES, word_set
from .words import Word, words

__all__ = ["parts"]

_ASKING = word_set("who whom what which when where why how")
_THING = word_set("it this that them they")
_PERSON = word_set("he she him her")


def parts(question: str) -> list[str]:
    """The questions in ``question``, in order; the question itself when it asks one thing."""
    tokens = words(question[:LIMIT])
    asking = [place for place, word in enumerate(tokens) if word.low in _ASKING]
    if len(asking) < 2 or (asking[0] > 0 and tokens[0].low in AUXILIARIES):
        return [question]
    first, second = asking[0], asking[1]
    joint = [word.low for word in tokens[first + 1 : second]]
    if joint == ["and"] and len(tokens) > second + 2:
        rest = question[tokens[second].end : LIMIT]
        return [f"{tokens[first].text}{rest}", f"{tokens[second].text}{rest}"]
    opening = tokens[second - 1]
    if opening.low not in ("and", "?", ";") or len(joint) < 2:
        return [question]
    head, tail = tokens[first:second], tokens[second:]
    left = question[: tokens[second - 1].start].rstrip(" ,;?")
    if [word.low for word in tail if word.tag != "X"] in (["where"], ["when"], ["why"]):
        return [f"{left}?", f"{tail[0].text}{question[head[0].end : tokens[second - 1].start].rstrip(' ,;?')}?"]
    if sum(word.content for word in tail) < 1 or sum(word.content for word in head) < 1:
        return [question]
    return [f"{left}?", _standing(question, head, _completed(question, head, tail))]


def _completed(question: str, head: Sequence[Word], tail: Sequence[Word]) -> str:
    """The second question with what it shares with the first: "how many injured" -> "how many people were injured"."""
    text = question[tail[0].start : tail[-1].end]
    many = len(tail) > 2 and tail[0].low == "how" and tail[1].low == "many"
    if not many or any(word.low in AUXILIARIES for word in tail) or tail[2].tag != "V":
        return text
    helper = next((place for place, word in enumerate(head) if word.low in AUXILIARIES), None)
    if helper is None or head[0].low != "how":
        return text
    return f"{question[head[0].start : head[helper].end]} {question[tail[2].start : tail[-1].end]}"


def _standing(question: str, head: Sequence[Word], text: str) -> str:
    """A second question in which a pronoun gives way to what the first names."""
    tokens = words(text)
    runs = _phrases(head)
    named = [[word for word in run if word.tag == "U"] for run in runs]
    names = [run for run in named if run]
    for place, word in enumerate(tokens):
        subject = place > 0 and tokens[place - 1].low in AUXILIARIES
        if word.low in _PERSON:
            pool = names[:1]
        elif word.low in _THING and (place + 1 == len(tokens) or tokens[place + 1].tag not in "OU"):
            pool = (names[:1] or runs[:1]) if subject else runs[-1:]
        else:
            continue
        if pool:
            phrase = question[pool[0][0].start : pool[0][-1].end]
            return f"{text[: word.start]}{phrase}{text[word.end :]}"
    return text


def _phrases(tokens: Sequence[Word]) -> list[list[Word]]:
    """The noun phrases of a question, roughly: runs of nouns and names."""
    runs: list[list[Word]] = []
    open_run = False
    for word in tokens:
        if word.tag in "OUN" and word.content:
            if open_run:
                runs[-1].append(word)
            else:
                runs.append([word])
        open_run = word.tag in "OUN" and word.content
    return runs
