package dev.medallion.replay.benchmarks.simulation;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.flow.match.ListingPlan;
import dev.medallion.replay.transforms.flow.match.ListingTask;
import dev.medallion.replay.transforms.flow.match.ObjectLister;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectOutcomes;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectRefs;
import dev.medallion.replay.transforms.flow.match.ObjectTally;
import dev.medallion.replay.transforms.flow.match.OutcomesOfRun;
import dev.medallion.replay.transforms.flow.match.PinnedObjectsFile;
import dev.medallion.replay.transforms.flow.match.Pinning;
import dev.medallion.replay.transforms.flow.match.ReadPlan;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.warehouse.JobForecast;
import dev.medallion.replay.transforms.warehouse.bigquery.Forecasts;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResults;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Lists and plans a lake that nobody has: by default 10^8 objects, 3,650 days, 20 tables.
 *
 * <p>Each step is the program's own code; only the bucket is made up. What stands between the steps
 * on Dataflow, in its shuffle, is in a temporary file here.
 */
public final class PlanningSimulation {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  /** What a worker of the usual type lends to one session. */
  private static final long DUCKDB_BYTES = 2L << 30;

  private static final LocalDate LAST = LocalDate.of(2026, 1, 31);

  private final Meter meter = new Meter();
  private final long objects;
  private final int days;
  private final int tables;
  private final Model model;
  private final SyntheticLake lake;

  private PlanningSimulation(long objects, int days, int tables) {
    this.objects = objects;
    this.days = days;
    this.tables = tables;
    this.model = SyntheticModel.of(tables);
    this.lake = new SyntheticLake(Math.max(1, objects / days / tables));
  }

  /** {@code --objects=N --days=N --tables=N}, each optional. */
  public static void main(String[] args) throws Exception {
    Map<String, Long> given =
        new TreeMap<>(Map.of("objects", 100_000_000L, "days", 3650L, "tables", 20L));
    for (String arg : args) {
      String name = arg.replaceFirst("^--([a-z]+)=[0-9]+$", "$1");
      if (!given.containsKey(name)) {
        throw new IllegalArgumentException("use --objects=N --days=N --tables=N, not " + arg);
      }
      given.put(name, Long.parseLong(arg.substring(arg.indexOf('=') + 1)));
    }
    new PlanningSimulation(
            given.get("objects"), given.get("days").intValue(), given.get("tables").intValue())
        .run();
  }

