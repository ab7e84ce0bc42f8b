package dev.medallion.replay.benchmarks.simulation;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.flow.match.ListingPlan;
import dev.medallion.replay.transforms.flow.match.ListingTask;
import dev.medallion.replay.transforms.flow.match.ObjectLister;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectRefs;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lists and plans a lake that nobody has: by default 10^8 objects, 3,650 days, 20 tables.
 *
 * <p>Each step is the program's own code; only the bucket is made up. What stands between the steps
 * on Dataflow, in its shuffle, is in a temporary file here.
 */
public final class PlanningSimulation {
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
    try (SpilledParts parts = new SpilledParts()) {
      meter.step("list and pin, part by part", () -> list(tasks, parts));
      meter.step("pack into read units, two passes", () -> pack(parts));
      verdict(parts.first());
    }
    partitions();
  }

  private String list(List<ListingTask> tasks, SpilledParts parts) throws Exception {
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

  private String pack(SpilledParts parts) {
    ReadPlan plan = new ReadPlan(model, 0, parts);
    long[] units = new long[1];
    plan.forEach((name, unit) -> units[0]++);
    return "%,d read units, %,d shards"
        .formatted(
            units[0], plan.shards().byStream().values().stream().mapToInt(Integer::intValue).sum());
  }

  /** The verdict and the audits hold what became of every object: measured for one part. */
  private void verdict(ObjectRefs part) {
    long before = Meter.used();
    List<ObjectRef> refs = part.objects();
    List<ObjectOutcome> outcomes = refs.stream().map(ObjectOutcome::unreadable).toList();
    double each = (Meter.used() - before) / (double) outcomes.size();
    System.out.printf(
        Locale.ROOT,
        "%-34s %.0f bytes of heap an object: EXTRAPOLATED %,.1f GB for all; NOT paged%n",
        "verdict, audits of objects",
        each,
        each * objects / (1L << 30));
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
