package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.settings.EvenIf;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.publish.Publication;
import dev.medallion.replay.transforms.repair.rollback.Rollback;
import dev.medallion.replay.transforms.repair.rollback.RollbackPlanner;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.JournalRun;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A warehouse in a temporary directory, with what a run would hand it. */
final class Lake {
  static final TableRef CHARGES = Staging.CHARGES;
  static final TableRef PAYMENTS = Staging.PAYMENTS;
  static final TableRef CUSTOMERS = Staging.CUSTOMERS;
  static final TableRef MONTHS = Staging.MONTHS;
  static final String NO_ROWS = "SELECT * FROM (VALUES (1)) WHERE false";

  final Path directory;
  final Path file;
  final Path state;
  private final Staging staging;

  Lake(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("lake.duckdb");
    this.state = directory.resolve("state");
    this.staging = new Staging(directory);
  }

  DuckDbWarehouse warehouse() {
    return warehouse(owner -> true);
  }

  DuckDbWarehouse warehouse(Liveness liveness) {
    return DuckDbWarehouse.of(file, Address.of(state), settings(), liveness);
  }

  static DuckDbSettings settings() {
    return DuckDbSettings.of(ZoneOffset.UTC).withPatience(Duration.ofMillis(300));
  }

  /** Rows of {@code charges}: id and amount, of one day. */
  static String charges(String day, int... amounts) {
    return Staging.charges(day, amounts);
  }

  /** A replacement by the rows of a SELECT. */
  Replacement replacement(TableRef table, String value, String select, int expected) {
    return staging.replacement(table, value, select, expected);
  }

  static StagedFile file(Path path, long rows) {
    return Staging.file(path, rows);
  }

  PublishReport publish(String run, Replacement... replacements) {
    return publish(run, ChangeSets.of(List.of(replacements), Map.of()));
  }

  PublishReport publish(String run, ChangeSet changes) {
    return publish(changes, context(run, DeadLetterChange.NONE));
  }

  PublishReport publish(ChangeSet changes, PublishContext context) {
    return Publication.publish(warehouse(), changes, context);
  }

  static PublishContext context(String run, DeadLetterChange deadLetters) {
    return context(run, "", deadLetters, TakesBack.NOTHING);
  }

  static PublishContext context(
      String run, String basis, DeadLetterChange deadLetters, TakesBack takesBack) {
    return Staging.context(run, basis, deadLetters, takesBack);
  }

  /** Works out how a run is taken back. */
  Rollback rollback(String takenBack, EvenIf... evenIf) {
    JournalView view = warehouse().journal(takenBack);
    JournalRun run =
        view.runs().stream().filter(r -> r.runId().equals(takenBack)).findFirst().orElseThrow();
    return new RollbackPlanner(view, run, Set.of(evenIf)).plan();
  }

  /** Takes a run back. */
  PublishReport takeBack(String run, String takenBack, EvenIf... evenIf) {
    return publish(run, takenBack, rollback(takenBack, evenIf));
  }

  PublishReport publish(String run, String takenBack, Rollback rollback) {
    List<String> blocking =
        rollback.findings().stream()
            .filter(Finding::blocks)
            .map(f -> f.audit() + " " + f.place() + ": " + f.message())
            .toList();
    if (!blocking.isEmpty()) {
      throw new AssertionError(blocking.toString());
    }
    return publish(
        rollback.changes(), context(run, takenBack, DeadLetterChange.NONE, rollback.takesBack()));
  }

  /** What every table of the model holds, by partition, checksums and all. */
  SortedMap<Partition, Content> contents() {
    List<String> days =
        LocalDate.parse("2026-02-01")
            .datesUntil(LocalDate.parse("2026-02-10"))
            .map(LocalDate::toString)
            .toList();
    Map<TableRef, Set<String>> wanted = new HashMap<>();
    wanted.put(CHARGES, new TreeSet<>(days));
    wanted.put(PAYMENTS, new TreeSet<>(days));
    wanted.put(CUSTOMERS, Set.of(Grain.ALL));
    return warehouse().liveContent(wanted);
  }

  /** The tables that there are, but the tool's own. */
  List<List<String>> tables() {
    return query(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE schema_name <> 'ops'"
            + " ORDER BY ALL");
  }

  int version(TableRef table, String value) {
    return warehouse().read(List.of(table)).version(new Partition(table.name(), value));
  }

  List<List<String>> query(String sql) {
    return warehouse().query(sql, 1000).rows().stream()
        .map(row -> row.stream().map(v -> v.orElse("NULL")).toList())
        .toList();
  }

  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Every table of the warehouse, the tool's own too, with all its rows, sorted. */
  SortedMap<String, List<List<String>>> everything() {
    SortedMap<String, List<List<String>>> all = new TreeMap<>();
    for (List<String> table :
        query("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL")) {
      String name = Sql.qualified(table.get(0), table.get(1));
      all.put(name, query("SELECT * FROM " + name + " ORDER BY ALL"));
    }
    return all;
  }
}
