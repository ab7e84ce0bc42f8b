"""Stands in for the Dataflow API: a local HTTP server that really starts the job.

It answers the calls that Airflow's hook makes by Google's own client. A launch starts
``./replay <command>`` of this checkout on the DirectRunner, with the template's parameters as
options, as the image of a flex template will. Faults are put in beforehand, one per launch.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
REPEATABLE = frozenset({"input", "allow", "arrives"})
_PATH = re.compile(r"/v1b3/projects/p/locations/europe-west1/(flexTemplates:launch|jobs)(?:/(.+))?")


@dataclass
class Job:
    """A job, and the process that does its work."""

    id: str
    name: str
    command: str
    parameters: dict[str, str]
    process: subprocess.Popen[bytes] | None
    output: Path
    polls: int = 0

    def state(self) -> str:
        if self.process is None:
            return "JOB_STATE_FAILED"
        code = self.process.poll()
        if code is None:
            return "JOB_STATE_RUNNING" if self.polls > 1 else "JOB_STATE_PENDING"
        return "JOB_STATE_DONE" if code == 0 else "JOB_STATE_FAILED"

    def is_active(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def answer(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "projectId": "p",
            "location": "europe-west1",
            "name": self.name,
            "type": "JOB_TYPE_BATCH",
            "currentState": self.state(),
        }

    def kill(self) -> None:
        """As a machine that is lost."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Faults:
    """What goes wrong with the next launch."""

    lose_answer: bool = False
    """It is launched, but the caller's connection breaks."""
    never_starts: bool = False
    """The launcher's machine dies: the job fails before the program began."""
    kill_when: Callable[[Job], bool] | None = None
    """Kills the job as soon as this holds."""
    failing_polls: int = 0
    """So many questions about it are answered with 500."""


@dataclass
class Dataflow:
    """The server. ``launches`` is what was launched, in order."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    launches: list[Job] = field(default_factory=list)
    faults: list[Faults] = field(default_factory=list)
    before_launch: Callable[[int], None] = lambda _: None
    _failing_polls: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __enter__(self) -> Dataflow:
        dataflow = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                size = int(self.headers.get("Content-Length", 0))
                body = json.loads(self.rfile.read(size))
                self._send(dataflow.launch(self.path, body))

            def do_GET(self) -> None:
                self._send(dataflow.ask(self.path))

            def _send(self, answer: tuple[int, dict[str, Any]] | None) -> None:
                if answer is None:
                    self.close_connection = True
                    return
                code, body = answer
                content = json.dumps(body).encode()
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        for job in self.launches:
            job.kill()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def launch(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        match = _PATH.fullmatch(path.partition("?")[0])
        if not match or match[1] != "flexTemplates:launch":
            return _error(404, path)
        with self._lock:
            wanted = body["launchParameter"]
            name = wanted["jobName"]
            if any(job.name == name and job.is_active() for job in self.launches):
                return _error(409, f"There is already an active job named {name}")
            self.before_launch(len(self.launches))
            fault = self.faults.pop(0) if self.faults else Faults()
            job = self._start(wanted, fault)
            self.launches.append(job)
        return None if fault.lose_answer else (200, {"job": job.answer()})

    def ask(self, path: str) -> tuple[int, dict[str, Any]]:
        match = _PATH.fullmatch(path.partition("?")[0])
        if not match or match[1] != "jobs":
            return _error(404, path)
        with self._lock:
            if match[2] is None:
                active = "filter=ACTIVE" in path
                jobs = [j.answer() for j in self.launches if j.is_active() or not active]
                return 200, {"jobs": jobs} if jobs else {}
            if self._failing_polls > 0:
                self._failing_polls -= 1
                return _error(500, "backend error")
            for job in self.launches:
                if job.id == match[2]:
                    job.polls += 1
                    return 200, job.answer()
        return _error(404, path)

    def commands(self) -> list[str]:
        return [job.command for job in self.launches]

    def _start(self, wanted: dict[str, Any], fault: Faults) -> Job:
        template = re.fullmatch(
            r"gs://b/templates/replay-([a-z]+)\.json", wanted["containerSpecGcsPath"]
        )
        assert template, wanted["containerSpecGcsPath"]
        number = len(self.launches)
        output = self.folder / f"job-{number}.txt"
        process = None
        if not fault.never_starts:
            with output.open("wb") as out:
                process = subprocess.Popen(
                    [ROOT / "replay", template[1], *options(wanted["parameters"])],
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    cwd=self.folder,
                    env={**os.environ, **self.environment},
                    start_new_session=True,
                )
        job = Job(
            f"job-{number}", wanted["jobName"], template[1], wanted["parameters"], process, output
        )
        self._failing_polls = fault.failing_polls
        if fault.kill_when is not None:
            threading.Thread(target=_watch, args=(job, fault.kill_when), daemon=True).start()
        return job


def options(parameters: dict[str, str]) -> list[str]:
    """Parameters of a template as options: an option may be repeated, a parameter may not."""
    given = []
    for name, value in parameters.items():
        several = name in REPEATABLE and value.startswith("[")
        given += [f"--{name}={v}" for v in (json.loads(value) if several else [value])]
    return given


def _watch(job: Job, holds: Callable[[Job], bool]) -> None:
    while job.is_active():
        if holds(job):
            job.kill()
            return
        time.sleep(0.005)


def _error(code: int, message: str) -> tuple[int, dict[str, Any]]:
    return code, {"error": {"code": code, "message": message}}
