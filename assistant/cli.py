"""The command ``assistant``. The only module that prints."""

from __future__ import annotations

import errno
import json
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import NewsError

if TYPE_CHECKING:
    from .chain import Assistant
    from .settings import Settings
    from .types import Question

__all__ = ["app", "main"]

app = typer.Typer(
    name="assistant",
    help="Answers about the news, with the exact sentence behind every statement.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Library = Annotated[
    str | None, typer.Option("--library", metavar="DIR", help="The library's folder. [default: ./library]")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Publisher = Annotated[list[str] | None, typer.Option(help="Only articles of this publisher; repeatable.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles from this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles up to this day.")]
Only = Annotated[list[str] | None, typer.Option("--article", metavar="ID", help="Only this article; repeatable.")]
Model = Annotated[str | None, typer.Option(metavar="PROVIDER:NAME", help="Let a language model write the answer.")]
Reader = Annotated[
    str | None, typer.Option(metavar="NAME", help="What reads the passages: packaged, rules, or a model of yours.")
]
Reranker = Annotated[
    str | None, typer.Option(metavar="NAME", help="What ranks the passages: packaged, none, or a model of yours.")
]
Read = Annotated[int | None, typer.Option(min=1, max=100, help="How many passages are read. [default: 12]")]
Threshold = Annotated[
    float | None, typer.Option(min=0, max=1, help="Refuse below this probability. [default: the reader's own]")
]
BaseUrl = Annotated[str | None, typer.Option(help="Address of an OpenAI-compatible server.")]


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
def top(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Answers about the news, with the exact sentence behind every statement."""
    if version:
        from importlib.metadata import version as installed

        print(f"cited-news {installed('cited-news')}")
        raise typer.Exit


@app.command()
def index(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH_OR_URL...", help="Files, folders or addresses of articles.")
    ] = None,
    library: Library = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep articles whose file has vanished from a folder.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Split and embed all articles anew with the settings in force.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read, split, embed and store articles."""
    from index.indexing import open_indexer
    from index.readers import find

    from .showing import Meter, report_text, report_values

    if not paths and not rebuild:
        raise typer.BadParameter("name at least one file, folder or address", param_hint="PATH_OR_URL...")
    settings = _settings(library)
    find(paths or [])  # a path that does not exist is named here, before a library is made for it
    with open_indexer(settings.library, settings, rebuild=rebuild) as indexer, Meter() as meter:
        rebuilt = indexer.resume(meter) if rebuild else 0
        report = indexer.index(
            paths or [], max_bytes=settings.max_megabytes * 1_000_000, keep=keep, progress=meter, resumed=rebuilt
        )
        facts = indexer.facts()
    if as_json:
        _print_json(report_values(report, facts))
    else:
        print(report_text(report, facts, str(settings.library)))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in plain words.")] = None,
    library: Library = None,
    batch: Annotated[
        str | None,
        typer.Option(metavar="FILE.jsonl", help='Questions, one {"qid", "question"} a line; - for standard input.'),
    ] = None,
    reader: Reader = None,
    reranker: Reranker = None,
    read: Read = None,
    threshold: Threshold = None,
    model: Model = None,
    base_url: BaseUrl = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    article: Only = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question with numbered sources."""
    from .answering import NO_MODEL
    from .asking import read_batch, to_question
    from .showing import tell
    from .texts import to_text

    if (question is None) == (batch is None):
        raise typer.BadParameter("give one question, or --batch FILE.jsonl", param_hint="QUESTION")
    reading = {"reader": reader, "reranker": reranker, "read": read, "threshold": threshold}
    settings = _settings(library, model=model, base_url=base_url, **reading)
    filters = _filters(publisher, since, until, article)
    if batch is not None:
        questions = read_batch(batch, filters)
        with _open(settings) as assistant:
            for qid, asked in questions:
                answer = assistant.ask(asked)
                _print_line({"qid": qid, "answer": answer.to_dict()})
                _say(answer.trace.fallback)
        return
    asked = to_question(question or "", filters)
    with _open(settings) as assistant:
        if assistant.model != NO_MODEL and sys.stdout.isatty() and not as_json:
            answer = tell(assistant.stream(asked), write=lambda line: print(line, flush=True), warn=_say)
        else:
            answer = assistant.ask(asked)
            _say(answer.trace.fallback)
            if as_json:
                _print_json(answer.to_dict())
            else:
                print(to_text(answer))
        nothing = not answer.closest and answer.status == "unanswered" and not assistant.matching(asked.filters)
        empty = nothing and not assistant.facts().articles
    if empty:
        _say("the library holds no articles; add some with: assistant index PATH")
    elif nothing:
        _say("no article matches the filters; see: assistant articles")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    library: Library = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    reranker: Reranker = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    article: Only = None,
    as_json: AsJson = False,
) -> None:
    """Find passages, without an answer."""
    from .asking import to_question
    from .showing import passage_values, passages_text

    asked: Question = to_question(query, _filters(publisher, since, until, article))
    with _open(_settings(library, reranker=reranker)) as assistant:
        found = assistant.search(asked.text, k, asked.filters)
    if as_json:
        _print_json({"query": asked.text, "passages": passage_values(found)})
    else:
        print(passages_text(found))


@app.command()
def serve(
    library: Library = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on. [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port. [default: 7860]")] = None,
    reader: Reader = None,
    reranker: Reranker = None,
    read: Read = None,
    threshold: Threshold = None,
    model: Model = None,
    base_url: BaseUrl = None,
    allowed_origins: Annotated[
        str | None, typer.Option(help="Origins that may frame /embed, separated by commas.")
    ] = None,
) -> None:
    """Serve the chat page and the HTTP API."""
    from .serving import run

    given = {"host": host, "port": port, "model": model, "base_url": base_url, "allowed_origins": allowed_origins}
    reading = {"reader": reader, "reranker": reranker, "read": read, "threshold": threshold}
    settings = _settings(library, **given, **reading)
    with _open(settings) as assistant:
        run(assistant, settings, announce=lambda line: print(line, flush=True))


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Labelled questions.")],
    library: Library = None,
    reader: Reader = None,
    reranker: Reranker = None,
    read: Read = None,
    threshold: Threshold = None,
    model: Model = None,
    base_url: BaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Measure against labelled questions."""
    from .evaluating import evaluate as measure
    from .evaluating import read_questions
    from .showing import Meter, figures_text

    questions = read_questions(file)
    reading = {"reader": reader, "reranker": reranker, "read": read, "threshold": threshold}
    settings = _settings(library, model=model, base_url=base_url, fallback=False, **reading)
    with _open(settings) as assistant, Meter() as meter:
        figures = measure(assistant, questions, progress=meter.count)
    if as_json:
        _print_json(figures)
    else:
        print(figures_text(figures))


@app.command()
def articles(library: Library = None, as_json: AsJson = False) -> None:
    """List the articles, newest first."""
    from index.folder import open_library

    from .showing import article_line, article_values

    with open_library(_settings(library).library) as stored:
        if as_json:
            _print_json([article_values(item) for item in stored.articles()])
        else:
            for item in stored.articles():
                print(article_line(item))


@app.command()
def show(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="The article's id.")],
    library: Library = None,
    as_json: AsJson = False,
) -> None:
    """Show one article with its text."""
    from index.folder import open_library

    from .showing import article_text, article_values

    with open_library(_settings(library).library) as stored:
        found = stored.article(article_id)
    if as_json:
        _print_json(article_values(found) | {"text": found.text})
    else:
        print(article_text(found))


