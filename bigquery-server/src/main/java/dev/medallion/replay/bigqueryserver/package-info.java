/**
 * A server that answers as BigQuery does, for tests: its rules are those that the service
 * documents, its tables are in DuckDB.
 */
package dev.medallion.replay.bigqueryserver;
