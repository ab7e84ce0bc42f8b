"""What each task asks for, and what makes two askings the same run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fakes import SETTINGS
from replay_airflow.request import Kind, Request, request
from replay_airflow.template import parameters

PARAMS: dict[str, Any] = {
    "model": "payments",
    "input": ["gs://lake"],
    "warehouse": "bigquery:a-project.lake",
    "state": "gs://b/state",
    "allow": ["row_drop:charges/2026-02-03"],
    "as_of": "2026-04-15T00:00:00Z",
    "keep_versions": 7,
}
WINDOW = {"from": "2026-02-01", "to": "2026-02-03"}


def _asked(kind: Kind, plan: str = "", **other: Any) -> Request:
    params = {**PARAMS, **other}
    return request(kind, params, WINDOW, asked_by=("dag", "run"), settings=SETTINGS, plan=plan)


def test_a_plan_is_kept_and_has_the_window() -> None:
    wanted = _asked("plan")

    assert parameters(wanted.start("id-2")) == {
        "model": "payments",
        "input": '["gs://lake"]',
        "from": "2026-02-01",
        "to": "2026-02-03",
        "asOf": "2026-04-15T00:00:00Z",
        "allow": '["row_drop:charges/2026-02-03"]',
        "warehouse": "bigquery:a-project.lake",
        "state": "gs://b/state",
        "out": "true",
        "runId": "id-2",
    }


def test_apply_takes_the_plan_and_nothing_that_the_plan_decided() -> None:
    assert set(parameters(_asked("apply", plan="p-1").start("id"))) == {
        "plan",
        "warehouse",
        "state",
        "keepVersions",
        "runId",
    }


def test_resume_takes_the_run_and_where_it_is() -> None:
    assert parameters(_asked("run").resume("id")) == {
        "run": "id",
        "warehouse": "bigquery:a-project.lake",
        "state": "gs://b/state",
        "keepVersions": "7",
    }


def test_further_options_go_to_the_commands_that_take_them() -> None:
    settings = replace(SETTINGS, options={"memory": "8GB", "snapshot": "7d"})

    def asked(kind: Kind, plan: str = "") -> Request:
        return request(kind, PARAMS, WINDOW, asked_by=("d", "r"), settings=settings, plan=plan)

    run, plan, apply = asked("run"), asked("plan"), asked("apply", plan="p-1")
    assert (run.options["memory"], run.options["snapshot"]) == ("8GB", "7d")
    assert (plan.options["memory"], plan.options.get("snapshot")) == ("8GB", None)
    assert (apply.options.get("memory"), apply.options["snapshot"]) == (None, "7d")
    assert run.resume("id")["snapshot"] == apply.resume("id")["snapshot"] == "7d"


def test_another_question_is_another_run() -> None:
    ids = {
        _asked("run").first_id,
        _asked("run", allow=None).first_id,
        _asked("plan").first_id,
        _asked("apply", plan="p-1").first_id,
        _asked("apply", plan="p-2").first_id,
    }

    assert len(ids) == 5
    assert _asked("run").first_id in ids


@pytest.mark.parametrize(("kind", "plan"), [("apply", ""), ("run", "p-1"), ("plan", "p-1")])
def test_only_apply_takes_a_plan(kind: Kind, plan: str) -> None:
    with pytest.raises(ValueError, match="apply needs one"):
        _asked(kind, plan=plan)
