"""Run folders in a bucket, by Airflow's GCSHook."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from replay_airflow.receipt import Folder

if TYPE_CHECKING:
    from airflow.providers.google.cloud.hooks.gcs import GCSHook


class BucketRun:
    """A run folder of Cloud Storage."""

    def __init__(self, hook: GCSHook, bucket: str, prefix: str) -> None:
        self._hook = hook
        self._bucket = bucket
        self._prefix = prefix

    def read(self, name: str) -> bytes | None:
        if not self.has(name):
            return None
        return self._hook.download(self._bucket, self._prefix + name)

    def has(self, name: str) -> bool:
        return bool(self._hook.exists(self._bucket, self._prefix + name))

    def is_begun(self) -> bool:
        # One name: a long run keeps a record of each unit here.
        blobs = self._hook.get_conn().list_blobs(self._bucket, prefix=self._prefix, max_results=1)
        return any(True for _ in blobs)

    def link(self, name: str) -> str:
        """Opens for whoever may read the bucket and is logged in."""
        return f"https://storage.cloud.google.com/{self._bucket}/{quote(self._prefix + name)}"


def run_folder(state: str, run: str, gcp_conn_id: str) -> Folder:
    """The folder of a run.

    :param state: ``gs://bucket/path``
    """
    if not state.startswith("gs://"):
        raise ValueError(f"state must be gs://<bucket>/<path>: {state}")
    from airflow.providers.google.cloud.hooks.gcs import GCSHook

    bucket, _, path = state.removeprefix("gs://").partition("/")
    path = path.strip("/")
    prefix = f"{path}/runs/{run}/" if path else f"runs/{run}/"
    return BucketRun(GCSHook(gcp_conn_id=gcp_conn_id), bucket, prefix)
