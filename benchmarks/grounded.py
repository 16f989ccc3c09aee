"""A language model's answers side by side: the same model, the same passages, three ways of asking it.

    python -m benchmarks.grounded ../shared/data --gguf MODEL.gguf --way ours --questions 40
    PLAIN -m benchmarks.grounded ../shared/data --base-url http://127.0.0.1:8131/v1 --way langchain --questions 40
    PLAIN -m benchmarks.grounded ../shared/data --base-url http://127.0.0.1:8131/v1 --way llamaindex --questions 40
    python -m benchmarks.grounded ../shared/data

Ways: ours (with --writing auto, quotes or prose); langchain, the chain that stuffs the passages into one prompt;
llamaindex, its query engine over the same passages. The plain ones are told to cite by [n] as well; PLAIN is the
environment that benchmarks/plain.py describes. A run that was stopped goes on where it was; without --way, the table
of all runs in --out over the questions that each of them was asked.

Statements are judged by this program's own grounding for all three, which ours cannot fail: the figures that do not
rest on it are the shares of verbatim quotes and of numbers, and the refusals.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from assistant.grounding import ground
from assistant.replies import parse_reply
from assistant.types import Began, Draft, Evidence, Question, Request
from benchmarks.judging import refuses
from benchmarks.labelled import Item, muc, reading
from benchmarks.plain import REPLY, Server
from benchmarks.serving import served

__all__ = ["figures", "items", "table"]

INSTRUCTION = (
    "Answer the question from the context only, in one or two sentences. End each sentence with the number of the "
    'source it rests on, in square brackets. If the context does not say, answer "I don\'t know".\n\n'
    "Context:\n{context}\n\nQuestion: {question}\nAnswer:"
)
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MARKER = re.compile(r"\[\s*\d[\d\s,;–-]*\]")

Ask = Callable[[Item], dict[str, Any]]


def items(data: Path, count: int, seed: int, passages: int) -> list[Item]:
    """``count`` dev questions, half on agency reports and half on single passages, each with its first passages."""
    reports = muc(data, "dev")
    random.Random(seed).shuffle(reports)
    found = [*reports[: count // 2], *reading(data, "dev", count - count // 2, seed)]
    return [Item(one.slot, one.question, one.evidence[:passages], one.groups, one.match, one.optional) for one in found]


def ours(server: Server, writing: Any) -> Ask:
    """This program's generative answerer and its grounding."""
    from assistant.models import chat_model
    from assistant.receiving import Limits
    from assistant.writing import GenerativeAnswerer

    model = chat_model(f"openai:{server.model}", base_url=server.address, timeout=server.timeout)
    writer = GenerativeAnswerer(model, writing=writing, limits=Limits(server.timeout, 2 * server.timeout))

    def ask(item: Item) -> dict[str, Any]:
        begun, first, claims = time.perf_counter(), None, []
        request = Request(Question(item.question), item.question, item.evidence, today="2026-01-01")
        for step in writer.drafted(request):
            if isinstance(step, Began):
                first = time.perf_counter() - begun
            elif hasattr(step, "quotes"):
                claims.append(step)
        found = ground(Draft(tuple(claims)), item.evidence)
        seconds = time.perf_counter() - begun
        shown = [one.text for one in found.statements if one.support != "unsupported"]
        cited = [[found.citations[n - 1].quote for n in one.citations] for one in found.statements if one.citations]
        return {
            "text": " ".join(shown),
            "statements": len(shown),
            "supported": len(shown),
            "quotes": [one.quote for one in found.citations],
            "cited": [" ".join(texts) for texts in cited],
            "shown": shown,
            "refused": not shown,
            "dropped": len(found.statements) - len(shown) + len(found.dropped),
            "first": first,
            "seconds": seconds,
        }

    return ask


def plain(stream: Callable[[Item], Any]) -> Ask:
    """A pipeline that streams prose; all that it says is shown."""

    def ask(item: Item) -> dict[str, Any]:
        begun, first, text = time.perf_counter(), None, ""
        for piece in stream(item):
            first = first if first is not None or not piece else time.perf_counter() - begun
            text += piece
        seconds = time.perf_counter() - begun
        claims = parse_reply(text, "I don't know").claims
        every = " ".join(one.text for one in item.evidence)
        found = [ground(Draft((claim,)), item.evidence).statements for claim in claims]
        return {
            "text": text,
            "statements": len(claims),
            "supported": sum(all(one.support != "unsupported" for one in one_by_one) for one_by_one in found),
            "quotes": _QUOTED.findall(text),
            "cited": [every] * len(claims),
            "shown": [claim.text for claim in claims],
            "refused": refuses(text),
            "dropped": 0,
            "first": first,
            "seconds": seconds,
        }

    return ask


def _numbered(evidence: Sequence[Evidence]) -> str:
    return "\n\n".join(f"Source [{one.number}]:\n{one.text}" for one in evidence)


def langchain(server: Server) -> Ask:
    """The chain of LangChain's tutorial: prompt, model, text."""
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_openai import ChatOpenAI

    options: dict[str, Any] = {"temperature": 0, "max_tokens": 4 * REPLY, "timeout": server.timeout, "max_retries": 0}
    model = ChatOpenAI(base_url=server.address, api_key="none", model=server.model, **options)  # type: ignore[arg-type]
    chain = ChatPromptTemplate.from_template(INSTRUCTION) | model | StrOutputParser()
    return plain(lambda one: chain.stream({"context": _numbered(one.evidence), "question": one.question}))