  private void run() throws Exception {
    System.out.printf(Locale.ROOT, "%,d objects, %,d days, %d tables%n%n", objects, days, tables);
    Scope scope =
        Scope.of(
            new DayRange(LAST.minusDays(days - 1L), LAST),
            LAST.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    List<ListingTask> tasks = new ArrayList<>();
    meter.step(
        "plan the listing",
        () -> {
          tasks.addAll(ListingPlan.of(model, new ArrivalRanges(model, scope, Map.of())));
          return "%,d units of work".formatted(tasks.size());
        });
    try (SpilledParts<ObjectRefs> listed = new SpilledParts<>();
        SpilledParts<ObjectOutcomes> read = new SpilledParts<>()) {
      meter.step("list and pin, part by part", () -> list(tasks, listed));
      meter.step("pack into read units, two passes", () -> pack(listed));
      meter.step("make up what reading comes to", () -> read(listed, read));
      meter.step("verdict: totals of all outcomes", () -> total(new OutcomesOfRun(read)));
      meter.step("verdict: file of pinned objects", () -> pinned(listed));
    }
    partitions();
  }

  private String list(List<ListingTask> tasks, SpilledParts<ObjectRefs> parts) throws Exception {
    long listed = 0;
    for (ListingTask task : tasks) {
      List<ObjectRef> pinned = new ArrayList<>();
      for (ObjectRef object :
          new ObjectLister(lake, model.sources().get(task.source())).list(task).objects()) {
        pinned.add(Pinning.pin(lake, object));
      }
      listed += pinned.size();
      parts.add(new ObjectRefs(pinned));
    }
    return "%,d objects, %,d listing calls ($%.2f), %.1f bytes an object in the shuffle"
        .formatted(
            listed, lake.calls(), lake.calls() * 0.005 / 1000, parts.bytes() / (double) listed);
  }

  private String pack(SpilledParts<ObjectRefs> parts) {
    ReadPlan plan = new ReadPlan(model, 0, parts);
    long[] units = new long[1];
    plan.forEach((name, unit) -> units[0]++);
    return "%,d read units, %,d shards"
        .formatted(
            units[0], plan.shards().byStream().values().stream().mapToInt(Integer::intValue).sum());
  }

  private static String read(SpilledParts<ObjectRefs> listed, SpilledParts<ObjectOutcomes> outcomes)
      throws Exception {
    long objects = 0;
    for (ObjectRefs part : listed) {
      List<ObjectRef> refs = part.objects();
      objects += refs.size();
      outcomes.add(new ObjectOutcomes(refs.stream().map(PlanningSimulation::read).toList()));
    }
    return "%.1f bytes an object in the shuffle".formatted(outcomes.bytes() / (double) objects);
  }

  /** One event an object, and no dead letter. */
  private static ObjectOutcome read(ObjectRef object) {
    return new ObjectOutcome(
        object,
        false,
        1,
        Map.of(),
        0,
        new ObjectOutcome.Weight(object.bytes(), 0, 0),
        object.arrivalDate().toEpochDay() * MICROS_A_DAY);
  }

  private static String total(OutcomesOfRun outcomes) {
    long records =
        outcomes.totals().byArrival().values().stream().mapToLong(ObjectTally::records).sum();
    return "%,d records of %,d days of sources"
        .formatted(records, outcomes.totals().byArrival().size());
  }

  private static String pinned(SpilledParts<ObjectRefs> listed) throws Exception {
    Path folder = Files.createTempDirectory("replay-simulation");
    Path file = folder.resolve("objects.parquet");
    SessionSettings settings =
        new SessionSettings("UTC", DUCKDB_BYTES, folder.toString(), List.of(folder.toString()));
    try (DuckDbSession session = DuckDbSession.open(settings)) {
      String digest =
          PinnedObjectsFile.write(
              session,
              file,
              () ->
                  StreamSupport.stream(listed.spliterator(), false)
                      .flatMap(part -> part.objects().stream())
                      .iterator());
      return "%,d bytes of Parquet, digest %s…; DuckDB has %,d MB and spills"
          .formatted(Files.size(file), digest.substring(0, 8), DUCKDB_BYTES >> 20);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void partitions() throws Exception {
    List<PartitionResults> packed = new ArrayList<>();
    meter.step(
        "plan partitions",
        () -> {
          packed.add(new PartitionResults(results()));
          return "%,d partitions".formatted((long) days * tables);
        });
    meter.step(
        "unpack them, first unit of work", () -> packed.get(0).partitions().size() + " partitions");
    meter.step(
        "unpack them, the next one", () -> packed.get(0).partitions().size() + " partitions");
    meter.step(
        "BigQuery's quotas",
        () -> {
          JobForecast forecast =
              Forecasts.of(packed.get(0).partitions().stream().map(this::replacement).toList());
          StringBuilder used = new StringBuilder();
          forecast
              .quotas()
              .forEach(
                  q ->
                      used.append(
                          "%n    %s: %,d of %,d".formatted(q.name(), q.needed(), q.allowed())));
          return used.toString();
        });
  }

  private List<PartitionResult> results() {
    List<PartitionResult> results = new ArrayList<>();
    for (int table = 1; table <= tables; table++) {
      for (int day = 0; day < days; day++) {
        LocalDate date = LAST.minusDays(day);
        String sum = "%064x".formatted((long) table * days + day);
        results.add(
            new PartitionResult(
                new Partition("t" + table, date.toString()),
                List.of(),
                List.of(new StagedFile("gs://synthetic/staging/" + sum, sum, 1000, 100_000)),
                new Content(1000, sum, sum),
                new TreeMap<>()));
      }
    }
    return results;
  }

  private Replacement replacement(PartitionResult result) {
    return new Replacement(
        "silver." + result.partition().table(), "day", Grain.DAY, result, Completeness.COMPLETE, 0);
  }
}
