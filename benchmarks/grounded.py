"""A language model's answers side by side: the same model, the same passages, three ways of asking it.

    python -m benchmarks.grounded ../shared/data --gguf MODEL.gguf --way ours --questions 40
    PLAIN -m benchmarks.grounded ../shared/data --base-url http://127.0.0.1:8131/v1 --way langchain --questions 40
    PLAIN -m benchmarks.grounded ../shared/data --base-url http://127.0.0.1:8131/v1 --way llamaindex --questions 40
    python -m benchmarks.grounded ../shared/data --way extractive --questions 40
    python -m benchmarks.grounded ../shared/data [--show]

Ways: ours (with --writing auto, quotes or prose); langchain, the chain that stuffs the passages into one prompt;
llamaindex, its query engine over the same passages; extractive, this program without a model. The plain ones are told
to cite by [n] as well; PLAIN is the environment that benchmarks/plain.py describes. A run that was stopped goes on
where it was. --out holds what was asked and the raw replies; without --way, they are read and grounded anew, and the
table of all runs printed, over the questions that each was asked. --show prints each question with its reply.

"Supported" is by this program's own grounding for all, which ours cannot fail: the figures that do not rest on it are
the shares of verbatim quotes and numbers, the answers held by what is shown and by what is cited, and the refusals.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.grounding import Grounded, ground
from assistant.matching import WIDER_PLACE, effect_of, held_in, matches
from assistant.prompts import load
from assistant.quoting import Quotes
from assistant.replies import Prose, drafted, parse_reply, spoken
from assistant.settings import Settings
from assistant.types import Claim, Draft, Evidence, Quote
from benchmarks.judging import refuses
from benchmarks.labelled import Item, muc, reading
from benchmarks.plain import Server
from benchmarks.serving import served
from benchmarks.ways import Ask, extractive, langchain, llamaindex, ours
from index.types import Span

__all__ = ["Read", "asked", "figures", "items", "table"]

_QUOTED = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SOURCE = re.compile(r"\bsources?:?\s*(?=\[\s*\d)", re.IGNORECASE)
_MARKER = re.compile(r"\[\s*\d[\d\s,;–-]*\]")
_RELEVANCE: float = Settings.model_fields["relevance"].default


def items(data: Path, count: int, seed: int, passages: int) -> list[Item]:
    """``count`` dev questions, half on agency reports and half on single passages, each with its first passages."""
    reports = muc(data, "dev")
    random.Random(seed).shuffle(reports)
    found = [*reports[: count // 2], *reading(data, "dev", count - count // 2, seed)]
    return [Item(one.slot, one.question, one.evidence[:passages], one.groups, one.match, one.optional) for one in found]


def asked(item: Item) -> dict[str, Any]:
    """A question with its passages and its right answers in JSON's values, to be kept beside what is replied."""
    passages = [
        [one.number, one.article_id, one.title, one.text, one.span.start, one.publisher, one.published]
        for one in item.evidence
    ]
    names = ("slot", "question", "groups", "match", "optional")
    return {name: getattr(item, name) for name in names} | {"passages": passages}


