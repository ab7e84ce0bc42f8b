"""The DAGs as Airflow sees them: imported, drawn, and triggered with wrong parameters."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from typing import Any

import pytest

from conftest import DAGS

pytestmark = pytest.mark.quick

IDS = ["replay_backfill", "replay_scheduled", "replay_window"]


def test_all_are_there(dags: Any) -> None:
    assert sorted(dags.dags) == IDS


@pytest.mark.parametrize("name", IDS)
def test_a_file_imports_without_a_warning_of_ours(name: str) -> None:
    """Airflow and its providers warn of one another; what counts is which file is at fault."""
    code = (
        "import json, runpy, sys, warnings\n"
        "with warnings.catch_warnings(record=True) as seen:\n"
        "    warnings.simplefilter('always')\n"
        f"    runpy.run_path({str(DAGS / name) + '.py'!r})\n"
        "ours = [str(w.message) for w in seen if 'replay_airflow' in w.filename"
        f" or w.filename.startswith({str(DAGS)!r})]\n"
        "print(json.dumps(ours), file=sys.stderr)\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert json.loads(done.stderr.splitlines()[-1]) == []


@pytest.mark.parametrize("name", IDS)
def test_it_survives_the_way_to_the_scheduler(name: str, dags: Any) -> None:
    from airflow.serialization.serialized_objects import SerializedDAG

    assert _stored(dags.dags[name]).dag_id == name
    assert "Receipt" in json.dumps(SerializedDAG.to_dict(dags.dags[name]))


def _stored(dag: Any) -> Any:
    from airflow.serialization.serialized_objects import SerializedDAG

    return SerializedDAG.from_dict(json.loads(json.dumps(SerializedDAG.to_dict(dag))))


WINDOW = {"from": "2026-02-01", "to": "2026-02-02"}


@pytest.mark.parametrize(
    ("name", "conf", "says"),
    [
        ("replay_window", WINDOW, ""),
        ("replay_window", {}, "from"),
        ("replay_window", {**WINDOW, "to": "2026-2-2"}, "to"),
        ("replay_window", {**WINDOW, "arrives": ["P1D"]}, "arrives"),
        ("replay_window", {**WINDOW, "window_clock": "wall"}, "window_clock"),
        ("replay_window", {**WINDOW, "input": []}, "input"),
        ("replay_scheduled", {}, ""),
        ("replay_scheduled", {"late_days": -1}, "late_days"),
        ("replay_backfill", {**WINDOW, "unit": "month", "parallel": 3}, ""),
        ("replay_backfill", {**WINDOW, "unit": "year"}, "unit"),
        ("replay_backfill", {**WINDOW, "parallel": 0}, "parallel"),
    ],
)
def test_a_form_refuses_what_is_wrong_by_name(
    name: str, conf: dict[str, Any], says: str, dags: Any
) -> None:
    """As Airflow does it when somebody triggers a DAG: from what it has stored of it."""
    from airflow.exceptions import ParamValidationError

    params = copy.deepcopy(_stored(dags.dags[name]).params)

    def trigger() -> None:
        params.update(conf)
        params.validate()

    if not says:
        trigger()
        return
    with pytest.raises(ParamValidationError, match=f"Invalid input for param {says}"):
        trigger()


def test_the_form_has_pickers_and_choices(dags: Any) -> None:
    params = dags.dags["replay_window"].params

    assert params.get_param("from").schema["format"] == "date"
    assert params.get_param("window_clock").schema["enum"] == [None, "business", "arrival"]
