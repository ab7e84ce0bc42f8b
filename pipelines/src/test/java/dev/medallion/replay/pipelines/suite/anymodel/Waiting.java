package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.pipelines.Json;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.anymodel.Broken.Promise;
import dev.medallion.replay.pipelines.suite.anymodel.Deed.Window;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Days that look at others which are not published yet say so. */
final class Waiting {
  private Waiting() {}

  /**
   * Looks at the days of a window that was just published.
   *
   * @param there the lake's objects that have arrived
   * @param status what the command of that name prints, as JSON
   */
  static void check(
      Shape shape, Window window, Sight sight, Collection<LakeObject> there, Outcome status)
      throws Broken {
    Set<String> open = open(status);
    for (Gold gold : shape.golds()) {
      String input;
      int lookback;
      if (gold instanceof Gold.Daily daily) {
        input = daily.input();
        lookback = daily.lookback();
      } else if (gold instanceof Gold.Joined joined) {
        input = joined.right();
        lookback = joined.lookback();
      } else {
        continue;
      }
      EntityShape entity = shape.entityOfTable(input);
      for (LocalDate day = window.from(); !day.isAfter(window.to()); day = day.plusDays(1)) {
        for (int i = 1; i <= lookback && entity.grain() == Grain.DAY; i++) {
          LocalDate seen = day.minusDays(i);
          boolean arrived =
              there.stream()
                  .anyMatch(o -> o.entity().equals(entity.name()) && o.arrival().equals(seen));
          boolean waits =
              arrived
                  && !sight.partitions().contains(input + "/" + seen)
                  && sight.partitions().contains(gold.name() + "/" + day);
          if (waits && !open.contains("gold." + gold.name() + "/" + day)) {
            throw new Broken(
                Promise.WAITS,
                gold.name()
                    + "/"
                    + day
                    + " looks at "
                    + seen
                    + ", which is not published; open: "
                    + open);
          }
        }
      }
    }
  }

  private static Set<String> open(Outcome status) {
    try {
      return Json.of(status.out()).get("openPartitions").items().stream()
          .map(p -> p.get("table").text() + "/" + p.get("partition").text())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new IllegalStateException(status.out() + status.err(), e);
    }
  }
}
