"""A settings file is read whole, or refused by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from replay_airflow.settings import load_settings

SHIPPED = Path(__file__).parents[2] / "dags" / "replay_settings.json"


def test_the_file_that_is_shipped_is_one() -> None:
    assert load_settings(SHIPPED).environment["machineType"] == "n2-highmem-4"


def test_every_problem_is_listed(tmp_path: Path) -> None:
    given = json.loads(SHIPPED.read_text())
    del given["state"], given["model"]
    given["stat"] = "gs://b"
    given["options"] = {"memory": "8GB", "memroy": "8GB", "takeLease": "r"}
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(given))

    with pytest.raises(ValueError, match=r"settings\.json: unknown: stat; ") as e:
        load_settings(file)
    assert str(e.value).partition("; ")[2] == (
        "unknown: options.memroy; unknown: options.takeLease; missing: model; missing: state"
    )
