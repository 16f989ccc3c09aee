"""The plain pipelines that a user would write today, each from its own library's tutorial, with a local model.

All are given the same: the same articles as text, the packaged MiniLM for their vectors, the same instruction, the same
language model behind an OpenAI-compatible server. How articles are cut and how many pieces are retrieved is each
library's default or its tutorial's. They are no dependencies of this program and live in an environment of their own:

    python -m venv .cache/plain
    .cache/plain/bin/pip install -e . "openai==2.54.0" langchain-openai==1.7.3 langchain-chroma==1.1.0 \
        langchain-huggingface==1.2.3 langchain-text-splitters==1.1.3 llama-index-core==0.14.25 \
        llama-index-embeddings-huggingface==0.8.0 llama-index-llms-openai-like==0.8.1 txtai==9.14.0

langchain-huggingface asks for an older huggingface-hub than transformers 5 does, and works with the newer: should the
resolver refuse, install it with ``--no-deps``. benchmarks/serving.py is a server for a language model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from benchmarks.extractive import questions, weights
from index.types import Article

__all__ = ["Failed", "LangChain", "LlamaIndex", "Pipeline", "Reply", "Server", "Txtai"]

INSTRUCTION = (
    "Answer the question from the context only, in a few words. "
    'If the context does not say, answer "I don\'t know".\n\nContext:\n{context}\n\nQuestion: {question}\nAnswer:'
)
"""What every language model is told."""

CHUNK, OVERLAP = 1000, 200
"""Characters of a passage in LangChain's tutorial."""

REPLY = 64
"""Tokens of the longest reply."""


class Failed(Exception):
    """The language model gave no answer: it took too long, or the prompt did not fit."""


@dataclass(frozen=True, slots=True)
class Server:
    """An OpenAI-compatible server; ``timeout`` is in seconds for one reply."""

    address: str
    model: str
    timeout: float = 120


@dataclass(frozen=True, slots=True)
class Reply:
    """What a pipeline answers.

    ``short`` is its short answer and ``refused`` whether it refuses, where it says so apart from the words; ``quotes``
    are the sentences that it cites.
    """

    text: str
    short: str | None = None
    quotes: tuple[str, ...] = ()
    refused: bool | None = None


class Pipeline(Protocol):
    """A pipeline under test."""

    def prepare(self, articles: Sequence[Article]) -> None:
        """Take the articles of the questions to come."""

    def focus(self, article: Article | None) -> None:
        """Answer from this article alone from now on, or from all that were prepared."""

    def ask(self, question: str) -> Reply:
        """The reply to a question.

        Raises:
            Failed: the language model gave none.
        """


def shown(article: Article) -> str:
    """An article as the plain pipelines get it: its title above its text."""
    return f"{article.title}\n\n{article.text}" if article.title else article.text


class _Plain:
    """What they share: an index over all articles or over one, made anew when that changes, which is not timed."""

    def __init__(self) -> None:
        self._articles: list[Article] = []
        self._within: list[str] | None = None

    def prepare(self, articles: Sequence[Article]) -> None:
        """Take the articles of the questions to come."""
        self._articles = list(articles)

    def focus(self, article: Article | None) -> None:
        """Answer from this article alone from now on, or from all that were prepared."""
        wanted = [article] if article else self._articles
        if self._within != (names := [one.id for one in wanted]):
            self._within = names
            self._index(wanted)

    def ask(self, question: str) -> Reply:
        """The words of the reply, which are all that they give."""
        import openai

        try:
            return Reply(self._reply(question).strip())
        except (openai.APITimeoutError, openai.BadRequestError) as exc:
            raise Failed(type(exc).__name__) from exc

    def _index(self, articles: Sequence[Article]) -> None:
        raise NotImplementedError

    def _reply(self, question: str) -> str:
        raise NotImplementedError


