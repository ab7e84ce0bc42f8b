"""The task that holds a chunk back until it may begin."""

from __future__ import annotations

from typing import Any

from replay_airflow.compat import (
    AirflowSkipException,
    BaseSensorOperator,
    Context,
    states_by_position,
)
from replay_airflow.turns import Turn, turn


class TurnSensor(BaseSensorOperator):
    """Waits, without a worker, for the turn of the chunk of its map index.

    :param watched: the id of the mapped task that replays the chunks
    """

    def __init__(self, *, watched: str, **kwargs: Any) -> None:
        super().__init__(mode="reschedule", **kwargs)
        self.watched = watched

    def poke(self, context: Context) -> bool:
        position = context["ti"].map_index
        if position is None:
            raise ValueError("only a mapped task has a turn")
        states = states_by_position(context, self.watched)
        verdict = turn(position, context["params"]["parallel"], states)
        if verdict is Turn.NEVER:
            raise AirflowSkipException(
                "an earlier chunk has failed: mend it, then clear the DAG run; chunks that are"
                " published already are not run again"
            )
        return verdict is Turn.NOW
