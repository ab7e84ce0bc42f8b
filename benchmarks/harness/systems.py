"""The systems: how each is started on a set of events, and how its tables are read afterwards."""

from __future__ import annotations

import glob
import json
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness import events
from harness.errors import Unusable
from harness.tables import TABLES

BENCHMARKS = Path(__file__).resolve().parent.parent
REPOSITORY = BENCHMARKS.parent


@dataclass(frozen=True)
class Dataset:
    """Events on disk: in files of lines, or one an object."""

    root: Path
    events: int
    small_objects: bool

    @property
    def pattern(self) -> str:
        """A glob of all its files."""
        return f"{self.root}/" + (
            "webhooks/*/*/payload.json" if self.small_objects else "charges/*/*.jsonl"
        )


class System(ABC):
    """A way from events to tables."""

    name: str

    def prepare(self) -> None:
        """What has to be done once, and is not measured, such as a build."""

    @abstractmethod
    def command(self, data: Dataset, output: Path) -> list[str]:
        """What is run and measured; the output folder is empty."""

    def environment(self) -> dict[str, str]:
        """Variables that the command needs beside those there are."""
        return {}

    @abstractmethod
    def relation(self, table: str, output: Path) -> str:
        """A table of the output, as DuckDB reads it: what follows FROM."""

    def attachment(self, output: Path) -> Path | None:
        """The DuckDB file that holds the tables, to be attached under the system's name."""
        return None

    def spooled_bytes(self, output: Path) -> int:
        """How much of its shuffle lies on disk now; asked while it runs, since it tidies up."""
        return 0

    def shuffled_bytes(self, output: Path, most_spooled_bytes: int) -> int | None:
        """How much went through the shuffle, if that can be told."""
        return None


class Replay(System):
    """This pipeline, as a user starts it."""

    name = "replay"

    def prepare(self) -> None:
        build(["./replay", "--help"])

    def command(self, data: Dataset, output: Path) -> list[str]:
        model = "webhooks-model" if data.small_objects else "model"
        return [
            f"{REPOSITORY}/replay",
            "run",
            f"--model={BENCHMARKS / model}",
            f"--input={data.root}",
            f"--from={events.FIRST_DAY}",
            f"--to={events.LAST_DAY}",
            f"--asOf={events.AS_OF}",
            f"--warehouse=duckdb:{self.attachment(output)}",
            "--progress=off",
            "--format=json",
        ]

    def relation(self, table: str, output: Path) -> str:
        return f"{self.name}.{table}"

    def attachment(self, output: Path) -> Path:
        return output / "warehouse.duckdb"

    def spooled_bytes(self, output: Path) -> int:
        blocks = output.glob("warehouse.duckdb.state/staging/*/blocks/*")
        return sum(size_if_there(file) for file in blocks)

    def shuffled_bytes(self, output: Path, most_spooled_bytes: int) -> int | None:
        return most_spooled_bytes


class PlainDuckDb(System):
    """One DuckDB script."""

    name = "duckdb"

    def command(self, data: Dataset, output: Path) -> list[str]:
        script = BENCHMARKS / "systems" / "plain_duckdb.py"
        return [sys.executable, str(script), data.pattern, str(self.attachment(output))]

    def relation(self, table: str, output: Path) -> str:
        return f"{self.name}.{table}"

    def attachment(self, output: Path) -> Path:
        return output / "charges.duckdb"


class StagedDuckDb(System):
    """DuckDB alone, with what a replay keeps on the way."""

    name = "staged"

    def command(self, data: Dataset, output: Path) -> list[str]:
        script = BENCHMARKS / "systems" / "staged_duckdb.py"
        return [sys.executable, str(script), data.pattern, str(output)]

    def relation(self, table: str, output: Path) -> str:
        return f"{self.name}.{table}"

    def attachment(self, output: Path) -> Path:
        return output / "charges.duckdb"

    def shuffled_bytes(self, output: Path, most_spooled_bytes: int) -> int | None:
        return sum(size_if_there(file) for file in output.glob("blocks/*/*"))


class PySpark(System):
    """A PySpark job in local mode."""

    name = "pyspark"

    def command(self, data: Dataset, output: Path) -> list[str]:
        for folder in ("log", "tmp"):
            (output / folder).mkdir()
        script = BENCHMARKS / "systems" / "spark_job.py"
        return [sys.executable, str(script), str(data.root), str(output)]

    def environment(self) -> dict[str, str]:
        return {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}

    def relation(self, table: str, output: Path) -> str:
        files = f"{output}/{table.replace('.', '/')}/*/*.parquet"
        return f"read_parquet('{files}', hive_partitioning = true)"

    def shuffled_bytes(self, output: Path, most_spooled_bytes: int) -> int | None:
        return sum(
            shuffled_by_task(json.loads(line))
            for file in glob.glob(f"{output}/log/*")
            for line in Path(file).read_text(encoding="utf-8").splitlines()
        )


def shuffled_by_task(event: dict[str, Any]) -> int:
    """How much a task wrote for the shuffle, by an entry of Spark's event log."""
    metrics = event.get("Task Metrics") or {}
    return int(metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0))


class NaiveBeam(System):
    """A Beam pipeline that shuffles rows by key."""

    name = "naive"

    def prepare(self) -> None:
        build(["./mvnw", "-q", "-B", "-pl", "benchmarks", "package", "-Dmaven.test.skip=true"])

    def command(self, data: Dataset, output: Path) -> list[str]:
        classpath = (BENCHMARKS / "target" / "classpath.txt").read_text(encoding="utf-8").strip()
        return [
            "java",
            "-XX:+UseParallelGC",
            "-cp",
            f"{agent_jar()}:{classpath}",
            "dev.medallion.replay.benchmarks.naive.NaivePipeline",
            f"--events={data.pattern}",
            f"--output={output}",
            # As the replay has them; they cost a third.
            "--enforceEncodability=false",
            "--enforceImmutability=false",
        ]

    def relation(self, table: str, output: Path) -> str:
        columns = ", ".join(f"'{c.name}': '{c.type}'" for c in TABLES[table])
        return f"read_json('{output}/{table.replace('.', '/')}/*.jsonl', columns = {{{columns}}})"

    def shuffled_bytes(self, output: Path, most_spooled_bytes: int) -> int | None:
        return int((output / "shuffled-bytes").read_text(encoding="ascii"))


ALL: dict[str, System] = {
    system.name: system
    for system in (Replay(), PlainDuckDb(), StagedDuckDb(), PySpark(), NaiveBeam())
}


def size_if_there(file: Path) -> int:
    """A file's size; 0 where it was deleted meanwhile."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def agent_jar() -> Path:
    """The module's jar: the naive pipeline, and the profiler's agent."""
    return BENCHMARKS / "target" / "replay-benchmarks-0.1.0-SNAPSHOT.jar"


def build(command: list[str]) -> None:
    """Runs a build from the repository's root; what it prints is shown when it fails."""
    built = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if built.returncode != 0:
        raise Unusable(f"{' '.join(command)} failed:\n{built.stdout}{built.stderr}")
