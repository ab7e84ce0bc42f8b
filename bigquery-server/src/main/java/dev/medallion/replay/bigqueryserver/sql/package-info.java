/**
 * GoogleSQL to DuckDB's SQL, as far as it can be translated without another result. Nothing here
 * knows what is in a table.
 */
package dev.medallion.replay.bigqueryserver.sql;
