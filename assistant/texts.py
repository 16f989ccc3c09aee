"""Shows an `Answer` as text for a terminal and as Markdown to paste.

Everything that comes from an article or a question is hostile until it is escaped: Markdown through backslashes,
terminal text through `plain`. Standard library and our own types only.
"""

from __future__ import annotations

import re
import textwrap

from .chips import source_line
from .copies import copies
from .escaping import day_words, headline, original_url, plain, publisher_words, sure_words
from .types import NOT_IN_ARTICLES, Answer, Citation, Statement, unmarked

__all__ = [
    "INSTEAD",
    "by_support",
    "heading",
    "rest_text",
    "searched_as",
    "shown_sources",
    "statement_text",
    "sure",
    "to_markdown",
    "to_text",
]

INSTEAD = "Without the language model, the articles say:"
"""What stands above an answer that was made without the language model because that one failed."""

_MARKDOWN = re.compile(r"[\\`*_\[\]<>~|$]|&(?=#?\w+;)|^(?:#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|\d{1,9}(?=[.)](?:\s|$)))")


def shown_sources(answer: Answer) -> tuple[Citation, ...]:
    """The records that the answer's numbers point at: the citations, or the closest passages when nothing answers."""
    return answer.closest if answer.status == "unanswered" else answer.citations


def heading(answer: Answer) -> str:
    """What stands above the sources."""
    return "Closest passages" if answer.status == "unanswered" else "Sources"


def sure(answer: Answer) -> str:
    """How surely the answer is right, in words; nothing of a refusal, which is no answer to be sure of."""
    return "" if answer.status == "unanswered" or answer.confidence is None else sure_words(answer.confidence)


def searched_as(query: str, question: str) -> str:
    """The line that gives the question that was searched; empty where it is the one asked."""
    return f"Searched as: {query}" if query.split() != question.split() else ""


def to_text(answer: Answer) -> str:
    """The answer for a terminal: the short answer, the statements with [n], then the numbered sources."""
    lines = [plain(searched)] if (searched := searched_as(answer.query, answer.question)) else []
    lines += [INSTEAD] if answer.trace.fallback else []
    lines += [headline(plain(answer.short))] if answer.short else []
    if answer.status == "unanswered":
        lines.append(NOT_IN_ARTICLES)
    lines += [statement_text(s) for s in by_support(answer)[0]]
    lines += [f"({surely})"] if (surely := sure(answer)) else []
    return "\n".join([*lines, *_below(answer)])


def statement_text(statement: Statement) -> str:
    """One statement for a terminal, with its markers."""
    return f"{plain(unmarked(statement.text))} {_markers(statement)}"


def rest_text(answer: Answer) -> str:
    """What is left to print of an answer when its statements were printed one by one."""
    lines = ["", f"In short: {headline(plain(answer.short))}"] if answer.short else []
    return "\n".join([*lines, *_below(answer)])


def _below(answer: Answer) -> list[str]:
    """The lines below the statements: what no article supports, and the sources."""
    lines: list[str] = []
    if unsupported := by_support(answer)[1]:
        lines += ["", "Not supported by the articles:"] + [f"  ? {plain(s.text)}" for s in unsupported]
    if records := shown_sources(answer):
        lines += ["", heading(answer)]
    for record in records:
        lines.append(f"[{record.number}] {source_line(record)}")
        lines.append(f"    {_quotation(record, answer)}")
        if url := original_url(record.url):
            lines.append(f"    {url}")
    return lines


def to_markdown(answer: Answer) -> str:
    """The question, the answer and its sources as Markdown to paste into a document. Ends with a line end."""
    parts = [f"**{_markdown(answer.question)}**"]
    parts += [_markdown(searched)] if (searched := searched_as(answer.query, answer.question)) else []
    parts += [f"({INSTEAD})"] if answer.trace.fallback else []
    if answer.status == "unanswered":
        parts.append(NOT_IN_ARTICLES)
    if answer.short:
        parts.append(_markdown(headline(answer.short)))
    supported, unsupported = by_support(answer)
    parts += [f"{_markdown(s.text)} {_markers(s).replace('[', chr(92) + '[')}" for s in supported]
    parts += [f"({surely})"] if (surely := sure(answer)) else []
    parts += [f"*Not supported by the articles:* {_markdown(s.text)}" for s in unsupported]
    if records := shown_sources(answer):
        parts += [f"{heading(answer)}:", "\n".join(_markdown_source(record) for record in records)]
    return "\n\n".join(parts) + "\n"


def _quotation(record: Citation, answer: Answer) -> str:
    """The quote whole; but the beginning only of a passage that merely comes close, and of the copy of a quote."""
    quote = plain(record.quote)
    if answer.status == "unanswered":
        return f"“{textwrap.shorten(quote, 240, placeholder=' …')}”"
    original = next((c for c in answer.citations[: record.number - 1] if copies(c.quote, record.quote)), None)
    if original is None:
        return f"“{quote}”"
    return f"“{textwrap.shorten(quote, 80, placeholder=' …')}” as in [{original.number}]"


def _markdown_source(record: Citation) -> str:
    title = _markdown(record.title)
    url = original_url(record.url)
    linked = f"[{title}](<{url}>)" if url else title
    where = f"{_markdown(publisher_words(record.publisher))}, {day_words(record.published)}, {linked}"
    return f"{record.number}. {where}  \n   > {_markdown(record.quote)}"


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(lambda found: _backslashed(found[0]), plain(text))


def _backslashed(token: str) -> str:
    return f"{token}\\" if token.isdigit() else f"\\{token}"  # "1." is a list item, "1\." is not


def _markers(statement: Statement) -> str:
    return "".join(f"[{number}]" for number in statement.citations)


def by_support(answer: Answer) -> tuple[list[Statement], list[Statement]]:
    """The statements that stand, and those that do not."""
    supported = [s for s in answer.statements if s.support != "unsupported"]
    return supported, [s for s in answer.statements if s.support == "unsupported"]
