"""What a person is told when a task has failed: the receipt's words, not a stack trace."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from replay_airflow.compat import AirflowException, AirflowFailException
from replay_airflow.receipt import Receipt, read_receipt
from replay_airflow.storage import run_folder

log = logging.getLogger(__name__)

RUN_KEY = "replay_run"
"""XCom: the state folder and the id of the run that a task is about, and why it was refused."""


class NeedsPerson(AirflowFailException):
    """The run has ended, or its launch was refused, and trying again would not help."""


class MayRetry(AirflowException):
    """The run has not ended, or was overtaken: the next try continues or repeats it."""


@dataclass(frozen=True)
class Failure:
    """What failed."""

    dag: str
    task: str
    run: str
    verdict: str
    reason: str
    link: str

    def text(self) -> str:
        """For a chat or a mail."""
        run = f"run {self.run} " if self.run else ""
        where = f"\nReceipt: {self.link}" if self.link else ""
        return f"{self.dag}/{self.task}: {run}{self.verdict}\n{self.reason}{where}"


def message(receipt: Receipt) -> str:
    """What an exception says about a run that did not end well."""
    return f"run {receipt.run} is {receipt.verdict}\n{receipt.reason()}\nReceipt: {receipt.link}"


def log_failure(failure: Failure) -> None:
    """The default receiver."""
    log.error("%s", failure.text())


def on_failure(
    gcp_conn_id: str, send: Callable[[Failure], None] | None = None
) -> Callable[[Mapping[str, Any]], None]:
    """An ``on_failure_callback`` that tells ``send`` the reason from the receipt.

    :param send: e.g. posts it to a chat; by default it is logged as an error
    """

    def callback(context: Mapping[str, Any]) -> None:
        (send or log_failure)(describe(context, gcp_conn_id))

    return callback


def describe(context: Mapping[str, Any], gcp_conn_id: str) -> Failure:
    """What failed, from the receipt if there is one, otherwise from the exception."""
    ti = context["ti"]
    receipt = None
    try:
        known = ti.xcom_pull(task_ids=ti.task_id, key=RUN_KEY, map_indexes=ti.map_index)
        if known and known.get("refused"):
            return Failure(ti.dag_id, ti.task_id, known["run"], "REFUSED", known["refused"], "")
        if known:
            folder = run_folder(known["state"], known["run"], gcp_conn_id)
            receipt = read_receipt(folder, known["run"])
    except Exception:
        # Whatever is wrong with the receipt must not hide the failure itself.
        log.exception("cannot read the receipt of %s", ti.task_id)
    if receipt is None or receipt.is_good:
        reason = str(context.get("exception") or "no exception is known")
        return Failure(ti.dag_id, ti.task_id, "", "FAILED", reason, "")
    return Failure(
        ti.dag_id, ti.task_id, receipt.run, receipt.verdict, receipt.reason(), receipt.link
    )
