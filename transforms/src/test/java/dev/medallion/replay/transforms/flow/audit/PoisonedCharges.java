package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.RowChecksum;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.assemble.Catalog;
import dev.medallion.replay.transforms.flow.assemble.StoredColumns;
import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.flow.match.ListingFacts;
import dev.medallion.replay.transforms.flow.match.OutcomesOfRun;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.ModelLoader;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.MaskSecret;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.RepairDigests;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Charges of some days, of which the run builds the middle ones: with keys that repeat within a
 * day, on two days and in published days, keys that are missing, references to nothing, and
 * published versions that are newer or whose objects are gone.
 */
final class PoisonedCharges {
  private static final LocalDate FIRST = LocalDate.of(2026, 2, 1);
  private static final Scope WINDOW =
      Scope.of(
          new DayRange(FIRST.plusDays(2), FIRST.plusDays(4)),
          Instant.parse("2026-06-01T00:00:00Z"));

  private final Path folder;
  private final Model model = ModelLoader.load(ModelFiles.builtIn("payments"));
  private final List<PartitionResult> built = new ArrayList<>();
  private final List<Head> published = new ArrayList<>();

  private PoisonedCharges(Path folder) {
    this.folder = folder;
  }

  static PoisonedCharges of(Path folder, long seed) throws Exception {
    PoisonedCharges charges = new PoisonedCharges(folder);
    try (DuckDbSession session = charges.session()) {
      for (int day = 0; day < 7; day++) {
        boolean inside = day >= 2 && day <= 4;
        charges.write(session, seed, day, true);
        if (inside) {
          charges.write(session, seed, day, false);
        }
      }
    }
    return charges;
  }

  /** What the audits of the table, of its ledger, and of another table say. */
  List<TableAudited> audited(int shares) {
    return Stream.of("charges", "charge", "payment_intents")
        .map(name -> audited(model.table(name), shares))
        .toList();
  }

  private TableAudited audited(Table table, int shares) {
    TableAuditor auditor = new TableAuditor(facts(), table);
    List<ShareAudited> units = new ArrayList<>();
    for (KeyShare share : KeyShare.units(shares)) {
      try (DuckDbSession session = session()) {
        units.add(
            0, auditor.look(share, session, this::find, Address.of(folder.resolve("lookups"))));
      }
    }
    return auditor.all(units);
  }

  private AuditFacts facts() {
    RunSpec run = run();
    return new AuditFacts(
        model,
        run,
        new ArrivalRanges(model, run.scope(), Map.of()),
        new Catalog(built, published),
        Set.of(),
        1,
        List.of(),
        new OutcomesOfRun(List.of()),
        ListingFacts.merged(Stream.of()));
  }

  private void write(DuckDbSession session, long seed, int day, boolean isPublished) {
    for (String name : List.of("charges", "charge", "payment_intents")) {
      Table table = model.table(name);
      String rows =
          """
          SELECT h %% 89 = 0 AS no_key, h, i, 'ch_' || (h %% 600) AS id
          FROM (SELECT i, hash(i, %d, %d, %s) AS h FROM range(200) t(i))
          """
              .formatted(seed, day, isPublished ? "1" : "2");
      StagedFile file = file(session, table, rows, day);
      Partition partition = new Partition(name, FIRST.plusDays(day).toString());
      Content content = new Content(file.rows(), RowChecksum.EMPTY, RowChecksum.EMPTY);
      if (isPublished) {
        published.add(
            new Head(
                partition, 1, "r", List.of(file), content, Completeness.COMPLETE, new TreeMap<>()));
      } else {
        built.add(
            new PartitionResult(
                partition,
                StoredColumns.of(model, table),
                List.of(file),
                content,
                new TreeMap<>()));
      }
    }
  }

  private StagedFile file(DuckDbSession session, Table table, String rows, int day) {
    String columns =
        StoredColumns.of(model, table).stream()
            .map(
                c ->
                    "CAST("
                        + value(table, c, day)
                        + " AS "
                        + c.type()
                        + ") AS "
                        + Sql.identifier(c.name()))
            .collect(Collectors.joining(", "));
    try (Outgoing file =
        Outgoing.to(
            Address.of(folder.resolve("rows-" + (built.size() + published.size()) + ".parquet")))) {
      session.copyToPassingParquet("SELECT " + columns + " FROM (" + rows + ")", file.path());
      return StagedFile.of(file, 200);
    }
  }

  private static String value(Table table, Column column, int day) {
    String prefix =
        switch (table.name()) {
          case "payment_intents" -> "'pi_' || (h % 300)";
          // Some rows are of entities that the run does not know.
          case "charge" -> "CASE WHEN h % 4 = 0 THEN 'of_" + day + "_' || h ELSE id END";
          default -> "id";
        };
    return switch (column.name()) {
      case "id" ->
          "CASE WHEN no_key AND "
              + table.name().equals("charges")
              + " THEN NULL ELSE "
              + prefix
              + " END";
      case "payment_intent_id" -> "CASE WHEN h % 3 = 0 THEN NULL ELSE 'pi_' || (h % 330) END";
      case "created_date", "_day" -> "DATE '" + FIRST.plusDays(day) + "'";
      case "amount" -> "h % 5";
      case "_source" -> "'bronze'";
      case "_object" -> "'object-' || (h % 50)";
      case "_position" -> "i";
      case "_arrival_date" ->
          "CASE WHEN h % 2 = 0 THEN DATE '2025-01-01' ELSE DATE '" + FIRST.plusDays(day) + "' END";
      case "_by_ingested_at" -> "TIMESTAMP '2026-02-01' + to_seconds(CAST(h % 1000 AS BIGINT))";
      case "_by_run_id" -> "'r'";
      case "_priority", "_rows", "_content" -> "1";
      case "_deleted" -> "FALSE";
      default -> "NULL";
    };
  }

  private boolean find(KeyLookup lookup, Path file) {
    List<String> paths =
        published.stream()
            .filter(h -> h.partition().table().equals(lookup.table().name()))
            .flatMap(h -> h.files().stream())
            .map(StagedFile::uri)
            .toList();
    if (paths.isEmpty()) {
      return false;
    }
    String on =
        lookup.columns().stream()
            .map(Sql::identifier)
            .map(c -> "r." + c + " = k." + c)
            .collect(Collectors.joining(" AND "));
    try (DuckDbSession session = session()) {
      session.copyToPassingParquet(
          "SELECT "
              + (lookup.select().isEmpty() ? "*" : Sql.identifiers(lookup.select()))
              + ", CAST("
              + Sql.identifier(lookup.table().partitionColumn())
              + " AS VARCHAR) AS _partition FROM "
              + Sql.parquet(paths)
              + " r WHERE EXISTS (SELECT 1 FROM "
              + Sql.parquet(List.of(lookup.keys().toString()))
              + " k WHERE "
              + on
              + ")",
          file);
    }
    return true;
  }

  private DuckDbSession session() {
    return DuckDbSession.open(run().session("UTC"));
  }

  private RunSpec run() {
    return new RunSpec(
        "run",
        ModelFiles.builtIn("payments"),
        new TreeMap<>(),
        WINDOW,
        Map.of(),
        Set.of(),
        List.of(),
        WarehouseAddress.duckDb(Path.of("none.duckdb")),
        Address.of(folder),
        Address.of(folder),
        Address.of(folder.resolve("runs/run")),
        1,
        1,
        512L << 20,
        1,
        List.of(),
        List.of(),
        MaskSecret.NONE,
        RepairDigests.NONE,
        Mode.RUN,
        0);
  }
}
