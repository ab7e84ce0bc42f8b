"""Replays a window: plans it, shows the plan, asks if wanted, and publishes exactly that plan."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from replay_airflow.compat import DAG
from replay_airflow.failure import on_failure
from replay_airflow.form_params import as_params
from replay_airflow.forms import window_form
from replay_airflow.gate import approval_gate
from replay_airflow.operator import ReplayOperator
from replay_airflow.settings import load_settings
from replay_airflow.show import ShowPlan

settings = load_settings(Path(__file__).with_name("replay_settings.json"))

with DAG(
    dag_id="replay_window",
    description="Replay a window of the lake: plan, show, publish",
    doc_md=__doc__,
    schedule=None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    params=as_params(window_form(settings)),
    default_args={
        **settings.task_arguments(),
        "on_failure_callback": on_failure(settings.gcp_conn_id),
    },
    tags=["replay"],
) as dag:
    plan = ReplayOperator(task_id="plan", kind="plan", settings=settings)
    show = ShowPlan(task_id="show", plan=plan.output, settings=settings)
    gate = approval_gate(
        "approve",
        settings,
        plan="{{ ti.xcom_pull(task_ids='plan')['run'] }}",
        text="{{ ti.xcom_pull(task_ids='show') }}",
    )
    publish = ReplayOperator(task_id="apply", kind="apply", settings=settings, plan=plan.output)
    show >> gate >> publish
