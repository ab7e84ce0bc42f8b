package dev.medallion.replay.transforms.warehouse.embedded;

import dev.medallion.replay.options.Text;
import dev.medallion.replay.transforms.changeset.ChangeSet;
import dev.medallion.replay.transforms.changeset.Head;
import dev.medallion.replay.transforms.changeset.KeyRead;
import dev.medallion.replay.transforms.changeset.Replacement;
import dev.medallion.replay.transforms.changeset.Seen;
import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether what a change set saw, beside the heads' versions, is still so. */
final class SeenCheck {
  private final Connection connection;
  private final Journal journal;

  SeenCheck(Connection connection, Journal journal) {
    this.connection = connection;
    this.journal = journal;
  }

  /**
   * Refuses a partition whose rows somebody wrote by hand since, or of which its head knows other
   * things than it did.
   *
   * @param live the full checksum of the rows that stand there
   */
  void require(TableRef table, Replacement replacement, String live, Head head)
      throws SQLException {
    Seen seen = replacement.seen();
    String value = replacement.result().partition().value();
    if (!seen.learned().isEmpty() && !seen.learned().equals(Seen.learned(head))) {
      throw new ConflictException(
          Text.format(
              "nothing was published: run %s has published %s/%s since, with the same rows, but"
                  + " with another range of arrivals or other inputs; run again to make a change set"
                  + " against what is there now",
              journal.newestOf(table, value), table.qualifiedName(), value));
    }
    if (!seen.rows().isEmpty() && !seen.rows().equals(live)) {
      throw new ConflictException(
          Text.format(
              "nothing was published: somebody else changed the rows of %s, partition %s, since the"
                  + " change set was made; run again, with this partition in the window, to see them"
                  + " and to replace them",
              table.qualifiedName(), value));
    }
  }

  /** Refuses keys that another change set published or took away since, on whatever day. */
  void requireKeys(ChangeSet changes) throws SQLException {
    if (changes.madeAfter() != ChangeSet.UNKNOWN && changes.madeAfter() == journal.newestNumber()) {
      return;
    }
    for (KeyRead read : changes.keyReads()) {
      TableRef table = TableRef.of(read);
      if (LiveTable.columns(connection, table).isEmpty()) {
        continue;
      }
      List<String> moved = moved(read, table, replaced(changes, table));
      if (!moved.isEmpty()) {
        throw new ConflictException(
            Text.format(
                "nothing was published: the change set holds keys that run %s has since published"
                    + " in, or taken from, %s, partition %s; run again to make a change set against"
                    + " what is there now",
                journal.newestOf(table, moved.get(0)), table.qualifiedName(), moved.get(0)));
      }
    }
  }

  private static String replaced(ChangeSet changes, TableRef table) {
    return Sql.oneOf(
        changes.replacements().stream()
            .filter(r -> r.table().equals(table.qualifiedName()))
            .map(r -> r.result().partition().value()));
  }

  private List<String> moved(KeyRead read, TableRef table, String replaced) throws SQLException {
    List<String> columns = columns(read);
    columns.remove("_partition");
    String found = Sql.parquet(List.of(read.found().uri()));
    String before = select(columns, found, replaced);
    String now =
        select(
            columns,
            "("
                + KeySearch.query(
                    new KeyLookup(table, read.columns(), Path.of(read.keys().uri()), columns))
                + ")",
            replaced);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT min(_partition) FROM ((%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s))"
                    .formatted(before, now))) {
      row.next();
      return row.getString(1) == null ? List.of() : List.of(row.getString(1));
    }
  }

  private static String select(List<String> columns, String from, String replaced) {
    return "(SELECT %s, _partition FROM %s WHERE _partition NOT IN %s)"
        .formatted(Sql.identifiers(columns), from, replaced);
  }

  /** Those of the rows that were found. */
  private List<String> columns(KeyRead read) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "DESCRIBE SELECT * FROM " + Sql.parquet(List.of(read.found().uri())))) {
      while (row.next()) {
        columns.add(row.getString(1));
      }
    }
    return columns;
  }
}
