"""The fitted weights of `assistant.scoring`, in the order of its `FEATURES`. Written by `benchmarks.fitting`."""

from __future__ import annotations

__all__ = ["ANSWERED", "RANKING"]

_HAND = (1.5, 3.0, 1.0, 1.5, 1.2, -1.0, -0.7, -1.5, -0.3, 1.5, -2.5, 0.1, 0.5, 0.3, -1.0, 1.5, -1.5, -2.0, -1.0, 0.5, -1.0, 0.2, 0.0, 1.0, -0.5)  # fmt: skip  # noqa: E501
RANKING: dict[str, tuple[float, ...]] = dict.fromkeys(
    ("agent", "culprit", "patient", "count", "date", "place", "measure", "thing", "role", "line", "weapon"), _HAND
)
ANSWERED: tuple[float, ...] = (-3.0, 0.3, 3.0, 1.0, 2.0, -0.5, -1.5, 0.0)
