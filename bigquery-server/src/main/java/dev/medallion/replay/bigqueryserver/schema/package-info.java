/**
 * Names, types and partitions of tables, and what each is in DuckDB. Nothing here holds a
 * connection.
 */
package dev.medallion.replay.bigqueryserver.schema;
