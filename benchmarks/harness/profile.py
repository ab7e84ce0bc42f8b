"""Shows where the time of a replay goes: by class of the program that a thread is in."""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from harness import events, measure
from harness.errors import Unusable
from harness.main import WORK, data, say, warm
from harness.report import aligned
from harness.systems import ALL, agent_jar

#: Places with less of the CPU than this are added up.
SMALL_SHARE = 0.005


@dataclass(frozen=True)
class Place:
    """What the agent saw of one part of the program; seconds."""

    name: str
    cpu: float
    busy: float
    first: float
    last: float


@dataclass(frozen=True)
class Profile:
    """What the agent wrote."""

    places: list[Place]
    frames: list[Place]
    jvm: list[Place]
    cpu: float
    wall: float


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0 with a profile, 1 without."""
    options = parse(arguments)
    try:
        for name in ("replay", "naive"):
            ALL[name].prepare()
        profile, cost = profiled(options.events, options.small)
    except (Unusable, measure.CommandFailed) as e:
        print(f"benchmarks: {e}", file=sys.stderr)
        return 1
    print(as_table(profile, options.frames))
    print(
        f"\n{cost.wall_s:.1f} s wall, {cost.cpu_s:.1f} s CPU, {cost.peak_rss_mb:,.0f} MB peak RSS"
    )
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options, or a usage error."""
    parser = argparse.ArgumentParser(
        prog="benchmarks/profile",
        description="Runs the replay once, under an agent that looks at all threads 50 times a"
        " second, and prints which class of the program took how much CPU, and when.",
    )
    parser.add_argument("--events", type=int, default=1_000_000, help="how many (1000000)")
    parser.add_argument(
        "--small", action="store_true", help="one event an object instead of files of lines"
    )
    parser.add_argument(
        "--frames",
        type=int,
        default=0,
        help="for each class, show so many of the methods that it was in when looked at (0)",
    )
    return parser.parse_args(arguments)


def profiled(size: int, small: bool) -> tuple[Profile, measure.Cost]:
    """Runs the replay under the agent."""
    dataset = data(size, events.write_objects if small else events.write_files)
    output = WORK / "output" / "profile"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    warm(dataset)
    say(f"{size:,} events: replay, under the profiler")
    file = output / "profile.tsv"
    cost = measure.run(
        ALL["replay"].command(dataset, output),
        WORK / "logs" / "profile.log",
        {"REPLAY_JAVA_OPTS": f"-javaagent:{agent_jar()}={file}"},
    )
    return read(file), cost


def read(file: Path) -> Profile:
    """What the agent wrote, most CPU first."""
    found: dict[str, list[Place]] = {"place": [], "frame": [], "jvm": []}
    cpu = wall = 0.0
    for line in file.read_text(encoding="utf-8").splitlines():
        kind, name, *millis = line.split("\t")
        seconds = [int(value) / 1000 for value in millis]
        if kind == "process":
            cpu, wall = seconds
        else:
            found[kind].append(Place(name, *seconds))
    for places in found.values():
        places.sort(key=lambda place: -place.cpu)
    return Profile(found["place"], found["frame"], found["jvm"], cpu, wall)


def as_table(profile: Profile, frames: int) -> str:
    """A line a place, most CPU first; then what no Java thread took."""
    large = [place for place in profile.places if place.cpu >= profile.cpu * SMALL_SHARE]
    small = [place for place in profile.places if place.cpu < profile.cpu * SMALL_SHARE]
    lines: list[tuple[str, ...]] = [("where", "CPU s", "CPU %", "busy s", "from s", "to s")]
    for place in large:
        lines.append(row(place, profile.cpu))
        own = [frame for frame in profile.frames if frame.name.startswith(f"{place.name} > ")]
        for frame in own[:frames]:
            lines.append(row(indented(frame), profile.cpu))
    lines += [rest(place.name, place.cpu, profile.cpu) for place in profile.jvm]
    known = sum(place.cpu for place in profile.places + profile.jvm)
    lines.append(rest(f"{len(small)} others", sum(place.cpu for place in small), profile.cpu))
    lines.append(rest("outside Java's threads", profile.cpu - known, profile.cpu))
    lines.append(("all", f"{profile.cpu:.1f}", "100.0", f"{profile.wall:.1f}", "", ""))
    return aligned(lines)


def indented(frame: Place) -> Place:
    """A frame as it stands below its place."""
    name = frame.name.partition(" > ")[2]
    return Place(f"    {name}", frame.cpu, frame.busy, frame.first, frame.last)


def row(place: Place, cpu: float) -> tuple[str, ...]:
    """A place's cells."""
    return (
        place.name,
        f"{place.cpu:.1f}",
        f"{100 * place.cpu / cpu:.1f}",
        f"{place.busy:.1f}",
        f"{place.first:.1f}",
        f"{place.last:.1f}",
    )


def rest(name: str, taken: float, cpu: float) -> tuple[str, ...]:
    """The cells of a sum that has no time of its own."""
    return (name, f"{taken:.1f}", f"{100 * taken / cpu:.1f}", "", "", "")


if __name__ == "__main__":
    measure.end_with_children()
    sys.exit(main(sys.argv[1:]))
