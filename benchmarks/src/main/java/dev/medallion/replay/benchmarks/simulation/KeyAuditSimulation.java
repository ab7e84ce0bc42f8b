package dev.medallion.replay.benchmarks.simulation;

import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.assemble.Catalog;
import dev.medallion.replay.transforms.flow.assemble.StoredColumns;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.audit.KeyShare;
import dev.medallion.replay.transforms.flow.audit.ShareAudited;
import dev.medallion.replay.transforms.flow.audit.TableAuditor;
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
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Audits the keys of a table of many rows, at once and in shares, in one session's memory. */
public final class KeyAuditSimulation {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final int DAYS = 50;
  private static final long MB = 1 << 20;

  private final Model model = ModelLoader.load(ModelFiles.builtIn("payments"));
  private final Table table = model.table("charges");
  private final Path folder;
  private final long memoryBytes;

  private KeyAuditSimulation(Path folder, long memoryBytes) {
    this.folder = folder;
    this.memoryBytes = memoryBytes;
  }

  /** Rows, megabytes of a session, and numbers of shares. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("replay-keys");
    try {
      new KeyAuditSimulation(folder, Long.parseLong(args[1]) * MB)
          .run(
              Long.parseLong(args[0]),
              Stream.of(args).skip(2).mapToInt(Integer::parseInt).boxed().toList());
    } finally {
      delete(folder);
    }
  }

  /** With the rows, which take hundreds of megabytes. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private void run(long rows, List<Integer> counts) throws Exception {
    System.out.printf(Locale.ROOT, "%,d keys, DuckDB has %,d MB%n%n", rows, memoryBytes / MB);
    AuditFacts facts = facts(written(rows));
    for (int shares : counts) {
      audit(facts, shares);
    }
  }

  private void audit(AuditFacts facts, int shares) throws Exception {
    TableAuditor auditor = new TableAuditor(facts, table);
    List<ShareAudited> units = new ArrayList<>();
    double slowest = 0;
    double all = 0;
    try (Footprint most = Footprint.watch(folder.resolve("spill"))) {
      for (KeyShare share : KeyShare.units(shares)) {
        long begun = System.nanoTime();
        try (DuckDbSession session = session()) {
          units.add(
              auditor.look(
                  share, session, (lookup, file) -> false, Address.of(folder.resolve("lookups"))));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        slowest = Math.max(slowest, seconds);
        all += seconds;
      }
      System.out.printf(
          Locale.ROOT,
          "%3d shares: %6.1f s in all, %6.1f s the slowest unit, spilled at once %,6d MB, peak RSS"
              + " %,6d MB, %d findings%n",
          shares,
          all,
          slowest,
          most.spilled() / MB,
          most.resident() / MB,
          auditor.all(units).findings().size());
    }
  }

  private List<PartitionResult> written(long rows) {
    List<PartitionResult> built = new ArrayList<>();
    try (DuckDbSession session = session()) {
      for (int day = 0; day < DAYS; day++) {
        LocalDate date = FIRST.plusDays(day);
        StagedFile file = file(session, date, rows / DAYS * day, rows / DAYS);
        built.add(
            new PartitionResult(
                new Partition(table.name(), date.toString()),
                StoredColumns.of(model, table),
                List.of(file),
                new Content(file.rows(), "", ""),
                new TreeMap<>()));
      }
    }
    return built;
  }

  private StagedFile file(DuckDbSession session, LocalDate date, long from, long rows) {
    String columns =
        StoredColumns.of(model, table).stream()
            .map(
                c ->
                    "CAST(%s AS %s) AS %s"
                        .formatted(value(c.name(), date), c.type(), Sql.identifier(c.name())))
            .collect(Collectors.joining(", "));
    try (Outgoing file = Outgoing.to(Address.of(folder.resolve(date + ".parquet")))) {
      session.copyToPassingParquet(
          "SELECT %s FROM range(%d, %d) t(i)".formatted(columns, from, from + rows), file.path());
      return StagedFile.of(file, rows);
    }
  }

  private static String value(String column, LocalDate date) {
    return switch (column) {
      case "id" -> "'ch_' || hash(i)";
      case "created_date", "_arrival_date" -> "DATE '" + date + "'";
      case "_object" -> "'bronze/" + date + "'";
      case "amount", "_position" -> "i";
      default -> "NULL";
    };
  }

  private AuditFacts facts(List<PartitionResult> built) {
    RunSpec run = spec();
    return new AuditFacts(
        model,
        run,
        new ArrivalRanges(model, run.scope(), Map.of()),
        new Catalog(built, List.of()),
        Set.of(),
        1,
        List.of(),
        new OutcomesOfRun(List.of()),
        ListingFacts.merged(Stream.of()));
  }

  private DuckDbSession session() {
    return DuckDbSession.open(
        new SessionSettings(
            "UTC", memoryBytes, folder.resolve("spill").toString(), List.of(folder.toString())));
  }

  private RunSpec spec() {
    LocalDate last = FIRST.plusDays(DAYS - 1);
    return new RunSpec(
        "simulated",
        ModelFiles.builtIn("payments"),
        new TreeMap<>(),
        Scope.of(
            new DayRange(FIRST, last), last.plusDays(90).atStartOfDay(ZoneOffset.UTC).toInstant()),
        Map.of(),
        Set.of(),
        List.of(),
        WarehouseAddress.duckDb(folder.resolve("none.duckdb")),
        Address.of(folder),
        Address.of(folder),
        Address.of(folder.resolve("runs")),
        1,
        1,
        memoryBytes,
        1,
        List.of(),
        List.of(),
        MaskSecret.NONE,
        RepairDigests.NONE,
        Mode.RUN,
        0);
  }
}
