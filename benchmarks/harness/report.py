"""Figures as a table to read, and as JSON for a program."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figures:
    """What one system cost on one set of events; field names are those of the JSON."""

    system: str
    events: int
    small_objects: bool
    wall_s: float
    cpu_s: float
    peak_rss_mb: float
    shuffled_per_input_byte: float | None
    ratio_to_duckdb: float | None
    ratio_to_replay: float | None

    @property
    def label(self) -> str:
        """The system as the table names it."""
        return f"{self.system}, small objects" if self.small_objects else self.system


def as_json(figures: list[Figures]) -> str:
    """A list of objects."""
    return json.dumps([asdict(row) for row in figures], indent=2)


def as_table(figures: list[Figures]) -> str:
    """One line a system and size, aligned."""
    lines: list[tuple[str, ...]] = [
        (
            "system",
            "events",
            "wall s",
            "CPU s",
            "peak RSS MB",
            "shuffled/input byte",
            "ratio to duckdb",
            "to replay",
        )
    ]
    lines += [
        (
            row.label,
            f"{row.events:,}",
            f"{row.wall_s:.1f}",
            f"{row.cpu_s:.1f}",
            f"{row.peak_rss_mb:,.0f}",
            _optional(row.shuffled_per_input_byte),
            _optional(row.ratio_to_duckdb),
            _optional(row.ratio_to_replay),
        )
        for row in figures
    ]
    return aligned(lines)


def aligned(lines: list[tuple[str, ...]]) -> str:
    """Columns as wide as their widest cell: the first to the left, the others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*lines)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths))
        ).rstrip()
        for line in lines
    )


def _optional(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
