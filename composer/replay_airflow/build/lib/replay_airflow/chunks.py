"""Cuts a range of days into chunks that cover it exactly once, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month"]


@dataclass(frozen=True)
class Chunk:
    """Business days, both inclusive."""

    first: date
    last: date

    def window(self) -> dict[str, str]:
        """As ``--from`` and ``--to`` take it."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat()}


def chunks(first: date, last: date, unit: Unit, size: int = 1) -> list[Chunk]:
    """Cuts ``[first, last]`` into chunks of ``size`` units.

    Days are counted from ``first``. Weeks begin on Mondays and months on the first, so the first
    and the last chunk may be shorter: a month is then always the same partitions, whatever the
    range was.

    :raises ValueError: if the range is empty backwards, or the size is less than 1
    """
    if last < first:
        raise ValueError(f"the range ends on {last}, before it begins on {first}")
    if size < 1:
        raise ValueError(f"a chunk must have at least 1 {unit}, not {size}")
    return list(_chunks(first, last, unit, size))


def _chunks(first: date, last: date, unit: Unit, size: int) -> Iterator[Chunk]:
    begin: date | None = first
    while begin is not None:
        after = _next(begin, unit, size)
        if after is None or after > last:
            yield Chunk(begin, last)
            return
        yield Chunk(begin, after - timedelta(days=1))
        begin = after


def _next(begin: date, unit: Unit, size: int) -> date | None:
    """The first day after the chunk that holds ``begin``; None where the calendar ends."""
    try:
        if unit == "day":
            return begin + timedelta(days=size)
        if unit == "week":
            return begin - timedelta(days=begin.weekday()) + timedelta(weeks=size)
        months = begin.year * 12 + (begin.month - 1) + size
        return date(months // 12, months % 12 + 1, 1)
    except (OverflowError, ValueError):
        return None
