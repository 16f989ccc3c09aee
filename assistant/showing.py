"""What the command prints: answers as they are written, reports, lists, figures, and progress on standard error."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from os.path import splitext
from typing import TYPE_CHECKING, Any

from .errors import ModelUnavailable
from .escaping import counted, day_words, plain
from .evidence import as_citation
from .texts import rest_text, statement_text, to_text
from .types import Answer, Began, Evidence, Stated, unmarked

if TYPE_CHECKING:
    from index.library import LibraryFacts
    from index.running import Progress, Report
    from index.types import Article

    from .chain import Step

__all__ = [
    "Meter",
    "article_line",
    "article_text",
    "article_values",
    "figures_text",
    "nothing_read",
    "passage_values",
    "passages_text",
    "report_text",
    "report_values",
    "tell",
]

_SHOWN = 20
"""Skipped sources that the report names; --json has them all."""


_REASONS = 3
"""Reasons that are named where nothing was read."""


class Meter:
    """A progress bar on standard error; nothing when that is no terminal."""

    def __enter__(self) -> Meter:
        self._bar: Any = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"))
            self._bar = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("Working", total=None, done="")
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Show how far indexing has come."""
        done = f"{progress.articles} articles, {progress.passages} new passages"
        self._show("Indexing", progress.sources, progress.sources_total, done)

    def count(self, done: int, total: int) -> None:
        """Show how far something that is counted has come."""
        self._show("Asking", done, total, f"{done} of {total}")

    def _show(self, what: str, completed: int, total: int, done: str) -> None:
        if self._bar is not None:
            self._bar.update(self._task, description=what, completed=completed, total=total or None, done=done)


class _Waiting:
    """A line on standard error that says what is being done; nothing when that is no terminal."""

    def __enter__(self) -> _Waiting:
        self._status: Any = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.status import Status

            self._status = Status("Searching the articles…", console=Console(stderr=True))
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.pause()

    def pause(self) -> None:
        """Take the line away, so that something can be printed."""
        if self._status is not None:
            self._status.stop()

    def say(self, words: str) -> None:
        """Show other words, also after a pause."""
        if self._status is not None:
            self._status.update(words)
            self._status.start()


def tell(steps: Iterable[Step], write: Callable[[str], None], warn: Callable[[str | None], None]) -> Answer:
    """Print a streamed answer: each statement as soon as it stands, then the rest; gives the answer.

    An answer that was made without the language model is printed whole, below what ``warn`` is told.
    """
    printed, answer = False, None
    with _Waiting() as waiting:
        for step in steps:
            if isinstance(step, Answer):
                answer = step
            elif isinstance(step, Began):
                waiting.say("Writing…")
            elif not isinstance(step, Stated):
                waiting.say(f"Reading {counted(len(step.evidence), 'passage')}…")
            elif step.statement.support != "unsupported":
                waiting.pause()
                write(statement_text(step.statement))
                waiting.say("Writing…")
                printed = True
    if answer is None:
        raise ModelUnavailable("the answer was stopped before it was there; ask again")
    warn(answer.trace.fallback)
    if answer.trace.fallback and printed:
        write("")
    write(rest_text(answer) if printed and not answer.trace.fallback else to_text(answer))
    return answer


def report_values(report: Report, facts: LibraryFacts) -> dict[str, Any]:
    """The report of a run as JSON values."""
    return asdict(report) | {"library": {"articles": facts.articles, "passages": facts.passages}}


def report_text(report: Report, facts: LibraryFacts, library: str) -> str:
    """The report of a run for people."""
    names = ("added", "updated", "unchanged", "removed")
    lines = [", ".join(f"{getattr(report, name)} {name}" for name in names) + f", {len(report.skipped)} skipped"]
    lines += [f"  skipped {plain(s.origin)}: {plain(s.reason)}" for s in report.skipped[:_SHOWN]]
    if len(report.skipped) > _SHOWN:
        lines.append(f"  and {len(report.skipped) - _SHOWN} more; --json names them all")
    lines += [f"  warning, {plain(w.origin)}: {plain(w.reason)}" for w in report.warnings[:_SHOWN]]
    if len(report.warnings) > _SHOWN:
        lines.append(f"  and {len(report.warnings) - _SHOWN} more warnings; --json has them all")
    if report.ignored:
        endings = dict.fromkeys(splitext(name)[1].lower() or "no ending" for name in report.ignored)
        were = "file of another kind was" if len(report.ignored) == 1 else "files of other kinds were"
        lines.append(f"{len(report.ignored)} {were} passed over ({', '.join(endings)})")
    if report.resumed:
        lines.append(f"{counted(report.resumed, 'article')} finished that an earlier run had left, or rebuilt")
    held = f"{counted(facts.articles, 'article')} in {counted(facts.passages, 'passage')}"
    lines.append(f"The library in {plain(library)} holds {held}.")
    return "\n".join(lines)


