"""Questions on which articles differ: is every value shown with an article and a date, the newest first?

    python -m benchmarks.differing CASES.jsonl ARTICLES.jsonl[.gz]... [--library DIR] [--all] [--reader NAME] [--each]

A case has a question, the reports that answer it (article, publisher, date, value) and the best answer; it is asked of
the articles that it names, or with ``--all`` of the articles of all cases. A value counts as shown when a statement has
it and cites a report that gives it and has a date; a statement that has no value of its articles is astray.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from assistant.chain import Assistant
from assistant.dating import day_of
from assistant.matching import numbers_in
from assistant.numerals import days
from assistant.settings import load_settings
from assistant.types import Answer, Question
from benchmarks.labelled import lines
from benchmarks.retrieval import articles, build
from index.types import Filters

__all__ = ["Tally", "judge"]


@dataclass(slots=True)
class Tally:
    """Counts over the cases."""

    cases: int = 0
    answered: int = 0
    values: int = 0
    shown: int = 0
    whole: int = 0
    several: int = 0
    ordered: int = 0
    asked_best: int = 0
    best: int = 0
    statements: int = 0
    astray: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Tally)))

    def row(self, name: str) -> str:
        """One line of the table."""
        shares = [
            f"{top}/{of} ({top / of:.2f})" if of else "-"
            for top, of in (
                (self.answered, self.cases),
                (self.shown, self.values),
                (self.whole, self.cases),
                (self.ordered, self.several),
                (self.best, self.asked_best),
                (self.astray, self.statements),
            )
        ]
        return f"| {name} | {' | '.join(shares)} |"


def gives(text: str, value: object, published: str | None) -> bool:
    """Whether ``text`` has the value: all its numbers, its day, or its words; relative days count from publication."""
    wanted = str(value)
    if dated := days(wanted):
        named = {(day.day, day.month) for day in days(text)}
        meant = (day_of(word.strip(".,;"), published) for word in text.split())
        return (dated[0].day, dated[0].month) in named | {(day.day, day.month) for day in meant if day}
    if figures := numbers_in(wanted):
        return set(figures) <= set(numbers_in(text))
    return wanted.lower() in text.lower()


def judge(case: dict[str, Any], answer: Answer, held: frozenset[str]) -> Tally:
    """Count one answer; ``held`` are the articles that the library has."""
    reports = [one for one in case["reports"] if one["article_id"] in held and one["value"] is not None]
    values = {str(one["value"]) for one in reports}
    records = {record.number: record for record in answer.citations}
    shown: set[str] = set()
    tally = Tally(cases=1, values=len(values), answered=int(answer.status != "unanswered"))
    dates: list[str] = []
    for statement in answer.statements:
        cited = [records[number] for number in statement.citations]
        given = {
            str(one["value"])
            for one in reports
            for record in cited
            if one["article_id"] == record.article_id and gives(statement.text, one["value"], record.published)
        }
        dates.append((cited[0].published or "")[:10] if cited else "")
        shown |= given if all(record.published for record in cited) else set()
        tally.statements += 1
        tally.astray += not given
    tally.shown, tally.whole = len(shown), int(shown == values)
    tally.several = int(len(shown) > 1)
    tally.ordered = int(len(shown) > 1 and dates == sorted(dates, reverse=True))
    if case.get("best_answer") is not None:
        tally.asked_best = 1
        best = case["best_answer"]
        exact = set(numbers_in(answer.short or "")) == set(numbers_in(str(best))) or bool(days(str(best)))
        tally.best = int(exact and gives(answer.short or "", best, None))
    return tally


def main(given: Sequence[str] | None = None) -> None:
    """Read the arguments, index the articles that the cases name, ask, print one line of a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--library", type=Path, help="where the library is kept; a temporary folder by default")
    parser.add_argument("--all", action="store_true", help="ask of the articles of all cases")
    parser.add_argument("--reader", help="as the setting of that name")
    parser.add_argument("--each", action="store_true", help="print each answer")
    chosen = parser.parse_args(given)
    settings = load_settings({"reader": chosen.reader} if chosen.reader else {}, {})
    cases = list(lines(chosen.cases))
    named = {report["article_id"] for case in cases for report in case["reports"]}
    found = [one for path in chosen.articles for one in articles(path) if one.id in named]
    held = frozenset(one.id for one in found)
    total = Tally()
    with ExitStack() as stack:
        folder = chosen.library or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        build(folder, settings, found)
        assistant = stack.enter_context(Assistant.open(folder, settings))
        for case in cases:
            own = tuple(sorted({one["article_id"] for one in case["reports"]} & held))
            answer = assistant.ask(
                Question(case["question"], filters=Filters(article_ids=tuple(held) if chosen.all else own))
            )
            tally = judge(case, answer, held)
            total += tally
            if chosen.each:
                print(told(case, answer, tally))
    print("| cases | answered | values shown | all values | newest first | short is best | statements astray |")
    print("|---|---|---|---|---|---|---|")
    print(total.row(chosen.cases.stem))


def told(case: dict[str, Any], answer: Answer, tally: Tally) -> str:
    """One answer for the eye."""
    records = {record.number: record for record in answer.citations}
    heard = sorted({f"{one['date']} {one['value']}" for one in case["reports"]})
    parts = [f"{'ok ' if tally.best and tally.whole and not tally.astray else '-- '}{case['question']}"]
    parts.append(f"   best {case.get('best_answer')} of {heard}; short {answer.short!r} ({answer.confidence})")
    for one in answer.statements:
        cited = ", ".join(f"{records[n].publisher} {(records[n].published or '')[:10]}" for n in one.citations)
        parts.append(f"     {one.text} [{cited}]")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
