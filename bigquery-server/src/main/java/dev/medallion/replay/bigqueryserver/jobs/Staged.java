package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.schema.StoredType;
import java.util.Map;

/**
 * Rows that are to be written.
 *
 * @param relation in DuckDB's SQL
 * @param columns DuckDB's types of its columns
 * @param schema what they are to the service
 */
record Staged(String relation, Map<String, StoredType> columns, Schema schema) {}
