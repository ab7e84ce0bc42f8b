package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.Schema;
import dev.medallion.replay.transforms.model.TableOptions;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model says of a table and its columns. Where it says nothing, whatever is there stays: a
 * person may have written it.
 */
final class Descriptions {
  /** Of a table that its model does not describe, once it is made. */
  static final String OF_NEW_TABLE = "Published by replays, a whole partition at a time";

  private Descriptions() {}

  /** The description that a table is to have. */
  static String ofTable(TableOptions options, String now) {
    return options.description().isEmpty() ? now : options.description();
  }

  /** The same columns, described. */
  static Schema ofColumns(TableOptions options, Schema schema) {
    Map<String, String> wanted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    wanted.putAll(options.columns());
    return Schema.of(
        FieldList.of(schema.getFields().stream().map(field -> described(field, wanted)).toList()));
  }

  private static Field described(Field field, Map<String, String> wanted) {
    String text = wanted.get(field.getName());
    return text == null || text.equals(field.getDescription())
        ? field
        : field.toBuilder().setDescription(text).build();
  }
}
