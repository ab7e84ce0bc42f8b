package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.AskedDatabase.answer;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.EntityRef;
import dev.medallion.replay.transforms.warehouse.Journal;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.PartitionPlan;
import dev.medallion.replay.transforms.warehouse.PublicationPlan;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.PublishTarget;
import dev.medallion.replay.transforms.warehouse.PublishedPartition;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.PublishedTable;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was published when, by which run: only ever appended to. */
final class JournalStore implements Journal {
  private final Connection connection;
  private final KeptFiles kept;

  JournalStore(Connection connection, KeptFiles kept) {
    this.connection = connection;
    this.kept = kept;
  }

  @Override
  public Optional<PublishReport> published(String runId) {
    return answer(() -> publishedNow(runId));
  }

  private Optional<PublishReport> publishedNow(String runId) throws SQLException {
    String changeSet;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT change_set FROM " + OpsSchema.RUNS + " WHERE run_id = ?")) {
      statement.setString(1, runId);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        changeSet = row.getString(1);
      }
    }
    return Optional.of(PublishReport.whole(changeSet, true, partitions(runId)));
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
                  HeadStore.partition(table, row.getString(2)),
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

  @Override
  public Optional<String> newest() {
    return answer(this::newestNow);
  }

  private Optional<String> newestNow() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT run_id FROM "
                    + OpsSchema.RUNS
                    + " ORDER BY sequence DESC NULLS LAST LIMIT 1")) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  @Override
  public long newestNumber() {
    return answer(this::newestNumberNow);
  }

  private long newestNumberNow() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT coalesce(max(sequence), 0) FROM " + OpsSchema.RUNS)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public String newestOf(TableRef table, String partition) {
    return answer(() -> newestOfNow(table, partition));
  }

  @Override
  public List<PublishedTable> tables() {
    return answer(() -> PublishedTables.read(connection));
  }

  private String newestOfNow(TableRef table, String partition) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT p.run_id FROM "
                + OpsSchema.PARTITIONS
                + " p JOIN "
                + OpsSchema.RUNS
                + " r ON r.run_id = p.run_id WHERE p.table_name = ? AND p.partition = ?"
                + " ORDER BY r.sequence DESC NULLS LAST LIMIT 1")) {
      statement.setString(1, table.qualifiedName());
      statement.setString(2, partition);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  /**
   * @param created tables that were not there before, as the warehouse names them
   */
  void append(PublicationPlan plan, List<String> created) throws SQLException {
    append(plan.changes(), plan.run(), created);
    append(plan.partitions(), plan.run());
  }

  private void append(ChangeSet changes, PublishContext run, List<String> created)
      throws SQLException {
    BatchInsert.into(
        connection,
        OpsSchema.RUNS
            + " (run_id, model, model_digest, window_from, window_to, as_of, verdict, change_set,"
            + " started_at, finished_at, command, basis, published_by, created_tables)",
        List.<Object[]>of(
            new Object[] {
              run.runId(),
              run.model(),
              run.modelDigest(),
              run.target().span().from().toString(),
              run.target().span().to().toString(),
              run.asOf().toString(),
              run.verdict(),
              changes.digest(),
              run.startedAt().toString(),
              run.finishedAt().toString(),
              run.command(),
              run.basis(),
              run.by(),
              OpsJson.texts(created)
            }));
    try (PreparedStatement number =
        connection.prepareStatement(
            "UPDATE "
                + OpsSchema.RUNS
                + " SET sequence = (SELECT coalesce(max(sequence), 0) + 1 FROM "
                + OpsSchema.RUNS
                + ") WHERE run_id = ?")) {
      number.setString(1, run.runId());
      number.executeUpdate();
    }
  }

  private void append(List<PartitionPlan> plans, PublishContext run) throws SQLException {
    Map<Partition, Integer> restores =
        run.takesBack().restored().stream()
            .collect(Collectors.toMap(TakesBack.Restored::partition, TakesBack.Restored::version));
    List<Object[]> rows = new ArrayList<>();
    for (PartitionPlan plan : plans) {
      PublishedPartition partition = plan.published();
      rows.add(
          new Object[] {
            run.runId(),
            rows.size(),
            partition.table(),
            partition.partition().value(),
            partition.action().name().toLowerCase(Locale.ROOT),
            partition.before().rows(),
            partition.after().rows(),
            partition.before().checksum(),
            partition.after().checksum(),
            partition.before().fullChecksum(),
            partition.after().fullChecksum(),
            partition.version(),
            HeadStore.openUntil(partition.completeness()),
            OpsJson.files(relative(plan.next().files())),
            OpsJson.inputs(plan.next().inputs()),
            run.finishedAt().toString(),
            restores.get(partition.partition()),
            OpsJson.head(plan.replaced().withFiles(relative(plan.replaced().files())))
          });
    }
    BatchInsert.into(
        connection,
        OpsSchema.PARTITIONS
            + " (run_id, position, table_name, partition, action, rows_before, rows_after,"
            + " checksum_before, checksum_after, full_checksum_before, full_checksum_after,"
            + " version, open_until, files, inputs, published_at, origin, replaced)",
        rows);
  }

  /** Notes how the tables are cut: who takes a run back does not have its model. */
  void note(Collection<TableRef> tables, String model, PublishTarget target) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + OpsSchema.TABLES + " WHERE table_name = ?")) {
      for (TableRef table : tables) {
        delete.setString(1, table.qualifiedName());
        delete.executeUpdate();
        Optional<EntityRef> entity = target.entity(table);
        rows.add(
            new Object[] {
              table.qualifiedName(),
              model,
              table.partitionColumn(),
              table.grain().name(),
              target.zone(),
              entity.map(EntityRef::ledger).orElse(null),
              entity.map(EntityRef::source).orElse(null),
              entity.map(e -> OpsJson.texts(e.key())).orElse(null),
              entity.map(e -> OpsJson.texts(e.latestBy())).orElse(null)
            });
      }
    }
    BatchInsert.into(
        connection,
        OpsSchema.TABLES
            + " (table_name, model, partition_column, grain, zone, ledger, source, entity_key,"
            + " latest_by)",
        rows);
  }

  private List<StagedFile> relative(List<StagedFile> files) {
    return files.stream().map(kept::relative).toList();
  }
}
