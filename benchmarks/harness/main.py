"""The command: generates, measures, compares, and only then prints."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from harness import bucket, events, growth, measure, small
from harness.compare import require_equal
from harness.errors import Unusable
from harness.report import Figures, as_json, as_table
from harness.systems import ALL, BENCHMARKS, Dataset, System

WORK = BENCHMARKS / ".work"
SEED = 1
#: Of a core; when other processes take more, the figures are said to be doubtful.
BUSY_SHARE = 0.1


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0 with figures, 1 if there are none to be had."""
    options = parse(arguments)
    if options.growth:
        return grown(options)
    if options.bucket:
        return read_from_bucket(options)
    if set(options.systems) <= set(small.NAMES):
        return small_runs(options)
    systems = [ALL[name] for name in options.systems]
    try:
        for system in systems:
            system.prepare()
        figures = []
        for size in sorted(options.sizes):
            on_lines = [s for s in systems if s.name != "naive" or size == min(options.sizes)]
            figures += figures_of(data(size, events.write_files), on_lines, options.repeat)
        if options.small:
            on_objects = [s for s in systems if s.name in ("replay", "duckdb")]
            figures += figures_of(data(options.small, events.write_objects), on_objects, 1)
    except (Unusable, measure.CommandFailed) as e:
        print(f"benchmarks: {e}", file=sys.stderr)
        return 1
    print(as_json(figures) if options.format == "json" else as_table(figures))
    return 0


def grown(options: argparse.Namespace) -> int:
    """Measures one day beside few and beside many published days."""
    try:
        ALL["replay"].prepare()
        rows = growth.run(WORK / "growth", options.days, max(3, options.repeat), say)
    except (Unusable, measure.CommandFailed) as e:
        print(f"benchmarks: {e}", file=sys.stderr)
        return 1
    print(growth.as_json(rows) if options.format == "json" else growth.as_table(rows))
    return 0


def read_from_bucket(options: argparse.Namespace) -> int:
    """Measures small objects in a bucket that answers late, many at once and one by one."""
    try:
        ALL["replay"].prepare()
        rows = bucket.run(WORK / "bucket", SEED, options.bucket, options.delay_ms, say)
    except (Unusable, measure.CommandFailed) as e:
        print(f"benchmarks: {e}", file=sys.stderr)
        return 1
    print(bucket.as_json(rows) if options.format == "json" else bucket.as_table(rows))
    return 0


