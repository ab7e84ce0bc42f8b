"""A schedule replays every business day, also where a day has 23 or 25 hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay_airflow.days import yesterday_and_late

ZONES = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Manila", "Australia/Lord_Howe"]


@given(
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_a_nightly_run_names_each_day_once(day: date, zone: str, hour: int, minute: int) -> None:
    due = [
        datetime(d.year, d.month, d.day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for d in (day + timedelta(days=i) for i in range(8))
    ]

    replayed = [yesterday_and_late(moment, zone, 0).last for moment in due]

    assert replayed == [day + timedelta(days=i - 1) for i in range(8)]


@pytest.mark.parametrize(
    ("moment", "zone", "yesterday"),
    [
        # The night in which clocks go forward, and the one in which they go back.
        ("2026-03-29T00:30:00+00:00", "Europe/Berlin", "2026-03-28"),
        ("2026-03-29T22:30:00+00:00", "Europe/Berlin", "2026-03-29"),
        ("2026-10-25T22:30:00+00:00", "Europe/Berlin", "2026-10-24"),
        ("2026-10-25T23:30:00+00:00", "Europe/Berlin", "2026-10-25"),
        # Early morning in Manila is still the day before in UTC.
        ("2026-02-10T21:00:00+00:00", "Asia/Manila", "2026-02-10"),
    ],
)
def test_yesterday_is_a_day_of_the_models_zone(moment: str, zone: str, yesterday: str) -> None:
    chunk = yesterday_and_late(datetime.fromisoformat(moment), zone, 0)

    assert chunk.last.isoformat() == yesterday


def test_late_days_come_before_it() -> None:
    chunk = yesterday_and_late(datetime(2024, 3, 3, 5, tzinfo=UTC), "UTC", 2)

    assert chunk.window() == {"from": "2024-02-29", "to": "2024-03-02"}


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        yesterday_and_late(datetime(2026, 1, 1), "UTC", 0)
