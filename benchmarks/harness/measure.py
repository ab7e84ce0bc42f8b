"""Runs a command as a process of its own and measures its whole process tree."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_POLL_S = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """What a run took."""

    wall_s: float
    cpu_s: float
    peak_rss_mb: float
    most_spooled_bytes: int
    others_cpu_s: float


class CommandFailed(Exception):
    """A measured command ended with another exit code than 0."""


def run(
    command: list[str],
    log: Path,
    environment: dict[str, str] | None = None,
    spooled_bytes: Callable[[], int] = lambda: 0,
) -> Cost:
    """Runs the command with its output in the log.

    CPU is user and system time of all processes that it started, also of those that outlived their
    parent. Memory is the largest sum over the tree, looked at ten times a second; of a single
    process it is the kernel's own figure. As often it is asked how much the command has spooled, of
    which the most is kept. What other processes took meanwhile is told, as they take from it.
    """
    _adopt_orphans()
    busy_before = _busy_s()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    watch = _Watch(process.pid, spooled_bytes)
    watch.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    _reap_orphans()
    watch.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode != 0:
        raise CommandFailed(f"{' '.join(command)} ended with {process.returncode}: see {log}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak_bytes = max(watch.peak_bytes, usage.ru_maxrss * 1024)
    others = max(0.0, _busy_s() - busy_before - cpu)
    return Cost(wall, cpu, peak_bytes / 2**20, watch.most_spooled_bytes, others)


def _busy_s() -> float:
    """How long all cores were busy since the machine started: user, nice, system, irq, softirq."""
    with open("/proc/stat", encoding="ascii") as stat:
        user, nice, system, _, _, irq, softirq, *_ = (int(t) for t in stat.readline().split()[1:])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def end_with_children() -> None:
    """Lets a request to end this process end what it measures, too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def _adopt_orphans() -> None:
    """Makes this process the parent of what measured processes leave behind, to see its CPU."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap_orphans() -> None:
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


class _Watch(threading.Thread):
    """Looks at what a session holds in memory, and has spooled, until told to stop."""

    def __init__(self, session: int, spooled_bytes: Callable[[], int]) -> None:
        super().__init__(daemon=True)
        self.peak_bytes = 0
        self.most_spooled_bytes = 0
        self._spooled_bytes = spooled_bytes
        self._session = session
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(_POLL_S):
            self.peak_bytes = max(self.peak_bytes, _resident_bytes(self._session))
            self.most_spooled_bytes = max(self.most_spooled_bytes, self._spooled_bytes())

    def stop(self) -> None:
        self._stopped.set()
        self.join()


def _resident_bytes(session: int) -> int:
    return sum(_resident_bytes_of(pid, session) for pid in os.listdir("/proc") if pid.isdecimal())


def _resident_bytes_of(pid: str, session: int) -> int:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
            # After the command's name, which may hold anything: state, parent, group, session...
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return 0  # It has ended meanwhile.
    return int(fields[21]) * _PAGE if int(fields[3]) == session else 0
