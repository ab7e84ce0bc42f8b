/** Parquet: typed columns, which DuckDB reads. */
package dev.medallion.replay.transforms.flow.format.parquet;
