/** Tests of what is sent to BigQuery, and of what comes back. */
package dev.medallion.replay.transforms.warehouse.bigquery;
