"""replay_window publishes exactly the plan that it showed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from airflow_calls import run, states, xcom
from dataflow import Dataflow

DAYS = {"from": "2026-02-10", "to": "2026-02-11"}


def test_it_plans_shows_and_applies_and_a_cleared_run_launches_nothing(
    dags: Any, dataflow: Dataflow, moments: Iterator[datetime], conf: dict[str, Any]
) -> None:
    dag, moment = dags.dags["replay_window"], next(moments)

    first = run(dag, moment, {**conf, **DAYS})

    assert states(first) == {t: ["success"] for t in ("plan", "show", "approve", "apply")}
    assert dataflow.commands() == ["plan", "apply"]
    planned, applied = xcom(first, "plan"), xcom(first, "apply")
    assert dataflow.launches[1].parameters["plan"] == planned["run"]
    assert applied["change_set"] == planned["change_set"] != ""
    assert applied["replaced"] == planned["replaced"] > 10
    assert xcom(first, "apply", "verdict") == "GOOD"
    receipt = f"{conf['state']}/runs/{applied['run']}/report.html"
    assert xcom(first, "apply", "receipt_link") == receipt.replace(
        "gs://", "https://storage.cloud.google.com/"
    )
    assert f"Change set `{planned['change_set']}`" in xcom(first, "show")

    again = run(dag, moment, {**conf, **DAYS})

    assert set(map(tuple, states(again).values())) == {("success",)}
    assert dataflow.commands() == ["plan", "apply"]
    assert xcom(again, "apply") == applied

    another = run(dag, next(moments), {**conf, **DAYS})

    assert dataflow.commands() == ["plan", "apply"] * 2
    assert (xcom(another, "apply")["replaced"], xcom(another, "plan")["replaced"]) == (0, 0)


def test_a_blocked_plan_is_not_retried_and_nothing_is_applied(
    dags: Any,
    dataflow: Dataflow,
    moments: Iterator[datetime],
    conf: dict[str, Any],
    failures: list[Any],
    damage: Callable[[bool], None],
) -> None:
    dag, moment = dags.dags["replay_window"], next(moments)
    days = {"from": "2026-02-04", "to": "2026-02-04"}
    damage(True)

    blocked = run(dag, moment, {**conf, **days})

    assert states(blocked)["plan"] == ["failed"]
    assert states(blocked)["apply"] == ["upstream_failed"]
    assert dataflow.commands() == ["plan"]
    assert [(f.verdict, f.task) for f in failures] == [("BLOCKED", "plan")]
    assert "incomplete_input" in failures[0].reason
    assert "what to do:" in failures[0].reason
    assert failures[0].link.endswith("report.html")

    damage(False)
    mended = run(dag, moment, {**conf, **days})

    assert dataflow.commands() == ["plan", "plan", "apply"]
    assert xcom(mended, "plan")["run"] == xcom(mended, "plan", "replay_run")["run"]
    assert xcom(mended, "plan")["run"] == failures[0].run + "-2"
    assert xcom(mended, "apply", "verdict") == "GOOD"
