"""replay_scheduled replays the days before the moment at which it is due."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pendulum

from airflow_calls import run, states
from dataflow import Dataflow


def test_it_replays_yesterday_and_the_days_that_may_have_changed(
    dags: Any, dataflow: Dataflow, conf: dict[str, Any]
) -> None:
    due = datetime(2026, 2, 12, 5, tzinfo=UTC)

    ended = run(dags.dags["replay_scheduled"], due, {**conf, "late_days": 1})

    assert states(ended) == {"window": ["success"], "replay": ["success"]}
    asked = dataflow.launches[0].parameters
    assert (asked["from"], asked["to"]) == ("2026-02-10", "2026-02-11")
    assert asked["memory"] == "256MB"


def test_a_scheduled_run_is_due_when_it_starts(dags: Any) -> None:
    """Older schedules give a run the date at which its interval began, a day before."""
    from airflow.timetables.base import TimeRestriction

    first = pendulum.datetime(2026, 3, 28, 12)
    planned = dags.dags["replay_scheduled"].timetable.next_dagrun_info(
        last_automated_data_interval=None,
        restriction=TimeRestriction(earliest=first, latest=None, catchup=True),
    )

    assert planned.logical_date == planned.run_after == pendulum.datetime(2026, 3, 29, 5)
