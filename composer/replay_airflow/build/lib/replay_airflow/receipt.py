"""What a run left in its folder, ``<state>/runs/<run id>/``, and what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

GOOD = "GOOD"


class Folder(Protocol):
    """The folder of a run; storage gives one."""

    def read(self, name: str) -> bytes | None:
        """A file; None if there is none."""

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""

    def is_begun(self) -> bool:
        """Whether anything is there at all."""

    def link(self, name: str) -> str:
        """Where a person can open a file."""


@dataclass(frozen=True)
class Receipt:
    """How a run ended.

    :param verdict: GOOD, BLOCKED, CONFLICT, UNBALANCED or FAILED; RUNNING without a verdict
    :param manifest: the whole receipt, or its newest step
    """

    run: str
    verdict: str
    manifest: Mapping[str, Any]
    link: str

    @property
    def is_good(self) -> bool:
        return self.verdict == GOOD

    @property
    def has_ended(self) -> bool:
        return self.verdict != "RUNNING"

    @property
    def change_set(self) -> str:
        """The digest of what it publishes, or would."""
        return str(self.manifest.get("partitions", {}).get("changeSet", ""))

    def blocking(self) -> list[Mapping[str, Any]]:
        """The findings that block."""
        return [
            f
            for f in self.manifest.get("findings", [])
            if f["severity"] == "BLOCK" and not f["allowed"]
        ]

    def reason(self) -> str:
        """Why it did not end well, in the receipt's own words; empty for a good run."""
        if self.is_good:
            return ""
        lines = [_finding(f) for f in self.blocking()]
        failure = str(self.manifest.get("failure") or "")
        if failure:
            lines.append(failure)
        if not lines:
            lines.append("the run has not ended; resume continues it")
        return "\n".join(lines)

    def deviation(self, planned: Mapping[str, Any]) -> str:
        """What is wrong if this run did not publish what a plan showed; empty if it did.

        :param planned: the summary of the plan
        """
        if planned["change_set"] == self.change_set:
            return ""
        return (
            f"run {self.run} published change set {self.change_set}, but plan {planned['run']}"
            f" showed {planned['change_set']}"
        )

    def counts(self) -> dict[str, int]:
        """Partitions by what happened to them, in a plan by what would."""
        counts = {"replaced": 0, "emptied": 0, "unchanged": 0}
        words = {"REPLACED": "replaced", "EMPTIED": "emptied", "SKIPPED": "unchanged"}
        for change in self.manifest.get("partitions", {}).get("changes", []):
            counts[words[change["action"]]] += 1
        return counts

    def summary(self) -> dict[str, Any]:
        """What goes to XCom: small, and without data of the lake."""
        return {
            "run": self.run,
            "verdict": self.verdict,
            "reason": self.reason(),
            "change_set": self.change_set,
            "receipt": self.link,
            **self.counts(),
        }


def _finding(finding: Mapping[str, Any]) -> str:
    place = "/".join(p for p in (finding["table"], finding["partition"]) if p)
    fix = f" (what to do: {finding['fix']})" if finding["fix"] else ""
    return f"{finding['audit']}{' ' + place if place else ''}: {finding['message']}{fix}"


def read_receipt(folder: Folder, run: str) -> Receipt:
    """Reads a receipt. The verdict is written last: without it the run has not ended."""
    verdict = folder.read("verdict.json")
    if verdict is None:
        return Receipt(run, "RUNNING", _newest_step(folder), folder.link("manifest-1.json"))
    manifest = folder.read("manifest.json")
    if manifest is None:
        raise ValueError(f"run {run} has a verdict, but no manifest.json")
    return Receipt(
        run, json.loads(verdict)["verdict"], json.loads(manifest), folder.link("report.html")
    )


def _newest_step(folder: Folder) -> dict[str, Any]:
    newest, number = b"{}", 1
    while (step := folder.read(f"manifest-{number}.json")) is not None:
        newest, number = step, number + 1
    steps: dict[str, Any] = json.loads(newest)
    return steps
