"""Questions to Dataflow that the provider's hook has no method for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from airflow.providers.google.cloud.hooks.dataflow import DataflowHook


def active_job(hook: DataflowHook, project: str, region: str, name: str) -> str:
    """The id of the active job of exactly this name, or nothing.

    The hook's own search reads every job of the region, and takes prefixes for names.
    """
    jobs = hook.get_conn().projects().locations().jobs()
    request = jobs.list(projectId=project, location=region, filter="ACTIVE")
    while request is not None:
        answer = request.execute(num_retries=hook.num_retries)
        for job in answer.get("jobs", []):
            if job["name"] == name:
                return str(job["id"])
        request = jobs.list_next(previous_request=request, previous_response=answer)
    return ""
