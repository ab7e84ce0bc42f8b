package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.pipelines.suite.AsksTheFile;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downstream is what was computed from something else, whichever run changed it. */
class OtherRunsTest {
  private static Mini sliced(Path folder, String slice) {
    Mini mini =
        new Mini(folder)
            .silver("things", "day")
            .silver("custs", "none")
            .gold(
                "fct",
                "{things: {}, custs: {slice: '" + slice + "'}}",
                "id",
                "day",
                "day",
                "SELECT t.id, t.day, c.val AS seen, n FROM things t LEFT JOIN custs c ON c.id = t.ref"
                    + " CROSS JOIN (SELECT count(*) AS n FROM custs)");
    mini.put("things", "2026-02-01", "a", "2026-02-01", 1, 1, "c1");
    mini.put("things", "2026-02-02", "b", "2026-02-02", 1, 1, "c2");
    mini.put("things", "2026-02-05", "z", "2026-02-05", 1, 1, "c9");
    mini.put("custs", "c1", "2026-01-01", 10).put("custs", "c2", "2026-01-01", 20);
    mini.run("2026-02-01", "2026-02-05");
    return mini;
  }

  @Test
  void aDimensionThatWasPublishedAloneRebuildsItsReadersInTheNextRun(@TempDir Path folder) {
    Mini mini = sliced(folder, "id IN (SELECT ref FROM things)");
    mini.put("custs", "2026-03-01", "c1", "2026-01-01", 2, 11, "nobody");
    mini.run("2026-02-05", "2026-02-05", "--tables=custs");

    Outcome next = mini.run("2026-02-05", "2026-02-05");

    assertThat(next.manifest().partitions().downstream(), is(List.of("fct/2026-02-01")));
    assertThat(mini.query("SELECT seen FROM gold.fct WHERE id = 'a'"), contains("11"));
    assertThat(again(mini), is(empty()));
  }

  @Test
  void onlyTheDaysThatNameAChangedRowAreRebuilt(@TempDir Path folder) {
    Mini mini = sliced(folder, "id IN (SELECT ref FROM things)");
    mini.put("custs", "2026-03-01", "nobody", "2026-01-01", 1, 1, "x");
    Outcome nobodys = mini.run("2026-02-05", "2026-02-05");
    mini.put("custs", "2026-03-02", "c9", "2026-01-01", 1, 90, "x");
    mini.put("custs", "2026-03-02", "c2", "2026-01-01", 2, 21, "x");
    Outcome changed = mini.run("2026-02-01", "2026-02-01");
    mini.delete("custs", "2026-03-03", "c1", "2026-01-01", 3);
    Outcome removed = mini.run("2026-02-05", "2026-02-05");

    assertThat(nobodys.manifest().partitions().downstream(), is(empty()));
    assertThat(
        changed.manifest().partitions().downstream(),
        is(List.of("fct/2026-02-02", "fct/2026-02-05")));
    assertThat(removed.manifest().partitions().downstream(), is(List.of("fct/2026-02-01")));
    assertThat(
        mini.query("SELECT id, seen FROM gold.fct ORDER BY id"),
        contains("a|null", "b|21", "z|90"));
    assertThat(again(mini), is(empty()));
  }

  @Test
  void conditionsThatNameMoreThanKeysFindTheSameDays(@TempDir Path folder) {
    for (String slice :
        List.of(
            "id IN (SELECT ref FROM things) OR day = partition_day()",
            "day = partition_day() OR (val > 5 AND id IN (SELECT ref FROM things WHERE val > 0))",
            "id IN (SELECT ref FROM things) AND val < 1000 OR custs.day = partition_day()",
            "EXISTS (SELECT 1 FROM things t WHERE t.ref = custs.id) OR day = partition_day()",
            "NOT id NOT IN (SELECT ref FROM things) OR day = partition_day()")) {
      Mini mini = sliced(folder.resolve(Integer.toString(slice.hashCode())), slice);
      mini.put("custs", "2026-03-01", "new", "2026-02-02", 1, 1, "x");
      mini.put("custs", "2026-03-01", "c1", "2026-01-01", 2, 12, "x");

      Outcome next = mini.run("2026-02-05", "2026-02-05");

      assertThat(
          slice,
          next.manifest().partitions().downstream(),
          is(List.of("fct/2026-02-01", "fct/2026-02-02")));
      assertThat(
          mini.query("SELECT id, seen, n FROM gold.fct ORDER BY id"),
          contains("a|12|1", "b|20|2", "z|null|0"));
      assertThat(again(mini), is(empty()));
    }
  }

  @AsksTheFile
  @Test
  void anEmptyDayAndOneThatWasNeverPublishedAreInputsToo(@TempDir Path folder) {
    Mini mini =
        new Mini(folder)
            .silver("things", "day")
            .gold(
                "fct",
                "{things: {lookback: P2D}}",
                "day",
                "day",
                "day",
                "SELECT partition_day() AS day, count(*) AS n FROM things");
    mini.put("things", "a", "2026-02-03", 1);
    mini.run("2026-02-02", "2026-02-03");

    assertThat(
        mini.query(
            "SELECT inputs->>'things/2026-02-01', inputs->>'things/2026-02-02' FROM"
                + " ops.replay_heads WHERE table_name = 'gold.fct' AND partition = '2026-02-03'"),
        contains("absent|empty"));
  }

  @AsksTheFile
  @Test
  void anotherAsOfAloneRebuildsNothingAndIsWrittenDown(@TempDir Path folder) {
    Mini mini =
        new Mini(folder)
            .silver("things", "day")
            .gold(
                "fct",
                "{things: {}}",
                "id",
                "day",
                "day",
                "SELECT id, day, as_of() AS computed_at FROM things");
    mini.put("things", "a", "2026-02-01", 1).put("things", "b", "2026-02-02", 1);
    mini.run("2026-02-01", "2026-02-02");

    Outcome later = mini.run("2026-02-02", "2026-02-02", "--asOf=2026-07-01T00:00:00Z");
    Outcome same = mini.run("2026-02-02", "2026-02-02", "--asOf=2026-07-01T00:00:00Z");

    assertThat(later.manifest().partitions().downstream(), is(empty()));
    assertThat(same.manifest().partitions().count(Action.REPLACED), is(0L));
    assertThat(
        mini.query(
            "SELECT inputs->>'as_of' FROM ops.replay_heads WHERE table_name = 'gold.fct'"
                + " ORDER BY partition"),
        contains(startsWith("2026-06-01"), startsWith("2026-07-01")));
  }

  /** What a run that nothing has changed for rebuilds, or replaces. */
  private static List<String> again(Mini mini) {
    Outcome outcome = mini.run("2026-02-05", "2026-02-05");
    assertThat(outcome.manifest().partitions().count(Action.REPLACED), is(0L));
    return outcome.manifest().partitions().downstream();
  }
}