@dataclass(frozen=True)
class Read:
    """One kept reply, read and grounded as the program does it now."""

    row: dict[str, Any]
    relevance: float = _RELEVANCE

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The passages that were given."""
        return tuple(
            Evidence(
                number, name, title, text, Span(start, start + len(text)), publisher=publisher, published=published
            )
            for number, name, title, text, start, publisher, published in self.row["passages"]
        )

    @property
    def plain(self) -> bool:
        """Whether all that was said is shown."""
        return self.row["way"] == "plain"

    @property
    def gated(self) -> bool:
        """Whether the program would not have asked the model."""
        return self.row.get("relevance", self.relevance) < self.relevance

    @cached_property
    def draft(self) -> Draft:
        """What the reply proposes."""
        if self.gated:
            return Draft()
        if self.row["way"] == "extractive":
            claims = [
                Claim(
                    one["text"], quotes=tuple(Quote(number, Span(start, end)) for number, start, end in one["quotes"])
                )
                for one in self.row["claims"]
            ]
            return Draft(tuple(claims), short=self.row["short"])
        if self.plain:
            return parse_reply(_SOURCE.sub("", self.row["reply"]), "I don't know")
        labels = {str(one.number): one for one in self.evidence}
        quoting = self.row["way"] == "quotes"
        reader = Quotes(labels, load("quotes").refusal) if quoting else Prose(load("answer").refusal)
        return drafted([*reader.feed(spoken(self.row["reply"])), *reader.end()])

    @cached_property
    def found(self) -> Grounded:
        """What stands of it."""
        return ground(self.draft, self.evidence)

    @cached_property
    def shown(self) -> list[tuple[str, str]]:
        """Each statement that is shown, with the words that it cites; any passage where a plain one cites none."""
        if self.plain:
            return [(claim.text, self._cited(claim)) for claim in self.draft.claims]
        quotes = {one.number: one.quote for one in self.found.citations}
        return [
            (one.text, " ".join(quotes[number] for number in one.citations))
            for one in self.found.statements
            if one.support != "unsupported"
        ]

    def _cited(self, claim: Claim) -> str:
        named = [one.text for one in self.evidence if str(one.number) in claim.markers]
        return " ".join(named or [one.text for one in self.evidence])

    @property
    def quotes(self) -> list[str]:
        """What is shown as a quote."""
        if self.plain:
            return [one for one in _QUOTED.findall(self.row["reply"]) if len(one.split()) > 2]
        marked = [one for text, _ in self.shown for one in _QUOTED.findall(text) if len(one.split()) > 2]
        return [*marked, *(one.quote for one in self.found.citations)]

    @property
    def numbers(self) -> list[bool]:
        """For each number that is shown, whether the cited words hold it."""
        every = [(number, cited) for text, cited in self.shown for number in _NUMBER.findall(_MARKER.sub("", text))]
        return [bool(re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d)", cited)) for number, cited in every]

    @property
    def refused(self) -> bool:
        """Whether no answer is shown."""
        return refuses(self.row["reply"]) if self.plain else not self.shown

    @property
    def supported(self) -> int:
        """How many of the shown statements this program's grounding lets pass."""
        if not self.plain:
            return len(self.shown)
        one_by_one = [ground(Draft((claim,)), self.evidence).statements for claim in self.draft.claims]
        return sum(all(one.support != "unsupported" for one in found) for found in one_by_one)

    @property
    def short(self) -> float:
        """How far the short answer is right; a plain reply is one if it is at most 12 words long."""
        text = _MARKER.sub("", _SOURCE.sub("", self.row["reply"])).strip() if self.plain else self.found.short
        wider = WIDER_PLACE if self.row["slot"] == "location" else 0.0
        options = (self.row["match"], self.row["optional"], wider, effect_of(self.row["slot"]))
        return 0.0 if self.refused else matches(text, self.row["groups"], *options)

    def held(self, texts: Sequence[str]) -> float:
        """How far ``texts`` hold the right answer; a refusal holds none."""
        return 0.0 if self.refused else held_in(" ".join(texts), self.row["groups"], self.row["match"])


