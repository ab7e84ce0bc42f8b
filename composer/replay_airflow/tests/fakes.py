"""Receipts and run folders in memory, in the shape that the program writes."""

from __future__ import annotations

import json
from typing import Any

from replay_airflow.settings import Settings

SETTINGS = Settings(
    project="p",
    region="europe-west1",
    templates="gs://b/templates/",
    model="payments",
    input=["gs://lake"],
    warehouse="bigquery:a-project.lake",
    state="gs://b/state",
)

BLOCKED = {
    "audit": "row_drop",
    "severity": "BLOCK",
    "table": "charges",
    "partition": "2026-02-03",
    "count": 1,
    "message": "2 of 10 rows are left",
    "fix": "look at the day's objects",
    "allowed": False,
}


def manifest(**other: Any) -> dict[str, Any]:
    """A receipt of two partitions."""
    return {
        "run": {"runId": "r", "command": "plan", "model": "payments"},
        "window": {"from": "2026-02-01", "to": "2026-02-03", "asOf": "2026-04-15T00:00:00Z"},
        "findings": [],
        "partitions": {
            "changes": [
                _change("silver.charges", "REPLACED", 3, 5),
                _change("silver.charges", "SKIPPED", 4, 4),
                _change("gold.days", "EMPTIED", 2, 0),
            ],
            "changeSet": "c0ffee",
        },
        "failure": "",
        **other,
    }


def _change(table: str, action: str, before: int, after: int) -> dict[str, Any]:
    diff = {"added": max(0, after - before), "removed": max(0, before - after), "changed": 1}
    return {
        "table": table,
        "partition": "2026-02-03",
        "action": action,
        "rowsBefore": before,
        "rowsAfter": after,
        "diff": None if action == "SKIPPED" else diff,
    }


class MemoryRun:
    """A run folder."""

    def __init__(self, files: dict[str, Any] | None = None) -> None:
        self.files = dict(files or {})

    def read(self, name: str) -> bytes | None:
        return json.dumps(self.files[name]).encode() if name in self.files else None

    def has(self, name: str) -> bool:
        return name in self.files

    def is_begun(self) -> bool:
        return bool(self.files)

    def link(self, name: str) -> str:
        return f"https://receipts/{name}"


def ended(verdict: str, **other: Any) -> MemoryRun:
    """A run that has a verdict."""
    return MemoryRun({"verdict.json": {"verdict": verdict}, "manifest.json": manifest(**other)})
