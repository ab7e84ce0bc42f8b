package dev.medallion.replay.transforms.flow.format.parquet;

import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The columns of a file as it names them, and what DuckDB would not read of them as they are. */
final class ParquetSchema {
  /**
   * A column, or a part of one.
   *
   * @param parts how many of those that follow are within it
   */
  private record Node(String name, String type, int parts, String meaning) {
    /** Nanoseconds that DuckDB cuts. */
    boolean isCut() {
      boolean isInstant = meaning.contains("isAdjustedToUTC=1") && meaning.contains("NANOS=Nano");
      return isInstant || type.equals("INT96");
    }
  }

  /** What DuckDB calls the index of a row. */
  static final String NUMBER = "file_row_number";

  private final List<Node> nodes;

  private ParquetSchema(List<Node> nodes) {
    this.nodes = nodes;
  }

  static ParquetSchema read(DuckDbSession session, String file) {
    return new ParquetSchema(
        session.query(
            "SELECT name, type, num_children, logical_type FROM parquet_schema("
                + Sql.literal(file)
                + ")",
            row ->
                new Node(
                    row.getString(1),
                    text(row.getString(2)),
                    row.getInt(3),
                    text(row.getString(4)))));
  }

  private static String text(String value) {
    return Optional.ofNullable(value).orElse("");
  }

  /**
   * Refuses names that DuckDB takes for one: it would give one of the columns another name.
   *
   * @throws IOException where there are two
   */
  void requireDifferentNames() throws IOException {
    if (!nodes.isEmpty()) {
      requireDifferentNamesIn(0);
    }
  }

  /** Of what is within a column, or on top; where the next one of its level begins. */
  private int requireDifferentNamesIn(int parent) throws IOException {
    Map<String, String> known = new HashMap<>();
    int next = parent + 1;
    for (int part = 0; part < nodes.get(parent).parts(); part++) {
      String name = nodes.get(next).name();
      String other = known.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new IOException(
            "its columns " + other + " and " + name + " have the same name, but for case");
      } else if (name.equals(NUMBER) && parent == 0) {
        throw new IOException("its column " + NUMBER + " has a name that its reader needs");
      }
      next = requireDifferentNamesIn(next);
    }
    return next;
  }

  /**
   * Refuses columns whose nanoseconds would be lost where they tell two versions apart.
   *
   * @param names of the columns that do
   * @throws IOException where there is one
   */
  void requireExact(Set<String> names) throws IOException {
    for (Node node : nodes) {
      if (node.isCut() && names.contains(node.name())) {
        throw new IOException(
            "its column "
                + node.name()
                + " tells versions apart and holds nanoseconds, of which only microseconds can be"
                + " read; write it in microseconds (pyarrow: coerce_timestamps='us', Spark:"
                + " outputTimestampType=TIMESTAMP_MICROS)");
      }
    }
  }
}
