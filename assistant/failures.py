"""What went wrong with a language model, in one line with the next step, and whether asking again may help.

The providers' errors have no base class in common and their words may hold a key, so only their kind is read.
"""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelInvalidRequestError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)

__all__ = [
    "Broken",
    "Empty",
    "Filtered",
    "Garbled",
    "Silent",
    "TooLong",
    "explained",
    "own_fault",
    "passing",
    "refused_form",
    "unreached",
]

_UNREACHED = frozenset(
    "ConnectionError ConnectError ConnectTimeout ConnectionRefusedError APIConnectionError ModelConnectionError "
    "ClientConnectorError ServiceUnavailable RemoteProtocolError ReadError WriteError".split()
)
_LIMITED = frozenset("RateLimitError ResourceExhausted TooManyRequests".split())
_AGAIN = frozenset((429, 502, 503, 504, 529))
"""HTTP statuses after which a provider may answer when asked again."""


class Broken(Exception):
    """The reply ended before the model had finished it."""


class Empty(Exception):
    """The reply was over before it said anything."""


class Filtered(Exception):
    """The provider held back the rest of the reply."""


class Garbled(Exception):
    """The reply has not the form that was asked for, and nothing in it can be read."""


class Silent(Exception):
    """The model said nothing for longer than it is waited for."""


class TooLong(Exception):
    """The whole reply took longer than it is waited for."""


def explained(exc: BaseException, name: str) -> str:
    """One line for the user; ``name`` is what the model is called."""
    kind, status = type(exc).__name__, _status(exc)
    if isinstance(exc, Silent | ModelTimeoutError | TimeoutError) or "Timeout" in kind:
        return f"{name} did not answer in time. Try again, or raise the setting timeout."
    if isinstance(exc, TooLong):
        return f"{name} took too long over its reply. Try again, or raise the settings timeout and reply_timeout."
    if isinstance(exc, Broken):
        return f"{name} broke off in the middle of its reply. Check its server and ask again."
    if isinstance(exc, Filtered):
        return f"{name} had its reply held back by its provider. Ask otherwise, or ask without a model."
    if isinstance(exc, Garbled):
        return f"{name} gave a reply that cannot be read. Ask again, or try another model or another writing."
    if isinstance(exc, Empty):
        return f"{name} gave an empty reply. Ask again, or try another model."
    if isinstance(exc, ModelAuthenticationError | ModelPermissionDeniedError) or status in (401, 403):
        return f"{name} refused the key. Check the provider's key in the environment."
    if isinstance(exc, ModelNotFoundError) or status == 404:
        return f"{name} is not known to its provider. Check the model's name and the address."
    if isinstance(exc, ContextOverflowError) or status == 413:
        return f"{name} cannot read that much. Lower the setting context_tokens."
    if isinstance(exc, ModelRateLimitError) or kind in _LIMITED or status == 429:
        return f"{name} is asked too often just now. Wait a minute and try again."
    if unreached(exc):
        return f"{name} cannot be reached. Start its server or check the address, or ask without a model."
    shown = f"{kind}, HTTP {status}" if status else kind
    return f"{name} failed ({shown}). Check that it runs and can be reached, or ask without a model."


def own_fault(exc: BaseException) -> bool:
    """Whether it is a slip of programming that a line of this program made: a fault of ours, not of the model."""
    trail = extract_tb(exc.__traceback__)
    slip = isinstance(exc, TypeError | AttributeError | LookupError | NameError | AssertionError)
    return slip and bool(trail) and Path(trail[-1].filename).parent == Path(__file__).parent


def passing(exc: BaseException) -> bool:
    """Whether the model may well answer if it is asked again in a moment: too many requests, or no connection."""
    limited = type(exc).__name__ in _LIMITED or _status(exc) in _AGAIN or isinstance(exc, ModelRateLimitError)
    return limited or unreached(exc)


def unreached(exc: BaseException) -> bool:
    """Whether there was no connection to the model, or it broke."""
    if isinstance(exc, ModelTimeoutError | TimeoutError):
        return False
    return type(exc).__name__ in _UNREACHED or isinstance(exc, ModelConnectionError | ConnectionError)


def refused_form(exc: BaseException) -> bool:
    """Whether the model refused the request itself, as one does that cannot hold to a schema."""
    return not isinstance(exc, ContextOverflowError) and (
        isinstance(exc, ModelInvalidRequestError) or _status(exc) in (400, 422, 501)
    )


def _status(exc: BaseException) -> int | None:
    status = getattr(exc, "status_code", getattr(getattr(exc, "response", None), "status_code", None))
    return status if isinstance(status, int) and 100 <= status <= 599 else None
