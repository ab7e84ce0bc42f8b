"""Stands in for the Dataflow API: a local HTTP server that really starts the job.

It answers the calls that Airflow's hook makes by Google's own client, and refuses parameters by the
metadata of the template, as the service does. A launch starts what the template's image starts,
with the parameters as they came, on the DirectRunner, or on Prism if ``REPLAY_PRISM`` names that
program. Faults are put in beforehand, one per launch.
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

from cloud import JAVA, OF_ITS_OWN
from templates import refused

LAUNCHER = "dev.medallion.replay.pipelines.template.TemplateMain"
_TEMPLATE = re.compile(r"gs://b/templates/replay-([a-z]+)\.json")
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
    classpath: str
    environment: dict[str, str]
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
            template = _TEMPLATE.fullmatch(wanted["containerSpecGcsPath"])
            if not template:
                return _error(404, wanted["containerSpecGcsPath"])
            if wrong := refused(template[1], wanted["parameters"]):
                return _error(400, "The template parameters are invalid. " + "; ".join(wrong))
            self.before_launch(len(self.launches))
            fault = self.faults.pop(0) if self.faults else Faults()
            job = self._start(template[1], wanted, fault)
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

    def _start(self, command: str, wanted: dict[str, Any], fault: Faults) -> Job:
        number = len(self.launches)
        output = self.folder / f"job-{number}.txt"
        process = None
        if not fault.never_starts:
            with output.open("wb") as out:
                process = subprocess.Popen(
                    self._line(number, wanted),
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    cwd=self.folder,
                    env={**os.environ, **self.environment, "REPLAY_COMMAND": command},
                    start_new_session=True,
                )
        job = Job(
            f"job-{number}", wanted["jobName"], command, wanted["parameters"], process, output
        )
        self._failing_polls = fault.failing_polls
        if fault.kill_when is not None:
            threading.Thread(target=_watch, args=(job, fault.kill_when), daemon=True).start()
        return job

    def _line(self, number: int, wanted: dict[str, Any]) -> list[str]:
        """What the launcher's container runs, and the runner in Dataflow's place."""
        labels = json.dumps(wanted["environment"]["additionalUserLabels"])
        launcher = [
            LAUNCHER,
            *(f"--{name}={value}" for name, value in wanted["parameters"].items()),
            "--project=p",
            "--region=europe-west1",
            f"--jobName={wanted['jobName']}",
            f"--labels={labels}",
        ]
        java = [JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        prism = os.environ.get("REPLAY_PRISM")
        if not prism:
            return [*java, "-Xmx1g", "-cp", self.classpath, *launcher, "--runner=DirectRunner"]
        folder = str(self.folder / f"prism-{number}")
        on_prism = [f"{OF_ITS_OWN}.LaunchOnPrism", folder]
        return [*java, f"-Dreplay.prism={prism}", "-cp", self.classpath, *on_prism, *launcher]


def _watch(job: Job, holds: Callable[[Job], bool]) -> None:
    while job.is_active():
        if holds(job):
            job.kill()
            return
        time.sleep(0.005)


def _error(code: int, message: str) -> tuple[int, dict[str, Any]]:
    return code, {"error": {"code": code, "message": message}}
