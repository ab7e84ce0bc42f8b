"""Who is told of a failure gets the receipt's reason, or at least the exception's."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from fakes import BLOCKED, MemoryRun, ended
from replay_airflow import failure
from replay_airflow.failure import RUN_KEY, Failure, on_failure

KNOWN = {"state": "gs://b/state", "run": "r"}


def _told(
    monkeypatch: pytest.MonkeyPatch,
    run: MemoryRun,
    known: dict[str, str] | None = KNOWN,
) -> Failure:
    """What the callback sends for a task that pushed this to XCom."""
    pulled = {("apply", RUN_KEY): known}
    monkeypatch.setattr(failure, "run_folder", lambda *_: run)
    ti = SimpleNamespace(
        dag_id="replay_window",
        task_id="apply",
        map_index=-1,
        xcom_pull=lambda task_ids, key, map_indexes: pulled[(task_ids, key)],  # noqa: ARG005
    )
    told: list[Failure] = []
    on_failure("unused", told.append)({"ti": ti, "exception": TimeoutError("took too long")})
    return told[0]


def test_the_receipt_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    told = _told(monkeypatch, ended("BLOCKED", findings=[BLOCKED]))

    assert (told.run, told.verdict) == ("r", "BLOCKED")
    assert told.text().startswith("replay_window/apply: run r BLOCKED\nrow_drop charges/2026-02-03")
    assert told.text().endswith("https://receipts/report.html")


def test_a_task_that_fails_although_its_run_is_good_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _told(monkeypatch, ended("GOOD")).reason == "took too long"


def test_a_task_that_began_no_run_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    told = _told(monkeypatch, MemoryRun(), known=None)

    assert told.text() == "replay_window/apply: FAILED\ntook too long"


def test_a_launch_that_was_refused_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    told = _told(monkeypatch, MemoryRun(), known={**KNOWN, "refused": "memory: Unmatched value"})

    assert told.text() == "replay_window/apply: run r REFUSED\nmemory: Unmatched value"


def test_an_unreadable_receipt_hides_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    run = MemoryRun({"verdict.json": {"verdict": "BLOCKED"}})

    assert _told(monkeypatch, run).reason == "took too long"
    assert "cannot read the receipt of apply" in caplog.text
