package dev.medallion.replay.transforms.warehouse.embedded;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.ChangeSet;
import dev.medallion.replay.transforms.changeset.Content;
import dev.medallion.replay.transforms.changeset.Head;
import dev.medallion.replay.transforms.changeset.StagedFile;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was published when, by which run: only ever appended to. */
final class Journal {
  private final Connection connection;
  private final KeptFiles kept;

  Journal(Connection connection, KeptFiles kept) {
    this.connection = connection;
    this.kept = kept;
  }

  /** What the run did when it published this change set, if it did. */
  Optional<PublishReport> alreadyApplied(String runId, ChangeSet changes) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT change_set FROM " + OpsSchema.RUNS + " WHERE run_id = ?")) {
      statement.setString(1, runId);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        String published = row.getString(1);
        if (!published.equals(changes.digest())) {
          throw new WarehouseException(
              "nothing was published: run "
                  + runId
                  + " has published another change set already ("
                  + published
                  + "); a run publishes once, take a new run id");
        }
      }
    }
    return Optional.of(new PublishReport(changes.digest(), true, partitions(runId)));
  }

  boolean hasPublished(String runId) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM " + OpsSchema.RUNS + " WHERE run_id = ?")) {
      statement.setString(1, runId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private List<PublishedPartition> partitions(String runId) throws SQLException {
    List<PublishedPartition> partitions = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT table_name, partition, action, rows_before, checksum_before,"
                + " full_checksum_before, rows_after, checksum_after, full_checksum_after,"
                + " version, CAST(open_until AS VARCHAR) FROM "
                + OpsSchema.PARTITIONS
                + " WHERE run_id = ? ORDER BY position")) {
      statement.setString(1, runId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String table = row.getString(1);
          partitions.add(
              new PublishedPartition(
                  new Partition(table.substring(table.indexOf('.') + 1), row.getString(2)),
                  table,
                  Action.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                  new Content(row.getLong(4), row.getString(5), row.getString(6)),
                  new Content(row.getLong(7), row.getString(8), row.getString(9)),
                  row.getInt(10),
                  HeadStore.completeness(row.getString(11))));
        }
      }
    }
    return partitions;
  }

  void append(ChangeSet changes, PublishContext run) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + OpsSchema.RUNS + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, run.runId());
      insert.setString(2, run.model());
      insert.setString(3, run.modelDigest());
      insert.setString(4, run.window().from().toString());
      insert.setString(5, run.window().to().toString());
      insert.setString(6, run.asOf().toString());
      insert.setString(7, run.verdict());
      insert.setString(8, changes.digest());
      insert.setString(9, run.startedAt().toString());
      insert.setString(10, run.finishedAt().toString());
      insert.executeUpdate();
    }
  }

  /**
   * @param heads as they stand now, one of each partition, in the same order
   */
  void append(List<PublishedPartition> partitions, List<Head> heads, PublishContext run)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + OpsSchema.PARTITIONS
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int i = 0; i < partitions.size(); i++) {
        PublishedPartition partition = partitions.get(i);
        Head head = heads.get(i);
        insert.setString(1, run.runId());
        insert.setInt(2, i);
        insert.setString(3, partition.table());
        insert.setString(4, partition.partition().value());
        insert.setString(5, partition.action().name().toLowerCase(Locale.ROOT));
        insert.setLong(6, partition.before().rows());
        insert.setLong(7, partition.after().rows());
        insert.setString(8, partition.before().checksum());
        insert.setString(9, partition.after().checksum());
        insert.setString(10, partition.before().fullChecksum());
        insert.setString(11, partition.after().fullChecksum());
        insert.setInt(12, partition.version());
        insert.setString(13, HeadStore.openUntil(partition.completeness()));
        insert.setString(14, OpsJson.files(relative(head.files())));
        insert.setString(15, OpsJson.inputs(head.inputs()));
        insert.setString(16, run.finishedAt().toString());
        insert.executeUpdate();
      }
    }
  }

  private List<StagedFile> relative(List<StagedFile> files) {
    return files.stream().map(kept::relative).toList();
  }
}
