"""Chunks cover a range exactly once, whatever the range."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay_airflow.chunks import Chunk, Unit, chunks

UNITS = get_args(Unit)
RANGES = st.tuples(st.dates(), st.integers(0, 4000))


def _last(first: date, days: int) -> date:
    return min(date.max, date.fromordinal(min(first.toordinal() + days, date.max.toordinal())))


def _days(chunk: Chunk) -> list[date]:
    return [chunk.first + timedelta(days=i) for i in range((chunk.last - chunk.first).days + 1)]


@given(RANGES, st.sampled_from(UNITS), st.integers(1, 40))
def test_every_day_is_in_exactly_one_chunk_in_order(
    given_range: tuple[date, int], unit: Unit, size: int
) -> None:
    first, last = given_range[0], _last(*given_range)

    days = [day for chunk in chunks(first, last, unit, size) for day in _days(chunk)]

    assert days == _days(Chunk(first, last))


@given(RANGES, st.sampled_from(["week", "month"]))
def test_weeks_and_months_are_those_of_the_calendar(
    given_range: tuple[date, int], unit: Unit
) -> None:
    for chunk in chunks(given_range[0], _last(*given_range), unit)[1:]:
        assert chunk.first.weekday() == 0 if unit == "week" else chunk.first.day == 1


@given(RANGES, st.sampled_from(UNITS), st.integers(1, 5))
def test_no_chunk_is_longer_than_asked(
    given_range: tuple[date, int], unit: Unit, size: int
) -> None:
    most = size * {"day": 1, "week": 7, "month": 31}[unit]

    for chunk in chunks(given_range[0], _last(*given_range), unit, size):
        assert 1 <= len(_days(chunk)) <= most


def test_months_end_where_they_end() -> None:
    cut = chunks(date(2024, 1, 31), date(2024, 4, 1), "month")

    assert cut == [
        Chunk(date(2024, 1, 31), date(2024, 1, 31)),
        Chunk(date(2024, 2, 1), date(2024, 2, 29)),
        Chunk(date(2024, 3, 1), date(2024, 3, 31)),
        Chunk(date(2024, 4, 1), date(2024, 4, 1)),
    ]


def test_a_leap_day_is_one_day() -> None:
    assert [c.window() for c in chunks(date(2024, 2, 28), date(2024, 3, 1), "day")] == [
        {"from": "2024-02-28", "to": "2024-02-28"},
        {"from": "2024-02-29", "to": "2024-02-29"},
        {"from": "2024-03-01", "to": "2024-03-01"},
    ]


def test_quarters_are_three_months_from_the_first() -> None:
    cut = chunks(date(2025, 11, 15), date(2026, 5, 2), "month", 3)

    assert [c.first for c in cut] == [date(2025, 11, 15), date(2026, 2, 1), date(2026, 5, 1)]


@pytest.mark.parametrize(
    ("first", "last", "size", "says"),
    [
        (date(2026, 2, 2), date(2026, 2, 1), 1, "ends on 2026-02-01"),
        (date(2026, 2, 1), date(2026, 2, 1), 0, "at least 1 day"),
    ],
)
def test_a_wrong_range_is_refused(first: date, last: date, size: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        chunks(first, last, "day", size)
