"""What differs between Airflow 2 and 3, in one place; everything else imports from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from airflow import __version__
from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from airflow.timetables.trigger import CronTriggerTimetable

_VERSION = tuple(int(part) for part in __version__.split(".")[:2])
IS_3 = _VERSION >= (3, 0)
HAS_APPROVAL = _VERSION >= (3, 1)
"""Whether Airflow itself can ask a person."""

if TYPE_CHECKING or IS_3:
    from airflow.sdk import (
        DAG,
        BaseOperator,
        BaseOperatorLink,
        BaseSensorOperator,
        Context,
        Param,
        task,
        task_group,
    )
    from airflow.sdk.execution_time.xcom import XCom
else:
    from airflow.decorators import task, task_group
    from airflow.models import DAG, BaseOperator, Param, XCom
    from airflow.models.baseoperatorlink import BaseOperatorLink
    from airflow.sensors.base import BaseSensorOperator
    from airflow.utils.context import Context

__all__ = [
    "DAG",
    "HAS_APPROVAL",
    "IS_3",
    "AirflowException",
    "AirflowFailException",
    "AirflowSkipException",
    "BaseOperator",
    "BaseOperatorLink",
    "BaseSensorOperator",
    "Context",
    "CronTriggerTimetable",
    "Param",
    "XCom",
    "due",
    "states_by_position",
    "task",
    "task_group",
]


def due(context: Mapping[str, Any]) -> datetime:
    """When the DAG run was due: never the clock, so that a retry gets the same answer.

    The logical date, which a cron trigger sets to the time of its trigger in both versions; the
    data interval of a run that somebody triggers is another in each. In Airflow 3 such a run may
    have no logical date.
    """
    run = context["dag_run"]
    moment: datetime = run.logical_date or run.run_after
    return moment


def states_by_position(context: Mapping[str, Any], task_id: str) -> dict[int, str | None]:
    """The states of the mapped instances of a task in this DAG run, by map index."""
    ti = context["ti"]
    if IS_3:
        found = ti.get_task_states(dag_id=ti.dag_id, task_ids=[task_id], run_ids=[ti.run_id])
        states = found.get(ti.run_id, {})
        return {
            int(key.removeprefix(f"{task_id}_")): state
            for key, state in states.items()
            if key != task_id
        }
    return {
        other.map_index: other.state
        for other in context["dag_run"].get_task_instances()
        if other.task_id == task_id
    }
