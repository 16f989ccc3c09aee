"""A wish to stop, which reaches an answer that is being made from any other thread. Standard library only."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

__all__ = ["Stop"]


class Stop:
    """A wish to stop that any thread may utter, once; what listens is told at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wished = False
        self._listening: list[Callable[[], object]] = []

    @property
    def wished(self) -> bool:
        """Whether somebody has wished to stop."""
        return self._wished

    def wish(self) -> None:
        """Tell all that listens, now and from now on, to stop."""
        with self._lock:
            self._wished = True
            listening, self._listening = self._listening, []
        for tell in listening:
            tell()

    def listen(self, tell: Callable[[], object]) -> None:
        """Call ``tell`` when somebody wishes to stop; at once, if somebody has."""
        with self._lock:
            if not self._wished:
                self._listening.append(tell)
                return
        tell()
