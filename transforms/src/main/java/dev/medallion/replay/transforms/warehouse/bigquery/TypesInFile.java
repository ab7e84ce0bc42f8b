package dev.medallion.replay.transforms.warehouse.bigquery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.bigquery.Field;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file of rows that somebody else wrote says which types they have in BigQuery, where DuckDB's do
 * not tell: a column of type JSON is a text in the file. It says so among the key-value metadata of
 * Parquet.
 */
final class TypesInFile {
  private static final String KEY = "replay_types";
  private static final JsonMapper JSON = new JsonMapper();

  private TypesInFile() {}

  /** What a COPY that writes such a file has among its options. */
  static String option(Collection<Field> fields) {
    Map<String, String> types = new TreeMap<>();
    for (Field field : fields) {
      String kept = Fields.kept(field).sql();
      if (!kept.equals(Fields.read(field).sql())) {
        types.put(field.getName(), kept);
      }
    }
    try {
      return types.isEmpty()
          ? ""
          : ", KV_METADATA {" + KEY + ": " + Sql.literal(JSON.writeValueAsString(types)) + "}";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The columns of files, with what the files say of their types. DuckDB's integers of all sizes
   * are one type of BigQuery, so they are one here: a file of rows that a query found has another
   * one than the file that a run wrote.
   */
  static List<Column> columns(LocalRows local, List<String> paths) {
    Map<String, String> types = new HashMap<>();
    local
        .query(
            "SELECT decode(value) FROM "
                + Sql.parquetMetadata(paths)
                + " WHERE decode(key) = "
                + Sql.literal(KEY),
            row -> row.getString(1))
        .forEach(text -> types.putAll(parsed(text)));
    return local.columns(Sql.parquet(paths)).stream()
        .map(c -> new Column(c.name(), types.getOrDefault(c.name(), c.type())))
        .map(c -> new Column(c.name(), stored(c)))
        .toList();
  }

  private static String stored(Column column) {
    return Fields.of(column).map(f -> Fields.kept(f).sql()).orElse(column.type());
  }

  private static Map<String, String> parsed(String text) {
    try {
      return JSON.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept file says something odd of its types: " + text, e);
    }
  }
}
