"""What small runs cost beside an empty pipeline, as ratios: most of it is their start."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from harness import measure
from harness.report import aligned
from harness.systems import REPOSITORY, agent_jar, build

#: What --systems may name for this.
NAMES = ("start", "demo")

EMPTY = "an empty pipeline"
_EMPTY_CLASS = "dev.medallion.replay.benchmarks.start.EmptyPipeline"
_TARGET = REPOSITORY / "pipelines" / "target"


@dataclass(frozen=True)
class Small:
    """One run; field names are those of the JSON."""

    run: str
    wall_s: float
    cpu_s: float
    wall_ratio_to_empty: float
    cpu_ratio_to_empty: float


def prepare() -> None:
    """Builds the replay, and the class of the empty pipeline."""
    build(["./replay", "--help"])
    build(["./mvnw", "-q", "-B", "-pl", "benchmarks", "package", "-Dmaven.test.skip=true"])


def run(names: list[str], work: Path, repeat: int, say: Callable[[str], None]) -> list[Small]:
    """Runs each in turn, so often, and takes the least of each."""
    shutil.rmtree(work, ignore_errors=True)
    (work / "demo").mkdir(parents=True)
    deeds = {EMPTY: (empty(), {"REPLAY_JAVA_OPTS": _empty_options()})}
    if "start" in names:
        deeds["a plan of one day of the sample"] = (plan(work), {})
    if "demo" in names:
        deeds["the demo, the second time"] = (demo(work), {})
        say("the demo, the first time")
        measure.run(demo(work), work / "first.log")
    costs: dict[str, list[measure.Cost]] = {deed: [] for deed in deeds}
    for _ in range(repeat):
        for deed, (command, environment) in deeds.items():
            cost = measure.run(command, work / "last.log", environment)
            say(f"{deed}: {cost.wall_s:.1f} s wall, {cost.cpu_s:.1f} s CPU")
            if cost.others_cpu_s > cost.wall_s / 10:
                say(f"  not to be relied on: other processes took {cost.others_cpu_s:.1f} s CPU")
            costs[deed].append(cost)
    wall = {deed: min(cost.wall_s for cost in all_of) for deed, all_of in costs.items()}
    cpu = {deed: min(cost.cpu_s for cost in all_of) for deed, all_of in costs.items()}
    return [
        Small(
            deed,
            round(wall[deed], 2),
            round(cpu[deed], 2),
            round(wall[deed] / wall[EMPTY], 2),
            round(cpu[deed] / cpu[EMPTY], 2),
        )
        for deed in deeds
    ]


def empty() -> list[str]:
    """The launcher as for the demo, with another main class: see _empty_options."""
    return [str(REPOSITORY / "replay"), "demo"]


def _empty_options() -> str:
    """Options of the JVM that end with a class path and a main class: what follows them on the
    launcher's command line becomes its arguments, and what comes before are the demo's settings.
    The class path begins with the launcher's own, as its archive of classes wants it."""
    classpath = (_TARGET / "classpath-local.txt").read_text(encoding="utf-8").strip()
    jar = _TARGET / "replay-pipelines-0.1.0-SNAPSHOT.jar"
    return f"-cp {jar}:{classpath}:{agent_jar()} {_EMPTY_CLASS}"


def demo(work: Path) -> list[str]:
    """The demo, in a folder of its own."""
    return ["env", "-C", str(work / "demo"), str(REPOSITORY / "replay"), "demo", "--progress=off"]


def plan(work: Path) -> list[str]:
    """A plan of one day, beside nothing that is published."""
    return [
        str(REPOSITORY / "replay"),
        "plan",
        "--model=payments",
        f"--input={REPOSITORY / 'testdata/payments/sample'}",
        "--from=2026-02-10",
        "--to=2026-02-10",
        "--as-of=2026-04-15T00:00:00Z",
        f"--warehouse=duckdb:{work / 'none.duckdb'}",
        "--progress=off",
    ]


def as_table(rows: list[Small]) -> str:
    """One line a run, aligned."""
    lines = [("run", "wall s", "CPU s", "wall to empty", "CPU to empty")]
    lines += [
        (
            row.run,
            f"{row.wall_s:.2f}",
            f"{row.cpu_s:.2f}",
            f"{row.wall_ratio_to_empty:.2f}",
            f"{row.cpu_ratio_to_empty:.2f}",
        )
        for row in rows
    ]
    return aligned(lines)


def as_json(rows: list[Small]) -> str:
    """A list of objects."""
    return json.dumps([asdict(row) for row in rows], indent=2)