def small_runs(options: argparse.Namespace) -> int:
    """Measures small runs beside an empty pipeline."""
    try:
        small.prepare()
        rows = small.run(options.systems, WORK / "small", max(3, options.repeat), say)
    except (Unusable, measure.CommandFailed) as e:
        print(f"benchmarks: {e}", file=sys.stderr)
        return 1
    print(small.as_json(rows) if options.format == "json" else small.as_table(rows))
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options, or a usage error."""
    parser = argparse.ArgumentParser(
        prog="benchmarks/run",
        description="Makes the same tables from the same events by several systems, one after the"
        " other, compares the tables row by row, and prints what each system took."
        " Run it on a machine that does nothing else.",
    )
    parser.add_argument(
        "--sizes",
        type=numbers,
        default=[200_000, 1_000_000, 5_000_000],
        help="how many events, about 440 bytes each (200000,1000000,5000000)",
    )
    parser.add_argument(
        "--systems",
        type=names,
        default=list(ALL),
        help=f"which to measure ({','.join(ALL)}); naive runs at the smallest size alone. Or, apart"
        f" from these, {','.join(small.NAMES)}: small runs of the sample beside an empty pipeline",
    )
    parser.add_argument(
        "--small",
        type=int,
        default=100_000,
        help="how many one-event objects replay and duckdb read besides; 0: none (100000)",
    )
    parser.add_argument(
        "--repeat",
        type=int,
        default=1,
        help="measure so often, and take the run of the least wall time (1)",
    )
    parser.add_argument(
        "--growth",
        action="store_true",
        help="measure instead what one day costs beside one and beside many published days",
    )
    parser.add_argument(
        "--days", type=int, default=1500, help="how many days --growth publishes (1500)"
    )
    parser.add_argument(
        "--bucket",
        type=int,
        nargs="?",
        const=100_000,
        default=0,
        help="measure instead so many one-event objects in a bucket that answers late, opened many"
        " at once, and samples of them one by one (100000)",
    )
    parser.add_argument(
        "--delay-ms", type=int, default=30, help="how late that bucket answers every call (30)"
    )
    parser.add_argument("--format", choices=["table", "json"], default="table")
    return parser.parse_args(arguments)


def numbers(text: str) -> list[int]:
    """Sizes, separated by commas."""
    sizes = [int(size) for size in text.split(",")]
    if min(sizes) < 1:
        raise argparse.ArgumentTypeError("a size is at least 1")
    return sizes


def names(text: str) -> list[str]:
    """Systems, separated by commas."""
    systems = text.split(",")
    if set(systems) <= set(small.NAMES):
        return systems
    unknown = [name for name in systems if name not in ALL]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"{', '.join(unknown)}: a system is one of {', '.join(ALL)}"
        )
    return systems


def data(size: int, writer: events.Writer) -> Dataset:
    """So many events on disk."""
    say(f"{size:,} events: making them, if they are not there yet")
    root = events.make(WORK / "events", SEED, size, writer)
    return Dataset(root, size, small_objects=writer is events.write_objects)


def figures_of(data: Dataset, systems: list[System], repeat: int) -> list[Figures]:
    """Measures the systems and compares their tables; refuses figures of tables that differ."""
    costs: dict[System, measure.Cost] = {}
    outputs: dict[System, Path] = {}
    for system in systems:
        outputs[system] = WORK / "output" / system.name
        costs[system] = min(
            (measured(system, data, outputs[system]) for _ in range(repeat)),
            key=lambda cost: cost.wall_s,
        )
    require_equal(outputs)
    walls = {system.name: cost.wall_s for system, cost in costs.items()}
    input_bytes = events.input_bytes(data.root)
    return [
        Figures(
            system=system.name,
            events=data.events,
            small_objects=data.small_objects,
            wall_s=round(cost.wall_s, 2),
            cpu_s=round(cost.cpu_s, 2),
            peak_rss_mb=round(cost.peak_rss_mb),
            shuffled_per_input_byte=per_byte(
                system.shuffled_bytes(outputs[system], cost.most_spooled_bytes), input_bytes
            ),
            ratio_to_duckdb=ratio(cost.wall_s, walls.get("duckdb")),
            ratio_to_replay=ratio(cost.wall_s, walls.get("replay")),
        )
        for system, cost in costs.items()
    ]


def measured(system: System, data: Dataset, output: Path) -> measure.Cost:
    """One run into an empty folder, with the events in the page cache."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    warm(data)
    say(f"{data.events:,} events: {system.name}")
    command = system.command(data, output)
    log = WORK / "logs" / f"{system.name}-{data.root.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    cost = measure.run(command, log, system.environment(), lambda: system.spooled_bytes(output))
    say(f"  {cost.wall_s:.1f} s wall, {cost.cpu_s:.1f} s CPU, {cost.peak_rss_mb:,.0f} MB")
    if cost.others_cpu_s > cost.wall_s * BUSY_SHARE:
        say(f"  not to be relied on: other processes took {cost.others_cpu_s:.1f} s CPU meanwhile")
    return cost


def warm(data: Dataset) -> None:
    """Reads all events, so that no system pays for the disk; and waits for what is to be written."""
    for file in data.root.rglob("*.json*"):
        file.read_bytes()
    os.sync()


def per_byte(shuffled: int | None, input_bytes: int) -> float | None:
    """Of the shuffle, for each byte of input."""
    return None if shuffled is None else round(shuffled / input_bytes, 3)


def ratio(wall_s: float, other_s: float | None) -> float | None:
    """How many times the other's wall time, if the other was measured."""
    return None if other_s is None else round(wall_s / other_s, 2)


def say(text: str) -> None:
    """Progress, beside the result."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    measure.end_with_children()
    sys.exit(main(sys.argv[1:]))
