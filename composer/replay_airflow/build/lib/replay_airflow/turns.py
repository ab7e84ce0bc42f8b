"""When a chunk may begin: in order, so many at once, and none after one that failed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

_BAD = frozenset({"failed", "upstream_failed", "skipped", "removed"})


class Turn(Enum):
    NOW = "now"
    LATER = "later"
    NEVER = "never"


def turn(position: int, parallel: int, states: Mapping[int, str | None]) -> Turn:
    """Decides about the chunk at a position, from 0.

    :param states: of the tasks of the chunks, by position, in Airflow's words; one that is
        missing has not begun
    """
    earlier = [states.get(i) for i in range(position)]
    if any(state in _BAD for state in earlier):
        return Turn.NEVER
    unfinished = sum(state != "success" for state in earlier)
    return Turn.NOW if unfinished < parallel else Turn.LATER
