package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Deed.ByHand;
import java.util.List;

/** What somebody writes into a warehouse's table: into its first row, or beside it. */
final class HandWriting {
  private HandWriting() {}

  static String table(Shape shape, ByHand deed) {
    boolean gold = shape.golds().stream().anyMatch(g -> g.name().equals(deed.table()));
    return (gold ? "gold." : "silver.") + deed.table();
  }

  static String sql(Shape shape, ByHand deed) {
    String table = table(shape, deed);
    String first = " WHERE rowid = (SELECT min(rowid) FROM " + table + ")";
    return switch (deed.hand()) {
      case UPDATE -> "UPDATE " + table + " SET " + number(shape, deed.table()) + " = 77777" + first;
      case DELETE -> "DELETE FROM " + table + first;
      case INSERT ->
          "INSERT INTO "
              + table
              + " SELECT * REPLACE ("
              + key(shape, deed.table())
              + ") FROM "
              + table
              + first;
    };
  }

  private static String number(Shape shape, String table) {
    return gold(shape, table)
        .map(g -> g instanceof Gold.Joined ? "other" : g instanceof Gold.Sliced ? "named" : "n")
        .orElse(table.endsWith("_kids") ? "amt" : "val");
  }

  private static String key(Shape shape, String table) {
    List<String> named = List.of("id", "one");
    return gold(shape, table)
        .map(
            g ->
                g.key().equals("id")
                    ? "'byhand' AS id"
                    : named.contains(g.key()) ? "2 AS one" : "78 AS n")
        .orElse("'byhand' AS id");
  }

  private static java.util.Optional<Gold> gold(Shape shape, String table) {
    return shape.golds().stream().filter(g -> g.name().equals(table)).findFirst();
  }
}
