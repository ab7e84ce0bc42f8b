"""Whatever breaks, a retry ends the same run, and never launches a second one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from airflow_calls import run, states, tries, xcom
from dataflow import Dataflow, Faults, Job


def _recorded(job: Job) -> bool:
    """The run has its record, and so can be resumed, but no verdict yet."""
    return Path(job.parameters["state"], "runs", job.parameters["runId"], "run.json").exists()


@pytest.mark.parametrize(
    ("fault", "commands", "tried"),
    [
        (Faults(lose_answer=True), ["run"], 1),
        (Faults(failing_polls=1), ["run"], 2),
        (Faults(never_starts=True), ["run", "run"], 2),
        (Faults(kill_when=_recorded), ["run", "resume"], 2),
    ],
    ids=["answer lost", "poll fails", "never starts", "killed"],
)
def test_one_fault(
    fault: Faults,
    commands: list[str],
    tried: int,
    dags: Any,
    dataflow: Dataflow,
    moments: Iterator[datetime],
    conf: dict[str, Any],
) -> None:
    dataflow.faults.append(fault)

    ended = run(dags.dags["replay_scheduled"], next(moments), {**conf, "day": "2026-02-10"})

    assert states(ended) == {"window": ["success"], "replay": ["success"]}
    assert dataflow.commands() == commands
    assert tries(ended, "replay") == tried
    assert len({job.name for job in dataflow.launches}) == 1
    assert xcom(ended, "replay")["run"] == dataflow.launches[0].parameters["runId"]
    assert xcom(ended, "replay")["replaced"] > 0
    assert len(list(Path(conf["state"], "runs").iterdir())) == 1


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
