"""Ways to have one language model answer from given passages: this program's, LangChain's and LlamaIndex's.

Each gives the raw reply and the seconds it took, nothing that is judged: `benchmarks.grounded` reads the replies.
The fourth way is this program without a language model.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from assistant.types import Evidence, Question, Request
from benchmarks.labelled import Item
from benchmarks.plain import REPLY, Server

__all__ = ["Ask", "extractive", "langchain", "llamaindex", "ours"]

Ask = Callable[[Item], dict[str, Any]]
"""A question with its passages to what came of it, in JSON's values."""

TODAY = "2026-01-01"

INSTRUCTION = (
    "Answer the question from the context only, in one or two sentences. End each sentence with the number of the "
    'source it rests on, in square brackets. If the context does not say, answer "I don\'t know".\n\n'
    "Context:\n{context}\n\nQuestion: {question}\nAnswer:"
)


def ours(server: Server, writing: Any) -> Ask:
    """This program's generative answerer. ``relevance`` is what the packaged reader gives the best passage; the model
    is asked whatever that is, so that where to refuse can be chosen afterwards."""
    from langchain_core.callbacks import BaseCallbackHandler

    from assistant.models import chat_model
    from assistant.packaged import PackagedReader
    from assistant.receiving import Limits
    from assistant.writing import GenerativeAnswerer

    model = chat_model(f"openai:{server.model}", base_url=server.address, timeout=server.timeout)
    reader = PackagedReader()
    writer = GenerativeAnswerer(model, writing=writing, limits=Limits(server.timeout, 2 * server.timeout))

    class Heard(BaseCallbackHandler):
        """Keeps what the model said, word for word."""

        def __init__(self) -> None:
            self.text = ""

        def on_llm_new_token(self, token: Any, **_: Any) -> None:
            self.text += token if isinstance(token, str) else ""

    def ask(item: Item) -> dict[str, Any]:
        begun, first, heard = time.perf_counter(), None, Heard()
        relevance = max(reader.score(item.question, item.evidence))
        read = time.perf_counter() - begun
        request = Request(Question(item.question), item.question, item.evidence, today=TODAY)
        for _ in writer.drafted(request, {"callbacks": [heard]}):
            first = time.perf_counter() - begun if first is None else first
        seconds = time.perf_counter() - begun
        found = {"reply": heard.text, "relevance": relevance, "read": read, "first": first, "seconds": seconds}
        return found | {"way": writer.way, "prompt": writer.prompt.version}

    return ask


def extractive() -> Ask:
    """This program without a language model, as the settings' defaults have it."""
    from assistant.readers import answerer, span_reader
    from assistant.settings import load_settings

    settings = load_settings({}, {})
    run = answerer(settings, span_reader(settings))

    def ask(item: Item) -> dict[str, Any]:
        begun = time.perf_counter()
        draft = run.invoke(Request(Question(item.question), item.question, item.evidence, today=TODAY))
        seconds = time.perf_counter() - begun
        claims = [
            {"text": one.text, "quotes": [[quote.evidence, quote.span.start, quote.span.end] for quote in one.quotes]}
            for one in draft.claims
        ]
        return {"way": "extractive", "claims": claims, "short": draft.short, "first": seconds, "seconds": seconds}

    return ask


def _plain(stream: Callable[[Item], Iterator[str]]) -> Ask:
    """A pipeline that streams prose; all that it says is shown."""

    def ask(item: Item) -> dict[str, Any]:
        begun, first, text = time.perf_counter(), None, ""
        for piece in stream(item):
            first = first if first is not None or not piece else time.perf_counter() - begun
            text += piece
        return {"way": "plain", "reply": text, "first": first, "seconds": time.perf_counter() - begun}

    return ask


def _numbered(piece: Evidence) -> str:
    return f"Source [{piece.number}]:\n{piece.text}"


def langchain(server: Server) -> Ask:
    """The chain of LangChain's tutorial: prompt, model, text."""
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_openai import ChatOpenAI

    options: dict[str, Any] = {"temperature": 0, "max_tokens": 4 * REPLY, "timeout": server.timeout, "max_retries": 0}
    model = ChatOpenAI(base_url=server.address, api_key="none", model=server.model, **options)  # type: ignore[arg-type]
    chain = ChatPromptTemplate.from_template(INSTRUCTION) | model | StrOutputParser()

    def stream(item: Item) -> Iterator[str]:
        return chain.stream({"context": "\n\n".join(map(_numbered, item.evidence)), "question": item.question})

    return _plain(stream)


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
            return [NodeWithScore(node=TextNode(text=_numbered(one)), score=1.0) for one in self.evidence]

    def stream(item: Item) -> Iterator[str]:
        writer = get_response_synthesizer(llm=llm, text_qa_template=prompt, streaming=True)
        engine = RetrieverQueryEngine(Given(item.evidence), response_synthesizer=writer)
        return iter(engine.query(item.question).response_gen)  # type: ignore[union-attr]

    return _plain(stream)
