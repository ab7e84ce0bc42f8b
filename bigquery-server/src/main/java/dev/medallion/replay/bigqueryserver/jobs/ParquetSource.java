package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.schema.SourceTypes;
import dev.medallion.replay.bigqueryserver.schema.StoredType;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows of Parquet files, whose columns are found by name.
 *
 * <p>Source: cloud.google.com/bigquery/docs/loading-data-cloud-storage-parquet.
 */
record ParquetSource(Catalog catalog, JsonNode load) {

  Staged staged(Destination destination, List<Path> files) {
    String relation =
        files.stream()
            .map(f -> Quote.literal(f.toString().replaceAll("([*?\\[])", "[$1]")))
            .collect(
                Collectors.joining(
                    ", ", "read_parquet([", "], hive_partitioning = false, union_by_name = true)"));
    Map<String, StoredType> columns = catalog.rows().columns(relation);
    Schema schema = schema(destination, columns);
    boolean inference = load.path("parquetOptions").path("enableListInference").asBoolean(false);
    boolean ignoreUnknown = load.path("ignoreUnknownValues").asBoolean(false);
    for (Map.Entry<String, StoredType> column : columns.entrySet()) {
      if (schema.find(column.getKey()).isEmpty() && !ignoreUnknown) {
        throw ApiException.invalid(
            "Error while reading data, error message: the file has a column that the schema has "
                + "not: "
                + column.getKey());
      }
    }
    for (Field field : schema.fields()) {
      StoredType type =
          columns.entrySet().stream()
              .filter(e -> e.getKey().equalsIgnoreCase(field.name()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
      if (type != null) {
        SourceTypes.check(field, type, inference);
      } else if (field.required()) {
        throw ApiException.invalid(
            "Error while reading data, error message: Required column '"
                + field.name()
                + "' is missing in the file");
      }
    }
    return new Staged(relation, columns, schema);
  }

  /** What the job gives; else the table's; else what the file has. */
  private Schema schema(Destination destination, Map<String, StoredType> columns) {
    if (load.hasNonNull("schema")) {
      return Schema.of(load.get("schema"));
    }
    boolean replaces =
        destination.partition().isEmpty()
            && load.path("writeDisposition").asText().equals("WRITE_TRUNCATE");
    if (!replaces) {
      var table = catalog.find(destination.table());
      if (table.isPresent()) {
        return table.map(Table::schema).get();
      }
    }
    return SourceTypes.inferred(columns);
  }
}
