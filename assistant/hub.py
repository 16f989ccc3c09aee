"""Where a model that the user names comes from: a folder, the local cache, or the hub of models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

from .errors import ReaderUnavailable

__all__ = ["Kind", "Unfit", "load", "unusable"]

Kind = Literal["reader", "reranker"]
_Loaded = TypeVar("_Loaded")

_PATIENCE = 5.0
"""Seconds that the hub may take to say whether it has a model."""

_OURS = {"reader": "packaged or rules", "reranker": "packaged or none"}
"""What the two settings may be beside the name of a model."""


class Unfit(Exception):
    """A model is not there, or is there and was not trained for its part; the message says which."""


def load(kind: Kind, name: str, opened: Callable[[str, bool], _Loaded]) -> _Loaded:
    """What ``opened`` gives for a folder or a name: of this machine if it is there, else of the hub.

    Args:
        kind: the setting that names it.
        name: a folder, or a name on the hub of models.
        opened: takes the folder or the name, and whether only this machine may be looked at.

    Raises:
        ReaderUnavailable: there is no such model, it is damaged, or it is `Unfit`.
    """
    from huggingface_hub import constants
    from huggingface_hub.errors import (  # type: ignore[attr-defined]
        HTTPError,  # httpx's or httpx2's
        StrictDataclassError,
    )
    from safetensors import SafetensorError

    # Otherwise the hub is asked for a list of programs that it counts, even for a model in the cache.
    constants.HF_HUB_DISABLE_TELEMETRY = True
    damaged = (SafetensorError, StrictDataclassError, ValueError, RuntimeError, LookupError, TypeError)
    try:
        folder = Path(name).expanduser()
        if name.strip() and folder.is_dir():
            if not (folder / "config.json").is_file():
                raise Unfit("that folder holds no model: config.json is missing")
            with _without_bars():
                return opened(str(folder), True)
        if name.count("/") > 1 or name.strip()[:1] in ("", ".", "/", "~"):
            raise Unfit("there is no such folder")
        try:
            with _without_bars():
                return opened(name, True)
        except (OSError, ValueError) as exc:
            _ask(name, exc)
        return opened(name, False)
    except (Unfit, OSError, HTTPError, ImportError, *damaged) as exc:
        raise unusable(kind, name, "cannot be loaded", exc) from exc


def unusable(kind: Kind, name: str, how: str, exc: Exception) -> ReaderUnavailable:
    """The error of a model that "cannot be loaded" or "failed", with what to do next."""
    return ReaderUnavailable(
        f"the {kind} {name!r} {how} ({_line(exc)}); set {kind} to {_OURS[kind]}, or to a model in a folder, "
        "in the local cache or on the hub"
    )


def _ask(name: str, local: Exception) -> None:
    """Ask the hub once whether it has a model: loading would ask again and again where nobody answers.

    ``local`` is why this machine does not give it.

    Raises:
        Unfit: the hub does not give it either.
        ValueError: it is no name.
    """
    from huggingface_hub import get_hf_file_metadata, hf_hub_url, try_to_load_from_cache
    from huggingface_hub.errors import (  # type: ignore[attr-defined]
        GatedRepoError,
        HTTPError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
    )

    address = hf_hub_url(name, "config.json")
    held = isinstance(try_to_load_from_cache(name, "config.json"), str)
    here = f"the local cache does not give it whole: {_line(local)}" if held else "the local cache does not hold it"
    try:
        get_hf_file_metadata(address, timeout=_PATIENCE)
    except OfflineModeIsEnabled as exc:
        raise Unfit(f"{here}; HF_HUB_OFFLINE is set, so the hub is not asked") from exc
    except GatedRepoError as exc:
        raise Unfit(f"{here}, and the hub gives it only to those whom its owners let in") from exc
    except RepositoryNotFoundError as exc:
        raise Unfit(f"{here}, and the hub has no public model of that name") from exc
    except (OSError, HTTPError) as exc:
        raise Unfit(f"{here}, and the hub does not give it: {_line(exc)}") from exc


@contextmanager
def _without_bars() -> Iterator[None]:
    """No progress bar for the few moments in which weights are read into memory; what is fetched still shows one."""
    from transformers.utils import logging as untyped

    logging: Any = untyped
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _line(exc: Exception) -> str:
    """The first line of what the error says, or what it is."""
    return (str(exc).strip() or type(exc).__name__).splitlines()[0][:240]
