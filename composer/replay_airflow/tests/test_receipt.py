"""The receipt's own words reach whoever has to act."""

from __future__ import annotations

import pytest

from fakes import BLOCKED, MemoryRun, ended, manifest
from replay_airflow.receipt import read_receipt
from replay_airflow.summary import markdown


def test_a_blocked_run_says_what_where_and_what_to_do() -> None:
    receipt = read_receipt(ended("BLOCKED", findings=[BLOCKED]), "r")

    assert receipt.reason() == (
        "row_drop charges/2026-02-03: 2 of 10 rows are left (what to do: look at the day's objects)"
    )


@pytest.mark.parametrize("harmless", [{"allowed": True}, {"severity": "WARNING"}])
def test_what_was_allowed_or_only_warns_is_no_reason(harmless: dict[str, object]) -> None:
    receipt = read_receipt(ended("BLOCKED", findings=[BLOCKED, {**BLOCKED, **harmless}]), "r")

    assert len(receipt.blocking()) == 1


def test_a_failed_run_says_what_failed() -> None:
    assert read_receipt(ended("FAILED", failure="disk full"), "r").reason() == "disk full"


def test_a_good_run_has_no_reason() -> None:
    summary = read_receipt(ended("GOOD", findings=[{**BLOCKED, "allowed": True}]), "r").summary()

    assert summary == {
        "run": "r",
        "verdict": "GOOD",
        "reason": "",
        "change_set": "c0ffee",
        "receipt": "https://receipts/report.html",
        "replaced": 1,
        "emptied": 1,
        "unchanged": 1,
    }


def test_without_a_verdict_the_newest_step_speaks() -> None:
    steps = {
        "manifest-1.json": manifest(),
        "manifest-2.json": manifest(failure="worker lost"),
        "manifest.json": manifest(failure="not reached: the verdict comes last"),
    }

    receipt = read_receipt(MemoryRun(steps), "r")

    assert (receipt.has_ended, receipt.reason()) == (False, "worker lost")


def test_a_run_that_left_nothing_says_so() -> None:
    assert "has not ended" in read_receipt(MemoryRun(), "r").reason()


def test_a_verdict_without_a_manifest_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"no manifest\.json"):
        read_receipt(MemoryRun({"verdict.json": {"verdict": "GOOD"}}), "r")


def test_a_plan_is_shown_by_table_with_its_findings() -> None:
    text = markdown(read_receipt(ended("GOOD", findings=[{**BLOCKED, "severity": "WARNING"}]), "r"))

    assert "| silver.charges | 1 | 0 | 1 | 7 | 9 | 2 | 0 | 1 |" in text
    assert "| gold.days | 0 | 1 | 0 | 2 | 0 | 0 | 2 | 1 |" in text
    assert "- row_drop charges/2026-02-03: 2 of 10 rows are left" in text
    assert "Change set `c0ffee`" in text
    assert "[Receipt](https://receipts/report.html)" in text


def test_another_change_set_than_the_plans_is_told() -> None:
    receipt = read_receipt(ended("GOOD"), "r")

    assert receipt.deviation({"run": "p", "change_set": "c0ffee"}) == ""
    assert receipt.deviation({"run": "p", "change_set": "bad"}) == (
        "run r published change set c0ffee, but plan p showed bad"
    )
