"""Names that are the same at every try: of runs, and of their Dataflow jobs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

_JOB_NAME = re.compile(r"[a-z]([-a-z0-9]{0,1022}[a-z0-9])?")
_LONGEST_JOB_NAME = 1024
_LONGEST_SLUG = 40


def run_id(
    kind: str, window: Mapping[str, str], asked_by: tuple[str, str], asked: Mapping[str, object]
) -> str:
    """The id of the first attempt of a run.

    The same task of the same DAG run that asks for the same gets the same id, so a retry finds
    what was begun. Another DAG run gets another id: it is meant to read the lake again.

    :param kind: what is run, e.g. ``payments-plan``
    :param window: has ``from`` and ``to``
    :param asked_by: the ids of the DAG and of the DAG run
    :param asked: all that decides the result
    """
    exact = json.dumps([kind, dict(window), asked_by, dict(asked)], sort_keys=True)
    begin, end = (_slug(window[key]).replace("-", "") for key in ("from", "to"))
    return f"{_slug(kind)}-{begin}-{end}-{_digest(exact)}"


def attempt(first: str, number: int) -> str:
    """The id of an attempt, from 1: a run that ended badly cannot be resumed, only repeated."""
    return first if number == 1 else f"{first}-{number}"


def job_name(run: str) -> str:
    """The name of the Dataflow job of a run, whether it starts or resumes it.

    Dataflow has one active job per name and region, so a second launch is refused while the first
    is at work. An id that does not fit into a name, or not unchanged, is told by its digest from
    others that look alike. ``DataflowJobName`` of the launcher makes the same names.
    """
    lower = re.sub("[A-Z]", lambda letter: letter.group().lower(), f"replay-{run}")
    plain = re.sub("[^-a-z0-9]", "-", lower).rstrip("-")
    if plain != f"replay-{run}" or len(plain) > _LONGEST_JOB_NAME:
        digest = _digest(run)
        kept = _LONGEST_JOB_NAME - len(digest) - 1
        plain = f"{plain[:kept].rstrip('-')}-{digest}"
    return plain


def is_job_name(name: str) -> bool:
    """Whether Dataflow takes it."""
    return _JOB_NAME.fullmatch(name) is not None


def _slug(text: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return slug[-_LONGEST_SLUG:].strip("-") or "x"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
