"""What many small objects of a slow bucket cost, opened many at once, beside one by one."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from harness import events, measure
from harness.errors import Unusable
from harness.report import aligned
from harness.systems import BENCHMARKS, REPOSITORY

#: A server of Cloud Storage among the tests: others look through all objects for every call.
SERVER = "dev.medallion.replay.transforms.storage.gcs.proxy.FolderServer"
_SOURCES = REPOSITORY / "transforms/src/test/java"
#: What is read one by one, by each of the runner's threads, is a sample.
SAMPLES = (1_000, 2_000)
#: The default of the option.
AT_ONCE = 64
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
    runs = [(size, 1) for size in SAMPLES] + [(objects // 10, AT_ONCE), (objects, AT_ONCE)]
    folder = work.parent / "events"
    roots = {size: events.make(folder, seed, size, events.write_objects) for size, _ in runs}
    readings = []
    with _bucket(work, folder, delay_ms) as endpoint:
        for size, most in runs:
            say(f"{size:,} objects, {most} at once, {delay_ms} ms away")
            readings.append(_read(work, endpoint, roots[size].name, size, most))
            say(f"  {readings[-1].wall_s} s wall, {readings[-1].peak_heap_mb} MB of heap")
    return readings


def _read(work: Path, endpoint: str, root: str, size: int, most: int) -> Reading:
    output = work / "output"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    heap = output / "gc.log"
    command = [
        str(REPOSITORY / "replay"),
        "run",
        f"--model={BENCHMARKS / 'webhooks-model'}",
        f"--input=gs://lake/{root}",
        f"--from={events.FIRST_DAY}",
        f"--to={events.LAST_DAY}",
        f"--asOf={events.AS_OF}",
        f"--warehouse=duckdb:{output / 'warehouse.duckdb'}",
        f"--objectsAtOnce={most}",
        "--progress=off",
    ]
    environment = {
        "REPLAY_GCS_ENDPOINT": endpoint,
        "REPLAY_JAVA_OPTS": f"-Xlog:gc:file={heap}",
    }
    cost = measure.run(command, work / f"read-{size}-{most}.log", environment)
    before = [int(m) for m in _HEAP_BEFORE.findall(heap.read_text(encoding="utf-8"))]
    peak = max(before, default=0)
    return Reading(size, most, round(cost.wall_s, 1), peak, round(cost.peak_rss_mb))


@contextmanager
def _bucket(work: Path, folder: Path, delay_ms: int) -> Iterator[str]:
    """A server of Cloud Storage that reads a folder, and answers every call so late."""
    classes = work / "classes"
    source = _SOURCES / SERVER.replace(".", "/")
    command = ["javac", "-d", str(classes), "-sourcepath", str(_SOURCES), f"{source}.java"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise Unusable(f"{' '.join(command)} failed:\n{made.stdout}{made.stderr}")
    # No child of this process, which waits for the end of all its children after each run.
    start = f'java -Xmx512m -cp "{classes}" {SERVER} "{folder}" {delay_ms} & echo $!'
    shell = subprocess.Popen(["sh", "-c", start], stdout=subprocess.PIPE, text=True)
    assert shell.stdout is not None
    server = int(shell.stdout.readline())
    shell.wait()
    try:
        yield shell.stdout.readline().strip()
    finally:
        os.kill(server, signal.SIGKILL)


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
        f"\n{last.objects:,} objects one by one in each of the runner's threads, scaled from the"
        " samples without their start:"
        f" {scaled:,.0f} s, {scaled / last.wall_s:.1f} times as long"
    )


def as_json(rows: list[Reading]) -> str:
    """A list of objects."""
    return json.dumps([asdict(row) for row in rows], indent=2)
