"""The errors that the program raises on purpose.

::

    NewsError
    ├── ArticleUnreadable      one source could not be read; the rest goes on
    ├── LibraryMissing         there is no library in that folder
    ├── LibraryMismatch        the library was made with another model or schema
    ├── LibraryBusy            another process writes to the library
    ├── ArticleUnknown         no article has that id
    ├── SettingsInvalid        a setting is unknown or out of bounds
    ├── EmbeddingUnavailable   the embedding model cannot be loaded
    └── StoreUnavailable       the vector or keyword store failed or cannot be reached

The message of each is one line that says what is wrong and what to do next.
"""

from __future__ import annotations

__all__ = [
    "ArticleUnknown",
    "ArticleUnreadable",
    "EmbeddingUnavailable",
    "LibraryBusy",
    "LibraryMismatch",
    "LibraryMissing",
    "NewsError",
    "SettingsInvalid",
    "StoreUnavailable",
]


class NewsError(Exception):
    """A problem that the user can mend. The message says what it is and what to do next."""


class ArticleUnreadable(NewsError):
    """One source could not be read as an article; the message is the reason alone, without the source's name."""


class LibraryMissing(NewsError):
    """There is no library in that folder."""


class LibraryMismatch(NewsError):
    """The library was made with another embedding model or schema than the one asked for."""


class LibraryBusy(NewsError):
    """Another process is writing to the library."""


class ArticleUnknown(NewsError):
    """No article in the library has that id."""


class SettingsInvalid(NewsError):
    """A setting is unknown, malformed or out of bounds."""


class EmbeddingUnavailable(NewsError):
    """The embedding model cannot be loaded."""


class StoreUnavailable(NewsError):
    """The vector store or the keyword store failed or cannot be reached."""
