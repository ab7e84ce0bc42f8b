package dev.medallion.replay.pipelines.suite.notrace;

import dev.medallion.replay.pipelines.suite.notrace.Schedule.LakeObject;
import dev.medallion.replay.pipelines.suite.notrace.Schedule.Stage;
import dev.medallion.replay.pipelines.suite.notrace.Schedule.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws a schedule: a pure function of its seed. */
final class ScheduleDraw {
  private static final LocalDate FROM = LocalDate.parse("2026-02-01");

  private final long seed;
  private final SplittableRandom random;
  private final int days;

  private ScheduleDraw(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.days = random.nextInt(3, 7);
  }

  static Schedule of(long seed) {
    return new ScheduleDraw(seed).draw();
  }

  private Schedule draw() {
    List<Instant> asOfs = asOfs();
    List<Version> versions = new VersionDraw(random, FROM, days, asOfs).draw();
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < asOfs.size(); i++) {
      boolean isLast = i == asOfs.size() - 1;
      stages.add(new Stage(asOfs.get(i), objects(versions, i), isLast ? covering() : few()));
    }
    return new Schedule(seed, FROM, FROM.plusDays(days - 1L), List.copyOf(stages));
  }

  /** Two or three; the last one after every arrival range, or while some are open. */
  private List<Instant> asOfs() {
    List<Instant> asOfs = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      asOfs.add(noon(random.nextInt(1, days)));
    }
    asOfs.add(noon(days + random.nextInt(4)));
    asOfs.add(noon(random.nextInt(4) == 0 ? days + 8 : days + 40));
    return asOfs;
  }

  private static Instant noon(int day) {
    return FROM.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  /** What is extracted in one run of an entity shares its folder; a delivery is an object. */
  private static List<LakeObject> objects(List<Version> versions, int stage) {
    Map<String, String> objects = new TreeMap<>();
    Map<String, List<Version>> runs =
        versions.stream()
            .filter(v -> v.stage() == stage && !v.entity().equals("webhook_events"))
            .collect(
                Collectors.groupingBy(
                    v -> v.entity() + "|" + date(v), TreeMap::new, Collectors.toList()));
    for (List<Version> run : runs.values()) {
      String entity = run.get(0).entity();
      String date = date(run.get(0));
      String runId = "batch-" + date + "-" + stage;
      String folder = "bronze/source=stripe/entity=" + entity + "/dt=" + date + "/run_id=" + runId;
      objects.put(
          folder + "/part-00000.jsonl",
          run.stream().map(v -> v.text() + "\n").collect(Collectors.joining()));
      objects.put(
          folder + "/_metadata.json", PaymentRecords.sidecar(entity, runId, date, run.size()));
    }
    for (Version delivery : versions) {
      if (delivery.stage() == stage && delivery.entity().equals("webhook_events")) {
        String root = "bronze/source=stripe/entity=webhook_events/";
        // Redelivered on the same day: the first one's object stands.
        objects.putIfAbsent(
            root + "dt=" + date(delivery) + "/event_id=" + delivery.id() + "/payload.json",
            delivery.text());
        objects.put(root + "markers/" + delivery.id() + ".marker", "1");
      }
    }
    return objects.entrySet().stream().map(e -> new LakeObject(e.getKey(), e.getValue())).toList();
  }

  private static String date(Version version) {
    return version.arrivedAt().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private List<Window> few() {
    List<Window> windows = new ArrayList<>();
    int count = random.nextInt(3) == 0 ? 2 : 1;
    for (int i = 0; i < count; i++) {
      windows.add(window());
    }
    return windows;
  }

  /** Windows in any order, overlapping as it comes, that leave no day out. */
  private List<Window> covering() {
    List<Window> windows = new ArrayList<>();
    for (LocalDate day = FROM; day.isBefore(FROM.plusDays(days)); day = day.plusDays(1)) {
      LocalDate open = day;
      if (windows.stream().noneMatch(w -> w.holds(open))) {
        LocalDate to = day.plusDays(random.nextInt(1, 4));
        LocalDate last = FROM.plusDays(days - 1L);
        windows.add(
            new Window(random.nextInt(4) == 0 ? earlier(day) : day, to.isAfter(last) ? last : to));
      }
    }
    if (random.nextInt(3) == 0) {
      windows.add(window());
    }
    for (int i = windows.size() - 1; i > 0; i--) {
      Window other = windows.set(random.nextInt(i + 1), windows.get(i));
      windows.set(i, other);
    }
    return windows;
  }

  private static LocalDate earlier(LocalDate day) {
    return day.equals(FROM) ? day : day.minusDays(1);
  }

  private Window window() {
    int first = random.nextInt(days);
    int last = first + random.nextInt(Math.min(3, days - first));
    return new Window(FROM.plusDays(first), FROM.plusDays(last));
  }
}
