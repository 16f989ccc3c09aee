"""That no thread is left over."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["no_thread_left"]


@contextmanager
def no_thread_left(named: str = "") -> Iterator[None]:
    """Whatever began meanwhile, under a name that begins so, has ended soon after."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + 10
    while (left := _began(before, named)) and time.monotonic() < until:
        gc.collect()
        time.sleep(0.05)
    assert left == []


def _began(before: set[threading.Thread], named: str) -> list[str]:
    return sorted(one.name for one in set(threading.enumerate()) - before if one.name.startswith(named))
