"""What one day costs beside few and beside many published days, as ratios."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from harness import measure
from harness.report import aligned
from harness.systems import BENCHMARKS, REPOSITORY

FIRST = datetime.date(2022, 1, 1)
ORDERS_A_DAY = 3000
CUSTOMERS = 1000


@dataclass(frozen=True)
class Growth:
    """One deed beside few and beside many days; field names are those of the JSON."""

    deed: str
    days: int
    cpu_s_beside_one: float
    cpu_s_beside_many: float
    ratio: float


def run(work: Path, days: int, repeat: int, say: Callable[[str], None]) -> list[Growth]:
    """Publishes one day and many days, then does the same to each, in turn, and takes the least."""
    shutil.rmtree(work, ignore_errors=True)
    lake = work / "lake"
    say(f"{days:,} days of {ORDERS_A_DAY:,} orders: making them")
    last = FIRST + datetime.timedelta(days - 1)
    for number in range(days):
        write_orders(lake, number)
    write_customers(lake, FIRST, "first", range(CUSTOMERS))
    warehouses = {"one": work / "one.duckdb", "many": work / "many.duckdb"}
    replay(lake, warehouses["one"], last, last, work, say)
    replay(lake, warehouses["many"], FIRST, last, work, say)
    return [
        compared("a day again", lake, warehouses, last, work, repeat, say, lambda i: None),
        compared(
            "a day with a customer whom no day names",
            lake,
            warehouses,
            last,
            work,
            repeat,
            say,
            lambda i: write_customers(lake, last, f"new-{i}", [CUSTOMERS + i]),
        ),
        compared(
            "a day with a customer whom only it names",
            lake,
            warehouses,
            last,
            work,
            repeat,
            say,
            lambda i: write_named(lake, last, days, i),
        ),
    ]


def compared(
    deed: str,
    lake: Path,
    warehouses: dict[str, Path],
    day: datetime.date,
    work: Path,
    repeat: int,
    say: Callable[[str], None],
    prepare: Callable[[int], None],
) -> Growth:
    """The deed in both warehouses, so often."""
    taken: dict[str, list[float]] = {name: [] for name in warehouses}
    for i in range(repeat):
        prepare(i)
        for name, warehouse in warehouses.items():
            taken[name].append(replay(lake, warehouse, day, day, work, say).cpu_s)
    few, many = min(taken["one"]), min(taken["many"])
    days = (day - FIRST).days + 1
    return Growth(deed, days, round(few, 2), round(many, 2), round(many / few, 2))


def replay(
    lake: Path,
    warehouse: Path,
    first: datetime.date,
    last: datetime.date,
    work: Path,
    say: Callable[[str], None],
) -> measure.Cost:
    """One run that has to end well."""
    command = [
        str(REPOSITORY / "replay"),
        "run",
        f"--model={BENCHMARKS / 'growth-model'}",
        f"--input={lake}",
        f"--from={first}",
        f"--to={last}",
        "--asOf=2027-01-01T00:00:00Z",
        f"--warehouse=duckdb:{warehouse}",
        "--progress=off",
    ]
    say(f"{first} to {last} into {warehouse.name}")
    cost = measure.run(command, work / f"{warehouse.stem}.log")
    say(f"  {cost.wall_s:.1f} s wall, {cost.cpu_s:.1f} s CPU")
    return cost


def write_orders(lake: Path, number: int) -> None:
    """The orders of one day, each of a customer."""
    day = FIRST + datetime.timedelta(number)
    write(
        lake / f"orders/dt={day}/a.jsonl",
        (
            {
                "id": f"{number}-{i}",
                "ver": 1,
                "day": str(day),
                "customer": f"c{(number + i) % CUSTOMERS}",
            }
            for i in range(ORDERS_A_DAY)
        ),
    )


def write_customers(lake: Path, day: datetime.date, file: str, numbers: range | list[int]) -> None:
    """Customers who came on a day."""
    write(
        lake / f"customers/dt={day}/{file}.jsonl",
        ({"id": f"c{n}", "ver": 1, "day": str(day), "name": f"name {n}"} for n in numbers),
    )


def write_named(lake: Path, day: datetime.date, days: int, number: int) -> None:
    """A new customer, and an order of his on the day."""
    customer = 2 * CUSTOMERS + number
    write_customers(lake, day, f"named-{number}", [customer])
    write(
        lake / f"orders/dt={day}/named-{number}.jsonl",
        [{"id": f"named-{number}", "ver": 1, "day": str(day), "customer": f"c{customer}"}],
    )


def write(file: Path, records: object) -> None:
    """Lines of JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as out:
        for record in records:  # type: ignore[attr-defined]
            out.write(json.dumps(record, separators=(",", ":")) + "\n")


def as_table(growth: list[Growth]) -> str:
    """One line a deed, aligned."""
    lines = [("deed", "published days", "CPU s beside one", "beside many", "ratio")]
    lines += [
        (
            row.deed,
            f"{row.days:,}",
            f"{row.cpu_s_beside_one:.2f}",
            f"{row.cpu_s_beside_many:.2f}",
            f"{row.ratio:.2f}",
        )
        for row in growth
    ]
    return aligned(lines)


def as_json(growth: list[Growth]) -> str:
    """A list of objects."""
    return json.dumps([asdict(row) for row in growth], indent=2)