class LangChain(_Plain):
    """Chroma, HuggingFaceEmbeddings and a chain that stuffs the passages into one prompt."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        from langchain_core.prompts import ChatPromptTemplate
        from langchain_huggingface import HuggingFaceEmbeddings
        from langchain_openai import ChatOpenAI

        self._embeddings = HuggingFaceEmbeddings(model_name=weights())
        self._prompt = ChatPromptTemplate.from_template(INSTRUCTION)
        self._llm = ChatOpenAI(
            base_url=server.address,
            api_key="none",  # type: ignore[arg-type]
            model=server.model,
            temperature=0,
            max_tokens=REPLY,  # type: ignore[call-arg]
            timeout=server.timeout,
            max_retries=0,
        )
        self._store: Any = None

    def _index(self, articles: Sequence[Article]) -> None:
        from langchain_chroma import Chroma
        from langchain_core.documents import Document
        from langchain_core.output_parsers import StrOutputParser
        from langchain_core.runnables import RunnablePassthrough
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        if self._store is not None:
            self._store.delete_collection()
        documents = [Document(shown(one), metadata={"id": one.id, "title": one.title}) for one in articles]
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP, add_start_index=True)
        chunks = splitter.split_documents(documents)
        self._store = Chroma(collection_name="articles", embedding_function=self._embeddings)
        for at in range(0, len(chunks), 1000):
            self._store.add_documents(chunks[at : at + 1000])

        def joined(found: list[Document]) -> str:
            return "\n\n".join(one.page_content for one in found)

        retrieved = {"context": self._store.as_retriever() | joined, "question": RunnablePassthrough()}
        self._chain = retrieved | self._prompt | self._llm | StrOutputParser()

    def _reply(self, question: str) -> str:
        return str(self._chain.invoke(question))


class LlamaIndex(_Plain):
    """VectorStoreIndex and its query engine."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        from llama_index.core import Settings
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding
        from llama_index.llms.openai_like import OpenAILike

        Settings.embed_model = HuggingFaceEmbedding(model_name=weights())
        Settings.llm = OpenAILike(
            model=server.model,
            api_base=server.address,
            api_key="none",
            is_chat_model=True,
            context_window=4096,
            max_tokens=REPLY,
            temperature=0,
            timeout=server.timeout,
            max_retries=0,
        )

    def _index(self, articles: Sequence[Article]) -> None:
        from llama_index.core import Document, PromptTemplate, VectorStoreIndex

        index = VectorStoreIndex.from_documents([Document(text=shown(one), id_=one.id) for one in articles])
        prompt = INSTRUCTION.format(context="{context_str}", question="{query_str}")
        self._engine = index.as_query_engine(text_qa_template=PromptTemplate(prompt))

    def _reply(self, question: str) -> str:
        return str(self._engine.query(question))


class Txtai(_Plain):
    """Embeddings over paragraphs and the RAG pipeline (formerly Extractor) on the best three.

    Args:
        server: the language model, given to the pipeline as a function, since its own ways to a server or a GGUF file
            (litellm, llama-cpp-python) do not install beside the rest.
        reader: instead of it, for txtai's extractive pipeline: the folder of a transformers question-answering model,
            or a checkpoint of ``training``.
    """

    def __init__(self, server: Server | None, reader: Path | None = None) -> None:
        super().__init__()
        if reader is None and server is None:
            raise ValueError("txtai needs a language model or a question-answering model")
        self._path = questions(reader) if reader else _written(server)

    def _index(self, articles: Sequence[Article]) -> None:
        from txtai import RAG, Embeddings
        from txtai.pipeline import Segmentation

        paragraphs = Segmentation(paragraphs=True)
        embeddings = Embeddings(path=weights(), content=True)
        embeddings.index(
            (f"{one.id}#{number}", text, None) for one in articles for number, text in enumerate(paragraphs(shown(one)))
        )
        self._rag = RAG(embeddings, self._path, template=INSTRUCTION, output="flatten")

    def _reply(self, question: str) -> str:
        return self._rag(question) or ""


def _written(server: Server | None) -> Any:
    """Prompts to replies, by the server."""
    from openai import OpenAI

    assert server is not None
    client = OpenAI(base_url=server.address, api_key="none", timeout=server.timeout, max_retries=0)

    def write(prompts: list[str]) -> list[str]:
        replies = []
        for prompt in prompts:
            messages: Any = [{"role": "user", "content": prompt}]
            done = client.chat.completions.create(
                model=server.model, messages=messages, temperature=0, max_tokens=REPLY
            )
            replies.append(done.choices[0].message.content or "")
        return replies

    return write
