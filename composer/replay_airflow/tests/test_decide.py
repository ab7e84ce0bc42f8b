"""A task that is tried again, or cleared, launches what is missing and nothing else."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import MemoryRun, ended, manifest
from replay_airflow.decide import Decision, Step, decide, may_repeat
from replay_airflow.names import job_name
from replay_airflow.receipt import read_receipt
from replay_airflow.request import Kind

KINDS: list[Kind] = ["run", "plan", "apply"]
BAD = ["BLOCKED", "CONFLICT", "UNBALANCED", "FAILED"]


def _decide(kind: Kind, runs: dict[str, MemoryRun], jobs: dict[str, str] | None = None) -> Decision:
    folders = defaultdict(MemoryRun, runs)
    return decide(kind, "a", folders.__getitem__, lambda name: (jobs or {}).get(name, ""))


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_never_begun_is_started(kind: Kind) -> None:
    assert _decide(kind, {}) == Decision(Step.START, "a")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_good_is_left_alone(kind: Kind) -> None:
    assert _decide(kind, {"a": ended("GOOD")}) == Decision(Step.DONE, "a")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("files", [{}, {"begun.txt": 1}, {"run.json": 1}])
def test_what_is_at_work_is_waited_for(kind: Kind, files: dict[str, object]) -> None:
    jobs = {job_name("a"): "job-7"}

    assert _decide(kind, {"a": MemoryRun(files)}, jobs) == Decision(Step.WAIT, "a", "job-7")


def test_a_run_that_was_cut_off_is_resumed() -> None:
    cut = MemoryRun({"run.json": {}, "manifest-1.json": manifest()})

    assert _decide("run", {"a": cut}) == Decision(Step.RESUME, "a")


def test_an_apply_that_was_cut_off_is_resumed() -> None:
    cut = MemoryRun({"completions/conclusion.json": {}, "manifest-1.json": manifest()})

    assert _decide("apply", {"a": cut}) == Decision(Step.RESUME, "a")


def test_a_plan_that_was_cut_off_is_planned_again_under_another_id() -> None:
    cut = MemoryRun({"completions/conclusion.json": {}, "manifest-1.json": manifest()})

    assert _decide("plan", {"a": cut}) == Decision(Step.START, "a-2")


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_died_before_its_record_gets_another_id(kind: Kind) -> None:
    assert _decide(kind, {"a": MemoryRun({"begun.txt": 1})}) == Decision(Step.START, "a-2")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verdict", BAD)
def test_what_ended_badly_is_tried_under_another_id(kind: Kind, verdict: str) -> None:
    assert _decide(kind, {"a": ended(verdict)}) == Decision(Step.START, "a-2")


def test_an_end_between_two_questions_is_seen() -> None:
    folder = MemoryRun({"run.json": {}})

    def active(_: str) -> str:
        folder.files.update(ended("GOOD").files)
        return ""

    assert decide("run", "a", lambda _: folder, active) == Decision(Step.DONE, "a")


def test_it_does_not_go_on_for_ever() -> None:
    with pytest.raises(RuntimeError, match="100 attempts of a have ended badly"):
        decide("run", "a", lambda _: ended("FAILED"), lambda _: "")


LIVES = st.lists(
    st.sampled_from(["dies at once", "dies begun", "dies recorded", "answer lost", *BAD]),
    max_size=8,
)


@given(LIVES, st.sampled_from(KINDS))
def test_tries_come_to_one_good_run_and_never_two_at_work(lives: list[str], kind: Kind) -> None:
    """Each life is what happens to the next job; then one ends well."""
    runs: dict[str, MemoryRun] = defaultdict(MemoryRun)
    jobs: dict[str, str] = {}
    record = "run.json" if kind == "run" else "completions/conclusion.json"
    for life in [*lives, "GOOD", "none"]:
        decision = decide(kind, "a", runs.__getitem__, lambda name: jobs.get(name, ""))
        files = runs[decision.run].files
        if life == "none":
            assert decision.step is Step.DONE
            break
        if decision.step is Step.WAIT:
            jobs.clear()
        else:
            # The program refuses an id that it has, and resumes only what has a record.
            assert not jobs
            assert bool(files) == (decision.step is Step.RESUME)
            assert decision.step is Step.START or record in files
        if life == "answer lost":
            jobs[job_name(decision.run)] = "job"
        elif life == "dies begun":
            files.setdefault("begun.txt", 1)
        elif life == "dies recorded":
            files.update({"begun.txt": 1, record: 1})
        elif life != "dies at once":
            files.update(ended(life).files)

    assert sum(r.files.get("verdict.json") == {"verdict": "GOOD"} for r in runs.values()) == 1


@pytest.mark.parametrize(
    ("kind", "verdict", "repeats"),
    [
        ("run", "BLOCKED", False),
        ("run", "UNBALANCED", False),
        ("run", "FAILED", False),
        ("run", "CONFLICT", True),
        ("plan", "CONFLICT", True),
        ("apply", "CONFLICT", False),
    ],
)
def test_only_what_may_end_otherwise_is_repeated(kind: Kind, verdict: str, repeats: bool) -> None:
    assert may_repeat(kind, read_receipt(ended(verdict), "a")) is repeats


@pytest.mark.parametrize("kind", KINDS)
def test_what_has_not_ended_is_repeated(kind: Kind) -> None:
    assert may_repeat(kind, read_receipt(MemoryRun(), "a"))
