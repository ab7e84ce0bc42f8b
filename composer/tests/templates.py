"""The parameters of the templates, by their metadata, and what the service refuses by it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

METADATA = Path(__file__).resolve().parents[2] / "dataflow-templates" / "metadata"


def parameters(command: str) -> dict[str, dict[str, Any]]:
    """What a template takes, by name."""
    metadata = json.loads((METADATA / f"{command}.json").read_text(encoding="utf-8"))
    return {parameter["name"]: parameter for parameter in metadata["parameters"]}


def takes(parameter: Mapping[str, Any], value: object) -> bool:
    """Whether a value has the form that the metadata asks for."""
    return (
        isinstance(value, str)
        and all(re.fullmatch(regex, value) for regex in parameter["regexes"])
        and value in [o["value"] for o in parameter.get("enumOptions", [{"value": value}])]
    )


def refused(command: str, given: Mapping[str, object]) -> list[str]:
    """What the service says about a launch, before anything starts; empty if it takes it."""
    known = parameters(command)
    missing = [n for n, p in known.items() if not p["isOptional"] and n not in given]
    unknown = [n for n in given if n not in known]
    wrong = [n for n, value in given.items() if n in known and not takes(known[n], value)]
    return [
        *(f"{name}: Missing required parameter" for name in missing),
        *(f"{name}: Unrecognized parameter" for name in unknown),
        *(f"{name}: Unmatched value {given[name]!r}" for name in wrong),
    ]
