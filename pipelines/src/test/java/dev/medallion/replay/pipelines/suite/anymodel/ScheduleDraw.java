package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Deed.Window;
import dev.medallion.replay.pipelines.suite.anymodel.Schedule.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws a schedule: a pure function of its seed. */
final class ScheduleDraw {
  /** So that days lie in two months, and around a change of clocks. */
  private static final LocalDate FROM = LocalDate.parse("2026-03-29");

  private ScheduleDraw() {}

  static Schedule of(long seed) {
    // Small seeds are alike: their first numbers too.
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
    random.nextLong();
    Shape shape = new ModelDraw(random.split()).draw();
    int days = random.nextInt(3, 7);
    int count = random.nextInt(2, 4);
    // Local days begin before those of UTC, or after.
    Window span = new Window(FROM.minusDays(1), FROM.plusDays(days));
    List<List<LakeObject>> arrivals =
        new InputDraw(random.split(), shape, FROM, days, count).draw();
    DeedDraw deeds = new DeedDraw(random.split(), shape, span, arrivals);
    List<Stage> stages = new ArrayList<>();
    int day = random.nextInt(2);
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      day = last ? days + 40 : day + random.nextInt(1, days);
      stages.add(new Stage(noon(day), arrivals.get(i), deeds.draw(i)));
    }
    return new Schedule(
        seed,
        shape,
        span,
        List.copyOf(stages),
        random.nextInt(4) == 0 ? List.of(span) : deeds.covering(),
        random.nextInt(3) == 0,
        random.nextBoolean() ? random.nextInt(2, 8) : 0,
        threads(random));
  }

  /** The runner's driver thread spins: more than one thread costs half as much again. */
  private static int threads(SplittableRandom random) {
    return random.nextInt(6) == 0 ? random.nextInt(2, 5) : 1;
  }

  private static Instant noon(int day) {
    return FROM.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
  }
}
