"""Chunks begin in order, a bounded number at once, and none after one has failed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replay_airflow.turns import Turn, turn


@given(
    st.integers(1, 20),
    st.integers(1, 6),
    st.sets(st.integers(0, 19)),
    st.randoms(use_true_random=False),
)
def test_any_order_of_ends(count: int, parallel: int, bad: set[int], chance: random.Random) -> None:
    """Plays a DAG run: whoever may begin does; one at a time, by chance, ends."""
    states: dict[int, str | None] = {}
    running: list[int] = []
    begun: list[int] = []
    begun_at_failure: int | None = None
    while True:
        for i in range(count):
            if i in states or i in running:
                continue
            answer = turn(i, parallel, {**states, **dict.fromkeys(running, "running")})
            if answer is Turn.NOW:
                running.append(i)
                begun.append(i)
            elif answer is Turn.NEVER:
                states[i] = "skipped"
        assert len(running) <= parallel
        if not running:
            break
        ends = chance.choice(running)
        running.remove(ends)
        states[ends] = "failed" if ends in bad else "success"
        if ends in bad and begun_at_failure is None:
            begun_at_failure = len(begun)

    assert begun == list(range(len(begun)))
    assert len(begun) == (count if begun_at_failure is None else begun_at_failure)
    assert set(states) == set(range(count))


@pytest.mark.parametrize("state", ["failed", "upstream_failed", "skipped", "removed"])
def test_a_bad_chunk_ends_it(state: str) -> None:
    assert turn(2, 5, {0: "success", 1: state}) is Turn.NEVER


@pytest.mark.parametrize("state", [None, "queued", "running", "up_for_retry", "deferred"])
def test_an_unfinished_chunk_is_waited_for(state: str | None) -> None:
    assert turn(1, 1, {0: state}) is Turn.LATER
    assert turn(1, 2, {0: state}) is Turn.NOW


def test_a_later_chunk_does_not_matter() -> None:
    assert turn(0, 1, {1: "failed"}) is Turn.NOW