def nothing_read(report: Report) -> str | None:
    """Why nothing at all was read, on one line; None where something was."""
    if not report.fruitless:
        return None
    shown = [f"{plain(one.origin)}: {plain(one.reason)}" for one in report.skipped[:_REASONS]]
    more = len(report.skipped) - len(shown)
    reasons = "; ".join([*shown, *([f"and {more} more"] if more else [])])
    return f"nothing could be read; mend this and run it again: {reasons}"


def article_values(article: Article) -> dict[str, Any]:
    """An article as JSON values, without its text."""
    values = asdict(article)
    del values["text"]
    return values


def article_line(article: Article) -> str:
    """An article on one line."""
    who = article.publisher or "unknown publisher"
    return f"{plain(article.id):20} {(article.published or 'no date')[:10]:10} {plain(who):24} {plain(article.title)}"


def article_text(article: Article) -> str:
    """A whole article for a terminal."""
    byline = [article.publisher or "unknown publisher", day_words(article.published)]
    head = [article.title, ", ".join([*byline, *([article.author] if article.author else [])]), article.url or ""]
    lines = [plain(line) for line in head if line]
    return "\n".join([*lines, "", *(plain(line) for line in article.text.split("\n"))])


def passage_values(found: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Passages as citation records with their scores."""
    return [asdict(as_citation(item.number, item)) | {"score": item.score} for item in found]


def passages_text(found: Sequence[Evidence]) -> str:
    """Passages for a terminal."""
    if not found:
        return "No passage was found."
    blocks = []
    for item in found:
        who = f"{item.publisher or 'unknown publisher'}, {day_words(item.published)}"
        text = " ".join(plain(line) for line in item.text.split("\n"))
        blocks.append(
            f"[{item.number}] {unmarked(plain(who))}: {unmarked(plain(item.title))}\n    {text}\n    {item.article_id}"
        )
    return "\n\n".join(blocks)


_ANSWERS = {
    "questions": "asked",
    "exact": "EM",
    "f1": "F1",
    "short": "short",
    "holds": "holds",
    "answered_right": "right",
    "refusal_precision": "ref.P",
    "refusal_recall": "ref.R",
    "refusal_f1": "ref.F1",
    "calibration_error": "ECE",
    "risk_coverage": "AURC",
}
_ANSWERS_LEGEND = """
EM, F1: the short answer word for word, and the overlap of its words, after normalisation. short: it is right by
the rules of data/README.md. holds: the cited sentences hold the answer. right: share right of what was answered.
ref: precision, recall and F1 of saying that the articles do not say. ECE: calibration error of the confidence.
AURC: area under the risk-coverage curve, the less the better.
"""
_SOURCES = {
    "hit@1": "hit@1",
    "hit@5": "hit@5",
    "mrr": "MRR",
    "citation_precision": "cite.P",
    "citation_recall": "cite.R",
    "seconds_p50": "s p50",
    "seconds_p95": "s p95",
}
_SOURCES_LEGEND = """
hit@k, MRR: rank of the first right article among those retrieved. cite.P: share of citations on the labelled
evidence; those of questions that the articles do not answer count as wrong. cite.R: share of the labelled evidence
that is cited. s: seconds per question.
"""
_LONGEST_NAME = 20


def figures_text(figures: dict[str, Any]) -> str:
    """The figures of `assistant.evaluating` as tables for people, 100 columns wide at most."""
    slots = [("all", figures)]
    if len(figures["slots"]) > 1:  # one slot is all
        slots += [(plain(name)[:_LONGEST_NAME], found) for name, found in figures["slots"].items()]
    blocks = []
    for columns, legend in ((_ANSWERS, _ANSWERS_LEGEND), (_SOURCES, _SOURCES_LEGEND)):
        rows = [[name, *(_cell(found[key]) for key in columns)] for name, found in slots]
        blocks += [_table([["", *columns.values()], *rows]), textwrap.fill(" ".join(legend.split()), 100)]
    bins = [
        [f"{one['low']:.1f} to {one['high']:.1f}", *(_cell(one[key]) for key in ("count", "confidence", "right"))]
        for one in figures["reliability"]
    ]
    if bins:
        blocks.append(_table([["confidence", "answers", "mean", "right"], *bins]))
    blocks.append(f"Quotes that are not an exact slice of their article: {figures['not_verbatim']}.")
    return "\n\n".join(blocks)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows under each other, the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def _cell(value: float | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"
