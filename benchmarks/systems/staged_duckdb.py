"""The same tables by DuckDB, with what a replay keeps on the way: staged_duckdb.py <glob> <folder>

Nothing is decoded but by DuckDB's own reader, nothing audited, and no file has a record of its
completion. What is left is what it takes to pin the input, to compute shards that do not need each
other, to leave each partition as a file that can be reviewed and taken back, and to know whether it
changed.
"""

import glob
import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
from plain_duckdb import COLUMNS, EVENTS, GOLD, IN_WINDOW, LATEST, prepare

#: As the replay has them.
SHARD_BYTES = 64 << 20
FRAGMENT = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 8192"
KEPT = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 40960"
DAYS = [f"2026-03-{day:02d}" for day in range(1, 32)]

Connection = duckdb.DuckDBPyConnection


def sha256(file: str) -> str:
    """The digest of a file."""
    digest = hashlib.sha256()
    with open(file, "rb") as opened:
        while some := opened.read(1 << 20):
            digest.update(some)
    return digest.hexdigest()


def spread(work: Callable[[Any], object], items: Iterable[Any]) -> None:
    """Does the work on all cores."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(work, items):
            pass


def blocks(connection: Connection, files: list[str], folder: Path, shards: int) -> None:
    """Leaves the events of each shard in files of their own."""
    connection.execute(
        f"COPY (SELECT *, hash(id) % {shards} AS shard FROM {EVENTS}) TO '{folder}' "
        f"({KEPT}, PARTITION_BY (shard))",
        {"events": files},
    )


def fragment(connection: Connection, source: Path, file: Path) -> None:
    """Computes a shard's rows, by day."""
    connection.cursor().execute(
        f"COPY (WITH latest AS (SELECT * FROM read_parquet('{source}/*.parquet') {LATEST}) "
        f"SELECT {COLUMNS}, _object FROM latest WHERE {IN_WINDOW} ORDER BY created_date) "
        f"TO '{file}' ({FRAGMENT})"
    )


def partition(connection: Connection, fragments: Path, file: Path, text: str) -> None:
    """Leaves a day's rows in one file, sorted, and digests them row by row and as a file."""
    cursor = connection.cursor()
    rows = f"rows_{file.stem.replace('-', '_')}"
    cursor.execute(
        f"CREATE TEMP TABLE {rows} AS SELECT * FROM read_parquet('{fragments}/*.parquet') "
        f"WHERE created_date = DATE '{file.stem}'"
    )
    cursor.execute(f"SELECT count(*), bit_xor(md5_number({text})) FROM {rows}").fetchall()
    cursor.execute(f"COPY (SELECT * FROM {rows} ORDER BY id) TO '{file}' ({KEPT})")
    cursor.execute(f"DROP TABLE {rows}")
    sha256(str(file))


def row_text(connection: Connection, fragments: Path) -> str:
    """An expression: one text of all columns of a row."""
    described = connection.execute(f"DESCRIBE FROM read_parquet('{fragments}/*.parquet')")
    columns = [row[0] for row in described.fetchall()]
    return "concat(" + ", ".join(f"'{c}', coalesce(CAST({c} AS VARCHAR), '')" for c in columns) + ")"


def main(events: str, output: str) -> None:
    folder = Path(output)
    files = sorted(glob.glob(events))
    spread(sha256, files)
    shards = 1 + sum(os.path.getsize(file) for file in files) // SHARD_BYTES
    with duckdb.connect(folder / "charges.duckdb") as connection:
        prepare(connection)
        connection.execute("SET preserve_insertion_order = false")
        blocks(connection, files, folder / "blocks", shards)
        fragments = folder / "fragments"
        fragments.mkdir()
        spread(
            lambda source: fragment(connection, source, fragments / f"{source.name}.parquet"),
            sorted((folder / "blocks").iterdir()),
        )
        kept = folder / "kept"
        kept.mkdir()
        text = row_text(connection, fragments)
        spread(lambda day: partition(connection, fragments, kept / f"{day}.parquet", text), DAYS)
        connection.execute(
            "CREATE TABLE silver.charges AS "
            f"SELECT * EXCLUDE (_object) FROM read_parquet('{kept}/*.parquet')"
        )
        connection.execute(GOLD)


if __name__ == "__main__":
    main(*sys.argv[1:])