def figures(found: Sequence[Read]) -> dict[str, float | int | None]:
    """The shares of one run."""
    statements = sum(len(one.shown) for one in found)
    quotes = [
        any(" ".join(quote.split()) in " ".join(piece.text.split()) for piece in one.evidence)
        for one in found
        for quote in one.quotes
    ]
    numbers = [number for one in found for number in one.numbers]
    asked_for = [one for one in found if one.row["groups"]]
    empty = [one for one in found if not one.row["groups"]]
    firsts = [one.row["first"] for one in found if one.row["first"] is not None and not one.gated]
    return {
        "supported": _share(sum(one.supported for one in found), statements),
        "verbatim": _share(sum(quotes), len(quotes)),
        "numbers": _share(sum(numbers), len(numbers)),
        "short": _share(sum(one.short for one in asked_for), len(asked_for)),
        "holds": _share(sum(one.held([text for text, _ in one.shown]) for one in asked_for), len(asked_for)),
        "cited": _share(sum(one.held([cited for _, cited in one.shown]) for one in asked_for), len(asked_for)),
        "refused rightly": _share(sum(one.refused for one in empty), len(empty)),
        "refused wrongly": _share(sum(one.refused for one in asked_for), len(asked_for)),
        "statements": statements,
        "quotes": len(quotes),
        "figures": len(numbers),
        "s first": statistics.median(firsts) if firsts else None,
        "s all": statistics.median(one.row["read" if one.gated else "seconds"] for one in found) if found else None,
    }


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def table(rows: Sequence[dict[str, Any]], relevance: float = _RELEVANCE) -> str:
    """A Markdown table of the runs, over the questions that each was asked."""
    runs: dict[str, dict[str, Read]] = defaultdict(dict)
    for row in rows:
        runs[row["run"]][row["question"]] = Read(row, relevance)
    common = set.intersection(*(set(run) for run in runs.values())) if runs else set()
    empty = sum(not next(iter(runs.values()))[one].row["groups"] for one in common)
    lines = [f"{len(common)} questions, {empty} of them without an answer", ""]
    for name, run in runs.items():
        found = figures([run[one] for one in sorted(common)])
        if len(lines) == 2:
            lines += ["| run | " + " | ".join(found) + " |", "|---|" + "---|" * len(found)]
        cells = [
            "-" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
            for value in found.values()
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def page(one: Read) -> str:
    """One reply beside the question, the right answer and what stands of it."""
    row = one.row
    lines = [f"## {row['run']}: {row['question']}  [{row['slot']}]", f"right: {row['groups']}"]
    if "relevance" in row:
        lines.append(f"relevance: {row['relevance']:.2f}{' (the model is not asked)' if one.gated else ''}")
    if "reply" in row:
        lines.append(f"reply: {row['reply']}")
    lines += [f"+ {text}   <<{cited if not one.plain else ''}>>" for text, cited in one.shown]
    if not one.plain:
        lines += [f"- {other.text}" for other in one.found.statements if other.support == "unsupported"]
        lines += [f"dropped: {dropped}" for dropped in one.found.dropped] + [f"short: {one.found.short}"]
    verdict = (
        "refused" if one.refused else f"short {one.short:.1f}, holds {one.held([text for text, _ in one.shown]):.1f}"
    )
    return "\n".join([*lines, verdict, ""])


def main() -> None:
    """Read the arguments; ask the questions in one way, or print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(".cache/grounded.jsonl"))
    parser.add_argument("--way", choices=["ours", "langchain", "llamaindex", "extractive"])
    parser.add_argument("--writing", choices=["auto", "quotes", "prose"], default="auto", help="for ours")
    parser.add_argument("--gguf", type=Path, help="a model to serve while asking, instead of --base-url")
    parser.add_argument("--base-url", default="http://127.0.0.1:8131/v1")
    parser.add_argument("--model", default="local", help="the model's name, shown in the table")
    parser.add_argument("--note", default="", help="added to the run's name in the table")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--limit", type=int, help="ask only the first of them")
    parser.add_argument("--passages", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--relevance", type=float, default=_RELEVANCE, help="as the setting, for the table")
    parser.add_argument("--show", action="store_true", help="print the replies instead of the table")
    given = parser.parse_args()
    kept = [json.loads(line) for line in given.out.read_text("utf-8").splitlines()] if given.out.exists() else []
    if given.way is None:
        shown = [page(Read(row, given.relevance)) for row in kept] if given.show else [table(kept, given.relevance)]
        print("\n".join(shown))
        return
    names = [given.way, given.writing if given.way == "ours" else "", given.model, given.note]
    run = ", ".join(name for name in names if name)
    done = {row["question"] for row in kept if row["run"] == run}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    serving = served(given.gguf, threads=given.threads) if given.gguf else nullcontext(given.base_url)
    with serving as address, given.out.open("a", encoding="utf-8") as file:
        server = Server(address, given.model, given.timeout)
        ways: dict[str, Callable[[], Ask]] = {
            "ours": lambda: ours(server, given.writing),
            "langchain": lambda: langchain(server),
            "llamaindex": lambda: llamaindex(server),
            "extractive": extractive,
        }
        ask = ways[given.way]()
        for item in items(given.data, given.questions, given.seed, given.passages)[: given.limit]:
            if item.question not in done:
                row = {"run": run} | asked(item) | ask(item)
                print(json.dumps(row, ensure_ascii=False), file=file, flush=True)


if __name__ == "__main__":
    main()
