"""The parameters of the DAGs, as JSON Schema: Airflow draws its trigger forms from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from replay_airflow.settings import Settings


@dataclass(frozen=True)
class Field:
    """A parameter; required if its default is None and its type does not allow null."""

    default: Any
    schema: Mapping[str, Any] = field(default_factory=dict)


_PERIOD = r"P(?=[0-9])([0-9]+W)?([0-9]+D)?"
_ARRIVES = rf"^([a-z][a-z0-9_]*=)?{_PERIOD}/{_PERIOD}$"
_FINDING = r"^[a-z_]+(:[^/\s]+(/\S+)?)?$"
_FOLDER = r"gs://[^/,]+(/.*)?"
_MODEL = r"^([a-z][a-z0-9_-]*|gs://[^/,]+/.+)$"
_WAREHOUSE = r"^bigquery:([a-z0-9.-]+:)?[a-z][a-z0-9-]*[a-z0-9][.][A-Za-z0-9_]+$"
_MOMENT = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})$"
)


def window_form(settings: Settings) -> dict[str, Field]:
    """Of ``replay_window``."""
    return {
        **_days(),
        "approve": Field(
            False,
            {
                "type": "boolean",
                "title": "Ask before publishing",
                "description": "Show the plan, and publish it only after somebody approved it.",
            },
        ),
        "window_clock": _choice(
            ["business", "arrival"],
            "What from and to mean: the days of the partitions, or the days on which objects"
            " arrived.",
        ),
        "expand": _choice(
            ["affected"],
            "affected: also replace partitions outside the window that an entity left or entered.",
        ),
        "tables": _list("Publish only these tables; empty: all.", r"^[A-Za-z_][A-Za-z0-9_]*$"),
        "scope": _list(
            "Replay only these scopes, e.g. stores; all other rows stay. Empty: all.",
            r"^[^\s,]+( [^\s,]+)*$",
        ),
        **_common(settings),
    }


def scheduled_form(settings: Settings) -> dict[str, Field]:
    """Of ``replay_scheduled``: every parameter has a default."""
    return {
        "day": Field(
            None,
            {
                "type": ["null", "string"],
                "format": "date",
                "description": "The last business day to replay. Empty: the day before the run is"
                " due.",
            },
        ),
        "late_days": Field(
            settings.late_days,
            {
                "type": "integer",
                "minimum": 0,
                "maximum": 3660,
                "description": "How many days before it to replay, too: those whose objects may"
                " have arrived since.",
            },
        ),
        **_common(settings),
    }


def backfill_form(settings: Settings) -> dict[str, Field]:
    """Of ``replay_backfill``."""
    return {
        **_days(),
        "unit": Field(
            "week",
            {
                "type": "string",
                "enum": ["day", "week", "month"],
                "description": "Chunks are cut"
                " at calendar days, at Mondays, or at the first of a month.",
            },
        ),
        "size": Field(
            1, {"type": "integer", "minimum": 1, "maximum": 366, "description": "Units per chunk."}
        ),
        "parallel": Field(
            1,
            {
                "type": "integer",
                "minimum": 1,
                "maximum": 20,
                "description": "How many chunks may run at once. They begin in order, and none"
                " begins once one has failed.",
            },
        ),
        **_common(settings),
    }


def check_days(params: Mapping[str, Any]) -> tuple[date, date]:
    """``from`` and ``to``, which a schema cannot compare.

    :raises ValueError: if one is no day, or they are in the wrong order
    """
    first, last = date.fromisoformat(params["from"]), date.fromisoformat(params["to"])
    if last < first:
        raise ValueError(f"from is {first}, after to, {last}")
    return first, last


def _days() -> dict[str, Field]:
    return {
        "from": _day("The first business day, in the model's time zone."),
        "to": _day("The last business day, inclusive."),
    }


def _common(settings: Settings) -> dict[str, Field]:
    return {
        "as_of": Field(
            None,
            {
                "type": ["null", "string"],
                "format": "date-time",
                "pattern": _MOMENT,
                "description": "The run's now, with a zone, e.g. 2026-04-15T00:00:00Z. Empty: the"
                " clock, when the job starts.",
            },
        ),
        "arrives": _list(
            "How far before and after its business day an object may arrive, e.g. P1D/P60D or"
            " bronze=P1D/P60D.",
            _ARRIVES,
        ),
        "allow": _list(
            "Publish although these audits block: <audit>[:<table>[/<partition>]].", _FINDING
        ),
        "model": _place(
            settings.model, _MODEL, "A built-in model, or a folder gs://… with a model.yaml."
        ),
        "input": Field(
            settings.input,
            {
                "type": "array",
                "items": {"type": "string", "pattern": rf"^([a-z][a-z0-9_]*=)?{_FOLDER}$"},
                "minItems": 1,
                "description": "gs://… is the root of all sources, <source>=gs://… of one. One a"
                " line.",
            },
        ),
        "warehouse": _place(settings.warehouse, _WAREHOUSE, "bigquery:<project>.<dataset prefix>"),
        "state": _place(
            settings.state, f"^{_FOLDER}$", "The state folder of that warehouse, gs://…."
        ),
        "keep_versions": Field(
            None,
            {
                "type": ["null", "integer"],
                "minimum": 1,
                "description": "How many versions of each partition stay restorable. Empty: 10.",
            },
        ),
    }


def _day(description: str) -> Field:
    # A pattern as well as a format: not every Airflow checks formats, and neither pads.
    return Field(
        None,
        {
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": description,
        },
    )


def _place(default: str, pattern: str, description: str) -> Field:
    return Field(default, {"type": "string", "pattern": pattern, "description": description})


def _choice(values: list[str], description: str) -> Field:
    return Field(
        None, {"type": ["null", "string"], "enum": [None, *values], "description": description}
    )


def _list(description: str, pattern: str) -> Field:
    return Field(
        None,
        {
            "type": ["null", "array"],
            "items": {"type": "string", "pattern": pattern},
            "description": description + " One a line.",
        },
    )