def llamaindex(server: Server) -> Ask:
    """LlamaIndex's query engine with a retriever that gives the passages."""
    from llama_index.core import PromptTemplate, get_response_synthesizer
    from llama_index.core.query_engine import RetrieverQueryEngine
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeWithScore, TextNode
    from llama_index.llms.openai_like import OpenAILike

    llm = OpenAILike(
        model=server.model,
        api_base=server.address,
        api_key="none",
        is_chat_model=True,
        context_window=4096,
        max_tokens=4 * REPLY,
        temperature=0,
        timeout=server.timeout,
        max_retries=0,
    )
    prompt = PromptTemplate(INSTRUCTION.format(context="{context_str}", question="{query_str}"))

    class Given(BaseRetriever):
        """The passages of one question."""

        def __init__(self, evidence: Sequence[Evidence]) -> None:
            super().__init__()
            self.evidence = evidence

        def _retrieve(self, query_bundle: Any) -> list[NodeWithScore]:  # noqa: ARG002 - LlamaIndex's signature
            texts = [f"Source [{one.number}]:\n{one.text}" for one in self.evidence]
            return [NodeWithScore(node=TextNode(text=text), score=1.0) for text in texts]

    def stream(item: Item) -> Any:
        writer = get_response_synthesizer(llm=llm, text_qa_template=prompt, streaming=True)
        return RetrieverQueryEngine(Given(item.evidence), response_synthesizer=writer).query(item.question).response_gen

    return plain(stream)


def figures(rows: Sequence[dict[str, Any]]) -> dict[str, float | None]:
    """The shares of one run. A number counts as found if the cited words hold it, for the plain ones any passage."""
    statements, supported = (sum(row[name] for row in rows) for name in ("statements", "supported"))
    quotes = [(quote, row["given"]) for row in rows for quote in row["quotes"] if len(quote.split()) > 2]
    numbers = [
        (number, cited)
        for row in rows
        for text, cited in zip(row["shown"], row["cited"], strict=True)
        for number in _NUMBER.findall(_MARKER.sub("", text))
    ]
    empty = [row for row in rows if not row["answerable"]]
    asked = [row for row in rows if row["answerable"]]
    return {
        "supported": _share(supported, statements),
        "verbatim": _share(sum(" ".join(quote.split()) in given for quote, given in quotes), len(quotes)),
        "numbers": _share(sum(number in cited for number, cited in numbers), len(numbers)),
        "refused rightly": _share(sum(row["refused"] for row in empty), len(empty)),
        "refused wrongly": _share(sum(row["refused"] for row in asked), len(asked)),
        "statements": statements,
        "quotes": len(quotes),
        "figures": len(numbers),
        "s first": _middle([row["first"] for row in rows if row["first"] is not None]),
        "s all": _middle([row["seconds"] for row in rows]),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _middle(seconds: Sequence[float]) -> float | None:
    return statistics.median(seconds) if seconds else None


def table(rows: Sequence[dict[str, Any]]) -> str:
    """A Markdown table of the runs, over the questions that each was asked."""
    runs: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in rows:
        runs[row["run"]][row["question"]] = row
    common = set.intersection(*(set(run) for run in runs.values())) if runs else set()
    lines = [f"{len(common)} questions", ""]
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


def main() -> None:
    """Read the arguments; ask the questions in one way, or print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path(".cache/grounded.jsonl"))
    parser.add_argument("--way", choices=["ours", "langchain", "llamaindex"])
    parser.add_argument("--writing", choices=["auto", "quotes", "prose"], default="auto", help="for ours")
    parser.add_argument("--gguf", type=Path, help="a model to serve while asking, instead of --base-url")
    parser.add_argument("--base-url", default="http://127.0.0.1:8131/v1")
    parser.add_argument("--model", default="local", help="the model's name, shown in the table")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--passages", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--timeout", type=float, default=300)
    given = parser.parse_args()
    kept = [json.loads(line) for line in given.out.read_text("utf-8").splitlines()] if given.out.exists() else []
    if given.way is None:
        print(table(kept))
        return
    run = ", ".join([given.way, *([given.writing] if given.way == "ours" else []), given.model])
    done = {row["question"] for row in kept if row["run"] == run}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    serving = served(given.gguf, threads=given.threads) if given.gguf else nullcontext(given.base_url)
    with serving as address, given.out.open("a", encoding="utf-8") as file:
        server = Server(address, given.model, given.timeout)
        ways: dict[str, Callable[[], Ask]] = {
            "ours": lambda: ours(server, given.writing),
            "langchain": lambda: langchain(server),
            "llamaindex": lambda: llamaindex(server),
        }
        ask = ways[given.way]()
        for item in items(given.data, given.questions, given.seed, given.passages):
            if item.question not in done:
                passages = " ".join(" ".join(one.text for one in item.evidence).split())
                row = {"run": run, "question": item.question, "answerable": item.answerable, "given": passages}
                print(json.dumps(row | ask(item), ensure_ascii=False), file=file, flush=True)


if __name__ == "__main__":
    main()
