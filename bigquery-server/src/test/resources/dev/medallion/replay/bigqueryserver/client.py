"""What a user of the official Python client does: make a table, load, query, read, copy.

Arguments: the server, a Parquet file whose rows are of 2026-02-03. Prints a line a step.
"""

import datetime
import decimal
import sys

from google.api_core import exceptions
from google.auth import credentials
from google.cloud import bigquery

server, parquet = sys.argv[1:]
client = bigquery.Client(
    project="test-project",
    location="EU",
    credentials=credentials.AnonymousCredentials(),
    client_options={"api_endpoint": server},
)

dataset = bigquery.Dataset("test-project.python")
dataset.location = "EU"
client.create_dataset(dataset)
table = bigquery.Table(
    "test-project.python.orders",
    schema=[
        bigquery.SchemaField("id", "STRING"),
        bigquery.SchemaField("amount", "NUMERIC"),
        bigquery.SchemaField("day", "DATE"),
        bigquery.SchemaField("at", "TIMESTAMP"),
        bigquery.SchemaField("tags", "STRING", mode="REPEATED"),
        bigquery.SchemaField(
            "place", "RECORD", fields=[bigquery.SchemaField("city", "STRING")]
        ),
        bigquery.SchemaField("raw", "BYTES"),
        bigquery.SchemaField("big", "BIGNUMERIC"),
        bigquery.SchemaField("extra", "JSON"),
    ],
)
table.time_partitioning = bigquery.TimePartitioning(field="day")
table.labels = {"layer": "silver"}
client.create_table(table)
print("table", client.get_table(table).labels, [t.table_id for t in client.list_tables("python")])

options = bigquery.ParquetOptions()
options.enable_list_inference = True
config = bigquery.LoadJobConfig(
    schema=table.schema, source_format="PARQUET", write_disposition="WRITE_TRUNCATE"
)
config.parquet_options = options
job = client.load_table_from_uri(
    parquet, "test-project.python.orders$20260203", job_config=config
)
print("loaded", job.result().output_rows, client.get_table(table).num_rows)
job = client.load_table_from_json(
    [{"id": "json", "day": "2026-02-04", "amount": "2.5", "extra": {"a": [1, 2]}}],
    "test-project.python.orders",
    job_config=bigquery.LoadJobConfig(
        schema=table.schema, write_disposition="WRITE_APPEND"
    ),
)
print("uploaded", job.result().output_rows)

for row in client.list_rows(table):
    print("row", row["id"], row["amount"], row["day"], row["at"], row["tags"], row["place"],
          row["raw"], row["big"], row["extra"])
query = client.query(
    "SELECT day, COUNT(*) AS n, SUM(amount) AS total FROM python.orders"
    " WHERE day >= @start GROUP BY day ORDER BY day",
    job_config=bigquery.QueryJobConfig(
        query_parameters=[
            bigquery.ScalarQueryParameter("start", "DATE", datetime.date(2026, 2, 1))
        ]
    ),
)
for row in query.result():
    print("day", row.day, row.n, row.total, isinstance(row.total, decimal.Decimal))
dry = client.query("SELECT id FROM python.orders", bigquery.QueryJobConfig(dry_run=True))
print("dry", dry.total_bytes_processed > 0)
client.copy_table("test-project.python.orders", "test-project.python.copied").result()
print("copied", client.get_table("test-project.python.copied").num_rows)
try:
    client.get_table("test-project.python.nothing")
except exceptions.NotFound:
    print("not found")
client.delete_table("test-project.python.orders$20260203")
print("left", [r.id for r in client.query("SELECT id FROM python.orders").result()])
