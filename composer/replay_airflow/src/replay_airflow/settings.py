"""What an installation decides once: a JSON file beside the DAGs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

BUILDING = frozenset(
    {
        "signatureSecrets",
        "maskSecret",
        "blockBytes",
        "memory",
        "objectsAtOnce",
        "shards",
        "staging",
    }
)
"""Further options of plan and run."""
PUBLISHING = frozenset({"snapshot"})
"""Further options of run, apply and resume."""


@dataclass(frozen=True)
class Settings:
    """The settings file; unknown keys are refused."""

    project: str
    """Google Cloud project of the jobs."""
    region: str
    """Region of the jobs, e.g. ``europe-west1``."""
    templates: str
    """Folder of the flex templates, e.g. ``gs://bucket/templates``; see ``template.py``."""
    model: str
    """Default of the forms: a built-in model, or a folder."""
    input: list[str]
    """Default of the forms: ``<root>`` or ``<source>=<root>``."""
    warehouse: str
    """``bigquery:<project>.<dataset prefix>``."""
    state: str
    """The state folder of that warehouse: ``gs://…``."""
    time_zone: str = "UTC"
    """The model's time zone."""
    late_days: int = 35
    """How late objects may arrive, in days: the longest ``arrives: after`` of the model."""
    schedule: str = "0 5 * * *"
    """When ``replay_scheduled`` runs, in ``time_zone``."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Further options, by the names that templates use: those of ``BUILDING``, ``PUBLISHING``."""
    environment: Mapping[str, Any] = field(default_factory=dict)
    """``FlexTemplateRuntimeEnvironment``: machine type, service account, network …"""
    gcp_conn_id: str = "google_cloud_default"
    retries: int = 3
    retry_seconds: float = 120
    poll_seconds: int = 30
    """How often jobs and turns are looked at."""
    approval_hours: float = 72
    """How long a plan waits for a person."""

    def further(self, names: frozenset[str]) -> dict[str, Any]:
        """The further options of these names."""
        return {name: value for name, value in self.options.items() if name in names}

    def task_arguments(self) -> dict[str, Any]:
        """Airflow's ``default_args``, without the callback."""
        return {
            "retries": self.retries,
            "retry_delay": timedelta(seconds=self.retry_seconds),
            "depends_on_past": False,
        }


def load_settings(file: Path) -> Settings:
    """Reads a settings file.

    :raises ValueError: naming the file, and every key that is unknown or missing
    """
    given = json.loads(file.read_text(encoding="utf-8"))
    known = {f.name for f in fields(Settings)}
    needed = {"project", "region", "templates", "model", "input", "warehouse", "state"}
    problems = [f"unknown: {key}" for key in sorted(set(given) - known)]
    others = set(given.get("options", {})) - BUILDING - PUBLISHING
    problems += [f"unknown: options.{key}" for key in sorted(others)]
    problems += [f"missing: {key}" for key in sorted(needed - set(given))]
    if problems:
        raise ValueError(f"{file}: " + "; ".join(problems))
    return Settings(**given)
