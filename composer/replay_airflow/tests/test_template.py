"""Parameters of a template reach the program unharmed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import SETTINGS
from replay_airflow.template import Options, body, parameters


@pytest.mark.parametrize(
    ("options", "given_as"),
    [
        (
            {"from": "2026-02-01", "out": True, "keepVersions": 3},
            {"from": "2026-02-01", "out": "true", "keepVersions": "3"},
        ),
        ({"asOf": None, "expand": "", "allow": [], "tables": []}, {}),
        ({"tables": ["charges", "fct_payments"]}, {"tables": '["charges","fct_payments"]'}),
        ({"input": ["gs://lake/a,b"]}, {"input": '["gs://lake/a,b"]'}),
        (
            {"input": ["bronze=gs://ä", 'webhooks=gs://b,"c"']},
            {"input": '["bronze=gs://ä","webhooks=gs://b,\\"c\\""]'},
        ),
    ],
)
def test_parameters(options: Options, given_as: dict[str, str]) -> None:
    assert parameters(options) == given_as


@given(st.lists(st.text(min_size=1), min_size=1))
def test_values_of_a_repeated_option_can_be_told_apart(values: list[str]) -> None:
    assert json.loads(parameters({"allow": values})["allow"]) == values


def test_the_body_names_template_job_and_labels() -> None:
    settings = replace(
        SETTINGS, environment={"maxWorkers": 5, "additionalUserLabels": {"team": "data"}}
    )

    made = body(settings, "resume", "replay-x", {"run": "x"}, {"replay-kind": "run"})

    assert made == {
        "launchParameter": {
            "jobName": "replay-x",
            "containerSpecGcsPath": "gs://b/templates/replay-resume.json",
            "parameters": {"run": "x"},
            "environment": {
                "maxWorkers": 5,
                "additionalUserLabels": {"team": "data", "replay-kind": "run"},
            },
        }
    }
    assert "replay-kind" not in settings.environment["additionalUserLabels"]
