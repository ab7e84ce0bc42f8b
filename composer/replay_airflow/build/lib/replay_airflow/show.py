"""The task whose log and result are a plan as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from replay_airflow.compat import BaseOperator, Context
from replay_airflow.receipt import read_receipt
from replay_airflow.settings import Settings
from replay_airflow.storage import run_folder
from replay_airflow.summary import markdown


class ShowPlan(BaseOperator):
    """Returns a plan as Markdown.

    :param plan: the summary of the plan
    """

    template_fields: Sequence[str] = ("plan",)

    def __init__(self, *, plan: Any, settings: Settings, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan = plan
        self.settings = settings

    def execute(self, context: Context) -> str:
        run, state = self.plan["run"], context["params"]["state"]
        text = markdown(read_receipt(run_folder(state, run, self.settings.gcp_conn_id), run))
        self.log.info("%s", text)
        return text