@app.command()
def remove(
    article_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="The articles' ids.")],
    library: Library = None,
    as_json: AsJson = False,
) -> None:
    """Remove articles from the library; their files stay."""
    from index.folder import open_library
    from index.indexing import open_indexer

    settings = _settings(library)
    with open_library(settings.library):
        pass  # a library that is not there must not be made by removing from it
    with open_indexer(settings.library, settings) as indexer:
        count = indexer.remove(article_ids)
    if as_json:
        _print_json({"removed": count})
    else:
        print(f"removed {count} article{'' if count == 1 else 's'}")


@app.command()
def doctor(library: Library = None, as_json: AsJson = False) -> None:
    """Check the library and the models."""
    from .examining import examine

    checks = examine(_settings(library))
    if as_json:
        _print_json({"healthy": all(c.good for c in checks), "checks": [c.values() for c in checks]})
    else:
        for check in checks:
            print(f"{'ok   ' if check.good else 'WRONG'}  {check.name}: {check.finding}")
    if not all(check.good for check in checks):
        raise typer.Exit(1)


def _settings(library: str | None, **given: Any) -> Settings:
    from .settings import load_settings

    return load_settings({"library": library, **given})


def _open(settings: Settings) -> Assistant:
    from .chain import Assistant

    return Assistant.open(settings=settings)


def _filters(publisher: list[str] | None, since: str | None, until: str | None, article: list[str] | None) -> Any:
    from datetime import date

    from index.types import Filters

    days = {}
    for name, value in (("--since", since), ("--until", until)):
        try:
            days[name] = date.fromisoformat(value) if value else None
        except ValueError as exc:
            raise typer.BadParameter(f"{value!r} is not a day; write it as 2026-09-15", param_hint=name) from exc
    try:
        return Filters(tuple(article) if article else None, tuple(publisher or ()), days["--since"], days["--until"])
    except ValueError as exc:
        raise typer.BadParameter(str(exc), param_hint="--since") from exc


def _say(line: str | None) -> None:
    """Tell the user something beside the answer, if there is something to tell."""
    from .escaping import plain

    if line:
        print(f"assistant: {plain(line)}", file=sys.stderr)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _print_line(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
