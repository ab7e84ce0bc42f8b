"""What a task does about a run that may have been begun before: start, resume, repeat or nothing.

The state folder is the only memory. A task that is tried again, or cleared, looks there; it
launches nothing for a run that is good or at work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from replay_airflow import names
from replay_airflow.receipt import Folder, Receipt, read_receipt
from replay_airflow.request import Kind

MOST_ATTEMPTS = 100


class Step(Enum):
    """What to do next."""

    START = "start"
    RESUME = "resume"
    WAIT = "wait for the job that is at work"
    DONE = "nothing: it is done"


@dataclass(frozen=True)
class Decision:
    """A step, and the attempt that it is about.

    :param job: the id of the job to wait for
    """

    step: Step
    run: str
    job: str = ""


def decide(
    kind: Kind,
    first_id: str,
    folder: Callable[[str], Folder],
    active_job: Callable[[str], str],
) -> Decision:
    """Goes through the attempts, in order, to the first that is not over.

    :param folder: the folder of a run id
    :param active_job: the id of the active job of a name, or nothing
    :raises RuntimeError: if somebody has to look why so many attempts failed
    """
    for number in range(1, MOST_ATTEMPTS + 1):
        run = names.attempt(first_id, number)
        where = folder(run)
        if where.has("verdict.json"):
            if read_receipt(where, run).is_good:
                return Decision(Step.DONE, run)
            continue
        job = active_job(names.job_name(run))
        if job:
            return Decision(Step.WAIT, run, job)
        if where.has("verdict.json"):
            # It ended between the two questions: ask once more.
            return decide(kind, first_id, folder, active_job)
        if not where.is_begun():
            return Decision(Step.START, run)
        if _can_resume(kind, where):
            return Decision(Step.RESUME, run)
        # It died before it read anything, or is a plan: the program takes its id no more.
    raise RuntimeError(f"{MOST_ATTEMPTS} attempts of {first_id} have ended badly: look at them")


def _can_resume(kind: Kind, folder: Folder) -> bool:
    if kind == "plan":
        return False
    return folder.has("run.json" if kind == "run" else "completions/conclusion.json")


def may_repeat(kind: Kind, receipt: Receipt) -> bool:
    """Whether Airflow may try again by itself after this end.

    A run that lost to another one may: it reads anew. A plan that was overtaken may not be
    applied, and what an audit blocked, a model's SQL broke or did not balance needs a person.
    """
    return not receipt.has_ended or (receipt.verdict == "CONFLICT" and kind != "apply")
