"""The options of the command: how each is called, what its help says, and which belong together in a group."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from math import nan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

if TYPE_CHECKING:
    from index.types import Filters

__all__ = [
    "AllowedOrigins",
    "Answering",
    "ArticleId",
    "ArticleIds",
    "AsJson",
    "Asked",
    "BaseUrl",
    "Batch",
    "Host",
    "Keep",
    "Labelled",
    "Library",
    "Model",
    "Narrowing",
    "Only",
    "Passages",
    "Paths",
    "Port",
    "Publisher",
    "Query",
    "Read",
    "Reader",
    "Rebuild",
    "Reranker",
    "Since",
    "Threshold",
    "Until",
    "Version",
    "grouped",
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
Version = Annotated[bool, typer.Option("--version", help="Print the version.")]
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
Asked = Annotated[str | None, typer.Argument(help="The question, in plain words.")]
Query = Annotated[str, typer.Argument(help="What to look for.")]
ArticleId = Annotated[str, typer.Argument(metavar="ID", help="The article's id.")]
ArticleIds = Annotated[list[str], typer.Argument(metavar="ID...", help="The articles' ids.")]
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


@dataclass(frozen=True)
class Answering:
    """What reads and ranks the passages, and what writes: settings by their names, None where nothing is said."""

    reader: Reader = None
    reranker: Reranker = None
    read: Read = None
    threshold: Threshold = None
    model: Model = None
    base_url: BaseUrl = None


@dataclass(frozen=True)
class Narrowing:
    """Which articles may answer."""

    publisher: Publisher = None
    since: Since = None
    until: Until = None
    article: Only = None

    def filters(self) -> Filters:
        """The filters that these options ask for.

        Raises:
            typer.BadParameter: a day is none, or the first is later than the last.
        """
        from datetime import date

        from index.types import Filters

        days = {}
        for name, value in (("--since", self.since), ("--until", self.until)):
            try:
                days[name] = date.fromisoformat(value) if value else None
            except ValueError as exc:
                raise typer.BadParameter(f"{value!r} is not a day; write it as 2026-09-15", param_hint=name) from exc
        ids = tuple(self.article) if self.article else None
        try:
            return Filters(ids, tuple(self.publisher or ()), days["--since"], days["--until"])
        except ValueError as exc:
            raise typer.BadParameter(str(exc), param_hint="--since") from exc


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of a group in the place of each parameter that is one (`Answering`, `Narrowing`)."""
    signature = inspect.signature(command, eval_str=True)
    kinds: dict[str, Any] = {name: one.annotation for name, one in signature.parameters.items()}
    groups = {name: kinds[name] for name in kinds if is_dataclass(kinds[name])}
    parameters: list[inspect.Parameter] = []
    for name, one in signature.parameters.items():
        if name in groups:
            hints = get_type_hints(groups[name], include_extras=True)
            parameters += (
                one.replace(name=option.name, default=option.default, annotation=hints[option.name])
                for option in fields(groups[name])
            )
        else:
            parameters.append(one)

    @wraps(command)
    def called(**given: Any) -> None:
        for name, group in groups.items():
            given[name] = group(**{option.name: given.pop(option.name) for option in fields(group)})
        command(**given)

    called.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return called
