package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.EntityRef;
import dev.medallion.replay.transforms.warehouse.JournalChange;
import dev.medallion.replay.transforms.warehouse.JournalLine;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.PublishedPartition.Action;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the journal back, for whoever takes a run back. */
final class JournalReader {
  private final Connection connection;
  private final KeptFiles kept;

  JournalReader(Connection connection, KeptFiles kept) {
    this.connection = connection;
    this.kept = kept;
  }

  JournalView read(String runId) throws SQLException {
    List<String> zones = zones();
    return new JournalView(
        runs(""),
        lines(),
        changes(runId),
        new HeadStore(kept).read(connection, table -> true),
        tables(),
        entities(),
        zones.isEmpty() ? "UTC" : zones.get(0));
  }

  /** The newest run that published this change set, if every version that it made is the newest. */
  Optional<JournalRun> applied(String changeSet) throws SQLException {
    List<JournalRun> runs = runs(" WHERE change_set = " + Sql.literal(changeSet));
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    JournalRun last = runs.get(runs.size() - 1);
    String moved =
        "SELECT count(*) FROM "
            + OpsSchema.PARTITIONS
            + " p LEFT JOIN "
            + OpsSchema.HEADS
            + " h USING (table_name, partition) WHERE p.run_id = ?"
            + " AND h.version IS DISTINCT FROM p.version";
    try (PreparedStatement statement = connection.prepareStatement(moved)) {
      statement.setString(1, last.runId());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) == 0 ? Optional.of(last) : Optional.empty();
      }
    }
  }

  private List<JournalRun> runs(String where) throws SQLException {
    return query(
        "SELECT run_id, command, basis, model, model_digest, CAST(window_from AS VARCHAR),"
            + " CAST(window_to AS VARCHAR), epoch_us(as_of), epoch_us(finished_at),"
            + " CAST(created_tables AS VARCHAR) FROM "
            + OpsSchema.RUNS
            + where
            + " ORDER BY sequence NULLS FIRST, finished_at",
        row ->
            new JournalRun(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                new DayRange(LocalDate.parse(row.getString(6)), LocalDate.parse(row.getString(7))),
                instant(row.getLong(8)),
                instant(row.getLong(9)),
                OpsJson.texts(row.getString(10))));
  }

  private List<JournalLine> lines() throws SQLException {
    return query(
        "SELECT p.run_id, p.table_name, p.partition, p.action, p.version,"
            + " coalesce(p.origin, p.version), p.full_checksum_after FROM "
            + OpsSchema.PARTITIONS
            + " p JOIN "
            + OpsSchema.RUNS
            + " r USING (run_id) ORDER BY r.sequence NULLS FIRST, r.finished_at, p.position",
        JournalReader::line);
  }

  private static JournalLine line(ResultSet row) throws SQLException {
    return new JournalLine(
        row.getString(1),
        HeadStore.partition(row.getString(2), row.getString(3)),
        row.getString(2),
        Action.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
        row.getInt(5),
        row.getInt(6),
        row.getString(7));
  }

  private List<JournalChange> changes(String runId) throws SQLException {
    return query(
        "SELECT run_id, table_name, partition, action, version, coalesce(origin, version),"
            + " full_checksum_after, CAST(inputs AS VARCHAR), CAST(replaced AS VARCHAR) FROM "
            + OpsSchema.PARTITIONS
            + " WHERE run_id = "
            + Sql.literal(runId)
            + " ORDER BY position",
        row -> {
          Optional<Head> replaced =
              Optional.ofNullable(row.getString(9))
                  .map(OpsJson::head)
                  .map(h -> h.withFiles(h.files().stream().map(kept::resolve).toList()));
          List<StagedFile> files = replaced.stream().flatMap(h -> h.files().stream()).toList();
          List<String> missing =
              files.stream().map(StagedFile::uri).filter(f -> !kept.isThere(f)).toList();
          return new JournalChange(
              line(row),
              OpsJson.inputs(row.getString(8)),
              replaced,
              missing.isEmpty() ? columns(files) : List.of(),
              missing);
        });
  }

  private List<Column> columns(List<StagedFile> files) throws SQLException {
    if (files.isEmpty()) {
      return List.of();
    }
    try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(StagedFile.digests(files))) {
      return query(
          "DESCRIBE SELECT * FROM "
              + Sql.parquet(files.stream().map(f -> borrowed.path(f.uri())).toList()),
          row -> new Column(row.getString(1), StoredValues.type(row.getString(2))));
    }
  }

  private SortedMap<String, TableRef> tables() throws SQLException {
    SortedMap<String, TableRef> tables = new TreeMap<>();
    query("FROM " + OpsSchema.TABLES, TableRow::table)
        .forEach(t -> tables.put(t.qualifiedName(), t));
    return tables;
  }

  private SortedMap<String, EntityRef> entities() throws SQLException {
    SortedMap<String, EntityRef> entities = new TreeMap<>();
    query(
            "FROM " + OpsSchema.TABLES + " WHERE ledger IS NOT NULL",
            row -> Map.entry(row.getString("table_name"), TableRow.entity(row).orElseThrow()))
        .forEach(e -> entities.put(e.getKey(), e.getValue()));
    return entities;
  }

  private List<String> zones() throws SQLException {
    return query("SELECT DISTINCT zone FROM " + OpsSchema.TABLES, row -> row.getString(1));
  }

  private static Instant instant(long epochMicros) {
    return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
  }

  /** What one row says. */
  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<T> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    }
  }
}
