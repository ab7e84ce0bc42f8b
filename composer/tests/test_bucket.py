"""Run folders in a bucket, by Airflow's GCSHook, against a server that keeps one."""

from __future__ import annotations

import pytest

from cloud import Cloud
from replay_airflow.storage import run_folder


def test_a_folder_of_a_bucket(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    from airflow.providers.google.cloud.hooks.gcs import GCSHook

    monkeypatch.setenv("STORAGE_EMULATOR_HOST", cloud.storage)
    cloud.make_bucket("b-of-folders")
    hook = GCSHook()
    hook.upload("b-of-folders", "s/runs/r-2/verdict.json", data="{}")
    folder, neighbour = (
        run_folder("gs://b-of-folders/s", r, hook.gcp_conn_id) for r in ("r", "r-2")
    )

    assert not folder.is_begun(), "another run's name begins alike"
    assert folder.read("verdict.json") is None
    assert neighbour.is_begun()
    assert neighbour.read("verdict.json") == b"{}"
    assert not neighbour.has("run.json")
    assert run_folder("gs://b-of-folders", "r", hook.gcp_conn_id).link("a b") == (
        "https://storage.cloud.google.com/b-of-folders/runs/r/a%20b"
    )
