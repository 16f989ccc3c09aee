"""The numbered chips of a statement: which sources carry it, and who published them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .copies import copies
from .escaping import day_words, escaped, plain, publisher_words
from .types import Citation, unmarked

__all__ = ["byline_html", "chip_html", "cited_html", "source_line"]

_NAMED_COPIES = 4
"""Publishers of copies that a statement names before it only counts them."""


def cited_html(records: Sequence[Citation], key: str, linked: bool) -> str:
    """The chips of a statement with who says it; copies of one report share a line."""
    first = records[0]
    if len(records) == 1 or not all(copies(first.quote, record.quote) for record in records[1:]):
        return " ".join(f'{chip_html(r, key, linked)} <span class="by">{byline_html(r)}</span>' for r in records)
    names = [publisher_words(record.publisher) for record in records if record.publisher]
    others = [name for name in dict.fromkeys(names) if name != publisher_words(first.publisher)]
    if len(others) == len(records) - 1 and len(others) <= _NAMED_COPIES:
        also = f"also {', '.join(f'<bdi>{escaped(name)}</bdi>' for name in others)}"
    else:
        copied = len(records) - 1
        also = f"and {copied} {'copy' if copied == 1 else 'copies'}"
    chips = " ".join(chip_html(record, key, linked) for record in records)
    return f'{chips} <span class="by">{byline_html(first)}, {also}</span>'


def byline_html(record: Citation) -> str:
    """Who published it and when."""
    return f"<bdi>{escaped(publisher_words(record.publisher))}</bdi>, {day_words(record.published)}"


def chip_html(record: Citation, key: str, linked: bool) -> str:
    """The number of a citation, as a button or as a link to ``#key-n``."""
    label = f'aria-label="Source {record.number}: {escaped(source_line(record))}"'
    if linked:
        return f'<a class="chip" href="#{key}-{record.number}" {label}>{record.number}</a>'
    return f'<button type="button" class="chip" data-cite="{record.number}" {label}>{record.number}</button>'


def source_line(record: Citation) -> str:
    """Who published it, when, and under which title."""
    who, title = unmarked(publisher_words(record.publisher)), unmarked(plain(record.title))
    return f"{who}, {day_words(record.published)}: {title}"
