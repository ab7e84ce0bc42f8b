package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.RowChecksum;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a run would hand to a warehouse: staged files in a folder, and what it says of itself. */
public final class Staging {
  public static final TableRef CHARGES =
      new TableRef("charges", "silver", "created_date", Grain.DAY);
  public static final TableRef PAYMENTS =
      new TableRef("fct_payments", "gold", "created_date", Grain.DAY);
  public static final TableRef CUSTOMERS = new TableRef("customers", "silver", "", Grain.NONE);
  public static final TableRef MONTHS = new TableRef("months", "gold", "day", Grain.MONTH);

  private final Path directory;
  private int staged;

  public Staging(Path directory) {
    this.directory = directory;
  }

  /** Rows of {@code charges}: id and amount, of one day. */
  public static String charges(String day, int... amounts) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      rows.add(
          String.format(
              Locale.ROOT, "('ch_%s_%d', DATE '%s', %d::BIGINT, 'v1')", day, i, day, amounts[i]));
    }
    return "SELECT * FROM (VALUES "
        + (rows.isEmpty() ? "('', DATE '2000-01-01', 0::BIGINT, '')" : String.join(", ", rows))
        + ") t(id, created_date, amount, _version)"
        + (rows.isEmpty() ? " WHERE false" : "");
  }

  /** A replacement by the rows of a SELECT. */
  public Replacement replacement(TableRef table, String value, String select, int expected) {
    Path parquet = newFile();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("CREATE TABLE t AS " + select);
      List<Column> columns = new ArrayList<>();
      try (ResultSet row = statement.executeQuery("DESCRIBE t")) {
        while (row.next()) {
          columns.add(new Column(row.getString(1), row.getString(2)));
        }
      }
      Content content;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*), "
                  + RowChecksum.ofContent(columns)
                  + ", "
                  + RowChecksum.ofAll(columns)
                  + " FROM t")) {
        row.next();
        content = new Content(row.getLong(1), row.getString(2), row.getString(3));
      }
      statement.execute(
          "COPY t TO " + Sql.literal(parquet.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
      List<StagedFile> files =
          content.rows() == 0 ? List.of() : List.of(file(parquet, content.rows()));
      return new Replacement(
          table.qualifiedName(),
          table.partitionColumn(),
          table.grain(),
          new PartitionResult(
              table.partition(value), List.copyOf(columns), files, content, new TreeMap<>()),
          Completeness.COMPLETE,
          expected);
    } catch (SQLException e) {
      throw new AssertionError(select, e);
    }
  }

  /** The rows of a SELECT as a file. */
  public StagedFile staged(String select) {
    Path parquet = newFile();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      long rows =
          statement.executeUpdate(
              "COPY (" + select + ") TO " + Sql.literal(parquet.toString()) + " (FORMAT parquet)");
      return file(parquet, rows);
    } catch (SQLException e) {
      throw new AssertionError(select, e);
    }
  }

  /**
   * What a change set read of a table by key.
   *
   * @param ids of the keys
   * @param found the rows that were there, with {@code _partition}
   */
  public KeyRead keyRead(TableRef table, String ids, String found) {
    return new KeyRead(
        table.qualifiedName(),
        table.partitionColumn(),
        table.grain(),
        List.of("id"),
        staged(ids),
        staged(found));
  }

  /** A dead letter of one arrival day, as a file. */
  public Path deadLetter(String day, String run, String code, int attempt) {
    return Path.of(
        staged(
                "SELECT 'bronze' AS source, 'charges' AS entity, DATE '"
                    + day
                    + "' AS arrival_date, 'o' AS object, 'g' AS generation, 3::BIGINT AS position,"
                    + " '{\"run_id\":\"x\"}' AS columns, 'decode' AS stage, '"
                    + code
                    + "' AS code, 'amount' AS field, 'm' AS message, '\\x00\\xFF\\x0A'::BLOB AS"
                    + " raw, '"
                    + run
                    + "' AS _run_id, "
                    + attempt
                    + " AS _attempt, 'd' AS _model_version")
            .uri());
  }

  /** A record of the source {@code bronze}, as a Parquet file. */
  public Path record(String object, long position) {
    return Path.of(
        staged(
                "SELECT 'bronze' AS source, '%s' AS object, %d::BIGINT AS position"
                    .formatted(object, position))
            .uri());
  }

  /** A name for a file that is not there. */
  public Path newFile() {
    return directory.resolve("staged-" + staged++ + ".parquet");
  }

  /** A file as a change set names it. */
  public static StagedFile file(Path path, long rows) {
    try {
      return new StagedFile(path.toString(), Sha256.ofFile(path), rows, Files.size(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a run says of itself, whose model says how tables are to be kept. */
  public static PublishContext context(String run, SortedMap<String, TableOptions> options) {
    return context(run, options, 0);
  }

  /** The same, which keeps copies of the tables from before for so many days. */
  public static PublishContext context(
      String run, SortedMap<String, TableOptions> options, int snapshotDays) {
    PublishContext plain = context(run, "", DeadLetterChange.NONE, TakesBack.NOTHING);
    PublishTarget target = plain.target();
    return with(
        plain,
        new PublishTarget(
            target.span(), target.zone(), target.tables(), target.entities(), options),
        snapshotDays);
  }

  /** The same, of a model with these entities, by table and ledger. */
  public static PublishContext contextOf(
      String run, String basis, TakesBack takesBack, Map<TableRef, EntityRef> entities) {
    PublishContext plain = context(run, basis, DeadLetterChange.NONE, takesBack);
    PublishTarget target = plain.target();
    List<TableRef> tables = new ArrayList<>(target.tables());
    SortedMap<String, EntityRef> byName = new TreeMap<>();
    entities.forEach(
        (table, entity) -> {
          if (!tables.contains(table)) {
            tables.add(table);
          }
          byName.put(table.qualifiedName(), entity);
        });
    return with(plain, new PublishTarget(target.span(), target.zone(), tables, byName), 0);
  }

  private static PublishContext with(PublishContext plain, PublishTarget target, int snapshotDays) {
    return new PublishContext(
        plain.runId(),
        plain.command(),
        plain.basis(),
        plain.by(),
        plain.model(),
        plain.modelDigest(),
        plain.asOf(),
        plain.verdict(),
        plain.startedAt(),
        plain.finishedAt(),
        target,
        plain.deadLetters(),
        plain.takesBack(),
        snapshotDays);
  }

  /** What a run says of itself. */
  public static PublishContext context(
      String run, String basis, DeadLetterChange deadLetters, TakesBack takesBack) {
    return new PublishContext(
        run,
        takesBack.isRollback() ? "rollback" : "run",
        basis,
        "somebody@host, process 1",
        "payments",
        "m0",
        Instant.parse("2026-03-01T00:00:00Z"),
        "good",
        Instant.parse("2026-03-01T00:00:00Z"),
        Instant.parse("2026-03-01T00:01:00Z"),
        new PublishTarget(
            new DayRange(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-02-28")),
            "UTC",
            List.of(CHARGES, PAYMENTS, CUSTOMERS, MONTHS),
            Collections.emptySortedMap()),
        deadLetters,
        takesBack,
        0);
  }
}
