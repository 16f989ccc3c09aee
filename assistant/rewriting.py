"""The question that is searched: the asked one, written out by rule, or by a chat model whose words are checked.

The model is a help, never an authority: what it writes is searched only if it is one question, of a question's length,
with no name and no number that neither the conversation nor the question has. Otherwise, and where the model fails, the
rule's question is searched, and the trace says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import followup
from .errors import ModelUnavailable
from .gazetteer import DEMONYMS, FIRST_NAMES, PLACES
from .lexicon import AUXILIARIES
from .nounphrases import QUESTION_WORDS, tagged
from .replies import spoken
from .types import Question, Turn

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    Say = Callable[[Sequence[BaseMessage]], str]

__all__ = ["Rewritten", "conversation_text", "refusal_of", "standalone"]

_TURNS = 6
"""Turns before the question that the model is shown."""

_LENGTH = 400
"""Characters of each question and answer that the model is shown, and of a question that it may write."""

_SURE = PLACES | FIRST_NAMES | DEMONYMS
"""Words that are names in lower case too."""

_PREFIX = re.compile(r"\A(?:(?:stand-?alone |rewritten |last )?question|reply|query)\s*:\s*", re.IGNORECASE)
_MARKERS = re.compile(r"\s*\[\d[\d\s,;–-]*\]")
_QUOTES = "\"'“”‘’`*"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The question to search, and for the trace how it came about ("as asked", "by rule", "by model ...").

    ``failure``: why the model, which was asked, did not write it. It need not be asked, and waited for, once more.
    """

    query: str
    how: str
    failure: ModelUnavailable | None = None


def standalone(question: Question, say: Say | None = None) -> Rewritten:
    """The question to search, by a model if there is one and the rule is not certain that the question stands alone.

    Args:
        question: what is asked, with the conversation before it.
        say: a language model's reply to messages; it may raise `ModelUnavailable`.
    """
    ruled = followup.standalone(question)
    asked = " ".join(question.text.split())
    by_rule = "as asked" if ruled.text == asked else "by rule"
    if say is None or ruled.certain:
        return Rewritten(ruled.text, by_rule)
    from langchain_core.messages import HumanMessage, SystemMessage

    from .prompts import load

    prompt = load("standalone")
    values = {"conversation": conversation_text(question.history), "question": _line(asked)}
    system, human = prompt.fill(values)
    try:
        reply = say([SystemMessage(system), HumanMessage(human)])
    except ModelUnavailable as exc:
        return Rewritten(ruled.text, f"{by_rule}; {exc}", exc)
    written = _PREFIX.sub("", spoken(reply).strip()).strip(_QUOTES).strip()
    refused = refusal_of(written, question) or _lost(written, asked, ruled.text)
    if refused:
        return Rewritten(ruled.text, f"{by_rule}; the model's question was not used: {refused}")
    return Rewritten(written, f"by model, prompt {prompt.version}" if written != asked else "as asked, says the model")


def conversation_text(history: Sequence[Turn]) -> str:
    """The last turns as delimited data; a delimiter that a turn tries to forge is broken."""
    shown = [f"<turn>\nQuestion: {_line(t.question)}\nAnswer: {_line(t.short or t.answer)}\n</turn>" for t in history]
    return "\n".join(shown[-_TURNS:])


def _line(text: str) -> str:
    plain = " ".join(_MARKERS.sub("", text).split()).replace("<", "‹").replace(">", "›")
    return plain if len(plain) <= _LENGTH else f"{plain[:_LENGTH]}…"


def refusal_of(written: str, question: Question) -> str:
    """Why what a model wrote must not be searched in the place of ``question``; empty if it may."""
    if not written:
        return "it is empty"
    if "\n" in written or "\r" in written:
        return "it has several lines"
    if len(written) > max(_LENGTH, len(question.text)):
        return "it is too long"
    if re.search(r"[<>{}|]|https?:|www\.", written):
        return "it holds markup or an address"
    words = tagged(written)
    if not written.endswith("?") or not (
        words[0].low in AUXILIARIES or any(word.low in QUESTION_WORDS for word in words)
    ):
        return "it is no question"
    turns = [part for turn in question.history for part in (turn.question, turn.answer, turn.short or "")]
    known = {part for text in (question.text, *turns) for part in _parts(text)}
    for at, word in enumerate(words):
        named = word.tag in "UN" or any(character.isdigit() for character in word.text) or word.low in _SURE
        ordinary = at == 0 and word.low in QUESTION_WORDS | AUXILIARIES
        if named and not ordinary and not set(_parts(word.text)) <= known:
            return "it has a name or number that was not in the conversation"
    return ""


def _lost(written: str, asked: str, ruled: str) -> str:
    """Why a question must not be searched that has none of the names, or else of the nouns, that the rule carries over
    from the conversation: a small model often gives the question back as it was."""
    before = set(_parts(asked))
    words = [word for word in tagged(ruled) if not set(_parts(word.text)) <= before]
    carried = [word.text for word in words if word.tag in "UN"] or [word.text for word in words if word.tag == "O"]
    kept = {part for text in carried for part in _parts(text)}
    return "it leaves out what the conversation is about" if kept and kept.isdisjoint(_parts(written)) else ""


def _parts(text: str) -> list[str]:
    """The words and numbers of a text in lower case, without the genitive."""
    return [part.removesuffix("'s") for part in re.findall(r"[^\W_]+(?:'s)?", text.casefold().replace("’", "'"))]
