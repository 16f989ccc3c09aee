"""Open a file for reading without ever waiting for it, or say in words why that cannot be done."""

from __future__ import annotations

import errno
import os
import stat
from typing import BinaryIO

from ..errors import ArticleUnreadable

__all__ = ["contents", "opened", "reason", "size"]

_REASONS = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ENOENT: "it is gone, or a link that leads nowhere",
    errno.ELOOP: "a link that leads in a circle",
    errno.EISDIR: "a folder, not a file",
    errno.ENXIO: "not a regular file",
    errno.ENAMETOOLONG: "its name is too long",
}


def reason(error: OSError) -> str:
    """What went wrong with a file, as one clause for a person."""
    return _REASONS.get(error.errno or 0) or (error.strerror or type(error).__name__).lower()


def opened(path: str) -> BinaryIO:
    """The regular file at ``path``, open for reading. Pipes, sockets and devices are refused, not waited for.

    Raises:
        ArticleUnreadable: it is not a regular file or cannot be opened.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as exc:
        raise ArticleUnreadable(reason(exc)) from None
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise ArticleUnreadable("a folder, not a file" if stat.S_ISDIR(mode) else "not a regular file")
    return open(descriptor, "rb")


def contents(path: str, max_bytes: int) -> bytes:
    """All bytes of the file at ``path``.

    Raises:
        ArticleUnreadable: it cannot be read, or is larger than ``max_bytes``.
    """
    with opened(path) as file:
        try:
            data = file.read(max_bytes + 1)
        except OSError as exc:
            raise ArticleUnreadable(reason(exc)) from None
    if len(data) > max_bytes:
        raise ArticleUnreadable(f"larger than {size(max_bytes)}")
    return data


def size(count: int) -> str:
    """A number of bytes for a person: "20 MB", "1.5 kB", "7 bytes"."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"
