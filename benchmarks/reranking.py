"""What reading the passages adds to retrieval: article hit@1 and hit@5 before and after, by how many are read.

    python -m benchmarks.reranking ../shared/data [--libraries DIR] [--sets muc passages guardian incidents] [--limit N]

``muc``: the open questions of part dev. ``passages``: single paragraphs of the reading sets, part dev, each an article
of its own. ``guardian``: newspaper articles with paraphrasing questions. ``incidents``: as in benchmarks.retrieval.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

from assistant.chain import Assistant
from assistant.evidence import select
from assistant.packaged import PackagedReader
from assistant.readers import reranked
from assistant.settings import Settings
from assistant.types import Evidence
from benchmarks.labelled import lines
from benchmarks.retrieval import articles, build, questions
from index.types import Article, normalise

COUNTS = (4, 8, 12, 16, 24)


def paragraphs(data: Path) -> tuple[list[Article], list[tuple[str, set[str]]]]:
    """The paragraphs of the reading sets as articles, and their answerable questions; no single sentences."""
    rows = [row for row in lines(data / "reading" / "dev.jsonl.gz") if not row["source"].startswith("qamr")]
    found = {name(row["context"]): normalise(row["context"]) for row in rows}
    asked = [(row["question"], {name(row["context"])}) for row in rows if row["answerable"]]
    return [Article(key, "", text) for key, text in found.items()], asked


def guardian(data: Path) -> tuple[list[Article], list[tuple[str, set[str]]]]:
    """Newspaper articles, their paragraphs put together, and the questions about them."""
    rows = list(lines(data / "reading" / "evidence.jsonl.gz"))
    texts: dict[str, dict[str, None]] = {}
    for row in rows:
        texts.setdefault(row["title"], {})[normalise(row["context"])] = None
    found = [Article(name(title), title, "\n\n".join(parts)) for title, parts in texts.items()]
    return found, [(row["question"], {name(row["title"])}) for row in rows]


def name(text: str) -> str:
    """A short id for a text."""
    return f"{zlib.crc32(text.encode()):08x}"


def corpus(data: Path, which: str) -> tuple[list[Article], list[tuple[str, set[str]]]]:
    """The articles and the questions of a set."""
    if which == "passages":
        return paragraphs(data)
    if which == "guardian":
        return guardian(data)
    suffix = "" if which == "muc" else ".gz"
    return articles(data / which / f"articles.jsonl{suffix}"), questions(data, which, "dev")


def hits(rankings: Sequence[Sequence[Evidence]], wanted: Sequence[set[str]]) -> tuple[float, float]:
    """Article hit@1 and hit@5."""
    places = []
    for found, right in zip(rankings, wanted, strict=True):
        order = list(dict.fromkeys(one.article_id for one in found))
        places.append(next((at for at, one in enumerate(order) if one in right), 99))
    return sum(at == 0 for at in places) / len(places), sum(at < 5 for at in places) / len(places)


def main() -> None:
    """Read the arguments, build what is missing, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--libraries", type=Path, default=Path(".cache/retrieval"))
    parser.add_argument("--sets", nargs="+", default=["muc", "passages", "guardian"])
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument("--model", type=Path, help="another reader.onnx than the packaged one")
    given = parser.parse_args()
    settings = Settings(reader="rules", reranker="none")
    for which in given.sets:
        found, asked = corpus(given.data, which)
        folder = given.libraries / f"{which}-{settings.passage_tokens}-{settings.overlap_tokens}"
        build(folder, settings, found)
        random.Random(0).shuffle(asked)
        asked = asked[: given.limit]
        with Assistant.open(folder, settings) as assistant:
            passages = [
                select(assistant.search(question, 3 * max(COUNTS)), max(COUNTS), settings.per_article)
                for question, _ in asked
            ]
        wanted = [right for _, right in asked]
        print(f"### {which}: {len(asked)} questions, {len(found)} articles\n")
        print("| passages read | hit@1 | hit@5 | ms per question |\n|---|---|---|---|")
        print("| none | {:.3f} | {:.3f} | 0 |".format(*hits(passages, wanted)))
        for count in COUNTS:
            reader = PackagedReader(given.model)
            reader.read("warm up", passages[0][:2])
            seconds, rankings = [], []
            for (question, _), listed in zip(asked, passages, strict=True):
                begun = time.perf_counter()
                rankings.append((*reranked(question, listed[:count], reader), *listed[count:]))
                seconds.append(time.perf_counter() - begun)
            first, five = hits(rankings, wanted)
            print(f"| {count} | {first:.3f} | {five:.3f} | {1000 * statistics.median(seconds):.0f} |", flush=True)
        print()


if __name__ == "__main__":
    main()
