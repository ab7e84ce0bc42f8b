"""The same tables by PySpark in local mode: spark_job.py <folder of the events> <output folder>"""

import sys

from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as f

SCHEMA = """
  id STRING,
  created BIGINT,
  updated TIMESTAMP,
  status STRING,
  amount BIGINT,
  fee DECIMAL(12, 4),
  currency STRING,
  captured BOOLEAN,
  customer STRING,
  invoice STRING,
  card STRUCT<brand: STRING, country: STRING>,
  metadata STRUCT<order_id: STRING, channel: STRING>
"""


def session(output: str) -> SparkSession:
    return (
        SparkSession.builder.master("local[*]")
        .appName("charges")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "16")
        .config("spark.ui.enabled", "false")
        # How much was shuffled is read from the log afterwards.
        .config("spark.eventLog.enabled", "true")
        .config("spark.eventLog.dir", f"file://{output}/log")
        .config("spark.local.dir", f"{output}/tmp")
        .getOrCreate()
    )


def latest(events: DataFrame) -> DataFrame:
    newest_first = Window.partitionBy("id").orderBy(f.col("updated").desc())
    return (
        events.withColumn("rank", f.row_number().over(newest_first))
        .where("rank = 1")
        .select(
            "id",
            f.timestamp_seconds("created").alias("created_ts"),
            "created_date",
            f.col("updated").alias("updated_ts"),
            "status",
            "amount",
            "fee",
            "currency",
            "captured",
            f.col("customer").alias("customer_id"),
            f.col("invoice").alias("invoice_id"),
            f.col("card.brand").alias("card_brand"),
            f.col("card.country").alias("card_country"),
            f.col("metadata.order_id").alias("order_id"),
            f.col("metadata.channel").alias("channel"),
        )
    )


def daily_revenue(charges: DataFrame) -> DataFrame:
    return charges.groupBy("created_date", "currency").agg(
        f.count("*").alias("charges"),
        f.sum("amount").alias("amount"),
        f.sum("fee").alias("fees"),
        f.countDistinct("customer_id").alias("customers"),
    )


def main(root: str, output: str) -> None:
    spark = session(output)
    events = (
        spark.read.schema(SCHEMA)
        .json(f"{root}/charges/*/*.jsonl")
        .withColumn("created_date", f.to_date(f.timestamp_seconds("created")))
        .where("created_date BETWEEN DATE '2026-03-01' AND DATE '2026-03-31'")
    )
    latest(events).write.partitionBy("created_date").parquet(f"{output}/silver/charges")
    charges = spark.read.parquet(f"{output}/silver/charges")
    daily_revenue(charges).write.partitionBy("created_date").parquet(f"{output}/gold/daily_revenue")
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
