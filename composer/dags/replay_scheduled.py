"""Every night: replays yesterday, and the days before it whose objects may have come since."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from replay_airflow.chunks import Chunk
from replay_airflow.compat import DAG, CronTriggerTimetable, due, task
from replay_airflow.days import yesterday_and_late
from replay_airflow.failure import on_failure
from replay_airflow.form_params import as_params
from replay_airflow.forms import scheduled_form
from replay_airflow.operator import ReplayOperator
from replay_airflow.settings import load_settings

settings = load_settings(Path(__file__).with_name("replay_settings.json"))


@task
def window(**context: object) -> dict[str, str]:
    """The days to replay, from when the run was due."""
    params: dict = context["params"]  # type: ignore[assignment, type-arg]
    late = params["late_days"]
    if params["day"]:
        day = date.fromisoformat(params["day"])
        return Chunk(day - timedelta(days=late), day).window()
    return yesterday_and_late(due(context), settings.time_zone, late).window()


with DAG(
    dag_id="replay_scheduled",
    description="Replay yesterday, and what may have arrived late",
    doc_md=__doc__,
    schedule=CronTriggerTimetable(settings.schedule, timezone=settings.time_zone),
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    # One run replays all days that late objects may belong to, so a missed night needs no catch-up.
    catchup=False,
    max_active_runs=1,
    params=as_params(scheduled_form(settings)),
    default_args={
        **settings.task_arguments(),
        "on_failure_callback": on_failure(settings.gcp_conn_id),
    },
    tags=["replay"],
) as dag:
    ReplayOperator(task_id="replay", kind="run", settings=settings, window=window())
