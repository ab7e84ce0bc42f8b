/**
 * BigQuery as a warehouse: its jobs and its tables, by the official client. What is published, and
 * when, is decided elsewhere; heads, leases and publications are in the state log.
 */
package dev.medallion.replay.transforms.warehouse.bigquery;
