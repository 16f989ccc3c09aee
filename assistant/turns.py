"""One turn of the conversation on the chat page: its question, what is being done about it, and what came of it.

Every fragment is made of escaped text, as those of `assistant.rendering` are. Standard library and our own types only.
"""

from __future__ import annotations

from collections.abc import Sequence

from .escaping import counted, escaped, publisher_words
from .rendering import claim_html
from .texts import searched_as
from .types import Citation, Evidence, Stated

__all__ = ["busy_html", "draft_html", "stopped_html", "turn_html", "writing_html"]


def busy_html(evidence: Sequence[Evidence] = (), following: bool = False) -> str:
    """What stands where the answer will be: searching, then which passages are being read.

    ``following``: a language model may first write a follow-up out.
    """
    if not evidence:
        return _busy("Reading the conversation, then the articles…" if following else "Searching the articles…")
    names = list(dict.fromkeys(publisher_words(item.publisher) for item in evidence if item.publisher))
    among = f" from {', '.join(names[:3])}{' and others' if len(names) > 3 else ''}" if names else ""
    return _busy(f"Reading {counted(len(evidence), 'passage')}{among}…")


def writing_html(stated: Sequence[Stated]) -> str:
    """What is said while a language model writes: how many of its sentences were checked, and how many stand."""
    if not stated:
        return _busy("Writing. Each sentence is shown once it has been checked…")
    failed = sum(one.statement.support == "unsupported" for one in stated)
    found = f", {failed} not supported by the articles" if failed else ""
    return _busy(f"Writing. {counted(len(stated), 'sentence')} checked{found}…")


def _busy(words: str) -> str:
    return f'<p class="busy" role="status">{escaped(words)}</p>'


def draft_html(stated: Sequence[Stated], citations: Sequence[Citation], key: str) -> str:
    """The statements that stand so far; those that do not are left to the finished answer."""
    stand = [one.statement for one in stated if one.statement.support != "unsupported"]
    claims = "".join(claim_html(statement, citations, key) for statement in stand)
    return f'<div class="draft">{claims}</div>' if claims else ""


def stopped_html(stands: bool) -> str:
    """What stands below an answer that was stopped."""
    words = "Stopped. What stands here was checked; the rest was not written." if stands else "Stopped."
    return f'<p class="stopped" role="status">{words}</p>'


def turn_html(
    question: str,
    body: str,
    sources: str = "",
    copied: str = "",
    narrowed: str = "",
    searched: str = "",
    number: int = 0,
) -> str:
    """One turn of the conversation, the ``number``-th.

    ``body`` and ``sources`` are fragments made here; ``copied`` is Markdown; ``narrowed`` says which filters acted;
    ``searched`` is the stand-alone question that was searched, shown where it is another one.
    """
    limits = f'<p class="narrowed" dir="auto">{escaped(narrowed)}</p>' if narrowed else ""
    if searched and (line := searched_as(searched, question)):
        limits += f'<p class="searched" dir="auto">{escaped(line)}</p>'
    copy = ""
    if copied:
        copy = (
            '<p class="tools"><button type="button" class="copy">Copy with sources</button></p>'
            f'<textarea class="copied" hidden readonly aria-hidden="true" tabindex="-1">{escaped(copied)}</textarea>'
        )
    panel = f'<aside class="sources" aria-label="Sources of this answer">{sources}</aside>' if sources else ""
    return (
        f'<article class="turn" data-turn="{number}"><div class="talk">'
        f'<h2 class="question" dir="auto">{escaped(question)}</h2>{limits}{body}{copy}</div>{panel}</article>'
    )
