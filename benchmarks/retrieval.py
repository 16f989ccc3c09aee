"""Retrieval on real news questions: keywords alone, vectors alone, and their fusion at several weights.

    python -m benchmarks.retrieval ../shared/data [--libraries DIR] [--limit N] [--passage-tokens 160] [--overlap 40]

Prints Markdown tables of article hit@1, hit@5 and MRR@10 on the open questions of MUC (part dev) and of the incidents.
Libraries are built once in --libraries and used again.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from benchmarks.labelled import lines
from index.indexing import open_indexer
from index.retrieval import Searcher, fuse_ranks, fuse_scores
from index.settings import IndexSettings
from index.types import Article, Hit, normalise

WEIGHTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.7)


def articles(path: Path) -> list[Article]:
    """The articles of one of the sets."""
    found = []
    for row in lines(path):
        text = normalise(row["text"])
        if text.strip():
            found.append(
                Article(
                    id=row["id"],
                    title=" ".join((row.get("title") or "").split()),
                    text=text,
                    url=row.get("url"),
                    publisher=row.get("publisher"),
                    published=day(row.get("published")),
                )
            )
    return found


def day(value: str | None) -> str | None:
    """The date, or None when the set has none ("None" among them)."""
    return value if value and value[:1].isdigit() else None


def questions(data: Path, name: str, part: str) -> list[tuple[str, set[str]]]:
    """Open questions with the articles that answer them."""
    rows = lines(data / name / "questions.jsonl")
    if name == "muc":
        return [
            (r["question"], set(r["relevant_articles"]))
            for r in rows
            if r["part"] == part and r["open_ok"] and r["answerable"]
        ]
    return [(r["question"], set(r["relevant_articles"])) for r in rows if r["answerable"]]


def build(folder: Path, settings: IndexSettings, found: list[Article]) -> None:
    """Index articles, unless the library holds as many already."""
    with open_indexer(folder, settings) as indexer:
        indexer.resume()
        if indexer.facts().articles >= len({article.id for article in found}):
            return
        begun = time.perf_counter()
        for at in range(0, len(found), 64):
            indexer.add(found[at : at + 64])
        facts, seconds = indexer.facts(), time.perf_counter() - begun
        print(f"<!-- {folder.name}: {facts.articles} articles, {facts.passages} passages, {seconds:.0f} s -->")


def ranks(hits: list[Hit], names: dict[int, str], wanted: set[str]) -> int | None:
    """The rank, from 1, of the first wanted article among the distinct articles of ``hits``."""
    seen: dict[str, None] = {}
    for hit in hits:
        seen.setdefault(names[hit.key], None)
    return next((rank for rank, name in enumerate(seen, start=1) if name in wanted), None)


def figures(found: list[int | None]) -> str:
    """hit@1, hit@5 and MRR@10 as table cells."""
    n = len(found)
    hit1 = sum(rank == 1 for rank in found) / n
    hit5 = sum(rank is not None and rank <= 5 for rank in found) / n
    mrr = sum(1 / rank for rank in found if rank is not None and rank <= 10) / n
    return f"{hit1:.3f} | {hit5:.3f} | {mrr:.3f}"


def measure(searcher: Searcher, asked: list[tuple[str, set[str]]], candidates: int) -> None:
    """Print the table of one set."""
    dense, keyword, seconds = [], [], []
    for question, _ in asked:
        begun = time.perf_counter()
        dense.append(searcher.by_vector(question, candidates))
        keyword.append(searcher.by_keywords(question, candidates))
        seconds.append(time.perf_counter() - begun)
    names = {k: a.id for k, a in searcher.library.resolve({h.key for hits in dense + keyword for h in hits}).items()}
    print("| retriever | hit@1 | hit@5 | MRR@10 |\n|---|---|---|---|")
    rows: list[tuple[str, list[list[Hit]]]] = [("keywords only", keyword), ("vectors only", dense)]
    for name, fuse in (("ranks", fuse_ranks), ("scores", fuse_scores)):
        for weight in WEIGHTS:
            pairs = zip(dense, keyword, strict=True)
            rows.append(
                (f"fused by {name}, dense weight {weight}", [fuse([(weight, d), (1 - weight, k)]) for d, k in pairs])
            )
    for label, rankings in rows:
        found = [ranks(hits, names, wanted) for hits, (_, wanted) in zip(rankings, asked, strict=True)]
        print(f"| {label} | {figures(found)} |")
    print(f"\n{len(asked)} questions; both searches take {1000 * statistics.median(seconds):.1f} ms (median).\n")


def main() -> None:
    """Read the arguments, build what is missing, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--libraries", type=Path, default=Path(".cache/retrieval"))
    parser.add_argument("--sets", nargs="+", default=["muc", "incidents"])
    parser.add_argument("--part", default="dev")
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument("--passage-tokens", type=int, default=160)
    parser.add_argument("--overlap", type=int, default=40)
    parser.add_argument("--candidates", type=int, default=60)
    given = parser.parse_args()
    settings = IndexSettings(passage_tokens=given.passage_tokens, overlap_tokens=given.overlap)
    for name in given.sets:
        suffix = "" if name == "muc" else ".gz"
        folder = given.libraries / f"{name}-{given.passage_tokens}-{given.overlap}"
        build(folder, settings, articles(given.data / name / f"articles.jsonl{suffix}")[: given.limit])
        print(f"### {name}, passages of {given.passage_tokens} tokens, overlap {given.overlap}\n")
        searcher = Searcher(folder, settings)
        measure(searcher, questions(given.data, name, given.part), given.candidates)
        searcher.close()


if __name__ == "__main__":
    main()
