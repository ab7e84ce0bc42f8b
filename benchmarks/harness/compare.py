"""Compares what the systems made: figures of unequal results say nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb

from harness.errors import Unusable
from harness.systems import System
from harness.tables import TABLES

Outputs = dict[System, Path]


def require_equal(outputs: Outputs) -> None:
    """Refuses results that differ in any row of any table, naming the first row that does."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for system, output in outputs.items():
            attachment = system.attachment(output)
            if attachment is not None:
                connection.execute(f"ATTACH '{attachment}' AS {system.name} (READ_ONLY)")
        for table in TABLES:
            _require_equal_table(connection, table, outputs)


def _require_equal_table(
    connection: duckdb.DuckDBPyConnection, table: str, outputs: Outputs
) -> None:
    selects = {system.name: _select(system, table, output) for system, output in outputs.items()}
    digests = {name: _digests(connection, select) for name, select in selects.items()}
    first, *others = digests
    if not digests[first]:
        raise Unusable(f"{table} of {first} is empty")
    for other in others:
        for day in sorted(digests[first].keys() | digests[other].keys()):
            if digests[first].get(day) != digests[other].get(day):
                raise Unusable(
                    f"{table} of {first} and {other} differ on {day}: "
                    + _first_difference(connection, selects, first, other, day)
                )


def _select(system: System, table: str, output: Path) -> str:
    columns = ", ".join(
        f'CAST("{column.name}" AS {column.type}) AS "{column.name}"' for column in TABLES[table]
    )
    return f"SELECT {columns} FROM {system.relation(table, output)}"


def _digests(connection: duckdb.DuckDBPyConnection, select: str) -> dict[str, tuple[int, int]]:
    """By day: the number of rows, and a sum over them that their order leaves as it is."""
    rows = connection.execute(
        f"SELECT CAST(created_date AS VARCHAR), count(*), sum(hash(t)) FROM ({select}) t GROUP BY 1"
    ).fetchall()
    return {day: (count, digest) for day, count, digest in rows}


def _first_difference(
    connection: duckdb.DuckDBPyConnection,
    selects: dict[str, str],
    first: str,
    other: str,
    day: str,
) -> str:
    for one, two in ((first, other), (other, first)):
        row = connection.execute(
            f"""
            SELECT CAST(d AS VARCHAR) FROM (
              FROM ({selects[one]}) WHERE created_date = CAST($day AS DATE)
              EXCEPT ALL
              FROM ({selects[two]}) WHERE created_date = CAST($day AS DATE)
            ) d ORDER BY 1 LIMIT 1
            """,
            {"day": day},
        ).fetchone()
        if row is not None:
            return f"{one} has {row[0]}, {two} does not"
    return "their checksums differ, their rows do not"
