"""Run folders in a bucket, by Airflow's GCSHook, against a server that keeps one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from airflow_calls import run, states, xcom
from dataflow import Dataflow
from replay_airflow.storage import run_folder

SERVER = os.environ.get("FAKE_GCS_SERVER") or shutil.which("fake-gcs-server")
pytestmark = pytest.mark.skipif(SERVER is None, reason="needs fake-gcs-server")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket, known to Google's client in Airflow and to the jobs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = f"127.0.0.1:{port}"
    command = [SERVER, "-scheme", "http", "-backend", "memory", "-host", "127.0.0.1",
               "-port", str(port), "-public-host", where, "-log-level", "error"]  # fmt: skip
    server = subprocess.Popen(command)
    try:
        _make_bucket(f"http://{where}/storage/v1/b?project=p")
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"http://{where}")
        monkeypatch.setenv("REPLAY_GCS_ENDPOINT", f"http://{where}")
        yield "gs://lake-b"
    finally:
        server.terminate()
        server.wait()


def _make_bucket(url: str) -> None:
    request = urllib.request.Request(
        url, b'{"name":"lake-b"}', {"Content-Type": "application/json"}, method="POST"
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(request).close()
            return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


def test_a_window_whose_state_is_in_a_bucket(
    dags: Any,
    dataflow: Dataflow,
    moments: Iterator[datetime],
    conf: dict[str, Any],
    bucket: str,
) -> None:
    asked = {**conf, "state": f"{bucket}/replay/state/", "from": "2026-02-10", "to": "2026-02-10"}

    ended = run(dags.dags["replay_window"], next(moments), asked)

    assert states(ended)["apply"] == ["success"]
    assert dataflow.commands() == ["plan", "apply"]
    applied = xcom(ended, "apply")
    assert applied["verdict"] == "GOOD"
    assert applied["receipt"] == (
        f"https://storage.cloud.google.com/lake-b/replay/state/runs/{applied['run']}/report.html"
    )


def test_a_folder_of_a_bucket(bucket: str) -> None:
    from airflow.providers.google.cloud.hooks.gcs import GCSHook

    hook = GCSHook()
    hook.upload("lake-b", "s/runs/r-2/verdict.json", data="{}")
    folder, neighbour = (run_folder(f"{bucket}/s", r, hook.gcp_conn_id) for r in ("r", "r-2"))

    assert not folder.is_begun(), "another run's name begins alike"
    assert folder.read("verdict.json") is None
    assert neighbour.is_begun()
    assert neighbour.read("verdict.json") == b"{}"
    assert not neighbour.has("run.json")
    assert run_folder(bucket, "r", hook.gcp_conn_id).link("a b") == (
        "https://storage.cloud.google.com/lake-b/runs/r/a%20b"
    )
