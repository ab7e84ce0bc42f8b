"""Stands in for Cloud Storage and BigQuery: processes of this machine."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

JAVA = os.environ.get("REPLAY_JAVA", "java")
OF_ITS_OWN = "dev.medallion.replay.localcloud"


class Cloud:
    """Both servers, until it is closed.

    :ivar environment: by which a process of the replay finds them
    """

    def __init__(self, folder: Path, classpath: str, storage: str) -> None:
        self._process = subprocess.Popen(
            [JAVA, "-Xmx64m", "-XX:TieredStopAtLevel=1", f"-Dreplay.gcs.server={storage}",
             "-cp", classpath, f"{OF_ITS_OWN}.LocalCloudMain", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert self._process.stdout
        self.environment: dict[str, str] = {}
        for line in iter(self._process.stdout.readline, "\n"):
            assert line, "the servers did not start"
            name, _, value = line.rstrip("\n").partition("=")
            self.environment[name] = value
        self.storage = self.environment["REPLAY_GCS_ENDPOINT"]

    def close(self) -> None:
        self._process.communicate()

    def make_bucket(self, name: str) -> None:
        body = json.dumps({"name": name}).encode()
        self._call("POST", "/storage/v1/b?project=p", body, "application/json")

    def upload(self, folder: Path, address: str) -> None:
        """All files below a folder, to below an address."""
        bucket, prefix = _parts(address)
        for file in (f for f in folder.rglob("*") if f.is_file()):
            name = _quoted(f"{prefix}/{file.relative_to(folder)}")
            where = f"/upload/storage/v1/b/{bucket}/o?uploadType=media&name={name}"
            self._call("POST", where, file.read_bytes(), "application/octet-stream")

    def delete(self, address: str) -> None:
        """All objects below an address."""
        bucket, prefix = _parts(address)
        for item in self._list(bucket, f"{prefix}/").get("items", []):
            self._call("DELETE", f"/storage/v1/b/{bucket}/o/{_quoted(item['name'])}")

    def has(self, address: str) -> bool:
        """Whether there is an object."""
        bucket, name = _parts(address)
        items = self._list(bucket, name).get("items", [])
        return any(item["name"] == name for item in items)

    def folders(self, address: str) -> list[str]:
        """The names of the folders right below an address."""
        bucket, prefix = _parts(address)
        found = self._list(bucket, f"{prefix}/", "&delimiter=/").get("prefixes", [])
        return [name.rstrip("/").rpartition("/")[2] for name in found]

    def _list(self, bucket: str, prefix: str, more: str = "") -> dict[str, Any]:
        where = f"/storage/v1/b/{bucket}/o?prefix={_quoted(prefix)}{more}"
        answer: dict[str, Any] = json.loads(self._call("GET", where))
        return answer

    def _call(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> bytes:
        headers = {"Content-Type": kind} if kind else {}
        request = urllib.request.Request(self.storage + path, body, headers, method=method)
        with urllib.request.urlopen(request) as answer:
            content: bytes = answer.read()
            return content


def _parts(address: str) -> tuple[str, str]:
    bucket, _, path = address.removeprefix("gs://").partition("/")
    return bucket, path.rstrip("/")


def _quoted(name: str) -> str:
    return urllib.parse.quote(name, safe="")
