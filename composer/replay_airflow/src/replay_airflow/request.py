"""What a task asks the replay to do, from the parameters of its DAG run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from replay_airflow import names
from replay_airflow.settings import BUILDING, PUBLISHING, Settings
from replay_airflow.template import Options

Kind = Literal["run", "plan", "apply"]


@dataclass(frozen=True)
class Request:
    """A run that is wanted.

    :param kind: the command that starts it
    :param first_id: the id of its first attempt
    :param options: of that command, without the run id
    :param state: the state folder that will hold it
    """

    kind: Kind
    first_id: str
    options: Options
    state: str

    def start(self, run_id: str) -> Options:
        """Options that start an attempt."""
        return {**self.options, "runId": run_id}

    def resume(self, run_id: str) -> Options:
        """Options of ``resume``: the run itself knows all else.

        The template takes over the lease of a run whose process may still be alive by itself.
        """
        kept = {"warehouse", "state", "keepVersions", *PUBLISHING}
        return {"run": run_id, **{k: v for k, v in self.options.items() if k in kept}}


def request(
    kind: Kind,
    params: Mapping[str, Any],
    window: Mapping[str, str],
    *,
    asked_by: tuple[str, str],
    settings: Settings,
    plan: str = "",
) -> Request:
    """The request of a task.

    :param params: of the DAG run, valid
    :param window: ``from`` and ``to``
    :param asked_by: the ids of the DAG and of the DAG run
    :param plan: the plan to apply
    """
    if (kind == "apply") != bool(plan):
        raise ValueError(f"{kind} with plan={plan!r}: apply needs one, nothing else takes one")
    if kind == "apply":
        options = {"plan": plan, **_publish(params, settings)}
    else:
        options = _build(params, window, settings)
        options |= {"out": True} if kind == "plan" else _publish(params, settings)
    first = names.run_id(f"{params['model']}-{kind}", window, asked_by, options)
    return Request(kind, first, options, str(params["state"]))


def _build(
    params: Mapping[str, Any], window: Mapping[str, str], settings: Settings
) -> dict[str, Any]:
    return {
        **settings.further(BUILDING),
        "model": params["model"],
        "input": params["input"],
        "from": window["from"],
        "to": window["to"],
        "windowClock": params.get("window_clock"),
        "expand": params.get("expand"),
        "tables": params.get("tables"),
        "scope": params.get("scope"),
        "asOf": params.get("as_of"),
        "arrives": params.get("arrives"),
        "allow": params.get("allow"),
        **_place(params),
    }


def _publish(params: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    return {
        **settings.further(PUBLISHING),
        "keepVersions": params.get("keep_versions"),
        **_place(params),
    }


def _place(params: Mapping[str, Any]) -> dict[str, Any]:
    return {"warehouse": params["warehouse"], "state": params["state"]}
