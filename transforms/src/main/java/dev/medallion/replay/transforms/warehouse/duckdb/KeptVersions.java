package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.Pruned;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which kept files the newest versions of the partitions need; the others go. */
final class KeptVersions {
  private final Connection connection;
  private final KeptFiles kept;

  KeptVersions(Connection connection, KeptFiles kept) {
    this.connection = connection;
    this.kept = kept;
  }

  /**
   * Deletes what no version among the newest needs. Deleting is all that is done: where it is cut
   * short, the next time goes on, and who looks for a file finds it or not.
   *
   * @param inUse digests of files that stay whatever needs them
   */
  Pruned prune(int keepVersions, Set<String> inUse) throws SQLException {
    if (!isAnyOlder(keepVersions)) {
      return new Pruned(0, 0);
    }
    Set<String> needed = needed(keepVersions);
    needed.addAll(inUse);
    return kept.retain(needed);
  }

  private boolean isAnyOlder(int keepVersions) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) > 0" + lines() + "p.version <= h.version - " + keepVersions)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private Set<String> needed(int keepVersions) throws SQLException {
    Set<String> needed = new HashSet<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("SELECT CAST(files AS VARCHAR) FROM " + OpsSchema.HEADS)) {
        while (row.next()) {
          add(needed, OpsJson.files(row.getString(1)));
        }
      }
      // A version that was replaced is named by the line of the one that replaced it, too: with the
      // rows that really stood there, which may be another's.
      try (ResultSet row =
          statement.executeQuery(
              "SELECT CAST(p.files AS VARCHAR), CAST(p.replaced AS VARCHAR), h.version"
                  + lines()
                  + "p.version > h.version - "
                  + keepVersions)) {
        while (row.next()) {
          add(needed, OpsJson.files(row.getString(1)));
          String replaced = row.getString(2);
          if (replaced != null) {
            Head head = OpsJson.head(replaced);
            if (head.version() > row.getInt(3) - keepVersions) {
              add(needed, head.files());
            }
          }
        }
      }
    }
    return needed;
  }

  private static String lines() {
    return " FROM "
        + OpsSchema.PARTITIONS
        + " p JOIN "
        + OpsSchema.HEADS
        + " h USING (table_name, partition) WHERE ";
  }

  private static void add(Set<String> needed, List<StagedFile> files) {
    files.forEach(f -> needed.add(f.digest()));
  }
}
