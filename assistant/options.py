"""The options of the command: how each is called, and what its help says."""

from __future__ import annotations

from collections.abc import Callable
from math import nan
from pathlib import Path
from typing import Annotated, Any

import typer

__all__ = [
    "AllowedOrigins",
    "AsJson",
    "BaseUrl",
    "Batch",
    "Host",
    "Keep",
    "Labelled",
    "Library",
    "Model",
    "Only",
    "Passages",
    "Paths",
    "Port",
    "Publisher",
    "Read",
    "Reader",
    "Rebuild",
    "Reranker",
    "Since",
    "Threshold",
    "Until",
    "filters_of",
]


def _number(kind: type[int] | type[float], low: int, high: int) -> Callable[[Any], int | float]:
    """What reads a number from ``low`` to ``high``, both included, and says so of anything else: also of "nan"."""

    def number(value: Any) -> int | float:
        try:
            found = kind(value)
        except ValueError:
            found = nan
        if not low <= found <= high:
            name = "whole number" if kind is int else "number"
            raise typer.BadParameter(f"{str(value)[:40]!r} is not a {name} from {low} to {high}")
        return found

    return number


Library = Annotated[
    str | None, typer.Option("--library", metavar="DIR", help="The library's folder. [default: ./library]")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

Paths = Annotated[
    list[str] | None, typer.Argument(metavar="PATH_OR_URL...", help="Files, folders or addresses of articles.")
]
Keep = Annotated[bool, typer.Option("--keep", help="Keep articles whose file has vanished from a folder.")]
Rebuild = Annotated[
    bool, typer.Option("--rebuild", help="Split and embed all articles anew with the settings in force.")
]

Batch = Annotated[
    str | None,
    typer.Option(metavar="FILE.jsonl", help='Questions, one {"qid", "question"} a line; - for standard input.'),
]
Labelled = Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Labelled questions.")]
Passages = Annotated[
    int, typer.Option("-k", metavar="NUMBER", parser=_number(int, 1, 1000), help="How many passages, 1 to 1000.")
]

Publisher = Annotated[list[str] | None, typer.Option(help="Only articles of this publisher; repeatable.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles from this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only articles up to this day.")]
Only = Annotated[list[str] | None, typer.Option("--article", metavar="ID", help="Only this article; repeatable.")]

Model = Annotated[str | None, typer.Option(metavar="PROVIDER:NAME", help="Let a language model write the answer.")]
BaseUrl = Annotated[str | None, typer.Option(help="Address of an OpenAI-compatible server.")]
Reader = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="What reads the passages: packaged, rules, or the name or folder of a model."),
]
Reranker = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="What ranks the passages: packaged, none, or the name or folder of a model."),
]
Read = Annotated[
    int | None,
    typer.Option(
        metavar="NUMBER", parser=_number(int, 1, 100), help="How many passages are ranked, 1 to 100. [default: 12]"
    ),
]
Threshold = Annotated[
    float | None,
    typer.Option(
        metavar="NUMBER", parser=_number(float, 0, 1), help="Refuse below this, 0 to 1. [default: the reader's own]"
    ),
]

Host = Annotated[str | None, typer.Option(help="Address to listen on. [default: 127.0.0.1]")]
Port = Annotated[
    int | None,
    typer.Option(metavar="NUMBER", parser=_number(int, 0, 65535), help="Port, 0 for a free one. [default: 7860]"),
]
AllowedOrigins = Annotated[str | None, typer.Option(help="Origins that may frame /embed, separated by commas.")]


def filters_of(publisher: list[str] | None, since: str | None, until: str | None, article: list[str] | None) -> Any:
    """The `index.types.Filters` that four options ask for.

    Raises:
        typer.BadParameter: a day is none, or the first is later than the last.
    """
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
