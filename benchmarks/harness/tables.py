"""The tables that every system has to make, and their columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column, and the DuckDB type that it is compared as."""

    name: str
    type: str


def columns(**types: str) -> list[Column]:
    """Columns from names and types."""
    return [Column(name, column_type) for name, column_type in types.items()]


TABLES: dict[str, list[Column]] = {
    "silver.charges": columns(
        id="VARCHAR",
        created_ts="TIMESTAMPTZ",
        created_date="DATE",
        updated_ts="TIMESTAMPTZ",
        status="VARCHAR",
        amount="BIGINT",
        fee="DECIMAL(12, 4)",
        currency="VARCHAR",
        captured="BOOLEAN",
        customer_id="VARCHAR",
        invoice_id="VARCHAR",
        card_brand="VARCHAR",
        card_country="VARCHAR",
        order_id="VARCHAR",
        channel="VARCHAR",
    ),
    "gold.daily_revenue": columns(
        created_date="DATE",
        currency="VARCHAR",
        charges="BIGINT",
        amount="BIGINT",
        fees="DECIMAL(38, 4)",
        customers="BIGINT",
    ),
}
