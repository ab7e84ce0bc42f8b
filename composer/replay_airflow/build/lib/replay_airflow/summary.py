"""A plan as a person reads it in Airflow: Markdown."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from replay_airflow.receipt import Receipt

_WORDS = {"REPLACED": "replaced", "EMPTIED": "emptied", "SKIPPED": "unchanged"}
_COLUMNS = (
    "replaced",
    "emptied",
    "unchanged",
    "rows before",
    "rows after",
    "added",
    "removed",
    "changed",
)
_MOST_FINDINGS = 20


def markdown(receipt: Receipt) -> str:
    """What the plan would do to each table, its findings, and where the whole of it is."""
    window = receipt.manifest["window"]
    lines = [
        f"Plan `{receipt.run}` of {receipt.manifest['run']['model']},"
        f" {window['from']} to {window['to']}, as of {window['asOf']}",
        "",
        f"| table | {' | '.join(_COLUMNS)} |",
        f"|---|{'---:|' * len(_COLUMNS)}",
    ]
    for table, totals in _totals(receipt).items():
        lines.append(f"| {table} | {' | '.join(f'{totals[c]:,}' for c in _COLUMNS)} |")
    findings = receipt.manifest["findings"]
    lines += ["", *(f"- {_line(f)}" for f in findings[:_MOST_FINDINGS])]
    if len(findings) > _MOST_FINDINGS:
        lines.append(f"- and {len(findings) - _MOST_FINDINGS} more, in the receipt")
    lines += ["", f"Change set `{receipt.change_set}`", "", f"[Receipt]({receipt.link})"]
    return "\n".join(lines)


def _totals(receipt: Receipt) -> dict[str, dict[str, int]]:
    tables: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for change in receipt.manifest["partitions"]["changes"]:
        totals = tables[change["table"]]
        totals[_WORDS[change["action"]]] += 1
        totals["rows before"] += change["rowsBefore"]
        totals["rows after"] += change["rowsAfter"]
        for kind in ("added", "removed", "changed"):
            totals[kind] += (change["diff"] or {}).get(kind, 0)
    return tables


def _line(finding: dict[str, Any]) -> str:
    place = "/".join(p for p in (finding["table"], finding["partition"]) if p)
    blocks = finding["severity"] == "BLOCK" and not finding["allowed"]
    return (
        f"{'**blocks** ' if blocks else ''}{finding['audit']}{' ' + place if place else ''}:"
        f" {finding['message']}"
    )
