"""Launch requests of the flex templates.

Each command has a template at ``<templates>/replay-<command>.json``. Its parameters are the
command's options in camel case, which the program takes as it takes ``--kebab-case``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from replay_airflow.settings import Settings

Command = Literal["run", "plan", "apply", "resume"]
Options = Mapping[str, "str | bool | int | list[str] | None"]

_COMMA_LISTS = frozenset({"tables"})


def parameters(options: Options) -> dict[str, str]:
    """Options as parameters of a template, which are strings and cannot be repeated.

    What is None, empty, or an empty list is left out, so the program's default applies. An option
    that may be repeated is passed as it is when it has one value, commas included; several values
    are passed as a JSON array, since any separator may be part of a path or of a partition.
    """
    given = {}
    for name, value in options.items():
        if value is None or value in ("", []):
            continue
        given[name] = _text(name, value)
    return given


def _text(name: str, value: str | bool | int | list[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, list):
        return str(value)
    if name in _COMMA_LISTS:
        return ",".join(value)
    if len(value) == 1 and not value[0].startswith("["):
        return value[0]
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def body(
    settings: Settings, command: Command, job: str, options: Options, labels: Mapping[str, str]
) -> dict[str, Any]:
    """What ``projects.locations.flexTemplates.launch`` takes."""
    environment = dict(settings.environment)
    given = environment.get("additionalUserLabels", {})
    environment["additionalUserLabels"] = {**given, **labels}
    return {
        "launchParameter": {
            "jobName": job,
            "containerSpecGcsPath": f"{settings.templates.rstrip('/')}/replay-{command}.json",
            "parameters": parameters(options),
            "environment": environment,
        }
    }
