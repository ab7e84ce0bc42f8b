/**
 * The embedded warehouse: one DuckDB file, in which data, heads, leases and journal change in one
 * transaction. What is published, and when it is refused, is decided elsewhere.
 */
package dev.medallion.replay.transforms.warehouse.duckdb;
