"""Who is told of a failure gets the receipt's reason, or at least the exception's."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fakes import BLOCKED, MemoryRun, ended
from replay_airflow.failure import RUN_KEY, Failure, on_failure


def _told(known: Any) -> Failure:
    """What the callback sends for a task that pushed this to XCom."""
    pulled = {("apply", RUN_KEY): known}
    ti = SimpleNamespace(
        dag_id="replay_window",
        task_id="apply",
        map_index=-1,
        xcom_pull=lambda task_ids, key, map_indexes: pulled[(task_ids, key)],  # noqa: ARG005
    )
    told: list[Failure] = []
    on_failure("unused", told.append)({"ti": ti, "exception": TimeoutError("took too long")})
    return told[0]


def _write(state: Path, run: MemoryRun) -> dict[str, str]:
    folder = state / "runs" / "r"
    folder.mkdir(parents=True)
    for name, content in run.files.items():
        (folder / name).write_text(json.dumps(content))
    return {"state": str(state), "run": "r"}


def test_the_receipt_speaks(tmp_path: Path) -> None:
    told = _told(_write(tmp_path, ended("BLOCKED", findings=[BLOCKED])))

    assert (told.run, told.verdict) == ("r", "BLOCKED")
    assert told.text().startswith("replay_window/apply: run r BLOCKED\nrow_drop charges/2026-02-03")
    assert told.text().endswith("/runs/r/report.html")


def test_a_task_that_fails_although_its_run_is_good_says_why(tmp_path: Path) -> None:
    assert _told(_write(tmp_path, ended("GOOD"))).reason == "took too long"


def test_a_task_that_began_no_run_says_why() -> None:
    assert _told(None).text() == "replay_window/apply: FAILED\ntook too long"


def test_an_unreadable_receipt_hides_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    known = _write(tmp_path, MemoryRun({"verdict.json": {"verdict": "BLOCKED"}}))

    assert _told(known).reason == "took too long"
    assert "cannot read the receipt of apply" in caplog.text
