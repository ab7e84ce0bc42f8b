"""Registers the receipt's button with Airflow's web server."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from replay_airflow.links import ReceiptLink


class ReplayPlugin(AirflowPlugin):
    """Found by its entry point."""

    name = "replay"
    operator_extra_links = [ReceiptLink()]  # noqa: RUF012
