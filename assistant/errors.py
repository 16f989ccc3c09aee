"""The errors that an answer can fail with, beside those of `index.errors`.

::

    NewsError
    ├── ModelUnavailable     the language model cannot be loaded, reached or used
    ├── PromptInvalid        a prompt file is missing or malformed
    ├── QuestionInvalid      a question, or a file of questions, cannot be used
    ├── ReaderUnavailable    the model that reads or ranks the passages cannot be loaded or failed
    └── ServerUnavailable    the server cannot listen on its address
"""

from __future__ import annotations

from index.errors import NewsError

__all__ = [
    "ModelUnavailable",
    "NewsError",
    "PromptInvalid",
    "QuestionInvalid",
    "ReaderUnavailable",
    "ServerUnavailable",
]


class ModelUnavailable(NewsError):
    """The language model cannot be loaded, reached or used. Never shown as "the articles do not say"."""


class PromptInvalid(NewsError):
    """A prompt file is missing or malformed; the message names the file."""


class QuestionInvalid(NewsError):
    """A question, or a file of questions, cannot be used."""


class ReaderUnavailable(NewsError):
    """The model that reads the passages or ranks them cannot be loaded or failed."""


class ServerUnavailable(NewsError):
    """The server cannot listen on its address."""
