"""What many small objects of a slow bucket cost, opened many at once, beside one by one."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from harness import events, measure
from harness.errors import Unusable
from harness.report import aligned
from harness.systems import BENCHMARKS, REPOSITORY

SERVER = "github.com/fsouza/fake-gcs-server@v1.56.1"
PROXY = "dev.medallion.replay.transforms.storage.gcs.proxy"
_SOURCES = REPOSITORY / "transforms/src/test/java"
#: What is read one by one is a sample.
SAMPLES = (1_000, 2_000)
_HEAP_BEFORE = re.compile(r"(\d+)M->\d+M\(\d+M\)")


@dataclass(frozen=True)
class Reading:
    """One run; field names are those of the JSON."""

    objects: int
    objects_at_once: int
    wall_s: float
    peak_heap_mb: int
    peak_rss_mb: int


def run(
    work: Path, seed: int, objects: int, delay_ms: int, say: Callable[[str], None]
) -> list[Reading]:
    """Reads a tenth and all of the objects many at once, and two samples one by one."""
    roots = {
        size: events.make(work / "data", seed, size, events.write_objects)
        for size in sorted({*SAMPLES, objects // 10, objects})
    }
    for other in (work / "data").iterdir():
        if other not in roots.values():
            shutil.rmtree(other)
    say(f"{objects:,} objects: starting a server that holds them, {delay_ms} ms away")
    with _bucket_server(work, delay_ms) as endpoint:
        runs = [(size, 1) for size in SAMPLES] + [(objects // 10, 64), (objects, 64)]
        return [_read(work, endpoint, roots[size], size, most, say) for size, most in runs]


def _read(
    work: Path, endpoint: str, root: Path, size: int, most: int, say: Callable[[str], None]
) -> Reading:
    output = work / "output"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    heap = output / "gc.log"
    command = [
        str(REPOSITORY / "replay"),
        "run",
        f"--model={BENCHMARKS / 'webhooks-model'}",
        f"--input=gs://{root.name}",
        f"--from={events.FIRST_DAY}",
        f"--to={events.LAST_DAY}",
        f"--asOf={events.AS_OF}",
        f"--warehouse=duckdb:{output / 'warehouse.duckdb'}",
        f"--objectsAtOnce={most}",
        "--progress=off",
        # One by one means: by one thread.
        *(["--targetParallelism=1"] if most == 1 else []),
    ]
    environment = {
        "REPLAY_GCS_ENDPOINT": endpoint,
        "REPLAY_JAVA_OPTS": f"-Xlog:gc:file={heap}",
    }
    cost = measure.run(command, work / f"read-{size}-{most}.log", environment)
    say(f"  {size:,} objects, {most} at once: {cost.wall_s:.1f} s wall")
    before = [int(m) for m in _HEAP_BEFORE.findall(heap.read_text(encoding="utf-8"))]
    return Reading(size, most, round(cost.wall_s, 1), max(before, default=0), round(cost.peak_rss_mb))


@contextmanager
def _bucket_server(work: Path, delay_ms: int) -> Iterator[str]:
    """A server of Cloud Storage with all of the data, and what delays its answers before it."""
    server, classes = _programs(work)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with (work / "server.log").open("wb") as log:
        processes = [
            subprocess.Popen(
                [
                    str(server),
                    "-scheme=http",
                    "-backend=memory",
                    "-host=127.0.0.1",
                    f"-port={port}",
                    f"-data={work / 'data'}",
                    "-log-level=error",
                ],
                stdout=log,
                stderr=log,
            )
        ]
        try:
            _await(address, processes[0])
            proxy = subprocess.Popen(
                ["java", "-Xmx256m", "-cp", str(classes), f"{PROXY}.GcsProxy", address, str(delay_ms)],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
            processes.append(proxy)
            assert proxy.stdout is not None
            yield proxy.stdout.readline().strip()
        finally:
            for process in processes:
                process.kill()
                process.wait()


def _programs(work: Path) -> tuple[Path, Path]:
    """The server's program, and the classes of the proxy; made if they are not there."""
    binaries = work / "bin"
    server = binaries / "fake-gcs-server"
    if not server.exists():
        _make(["go", "install", SERVER], {"GOBIN": str(binaries)})
    classes = work / "classes"
    source = _SOURCES / PROXY.replace(".", "/") / "GcsProxy.java"
    _make(["javac", "-d", str(classes), "-sourcepath", str(_SOURCES), str(source)], {})
    return server, classes


def _make(command: list[str], environment: dict[str, str]) -> None:
    if shutil.which(command[0]) is None:
        raise Unusable(f"{command[0]} is not installed")
    made = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        raise Unusable(f"{' '.join(command)} failed:\n{made.stdout}{made.stderr}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until it has read its data and answers."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/storage/v1/b", timeout=10).close()
            return
        except OSError:
            time.sleep(0.5)
    raise Unusable("the server of Cloud Storage did not start: see server.log")


def one_by_one_s(rows: list[Reading], objects: int) -> float:
    """How long all objects would take one by one: by what a thousand more of the samples took."""
    walls = {row.objects: row.wall_s for row in rows if row.objects_at_once == 1}
    small, large = SAMPLES
    return (walls[large] - walls[small]) / (large - small) * objects


def as_table(rows: list[Reading]) -> str:
    """One line a run, aligned, and how many times faster the last one is."""
    lines = [("objects", "at once", "wall s", "peak heap MB", "peak RSS MB")]
    lines += [
        (
            f"{row.objects:,}",
            str(row.objects_at_once),
            f"{row.wall_s:.1f}",
            f"{row.peak_heap_mb:,}",
            f"{row.peak_rss_mb:,}",
        )
        for row in rows
    ]
    last = rows[-1]
    scaled = one_by_one_s(rows, last.objects)
    return aligned(lines) + (
        f"\n{last.objects:,} objects one by one, scaled from the samples without their start:"
        f" {scaled:,.0f} s, {scaled / last.wall_s:.1f} times as long"
    )


def as_json(rows: list[Reading]) -> str:
    """A list of objects."""
    return json.dumps([asdict(row) for row in rows], indent=2)
