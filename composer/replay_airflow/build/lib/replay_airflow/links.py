"""The button that opens a run's receipt."""

from __future__ import annotations

from typing import Any

from replay_airflow.compat import BaseOperatorLink, XCom


class ReceiptLink(BaseOperatorLink):
    """Opens the HTML receipt of the run that a task was about."""

    name = "Receipt"
    key = "receipt_link"

    @property
    def xcom_key(self) -> str:
        """Where Airflow 3 looks for the link."""
        return self.key

    def get_link(self, operator: Any, *, ti_key: Any) -> str:  # noqa: ARG002
        """Where Airflow 2 asks for it; empty before the run has a receipt."""
        return str(XCom.get_value(key=self.key, ti_key=ti_key) or "")
