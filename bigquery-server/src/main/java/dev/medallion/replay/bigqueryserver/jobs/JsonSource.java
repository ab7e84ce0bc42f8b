package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.FieldType;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.schema.StoredType;
import dev.medallion.replay.bigqueryserver.schema.StoredTypes;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows of files with one JSON object a line.
 *
 * <p>Source: cloud.google.com/bigquery/docs/loading-data-cloud-storage-json. Bytes are Base64; a
 * name that the schema has not is an error unless unknown values are ignored.
 */
public record JsonSource(Catalog catalog) {

  /** A relation of the rows, each column with the type in which it is kept. */
  public String relation(Schema schema, List<Path> files, boolean ignoreUnknown) {
    String list =
        files.stream()
            .map(f -> Quote.literal(f.toString()))
            .collect(Collectors.joining(", ", "[", "]"));
    if (!ignoreUnknown) {
      refuseUnknown(schema, list);
    }
    String read =
        schema.fields().stream()
            .map(f -> Quote.identifier(f.name()) + ": " + Quote.literal(read(f)))
            .collect(
                Collectors.joining(
                    ", ",
                    "read_json(" + list + ", format = 'newline_delimited', columns = {",
                    "})"));
    return schema.fields().stream()
        .map(f -> value(f) + " AS " + Quote.identifier(f.name()))
        .collect(Collectors.joining(", ", "(SELECT ", " FROM " + read + ")"));
  }

  /** Rows of a load. */
  Staged staged(Schema schema, List<Path> files, boolean ignoreUnknown) {
    String relation = relation(schema, files, ignoreUnknown);
    Map<String, StoredType> columns = new LinkedHashMap<>(catalog.rows().columns(relation));
    return new Staged(relation, columns, schema);
  }

  private void refuseUnknown(Schema schema, String list) {
    for (String name :
        catalog
            .session()
            .query(
                "SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects("
                    + list
                    + ", format = 'newline_delimited')",
                r -> r.getString(1))) {
      if (schema.find(name).isEmpty()) {
        throw ApiException.invalid(
            "Error while reading data, error message: JSON parsing error: No such field: "
                + name
                + ".");
      }
    }
  }

  /** Decimals come as text, so that no number becomes a float on its way. */
  private static String read(Field field) {
    boolean text =
        !field.repeated()
            && (field.type() == FieldType.BYTES
                || field.type() == FieldType.NUMERIC
                || field.type() == FieldType.BIGNUMERIC);
    if (!text && has(field, FieldType.BYTES)) {
      throw ApiException.unsupported("BYTES within a list or struct of JSON: " + field.name());
    }
    return text ? "VARCHAR" : StoredTypes.of(field, Optional.empty()).toString();
  }

  private static boolean has(Field field, FieldType type) {
    return field.type() == type || field.fields().stream().anyMatch(f -> has(f, type));
  }

  private static String value(Field field) {
    String name = Quote.identifier(field.name());
    if (field.repeated()) {
      return "coalesce(" + name + ", [])";
    }
    return field.type() == FieldType.BYTES
        ? "from_base64(" + name + ")"
        : "CAST(" + name + " AS " + StoredTypes.of(field, Optional.empty()) + ")";
  }
}
