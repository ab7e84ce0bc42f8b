"""Forms as Airflow takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from replay_airflow.compat import Param
from replay_airflow.forms import Field


def as_params(form: Mapping[str, Field]) -> dict[str, Any]:
    """A parameter without a default is one that the form insists on."""
    return {name: _param(field) for name, field in form.items()}


def _param(field: Field) -> Param:
    if field.default is None and "null" not in field.schema["type"]:
        return Param(**field.schema)
    return Param(field.default, **field.schema)
