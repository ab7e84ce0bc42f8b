"""replay_backfill: ordered chunks, stopped by the first that is blocked, continued when cleared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

import pytest

from airflow_calls import run, states, xcom
from dataflow import Dataflow, Job

RANGE = {"from": "2026-02-02", "to": "2026-02-05", "unit": "day", "size": 1, "parallel": 1}
DAYS = [["2026-02-02"], ["2026-02-03"], ["2026-02-04"], ["2026-02-05"]]


def _days(job: Job) -> list[str]:
    first, last = (date.fromisoformat(job.parameters[key]) for key in ("from", "to"))
    return [(first + timedelta(days=i)).isoformat() for i in range((last - first).days + 1)]


@pytest.mark.quick
def test_a_blocked_chunk_stops_the_chain_and_a_cleared_run_continues_it(
    dags: Any,
    dataflow: Dataflow,
    moments: Iterator[datetime],
    conf: dict[str, Any],
    failures: list[Any],
    damage: Callable[[bool], None],
) -> None:
    dag, moment = dags.dags["replay_backfill"], next(moments)
    # The object breaks after the first chunk is published.
    dataflow.before_launch = lambda number: damage(True) if number == 1 else None

    stopped = run(dag, moment, {**conf, **RANGE})

    assert states(stopped)["chunk.turn"] == ["success", "success", "skipped", "skipped"]
    assert states(stopped)["chunk.replay"] == ["success", "failed", "skipped", "skipped"]
    assert str(stopped.state) == "failed"
    assert [_days(job) for job in dataflow.launches] == DAYS[:2]
    assert [f.verdict for f in failures] == ["BLOCKED"]
    assert "incomplete_input" in failures[0].reason

    damage(False)
    dataflow.before_launch = lambda _: None
    continued = run(dag, moment, {**conf, **RANGE})

    assert states(continued)["chunk.replay"] == ["success"] * 4
    assert str(continued.state) == "success"
    # The first chunk is not run again; the blocked one is, as another run.
    assert [_days(job) for job in dataflow.launches[2:]] == DAYS[1:]
    assert dataflow.launches[2].parameters["runId"] == failures[0].run + "-2"
    done = [xcom(continued, "chunk.replay", map_index=i) for i in range(4)]
    assert done[0]["run"] == dataflow.launches[0].parameters["runId"]
    assert [d["verdict"] for d in done] == ["GOOD"] * 4


def test_chunks_cover_the_range_once_in_order(
    dags: Any, dataflow: Dataflow, moments: Iterator[datetime], conf: dict[str, Any]
) -> None:
    asked = {"from": "2026-01-30", "to": "2026-02-09", "unit": "week", "size": 1, "parallel": 2}

    ended = run(dags.dags["replay_backfill"], next(moments), {**conf, **asked})

    assert states(ended)["chunk.replay"] == ["success"] * 3
    launched = sorted((_days(job) for job in dataflow.launches), key=lambda days: days[0])
    assert [len(days) for days in launched] == [3, 7, 1]
    first = date(2026, 1, 30)
    assert list(chain(*launched)) == [(first + timedelta(days=i)).isoformat() for i in range(11)]


def test_a_range_that_ends_before_it_begins_launches_nothing(
    dags: Any, dataflow: Dataflow, moments: Iterator[datetime], conf: dict[str, Any]
) -> None:
    asked = {**conf, **RANGE, "to": "2026-02-01"}

    ended = run(dags.dags["replay_backfill"], next(moments), asked)

    assert states(ended)["cut"] == ["failed"]
    assert dataflow.commands() == []
