"""Replays a long range in ordered chunks, and stops at the first that cannot be published.

To continue after a chunk failed: mend what its receipt names, then clear the DAG run. Chunks that
are published already are recognised by their receipts, and launch nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from replay_airflow.chunks import chunks
from replay_airflow.compat import DAG, AirflowFailException, task, task_group
from replay_airflow.failure import on_failure
from replay_airflow.form_params import as_params
from replay_airflow.forms import backfill_form, check_days
from replay_airflow.operator import ReplayOperator
from replay_airflow.settings import load_settings
from replay_airflow.turn import TurnSensor

settings = load_settings(Path(__file__).with_name("replay_settings.json"))

MOST_CHUNKS = 1000  # Airflow maps a task to at most 1,024 instances, unless it is told otherwise.


@task(retries=0)
def cut(**context: object) -> list[dict[str, str]]:
    """The windows of the chunks, oldest first."""
    params: dict = context["params"]  # type: ignore[assignment, type-arg]
    try:
        windows = [c.window() for c in chunks(*check_days(params), params["unit"], params["size"])]
    except ValueError as e:
        raise AirflowFailException(str(e)) from e
    if len(windows) > MOST_CHUNKS:
        raise AirflowFailException(
            f"{len(windows)} chunks, and at most {MOST_CHUNKS} are possible: choose larger ones"
        )
    return windows


@task_group
def chunk(window: dict[str, str]) -> None:
    """One chunk: wait for its turn, then replay it."""
    turn = TurnSensor(
        task_id="turn",
        watched="chunk.replay",
        poke_interval=settings.poll_seconds,
        timeout=30 * 24 * 3600,
        retries=0,
    )
    replay = ReplayOperator(task_id="replay", kind="run", settings=settings, window=window)
    turn >> replay


with DAG(
    dag_id="replay_backfill",
    description="Replay a long range in ordered chunks",
    doc_md=__doc__,
    schedule=None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    params=as_params(backfill_form(settings)),
    default_args={
        **settings.task_arguments(),
        "on_failure_callback": on_failure(settings.gcp_conn_id),
    },
    tags=["replay"],
) as dag:
    chunk.expand(window=cut())
