"""Whatever goes to a template is a parameter of it, and has the form that its metadata asks for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import SETTINGS
from replay_airflow.forms import window_form
from replay_airflow.request import Kind, Request, request
from replay_airflow.settings import load_settings
from replay_airflow.template import Command, parameters
from templates import parameters as parameters_of
from templates import refused, takes

EVERY_SETTING = replace(
    SETTINGS,
    options={
        "signatureSecrets": "secret://a-project/webhooks/3",
        "maskSecret": "secret://a-project/masks/1",
        "blockBytes": "8MB",
        "memory": "8GB",
        "objectsAtOnce": 64,
        "shards": 16,
        "staging": "gs://b/staging",
        "snapshot": "7d",
    },
)
EVERY_PARAM: dict[str, Any] = {
    "model": "payments",
    "input": ["gs://lake/a, b", "webhooks=gs://hooks"],
    "window_clock": "business",
    "expand": "affected",
    "tables": ["charges", "fct_payments"],
    "scope": ["z316", "z 317"],
    "as_of": "2026-04-15T00:00:00Z",
    "arrives": ["bronze=P1D/P2W3D"],
    "allow": ["row_drop:charges/2026-02-03"],
    "warehouse": "bigquery:a-project.lake",
    "state": "gs://b/state",
    "keep_versions": 7,
}
NOT_SENT = {
    "plan": set(),
    "run": {"takeLease"},
    # Needed only where there is no warehouse.
    "apply": {"takeLease", "model"},
    # The template's program gives the lease by itself.
    "resume": {"takeLease", "model"},
}
FIELDS = {
    "as_of": "asOf",
    "arrives": "arrives",
    "allow": "allow",
    "from": "from",
    "input": "input",
    "model": "model",
    "scope": "scope",
    "state": "state",
    "tables": "tables",
    "to": "to",
    "warehouse": "warehouse",
}


def _asked(kind: Kind, params: dict[str, Any] = EVERY_PARAM) -> Request:
    return request(
        kind,
        params,
        {"from": "2026-02-01", "to": "2026-02-28"},
        asked_by=("dag", "run"),
        settings=EVERY_SETTING,
        plan="payments-plan-20260201-20260228-0123456789" if kind == "apply" else "",
    )


def _sent(command: Command) -> dict[str, str]:
    if command == "resume":
        return parameters(_asked("run").resume("id-2"))
    return parameters(_asked(command).start("id-2"))


@pytest.mark.parametrize("command", NOT_SENT)
def test_a_template_takes_all_that_is_sent_and_all_else_is_known(command: Command) -> None:
    sent = _sent(command)

    assert refused(command, sent) == []
    assert set(parameters_of(command)) - set(sent) == NOT_SENT[command]


@pytest.mark.parametrize("command", NOT_SENT)
def test_each_value_of_an_array_has_the_form_of_a_single_one(command: Command) -> None:
    known = parameters_of(command)
    arrays = {n: json.loads(v) for n, v in _sent(command).items() if v.startswith("[")}

    assert [(n, v) for n, values in arrays.items() for v in values if not takes(known[n], v)] == []
    assert all("JSON array" in known[name]["helpText"] for name in arrays)


@pytest.mark.parametrize("kind", ["plan", "run", "apply"])
def test_a_task_of_the_settings_that_are_shipped_is_taken(kind: Kind) -> None:
    file = Path(__file__).parents[2] / "dags" / "replay_settings.json"
    settings = load_settings(file)
    params = {name: field.default for name, field in window_form(settings).items()}

    asked = request(
        kind,
        params,
        {"from": "2026-02-01", "to": "2026-02-28"},
        asked_by=("dag", "run"),
        settings=settings,
        plan="p-1" if kind == "apply" else "",
    )

    assert refused(kind, parameters(asked.start("id"))) == []
    assert refused("resume", parameters(asked.resume("id"))) == []


@pytest.mark.parametrize("field", FIELDS)
@given(data=st.data())
def test_a_template_takes_what_the_form_takes(field: str, data: st.DataObject) -> None:
    schema = window_form(SETTINGS)[field].schema
    pattern = schema.get("items", schema)["pattern"]
    value = data.draw(st.from_regex(pattern.replace("$", r"\Z"), fullmatch=True))

    assert takes(parameters_of("run")[FIELDS[field]], value)


@pytest.mark.parametrize("field", ["window_clock", "expand"])
def test_a_template_takes_every_choice_of_the_form(field: str) -> None:
    known = parameters_of("plan")["windowClock" if field == "window_clock" else field]

    for choice in window_form(SETTINGS)[field].schema["enum"]:
        assert choice is None or takes(known, choice)


@pytest.mark.parametrize(
    ("given_too", "says"),
    [
        ({"tabels": "charges"}, "tabels: Unrecognized parameter"),
        ({"memory": "much"}, "memory: Unmatched value 'much'"),
        ({"keepVersions": 7}, "keepVersions: Unmatched value 7"),
        ({"expand": "all"}, "expand: Unmatched value 'all'"),
    ],
)
def test_the_stand_in_refuses_as_the_service_does(given_too: dict[str, Any], says: str) -> None:
    assert refused("run", {**_sent("run"), **given_too}) == [says]
    assert "from: Missing required parameter" in refused("run", given_too)
