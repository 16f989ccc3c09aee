"""The generative answerer: any LangChain chat model, asked with the passages, its reply parsed into a draft.

Nothing of the reply is believed here: `assistant.grounding` decides what of the draft stands. Asking (`messages`,
`invoke`) and parsing (`parse_reply`) are apart, so that a reply can be streamed first and parsed when it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableConfig

from index.types import normalise

from .errors import ModelUnavailable
from .markers import marked_sentences
from .prompts import Prompt, load
from .types import NOT_IN_ARTICLES, Claim, Draft, Evidence, Request

__all__ = ["GenerativeAnswerer", "parse_reply", "passages_text", "within"]

MAX_WORDS = 3_000
"""How many words of evidence a model is given unless told otherwise."""

_MAX_REPLY = 20_000
"""Characters of a reply that are read; an answer is a few hundred."""

_THOUGHTS = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_END = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]{0,8}(?:```|~~~)[^\n]{0,40}$", re.MULTILINE)
_PREFIX = re.compile(r"\A[\s*_#>]*(?:final\s+)?(?:answer|response|reply)[*_]*\s*:[*_ \t]*", re.IGNORECASE)
_SHORT = re.compile(r"^[\s*_#>-]{0,8}short(?: answer)?[*_]*\s{0,2}:[*_ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_MARKS = re.compile(r"\s*[\[【(]\s*\^?\d[^\])】\n]{0,40}[\])】]")
_EDGES = " \t\r\n.*_#>`\"'“”-:!"
_NOT_SAID = re.compile(
    r"(?:the|these|those|none of the|no)\b.{0,40}\b(?:articles?|passages?|sources?|texts?|context)\b.{0,40}"
    r"\b(?:do(?:es)? not|don't|doesn't|did not|contains? no|gives? no|provides? no|says?|states?|mentions?|answers?)\b",
    re.IGNORECASE,
)
_DELIMITER = re.compile(r"<(?=\s*/?\s*passage\b)", re.IGNORECASE)


class GenerativeAnswerer(Runnable[Request, Draft]):
    """An answerer that lets a chat model write and cite.

    Args:
        model: any LangChain chat model.
        prompt: the bundled ``prompts/answer.md`` unless given.
        context_words: the budget of evidence, in words.
        name: what messages and traces call the model.
    """

    def __init__(
        self,
        model: BaseChatModel,
        prompt: Prompt | None = None,
        *,
        context_words: int = MAX_WORDS,
        name: str | None = None,
    ) -> None:
        self.model = model
        self.prompt = prompt if prompt is not None else load("answer")
        self.context_words = context_words
        self.name = name

    def invoke(self, input: Request, config: RunnableConfig | None = None, **kwargs: Any) -> Draft:  # noqa: A002
        """Ask the model and parse its reply; without evidence the model is not asked.

        Raises:
            ModelUnavailable: the model failed or did not answer in time.
        """
        if not input.evidence:
            return Draft()
        try:
            reply = self.model.invoke(self.messages(input), config, **kwargs)
        except Exception as exc:  # the providers' errors have no base class in common
            raise ModelUnavailable(_failure(exc, self.name or "The language model")) from exc
        return parse_reply(normalise(reply.text), self.prompt.refusal)

    def messages(self, request: Request) -> list[BaseMessage]:
        """What the model is given: the instructions, then the passages as data, then the question."""
        values = {
            "question": request.query if request.query.strip() else request.question.text,
            "passages": passages_text(within(request.evidence, self.context_words)),
            "today": request.today,
        }
        system, human = self.prompt.fill({name: values[name] for name in self.prompt.variables & set(values)})
        return [SystemMessage(system), HumanMessage(human)]


def within(evidence: Sequence[Evidence], max_words: int) -> list[Evidence]:
    """The first passages that fit ``max_words`` together; the first is always there, and none is cut in the middle."""
    kept: list[Evidence] = []
    left = max_words
    for piece in evidence:
        left -= len(piece.text.split())
        if kept and left < 0:
            break
        kept.append(piece)
    return kept


def passages_text(evidence: Sequence[Evidence]) -> str:
    """The passages as delimited, numbered data; a delimiter that an article tries to forge is broken."""
    return "\n\n".join(_passage(piece) for piece in evidence)


def _passage(piece: Evidence) -> str:
    known = [("publisher", piece.publisher), ("date", (piece.published or "")[:10]), ("title", piece.title)]
    facts = "".join(f' {name}="{_line(value)}"' for name, value in known if value)
    return f'<passage number="{piece.number}"{facts}>\n{_inert(piece.text)}\n</passage>'


def _line(value: str) -> str:
    return _inert(" ".join(value.split())).replace('"', "'")


def _inert(text: str) -> str:
    return _DELIMITER.sub("‹", text)


def parse_reply(reply: str, refusal: str) -> Draft:
    """The draft that a reply proposes: one claim for each sentence, with the numbers that it cites.

    A reply that refuses, in the given formula or in plain words, is a draft without claims; so is an empty one.
    """
    text = _THOUGHT_END.sub("", _THOUGHTS.sub("", reply))
    cut = len(text) > _MAX_REPLY
    text = _PREFIX.sub("", _FENCE.sub("", text[:_MAX_REPLY]))
    if cut:
        text = text[: max(text.rfind(". "), text.rfind("\n"), 0) + 1]
    shorts = [_MARKS.sub("", found).strip(" *_`") for found in _SHORT.findall(text)]
    found = marked_sentences(_SHORT.sub("", text))
    refusals = {_plain(refusal), _plain(NOT_IN_ARTICLES)} - {""}
    if any(_plain(short) in refusals for short in shorts) or (found and _plain(found[0][0]) in refusals):
        return Draft()
    claims = tuple(
        Claim(text=sentence, markers=markers)
        for sentence, markers in found
        if _plain(sentence) not in refusals and (markers or not _NOT_SAID.match(sentence))
    )
    short = next((short for short in shorts if short), None)
    return Draft(claims, short=short if claims else None)


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", text).strip(_EDGES).casefold().split())


def _failure(exc: Exception, name: str) -> str:
    """One line on why the model failed and what to do. The error's own words may hold a key, so they are left out."""
    kind = type(exc).__name__
    if isinstance(exc, ModelAuthenticationError | ModelPermissionDeniedError):
        return f"{name} refused the key. Check the provider's key in the environment."
    if isinstance(exc, ModelNotFoundError):
        return f"{name} is not known to its provider. Check the model's name."
    if isinstance(exc, ModelTimeoutError | TimeoutError) or "Timeout" in kind:
        return f"{name} did not answer in time. Try again, or raise the time-out."
    if isinstance(exc, ModelRateLimitError):
        return f"{name} is asked too often just now. Wait a minute and try again."
    if isinstance(exc, ContextOverflowError):
        return f"{name} cannot read that many passages. Lower the number of words it is given."
    return f"{name} failed ({kind}). Check that it runs and can be reached, or ask without a model."
