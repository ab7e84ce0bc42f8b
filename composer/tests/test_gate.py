"""With the human gate, a plan is published after somebody approved it, and never otherwise."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from airflow_calls import run, states
from dataflow import Dataflow
from replay_airflow.compat import HAS_APPROVAL

DAYS = {"from": "2026-02-10", "to": "2026-02-10", "approve": True}


def _answer(approves: bool) -> Callable[[], bool]:
    """What a person does in the web page, once the page asks: false until then."""
    from airflow.models import TaskInstance
    from airflow.utils.session import create_session
    from airflow.utils.state import TaskInstanceState

    def in_the_form() -> bool:
        from airflow.models.hitl import HITLDetail

        with create_session() as session:
            asked = session.query(HITLDetail).filter(HITLDetail.responded_at.is_(None)).first()
            if asked is None:
                return False
            assert asked.subject.startswith("Publish plan payments-plan-20260210-20260210-")
            assert "Change set `" in asked.body
            asked.responded_at = datetime.now(UTC)
            asked.responded_by = {"id": "1", "name": "somebody"}
            asked.chosen_options = ["Approve" if approves else "Reject"]
            asked.params_input = {}
            return True

    def by_marking() -> bool:
        with create_session() as session:
            waits = (
                session.query(TaskInstance)
                .filter(
                    TaskInstance.task_id == "approve",
                    TaskInstance.state == TaskInstanceState.UP_FOR_RESCHEDULE,
                )
                .first()
            )
            if waits is None:
                return False
            waits.state = TaskInstanceState.SUCCESS if approves else TaskInstanceState.FAILED
            return True

    return in_the_form if HAS_APPROVAL else by_marking


def _when_asked(approves: bool, dataflow: Dataflow, at_that_time: list[list[str]]) -> None:
    answer = _answer(approves)
    for _ in range(3000):
        if answer():
            at_that_time.append(dataflow.commands())
            return
        time.sleep(0.2)


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the trigger read the answer: ``dag.test()`` does not serve that question of it."""
    if not HAS_APPROVAL:
        return
    from airflow.models.hitl import HITLDetail
    from airflow.providers.standard.triggers import hitl
    from airflow.utils.session import create_session

    def detail(ti_id: Any) -> SimpleNamespace:
        with create_session() as session:
            row = session.get(HITLDetail, str(ti_id))
            return SimpleNamespace(
                response_received=row.responded_at is not None,
                responded_at=row.responded_at,
                responded_by_user=SimpleNamespace(id="1", name="somebody"),
                chosen_options=row.chosen_options,
                params_input=row.params_input,
            )

    monkeypatch.setattr(hitl, "get_hitl_detail_content_detail", detail)


@pytest.mark.parametrize(
    ("approves", "commands"),
    [
        pytest.param(True, ["plan", "apply"], marks=pytest.mark.quick, id="yes"),
        pytest.param(False, ["plan"], id="no"),
    ],
)
def test_a_person_decides(
    approves: bool,
    commands: list[str],
    form: None,  # noqa: ARG001
    dags: Any,
    dataflow: Dataflow,
    moments: Iterator[datetime],
    conf: dict[str, Any],
) -> None:
    when_asked: list[list[str]] = []
    person = threading.Thread(target=_when_asked, args=(approves, dataflow, when_asked))
    person.start()

    ended = run(dags.dags["replay_window"], next(moments), {**conf, **DAYS})

    person.join()
    assert when_asked == [["plan"]]
    assert dataflow.commands() == commands
    after = states(ended)["apply"]
    assert after == ["success"] if approves else after in (["skipped"], ["upstream_failed"])
