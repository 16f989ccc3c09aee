"""The command ``assistant``. The only module that prints."""

from __future__ import annotations

import errno
import json
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import typer

from index.errors import NewsError

from . import options

if TYPE_CHECKING:
    from .chain import Assistant
    from .settings import Settings

__all__ = ["app", "main"]

app = typer.Typer(
    name="assistant",
    help="Answers about the news, with the exact sentence behind every statement.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_INTERRUPTED = 130
"""The exit code after Ctrl-C."""


def main() -> None:
    """Run the command. Exit code 0: done; 1: a problem that the user can mend; 2: wrong usage; 130: interrupted."""
    from .escaping import plain

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        if any("\ud800" <= character <= "\udfff" for word in sys.argv for character in word):
            raise typer.BadParameter("an argument is not UTF-8; write it in UTF-8")
        app(prog_name="assistant")
        sys.stdout.flush()
    except SystemExit as exc:
        if exc.code == _INTERRUPTED:
            print("assistant: stopped", file=sys.stderr)
        raise
    except (NewsError, typer.BadParameter) as exc:
        print(f"assistant: {plain(str(exc))}", file=sys.stderr)
        sys.exit(1 if isinstance(exc, NewsError) else 2)
    except OSError as exc:
        if exc.errno not in (errno.ENOSPC, errno.EIO):
            raise
        print(f"assistant: the output cannot be written ({exc.strerror}); make room", file=sys.stderr)
        os._exit(1)  # Python would fail once more when it flushes at exit


@app.callback(invoke_without_command=True)
def top(version: options.Version = False) -> None:
    """Answers about the news, with the exact sentence behind every statement."""
    if version:
        from importlib.metadata import version as installed

        print(f"cited-news {installed('cited-news')}")
        raise typer.Exit


@app.command()
def index(
    paths: options.Paths = None,
    library: options.Library = None,
    keep: options.Keep = False,
    rebuild: options.Rebuild = False,
    as_json: options.AsJson = False,
) -> None:
    """Read, split, embed and store articles."""
    from index.indexing import open_indexer
    from index.readers import find

    from .showing import Meter, nothing_read, report_text, report_values

    if not paths and not rebuild:
        raise typer.BadParameter("name at least one file, folder or address", param_hint="PATH_OR_URL...")
    settings = _settings(library)
    find(paths or [])  # a path that does not exist is named here, before a library is made for it
    with open_indexer(settings.library, settings, rebuild=rebuild) as indexer, Meter() as meter:
        rebuilt = indexer.resume(meter) if rebuild else 0
        report = indexer.index(
            paths or [], max_bytes=settings.max_megabytes * 1_000_000, keep=keep, progress=meter, resumed=rebuilt
        )
        if problem := nothing_read(report):
            raise NewsError(problem)  # within: a library that was made for nothing goes again
        facts = indexer.facts()
    _show(report_values(report, facts) if as_json else report_text(report, facts, str(settings.library)))


@app.command()
@options.grouped
def ask(
    question: options.Asked = None,
    *,
    library: options.Library = None,
    batch: options.Batch = None,
    answering: options.Answering,
    narrowing: options.Narrowing,
    as_json: options.AsJson = False,
) -> None:
    """Answer a question with numbered sources."""
    from .answering import NO_MODEL
    from .asking import nothing_searched, read_batch, to_question
    from .showing import tell
    from .texts import to_text

    if (question is None) == (batch is None):
        raise typer.BadParameter("give one question, or --batch FILE.jsonl", param_hint="QUESTION")
    settings, filters = _settings(library, **vars(answering)), narrowing.filters()
    if batch is not None:
        questions = read_batch(batch, filters)
        with _open(settings) as assistant:
            assistant.warm()  # a model that cannot be used is named before anything is answered
            for qid, asked in questions:
                answer = assistant.ask(asked)
                print(json.dumps({"qid": qid, "answer": answer.to_dict()}, ensure_ascii=False), flush=True)
                _say(answer.trace.fallback)
        return
    asked = to_question(question or "", filters)
    with _open(settings) as assistant:
        if assistant.model != NO_MODEL and sys.stdout.isatty() and not as_json:
            answer = tell(assistant.stream(asked), write=lambda line: print(line, flush=True), warn=_say)
        else:
            answer = assistant.ask(asked)
            _say(answer.trace.fallback)
            _show(answer.to_dict() if as_json else to_text(answer))
        _say(nothing_searched(assistant, asked, answer, settings.library))


@app.command()
@options.grouped
def chat(*, library: options.Library = None, answering: options.Answering, narrowing: options.Narrowing) -> None:
    """Ask in a conversation: one question a line; /new begins another, Ctrl-D ends."""
    from .talking import talk, typed

    filters = narrowing.filters()
    with _open(_settings(library, **vars(answering))) as assistant:
        talk(assistant, typed(), lambda words: print(words, flush=True), filters, live=sys.stdout.isatty())


@app.command()
@options.grouped
def search(
    query: options.Query,
    *,
    library: options.Library = None,
    k: options.Passages = 10,
    reranker: options.Reranker = None,
    narrowing: options.Narrowing,
    as_json: options.AsJson = False,
) -> None:
    """Find passages, without an answer."""
    from .asking import to_question
    from .showing import passage_values, passages_text

    asked = to_question(query, narrowing.filters(), "query")
    with _open(_settings(library, reranker=reranker)) as assistant:
        found = assistant.search(asked.text, k, asked.filters)
    _show({"query": asked.text, "passages": passage_values(found)} if as_json else passages_text(found))


@app.command()
@options.grouped
def serve(
    *,
    library: options.Library = None,
    host: options.Host = None,
    port: options.Port = None,
    answering: options.Answering,
    allowed_origins: options.AllowedOrigins = None,
) -> None:
    """Serve the chat page and the HTTP API."""
    from .serving import run

    settings = _settings(library, host=host, port=port, allowed_origins=allowed_origins, **vars(answering))
    with _open(settings) as assistant:
        run(assistant, settings, announce=lambda line: print(line, flush=True))


@app.command("eval")
@options.grouped
def evaluate(
    file: options.Labelled,
    *,
    library: options.Library = None,
    answering: options.Answering,
    as_json: options.AsJson = False,
) -> None:
    """Measure against labelled questions."""
    from .evaluating import evaluate as measure
    from .evaluating import read_questions
    from .showing import Meter, figures_text

    questions = read_questions(file)
    with _open(_settings(library, fallback=False, **vars(answering))) as assistant, Meter() as meter:
        figures = measure(assistant, questions, progress=meter.count)
    _show(figures if as_json else figures_text(figures))


@app.command()
def articles(library: options.Library = None, as_json: options.AsJson = False) -> None:
    """List the articles, newest first."""
    from index.folder import open_library

    from .showing import article_line, article_values

    with open_library(_settings(library).library) as stored:
        if as_json:
            _show([article_values(item) for item in stored.articles()])
        else:
            for item in stored.articles():
                print(article_line(item))


@app.command()
def show(article_id: options.ArticleId, library: options.Library = None, as_json: options.AsJson = False) -> None:
    """Show one article with its text."""
    from index.folder import open_library

    from .showing import article_text, article_values

    with open_library(_settings(library).library) as stored:
        found = stored.article(article_id)
    _show(article_values(found) | {"text": found.text} if as_json else article_text(found))


@app.command()
def remove(article_ids: options.ArticleIds, library: options.Library = None, as_json: options.AsJson = False) -> None:
    """Remove articles from the library; their files stay."""
    from index.folder import open_library
    from index.indexing import open_indexer

    settings = _settings(library)
    with open_library(settings.library):
        pass  # a library that is not there must not be made by removing from it
    with open_indexer(settings.library, settings) as indexer:
        count = indexer.remove(article_ids)
    _show({"removed": count} if as_json else f"removed {count} article{'' if count == 1 else 's'}")


@app.command()
def doctor(
    library: options.Library = None,
    reader: options.Reader = None,
    reranker: options.Reranker = None,
    as_json: options.AsJson = False,
) -> None:
    """Check the library and the models."""
    from .examining import examine

    checks = examine(_settings(library, reader=reader, reranker=reranker))
    healthy = all(check.good for check in checks)
    if as_json:
        _show({"healthy": healthy, "checks": [check.values() for check in checks]})
    else:
        _show("\n".join(f"{'ok   ' if c.good else 'WRONG'}  {c.name}: {c.finding}" for c in checks))
    if not healthy:
        raise typer.Exit(1)


def _settings(library: str | None, **given: Any) -> Settings:
    from .settings import load_settings

    return load_settings({"library": library, **given})


def _open(settings: Settings) -> Assistant:
    from .chain import Assistant

    return Assistant.open(settings=settings)


def _show(shown: Any) -> None:
    """Print text as it is, and anything else as JSON."""
    print(shown if isinstance(shown, str) else json.dumps(shown, ensure_ascii=False, indent=2))


def _say(line: str | None) -> None:
    """Tell the user something beside the answer, if there is something to tell."""
    from .escaping import plain

    if line:
        print(f"assistant: {plain(line)}", file=sys.stderr)
