package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zero has no sign, wherever it comes from: else rows beside it would decide which one it has. */
class SignOfZeroTest {
  private static final String DAY = "2026-02-01";

  @TempDir Path folder;

  @Test
  void aZeroIsTheSameForEveryNumberOfShards() {
    Mini mini =
        new Mini(folder)
            .silver("things", "day")
            .silverSql(
                "things",
                "SELECT id, day, CAST(ref AS DOUBLE) AS num, CAST(ref AS DOUBLE) * -1 AS less,"
                    + " _event FROM e_things")
            .gold(
                "fct",
                "{things: {}}",
                "id",
                "day",
                "day",
                "SELECT id, day, 1 / num AS inverse, 1 / less AS other, num * -1 AS again FROM things");
    for (int i = 1; i <= 4; i++) {
      for (String zero : List.of("0.0", "-0.0", "-0", "1e-400", "-1e-400")) {
        mini.put("things", DAY, zero + "/" + i, DAY, 1, 1, zero);
      }
    }
    List<String> zeros = IntStream.range(0, 20).mapToObj(i -> "Infinity|Infinity|0.0").toList();
    mini.run(DAY, DAY, "--shards=1");
    assertThat(
        mini.query(
            "SELECT DISTINCT CAST(num AS VARCHAR) || CAST(less AS VARCHAR) FROM silver.things"),
        is(List.of("0.00.0")));
    assertThat(mini.query("SELECT inverse, other, again FROM gold.fct"), is(zeros));

    Outcome again = mini.run(DAY, DAY, "--shards=5");

    assertThat(again.out(), containsString("0 partitions published"));
    assertThat(mini.query("SELECT inverse, other, again FROM gold.fct"), is(zeros));
  }
}
