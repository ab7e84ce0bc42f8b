"""Ids and job names are the same at every try, and Dataflow takes them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from replay_airflow.names import attempt, is_job_name, job_name, run_id

WINDOW = {"from": "2026-02-01", "to": "2026-02-07"}
NAMES = {
    "three-days": "replay-three-days",
    "a-b": "replay-a-b",
    "a_b": "replay-a-b-648fa9b31b",
    "a.b": "replay-a-b-2e7336dc8e",
    "x-": "replay-x-c8b60efc60",
    "20260203T101500-9f3c2a": "replay-20260203t101500-9f3c2a-8400ff4053",
    "r" * 1018: "replay-" + "r" * 1006 + "-48bc807a08",
}
ASKED_BY = ("replay_window", "manual__2026-04-15")


def test_an_id_says_what_is_run() -> None:
    made = run_id("payments-plan", WINDOW, ASKED_BY, {"asOf": None})

    assert made.startswith("payments-plan-20260201-20260207-")
    assert made == run_id("payments-plan", dict(WINDOW), ASKED_BY, {"asOf": None})


def test_whatever_is_asked_otherwise_is_another_run() -> None:
    ids = {
        run_id("payments-plan", WINDOW, ASKED_BY, {}),
        run_id("payments-run", WINDOW, ASKED_BY, {}),
        run_id("payments-plan", {**WINDOW, "to": "2026-02-08"}, ASKED_BY, {}),
        run_id("payments-plan", WINDOW, ("replay_window", "manual__2026-04-16"), {}),
        run_id("payments-plan", WINDOW, ASKED_BY, {"allow": ["row_drop"]}),
    }

    assert len(ids) == 5


@given(st.text(), st.text(), st.text(), st.dictionaries(st.text(), st.text()))
def test_every_id_makes_a_job_name(
    kind: str, begin: str, dag_run: str, asked: dict[str, str]
) -> None:
    made = run_id(kind, {"from": begin, "to": begin}, ("dag", dag_run), asked)

    assert is_job_name(job_name(made))
    assert job_name(made) == f"replay-{made}"
    assert "/" not in made


@given(st.text(max_size=2000), st.text(max_size=2000))
def test_any_text_makes_a_job_name_of_its_own(one: str, other: str) -> None:
    assert is_job_name(job_name(one))
    assert (job_name(one) == job_name(other)) == (one == other)


def test_the_launcher_makes_the_same_names() -> None:
    # As in DataflowJobNameTest.
    assert {run: job_name(run) for run in NAMES} == NAMES


def test_attempts_have_names_of_their_own() -> None:
    assert [attempt("a", n) for n in (1, 2, 3)] == ["a", "a-2", "a-3"]


def test_dataflows_rule_is_known() -> None:
    assert is_job_name("a")
    assert is_job_name("a" * 1024)
    assert not any(is_job_name(n) for n in ("", "A", "1a", "a-", "-a", "a_b", "a" * 1025, "a\n"))
