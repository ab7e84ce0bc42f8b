package dev.medallion.replay.bigqueryserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The columns by which a table is clustered: at most four of the top level, of types that have an
 * order. Here they change nothing but what is answered.
 *
 * <p>Source: cloud.google.com/bigquery/docs/clustered-tables#cluster_column_types.
 */
public final class Clusters {
  private static final int MOST = 4;
  private static final Set<FieldType> WITHOUT_ORDER =
      Set.of(FieldType.RECORD, FieldType.FLOAT, FieldType.BYTES, FieldType.JSON, FieldType.TIME);

  private Clusters() {}

  /** Refuses a table that can't be clustered as it says. */
  public static void check(JsonNode table, Schema schema) {
    JsonNode fields = table.path("clustering").path("fields");
    if (fields.size() > MOST) {
      throw ApiException.invalid("Too many clustering fields: at most " + MOST + " are allowed");
    }
    Set<String> seen = new HashSet<>();
    for (JsonNode one : fields) {
      String name = one.asText();
      Field field =
          schema
              .find(name)
              .orElseThrow(
                  () ->
                      ApiException.invalid(
                          "The field specified for clustering cannot be found in the schema: "
                              + name));
      if (field.repeated() || WITHOUT_ORDER.contains(field.type())) {
        throw ApiException.invalid(
            "Clustering is not possible on a column of type " + field.type() + ": " + name);
      }
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw ApiException.invalid("Duplicate clustering field: " + name);
      }
    }
  }
}
