"""An Airflow of its own, with the DAGs of this folder and a stand-in for the cloud."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cloud import Cloud

HERE = Path(__file__).parent
HOME = Path(tempfile.mkdtemp(prefix="replay-airflow-"))
DAGS = HOME / "dags"
SAMPLE = HERE.parents[1] / "testdata" / "payments"
LAKE = "gs://lake/a folder, with a comma"


def pytest_configure(config: pytest.Config) -> None:
    """Airflow reads its settings when it is imported."""
    config.addinivalue_line("markers", "quick: also run where minutes count")
    connection = {
        "conn_type": "google-cloud-platform",
        "extra": {"is_anonymous": True, "project": "p", "num_retries": 0},
    }
    os.environ.update(
        AIRFLOW_HOME=str(HOME),
        AIRFLOW__CORE__LOAD_EXAMPLES="False",
        AIRFLOW__CORE__DAGS_FOLDER=str(DAGS),
        AIRFLOW__CORE__UNIT_TEST_MODE="False",
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{HOME}/airflow.db",
        AIRFLOW__LOGGING__LOGGING_LEVEL="WARNING",
        AIRFLOW__METRICS__TIMER_UNIT_CONSISTENCY="True",
        AIRFLOW_CONN_GOOGLE_CLOUD_DEFAULT=json.dumps(connection),
        NO_PROXY="127.0.0.1",
    )
    shutil.copytree(HERE.parent / "dags", DAGS, ignore=shutil.ignore_patterns("__pycache__"))
    settings = json.loads((DAGS / "replay_settings.json").read_text())
    settings.update(
        project="p",
        templates="gs://b/templates",
        state="gs://set-by-each-test",
        options={"memory": "256MB"},
        late_days=0,
        retries=2,
        retry_seconds=1,
        poll_seconds=1,
        approval_hours=1,
    )
    (DAGS / "replay_settings.json").write_text(json.dumps(settings))


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def database() -> None:
    """What DAG runs are kept in."""
    airflow = Path(sys.executable).with_name("airflow")
    subprocess.run([airflow, "db", "migrate"], check=True, capture_output=True)


@pytest.fixture
def dags(database: None, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ARG001
    """All DAGs, loaded anew: within a process a DAG run's parameters stay in its DAG."""
    from airflow_calls import load, send_dates_as_dates

    send_dates_as_dates(monkeypatch)

    bag = load(str(DAGS))
    assert not bag.import_errors, bag.import_errors
    return bag


@pytest.fixture(scope="session")
def moments() -> Iterator[datetime]:
    """Every DAG run is due at a time of its own."""

    def endless() -> Iterator[datetime]:
        moment = datetime(2026, 4, 20, 5, tzinfo=UTC)
        while True:
            moment += timedelta(minutes=1)
            yield moment

    return endless()


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """Buckets with the sample, and BigQuery."""
    storage = os.environ.get("REPLAY_GCS_SERVER")
    if not storage:
        pytest.skip("needs fake-gcs-server")
    started = Cloud(tmp_path_factory.mktemp("cloud"), os.environ["REPLAY_CLASSPATH"], storage)
    try:
        for bucket in ("lake", "work"):
            started.make_bucket(bucket)
        started.upload(SAMPLE / "sample", LAKE)
        yield started
    finally:
        started.close()


@pytest.fixture
def damage(cloud: Cloud) -> Iterator[Callable[[bool], None]]:
    """Cuts a run folder of 2026-02-04 short, or mends it."""
    short = SAMPLE / "blocked" / "short-run-folder"
    (folder,) = (f.relative_to(short) for f in short.rglob("run_id=*"))

    def change(damaged: bool) -> None:
        cloud.delete(f"{LAKE}/{folder}")
        cloud.upload((short if damaged else SAMPLE / "sample") / folder, f"{LAKE}/{folder}")

    yield change
    change(False)


@pytest.fixture
def conf(cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What all DAG runs of a test are triggered with."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", cloud.storage)
    # Ends in the number that pytest gives to the folder of a test.
    place = re.sub(r"\W+", "_", f"{tmp_path.parent.name}_{tmp_path.name}")
    return {
        "model": "payments",
        "input": [LAKE],
        "warehouse": f"bigquery:a-project.{place}",
        "state": f"gs://work/{place}/state",
        "as_of": "2026-04-15T00:00:00Z",
    }


@pytest.fixture
def dataflow(cloud: Cloud, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The Dataflow that Airflow's hook talks to, by Google's own client."""
    from airflow.providers.google.cloud.hooks.dataflow import DataflowHook
    from google.api_core.client_options import ClientOptions

    from dataflow import Dataflow

    with Dataflow(tmp_path, os.environ["REPLAY_CLASSPATH"], cloud.environment) as server:
        endpoint = ClientOptions(api_endpoint=server.url)
        monkeypatch.setattr(DataflowHook, "get_client_options", lambda *_: endpoint)
        yield server


@pytest.fixture
def failures(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the failure callback told."""
    import replay_airflow.failure

    told: list[Any] = []
    monkeypatch.setattr(replay_airflow.failure, "log_failure", told.append)
    return told
