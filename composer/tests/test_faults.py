"""Whatever breaks, a retry ends the same run, and never launches a second one beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from airflow_calls import run, states, tries, xcom
from cloud import Cloud
from dataflow import Dataflow, Faults, Job


def _kill_once_recorded(cloud: Cloud) -> Faults:
    """The run has its record, and so can be resumed, but no verdict yet."""

    def recorded(job: Job) -> bool:
        given = job.parameters
        return cloud.has(f"{given['state']}/runs/{given['runId']}/run.json")

    return Faults(kill_when=recorded)


@pytest.mark.parametrize(
    ("fault", "commands", "tried"),
    [
        pytest.param(lambda _: Faults(lose_answer=True), ["run"], 1, id="answer lost"),
        pytest.param(lambda _: Faults(failing_polls=1), ["run"], 2, id="poll fails"),
        pytest.param(lambda _: Faults(never_starts=True), ["run", "run"], 2, id="never starts"),
        pytest.param(
            _kill_once_recorded, ["run", "resume"], 2, id="killed", marks=pytest.mark.quick
        ),
    ],
)
def test_one_fault(
    fault: Callable[[Cloud], Faults],
    commands: list[str],
    tried: int,
    dags: Any,
    dataflow: Dataflow,
    moments: Iterator[datetime],
    conf: dict[str, Any],
    cloud: Cloud,
) -> None:
    dataflow.faults.append(fault(cloud))

    ended = run(dags.dags["replay_scheduled"], next(moments), {**conf, "day": "2026-02-10"})

    assert states(ended) == {"window": ["success"], "replay": ["success"]}
    assert dataflow.commands() == commands
    assert tries(ended, "replay") == tried
    assert len({job.name for job in dataflow.launches}) == 1
    assert xcom(ended, "replay")["run"] == dataflow.launches[0].parameters["runId"]
    assert xcom(ended, "replay")["replaced"] > 0
    assert cloud.folders(f"{conf['state']}/runs") == [dataflow.launches[0].parameters["runId"]]


def test_a_job_that_dies_at_every_try_is_told_in_the_receipts_words(
    dags: Any,
    dataflow: Dataflow,
    moments: Iterator[datetime],
    conf: dict[str, Any],
    failures: list[Any],
) -> None:
    dataflow.faults += [Faults(never_starts=True)] * 3

    ended = run(dags.dags["replay_scheduled"], next(moments), {**conf, "day": "2026-02-10"})

    assert states(ended)["replay"] == ["failed"]
    assert dataflow.commands() == ["run"] * 3
    assert [(f.task, f.verdict) for f in failures] == [("replay", "RUNNING")]
    assert failures[0].run == dataflow.launches[0].parameters["runId"]


@pytest.mark.quick
def test_what_the_service_refuses_is_told_and_not_retried(
    dags: Any,
    dataflow: Dataflow,
    moments: Iterator[datetime],
    conf: dict[str, Any],
    failures: list[Any],
) -> None:
    task = dags.dags["replay_scheduled"].get_task("replay")
    task.settings = replace(task.settings, options={"memory": "much"})

    ended = run(dags.dags["replay_scheduled"], next(moments), {**conf, "day": "2026-02-10"})

    assert states(ended)["replay"] == ["failed"]
    assert tries(ended, "replay") == 1
    assert dataflow.commands() == []
    assert [f.verdict for f in failures] == ["REFUSED"]
    assert "memory: Unmatched value 'much'" in failures[0].reason
