"""Run folders of this machine; those of buckets are tested with a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from replay_airflow.storage import run_folder


def test_a_local_run(tmp_path: Path) -> None:
    folder = run_folder(str(tmp_path), "r 1", "unused")
    assert not folder.is_begun()
    assert folder.read("verdict.json") is None

    (tmp_path / "runs" / "r 1").mkdir(parents=True)
    (tmp_path / "runs" / "r 1" / "verdict.json").write_bytes(b"{}")

    assert folder.is_begun()
    assert folder.has("verdict.json")
    assert not folder.has("run.json")
    assert folder.read("verdict.json") == b"{}"
    assert folder.link("report.html").endswith("/runs/r%201/report.html")


def test_another_storage_is_refused() -> None:
    with pytest.raises(ValueError, match="s3://b/state"):
        run_folder("s3://b/state", "r", "unused")
