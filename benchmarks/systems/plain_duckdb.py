"""The same tables by one plain DuckDB script: plain_duckdb.py <glob of the events> <database>"""

import sys

import duckdb

#: What a line of the events holds; to be given $events.
EVENTS = """
read_json(
  $events,
  format = 'newline_delimited',
  filename = '_object',
  columns = {
    id: 'VARCHAR',
    created: 'BIGINT',
    updated: 'TIMESTAMPTZ',
    status: 'VARCHAR',
    amount: 'BIGINT',
    fee: 'DECIMAL(12, 4)',
    currency: 'VARCHAR',
    captured: 'BOOLEAN',
    customer: 'VARCHAR',
    invoice: 'VARCHAR',
    card: 'STRUCT(brand VARCHAR, country VARCHAR)',
    metadata: 'STRUCT(order_id VARCHAR, channel VARCHAR)'
  })
"""

#: Keeps the latest version of each charge.
LATEST = "QUALIFY row_number() OVER (PARTITION BY id ORDER BY updated DESC) = 1"

COLUMNS = """
  id,
  to_timestamp(created) AS created_ts,
  CAST(to_timestamp(created) AS DATE) AS created_date,
  updated AS updated_ts,
  status,
  amount,
  fee,
  currency,
  captured,
  customer AS customer_id,
  invoice AS invoice_id,
  card.brand AS card_brand,
  card.country AS card_country,
  metadata.order_id AS order_id,
  metadata.channel AS channel
"""

IN_WINDOW = (
    "CAST(to_timestamp(created) AS DATE) BETWEEN DATE '2026-03-01' AND DATE '2026-03-31'"
)

SILVER = f"""
CREATE TABLE silver.charges AS
WITH latest AS (SELECT * EXCLUDE (_object) FROM {EVENTS} {LATEST})
SELECT {COLUMNS} FROM latest WHERE {IN_WINDOW}
"""

GOLD = """
CREATE TABLE gold.daily_revenue AS
SELECT
  created_date,
  currency,
  count(*) AS charges,
  CAST(sum(amount) AS BIGINT) AS amount,
  sum(fee) AS fees,
  count(DISTINCT customer_id) AS customers
FROM silver.charges
GROUP BY created_date, currency
"""


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the schemas of the tables."""
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("CREATE SCHEMA silver")
    connection.execute("CREATE SCHEMA gold")


def main(events: str, database: str) -> None:
    with duckdb.connect(database) as connection:
        prepare(connection)
        connection.execute(SILVER, {"events": events})
        connection.execute(GOLD)


if __name__ == "__main__":
    main(*sys.argv[1:])
