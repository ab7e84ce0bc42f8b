/** Prints the rows of a query as a table, JSON, CSV or TSV. It runs no query. */
package dev.medallion.replay.pipelines.text.query;
