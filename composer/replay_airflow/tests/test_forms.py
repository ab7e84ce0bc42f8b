"""What a form lets through, the program takes."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from fakes import SETTINGS
from replay_airflow.forms import (
    Field,
    backfill_form,
    check_days,
    scheduled_form,
    window_form,
)

FORMS = {
    "window": window_form(SETTINGS),
    "scheduled": scheduled_form(SETTINGS),
    "backfill": backfill_form(SETTINGS),
}


def _takes(field: Field, value: Any) -> bool:
    checker = FormatChecker(["date"])
    return bool(Draft7Validator(field.schema, format_checker=checker).is_valid(value))


@pytest.mark.parametrize("form", FORMS)
def test_schemas_are_schemas_and_take_their_defaults(form: str) -> None:
    for name, field in FORMS[form].items():
        Draft7Validator.check_schema(field.schema)
        assert field.schema["description"], name
        assert name in ("from", "to") or _takes(field, field.default), name


def test_only_the_range_has_no_default() -> None:
    for form in FORMS.values():
        needed = {
            name
            for name, field in form.items()
            if field.default is None and "null" not in field.schema["type"]
        }
        assert needed in ({"from", "to"}, set())


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("from", ["2024-02-29"], ["2026-02-30", "2026-2-1", "01.02.2026", None, ""]),
        ("arrives", [["P1D/P60D"], ["bronze=P0D/P2W3D"], None], [["P1D"], ["P/P"], "P1D/P2D"]),
        (
            "allow",
            [["row_drop"], ["row_drop:charges"], ["row_drop:charges/2026-02-03"]],
            [["row drop"], [""], ["row_drop:"], "row_drop"],
        ),
        ("tables", [["charges"], None, []], [["a,b"], ["a b"], "charges"]),
        ("scope", [["z316", "Store 7"], None, []], [["a,b"], [""], [" a"], "z316"]),
        ("window_clock", ["arrival", "business", None], ["other", ""]),
        ("expand", ["affected", None], ["all"]),
        (
            "input",
            [["gs://lake"], ["bronze=gs://data/a,b", "webhooks=gs://c"]],
            [[], [""], [" gs://a"], ["/data"]],
        ),
        ("keep_versions", [1, None], [0, "3", 1.5]),
        ("state", ["gs://b/state"], ["", " gs://b", "/data"]),
        ("model", ["payments", "gs://b/models/own"], ["", "./own"]),
        ("warehouse", ["bigquery:a-project.lake"], ["duckdb:lake.duckdb", "bigquery:p"]),
        ("as_of", ["2026-04-15T00:00:00+00:00", None], ["2026-04-15", "2026-04-15T00:00:00"]),
        ("approve", [True, False], ["yes", None]),
    ],
)
def test_values_of_the_window_form(name: str, good: list[Any], bad: list[Any]) -> None:
    field = FORMS["window"][name]

    assert [v for v in good if not _takes(field, v)] == []
    assert [v for v in bad if _takes(field, v)] == []


def test_sizes_are_bounded() -> None:
    form = FORMS["backfill"]

    assert not _takes(form["size"], 0)
    assert not _takes(form["parallel"], 21)
    assert not _takes(form["unit"], "year")


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [("2026-02-02", "2026-02-01", "after to"), ("2026-02-30", "2026-03-01", "day is out of range")],
)
def test_a_range_that_is_none_is_refused(first: str, last: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        check_days({"from": first, "to": last})
