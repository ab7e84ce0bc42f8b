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
    Map<String, String> known = new HashMap<>();
    for (int i = 1; i < nodes.size(); i = behind(i)) {
      String name = nodes.get(i).name();
      String other = known.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new IOException(
            "its columns " + other + " and " + name + " have the same name, but for case");
      }
    }
  }

  /** Where the next column of the same level begins. */
  private int behind(int node) {
    int next = node + 1;
    for (int part = 0; part < nodes.get(node).parts(); part++) {
      next = behind(next);
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
