"""How much of what is true, and how much of what is false, passes for supported.

``benchmarks/paraphrases.txt`` holds invented news passages, each with sentences that a careful writer would make of it
(``+``) and with falsified ones (``-``). Those under ``##`` are held out: their sentences are counted, never shown.

    python -m benchmarks.grounding            the shares, open and held out, by kind
    python -m benchmarks.grounding --wrong    and which of the open ones are judged wrongly
    python -m benchmarks.grounding --file benchmarks/unseen.txt    pairs that were only counted
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.grounding import ground
from assistant.types import Claim, Draft, Evidence
from benchmarks.judging import interval
from index.types import Span, normalise

__all__ = ["Judged", "cases", "judged", "share"]

FILE = Path(__file__).with_name("paraphrases.txt")
_HEAD = re.compile(r"#{1,2} (?P<publisher>.+?) \| (?P<published>.+?) \| (?P<title>.+)")
_LINE = re.compile(r"(?P<sign>[+-]) (?P<kind>[a-z]+): (?P<text>.+)")


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence about a passage: whether it is true, what was done to it, and whether it passed for supported."""

    text: str
    source: Evidence
    true: bool
    kind: str
    held_out: bool
    supported: bool


def cases(text: str) -> Iterator[tuple[Evidence, bool, list[tuple[bool, str, str]]]]:
    """Each passage with whether it is held out and its sentences: true or false, kind, text."""
    for place, block in enumerate(re.split(r"\n{2,}(?=#)", normalise(text).strip())):
        head, passage, *lines = block.split("\n")
        facts = _HEAD.fullmatch(head)
        found = [_LINE.fullmatch(line) for line in lines]
        if facts is None or any(line is None for line in found):
            raise ValueError(f"the block {head!r} is malformed")
        evidence = Evidence(
            1,
            f"a{place}",
            facts["title"],
            passage,
            Span(0, len(passage)),
            publisher=facts["publisher"],
            published=facts["published"],
        )
        yield (
            evidence,
            head.startswith("##"),
            [(line["sign"] == "+", line["kind"], line["text"]) for line in found if line],
        )


def judged(text: str | None = None) -> list[Judged]:
    """Every sentence of the file as grounding judges it, each in a reply of its own that cites its passage."""
    found = []
    for evidence, held_out, sentences in cases(FILE.read_text(encoding="utf-8") if text is None else text):
        for true, kind, sentence in sentences:
            stands = ground(Draft((Claim(sentence, markers=("1",)),)), [evidence]).statements
            supported = any(one.support != "unsupported" for one in stands)
            found.append(Judged(sentence, evidence, true, kind, held_out, supported))
    return found


def share(found: Sequence[Judged], *, true: bool, held_out: bool) -> tuple[int, int]:
    """How many of the true (or the false) sentences of one half passed for supported, and how many there are."""
    chosen = [one for one in found if one.true == true and one.held_out == held_out]
    return sum(one.supported for one in chosen), len(chosen)


def _table(found: Sequence[Judged]) -> str:
    lines = ["| sentences | open: supported | held out: supported | 95 % |", "|---|---|---|---|"]
    kinds: dict[tuple[bool, str], list[Judged]] = defaultdict(list)
    for one in found:
        kinds[one.true, one.kind].append(one)
        kinds[one.true, "all"].append(one)
    for (true, kind), group in sorted(kinds.items(), key=lambda entry: (not entry[0][0], entry[0][1])):
        cells = [share(group, true=true, held_out=held_out) for held_out in (False, True)]
        low, high = interval(cells[1][0] / max(1, cells[1][1]), cells[1][1])
        shown = " | ".join(f"{part} of {whole} ({part / max(1, whole):.1%})" for part, whole in cells)
        lines.append(f"| {'true' if true else 'false'}, {kind} | {shown} | {low:.1%}-{high:.1%} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, and with ``--wrong`` the open sentences that are judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--wrong", action="store_true", help="name the open sentences that are judged wrongly")
    parser.add_argument("--file", type=Path, default=FILE)
    given = parser.parse_args()
    found = judged(given.file.read_text(encoding="utf-8"))
    print(_table(found))
    for one in found:
        if given.wrong and not one.held_out and one.true != one.supported:
            print(f"{'+' if one.true else '-'} {one.kind}: {one.text}   <<{one.source.title}>>")


if __name__ == "__main__":
    main()
