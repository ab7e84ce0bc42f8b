"""The task that asks a person whether to publish a plan, if the DAG run wants that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from replay_airflow.compat import HAS_APPROVAL, BaseSensorOperator, Context
from replay_airflow.settings import Settings

if TYPE_CHECKING or HAS_APPROVAL:
    from airflow.providers.standard.operators.hitl import ApprovalOperator

    class ApprovalGate(ApprovalOperator):
        """Airflow 3.1 and later asks in its own form: approve, or reject and publish nothing."""

        def execute(self, context: Context) -> Any:
            if not context["params"]["approve"]:
                return None
            return super().execute(context)

else:

    class ApprovalGate(BaseSensorOperator):
        """Earlier ones have no form: somebody marks this task as success, or as failed."""

        template_fields = ("subject", "body")

        def __init__(self, *, subject: str, body: str, **kwargs: Any) -> None:
            super().__init__(mode="reschedule", **kwargs)
            self.subject = subject
            self.body = body

        def poke(self, context: Context) -> bool:
            if not context["params"]["approve"]:
                return True
            self.log.info("%s\n%s", self.subject, self.body)
            self.log.info("Mark this task as success to publish it, or as failed not to.")
            return False


def approval_gate(task_id: str, settings: Settings, plan: str, text: str) -> ApprovalGate:
    """The gate of a plan.

    :param plan: template of its id
    :param text: template of what it would do
    """
    from datetime import timedelta

    waits = timedelta(hours=settings.approval_hours)
    if HAS_APPROVAL:
        return ApprovalGate(
            task_id=task_id, subject=f"Publish plan {plan}?", body=text, response_timeout=waits
        )
    return ApprovalGate(
        task_id=task_id,
        subject=f"Publish plan {plan}?",
        body=text,
        timeout=waits.total_seconds(),
        poke_interval=settings.poll_seconds,
    )
