package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.engine.Column;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code cluster_by}, {@code description} and {@code columns} of a table, and the description
 * of a field. The limits are BigQuery's: <a
 * href="https://cloud.google.com/bigquery/quotas#table_limits">tables</a>, <a
 * href="https://cloud.google.com/bigquery/docs/clustered-tables">clustering</a>.
 */
final class TableOptionsReader {
  private static final int MOST_CLUSTER_COLUMNS = 4;
  private static final int LONGEST = 16_384;
  private static final int LONGEST_OF_COLUMN = 1_024;

  /** Types of DuckDB by which BigQuery clusters, as it stores them. */
  private static final Pattern CLUSTERED =
      Pattern.compile(
          "VARCHAR|U?TINYINT|U?SMALLINT|U?INTEGER|BIGINT|DECIMAL\\(.*\\)|BOOLEAN|DATE|TIMESTAMP WITH"
              + " TIME ZONE");

  private final YamlMapping block;

  TableOptionsReader(YamlMapping block) {
    this.block = block;
  }

  TableOptions read() {
    List<String> clusterBy =
        block.texts("cluster_by").stream().map(YamlMapping.Item::text).toList();
    if (clusterBy.size() > MOST_CLUSTER_COLUMNS) {
      block.problem(
          "cluster_by",
          "cluster_by names " + clusterBy.size() + " columns",
          "Keep the 4 by which most queries filter; a table has no more.");
      clusterBy = clusterBy.subList(0, MOST_CLUSTER_COLUMNS);
    }
    SortedMap<String, String> columns = new TreeMap<>();
    block
        .textByName("columns")
        .forEach(
            (column, text) -> {
              if (text.text().length() > LONGEST_OF_COLUMN) {
                block.problemAt(
                    text.node(),
                    "the description of " + column + " is longer than 1024 characters",
                    "Shorten it.");
              }
              columns.put(column, text.text());
            });
    return new TableOptions(clusterBy, description(LONGEST), columns);
  }

  /** The description of a field; empty: none. */
  static String ofField(YamlMapping field, boolean isInList) {
    if (isInList && field.has("description")) {
      field.problem(
          "description",
          "a field of a list element has no column of its own to describe",
          "Describe the list, and remove it here.");
    }
    return new TableOptionsReader(field).description(LONGEST_OF_COLUMN);
  }

  private String description(int longest) {
    Optional<String> text = block.text("description");
    if (text.isPresent() && text.get().length() > longest) {
      block.problem(
          "description",
          "the description is longer than " + longest + " characters",
          "Shorten it.");
    }
    return text.orElse("");
  }

  /** Compares with what the table's SQL selects. */
  void check(List<Column> selected) {
    List<String> names = selected.stream().filter(c -> !c.isHidden()).map(Column::name).toList();
    for (YamlMapping.Item item : block.texts("cluster_by")) {
      if (SqlChecks.mustBeSelected(block, item, "cluster_by", names)) {
        String type = SqlChecks.type(selected, item.text());
        if (!CLUSTERED.matcher(type).matches()) {
          block.problemAt(
              item.node(),
              "cluster_by: "
                  + item.text()
                  + " is of type "
                  + type
                  + ", and no table is clustered by such values",
              "Choose a column of text, whole numbers, decimals, truth values, dates or times.");
        }
      }
    }
    block
        .textByName("columns")
        .forEach(
            (column, text) ->
                SqlChecks.mustBeSelected(
                    block, new YamlMapping.Item(column, text.node()), "columns", names));
  }
}
