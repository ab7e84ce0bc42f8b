/**
 * Datasets, tables, rows and partitions, held in one database of DuckDB. What a job does with them
 * is elsewhere.
 */
package dev.medallion.replay.bigqueryserver.store;
