"""Runs DAGs in either Airflow, and looks at what became of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from replay_airflow.compat import IS_3


def load(folder: str) -> Any:
    """All DAGs of a folder."""
    from airflow.models.dagbag import DagBag

    return DagBag(folder, include_examples=False)


def run(dag: Any, moment: datetime, conf: dict[str, Any]) -> Any:
    """A DAG run to its end. The same moment again is the same DAG run, cleared."""
    if IS_3:
        return dag.test(run_after=moment, logical_date=moment, run_conf=conf)
    # Without the users' table Airflow 2 cannot delete the DAG run that this one replaces.
    import airflow.providers.fab.auth_manager.models  # noqa: F401

    return dag.test(execution_date=moment, run_conf=conf)


def send_dates_as_dates(monkeypatch: Any) -> None:
    """Between processes a date is read as one; ``dag.test()`` of Airflow 3.1 leaves it a text."""
    if not IS_3:
        return
    from airflow.sdk.api.client import TaskInstanceOperations
    from airflow.sdk.execution_time.comms import TaskRescheduleStartDate

    ask = TaskInstanceOperations.get_reschedule_start_date

    def read(self: Any, *args: Any) -> TaskRescheduleStartDate:
        return TaskRescheduleStartDate(start_date=ask(self, *args).start_date)

    monkeypatch.setattr(TaskInstanceOperations, "get_reschedule_start_date", read)


def states(run: Any) -> dict[str, list[str]]:
    """States by task, those of mapped tasks in order."""
    found = defaultdict(list)
    for ti in sorted(run.get_task_instances(), key=lambda t: t.map_index):
        found[ti.task_id].append(str(ti.state))
    return dict(found)


def tries(run: Any, task_id: str) -> int:
    """How often a task was tried."""
    return int(next(ti.try_number for ti in run.get_task_instances() if ti.task_id == task_id))


def xcom(run: Any, task_id: str, key: str = "return_value", map_index: int = -1) -> Any:
    """What a task pushed."""
    from airflow.utils.session import create_session

    if IS_3:
        from airflow.models.xcom import XComModel as XCom
    else:
        from airflow.models import XCom
    wanted = {
        "dag_ids": run.dag_id,
        "run_id": run.run_id,
        "task_ids": task_id,
        "key": key,
        "map_indexes": map_index,
    }
    with create_session() as session:
        if IS_3:
            value = session.scalars(XCom.get_many(**wanted)).first()
            return None if value is None else XCom.deserialize_value(value)
        # Airflow 2 turns it into its value when it loads it.
        value = XCom.get_many(**wanted, session=session).first()
        return None if value is None else value.value
