"""Launch requests of the flex templates.

Each command has a template at ``<templates>/replay-<command>.json``. Its parameters are the
command's options in camel case, as ``dataflow-templates/metadata`` lists them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from replay_airflow.settings import Settings

Command = Literal["run", "plan", "apply", "resume"]
Options = Mapping[str, "str | bool | int | list[str] | None"]


def parameters(options: Options) -> dict[str, str]:
    """Options as parameters of a template, which are texts and are given once.

    What is None, empty, or an empty list is left out, so the program's default applies. A list
    becomes a JSON array, however short it is: any separator may be part of a path or of a
    partition.
    """
    return {n: _text(value) for n, value in options.items() if value not in (None, "", [])}


def _text(value: str | bool | int | list[str] | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return str(value)


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
