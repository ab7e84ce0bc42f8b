package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback that leaves a whole table as it is restores no rows that show it as it was. */
class LeftOutReadersTest {
  private static final String ONE = "2026-02-01";
  private static final String TWO = "2026-02-02";
  private static final String FIVE = "2026-02-05";
  private static final String LONG_AGO = "2025-01-01";
  private static final String GOLD = "SELECT id, ref FROM gold.fct ORDER BY ALL";
  private static final String OF_GOLD = "SELECT refs FROM gold.refs ORDER BY ALL";
  private static final String CUSTOMERS = "SELECT id, ref FROM silver.customers ORDER BY ALL";

  @TempDir Path folder;
  private Mini mini;

  /** Run r1 shows a new version of a customer on day one; r2 publishes another customer. */
  @BeforeEach
  void publish() {
    mini =
        Mini.sliced(folder)
            .gold(
                "refs",
                "{fct: {}}",
                "day",
                "day",
                "day",
                "SELECT partition_day() AS day, string_agg(ref, ',' ORDER BY ref) AS refs FROM fct");
    mini.put("customers", LONG_AGO, "c1", LONG_AGO, 1, 1, "A")
        .put("things", ONE, "x", ONE, 1, 1, "c1");
    mini.run(ONE, ONE, "--runId=r0");
    mini.put("customers", LONG_AGO, "c1", LONG_AGO, 2, 1, "Z")
        .put("things", TWO, "y", TWO, 1, 1, "c1");
  }

  private void publishAnother() {
    mini.put("customers", LONG_AGO, "c2", LONG_AGO, 1, 1, "B")
        .put("things", FIVE, "w", FIVE, 1, 1, "c2");
    mini.run(FIVE, FIVE, "--runId=r2");
  }

  @Test
  void aSliceOfATableThatStaysStaysAndSoDoesWhatReadsIt() {
    mini.run(TWO, TWO, "--runId=r1");
    publishAnother();

    Outcome back = mini.bench().call("rollback", "--run=r1", "--runId=b1");

    assertThat(back.err() + back.out(), back.exitCode(), is(0));
    assertThat(mini.query(CUSTOMERS), contains("c1|Z", "c2|B"));
    assertThat("day two goes, day one stays", mini.query(GOLD), contains("w|B", "x|Z"));
    assertThat(mini.query(OF_GOLD), contains("B", "Z"));
    assertThat(
        back.out(),
        containsString(
            "left_out fct/2026-02-01: its earlier rows show customers/all as it was before run r2"));
    mini.run(ONE, FIVE, "--runId=r3");
    assertThat(mini.query(GOLD), contains("w|B", "x|Z", "y|Z"));
  }

  @Test
  void oneWhoseOtherInputsGoBackIsRefused() {
    mini.put("things", ONE, "v", ONE, 1, 1, "c1");
    mini.run(ONE, TWO, "--runId=r1");
    publishAnother();

    Outcome refused = mini.bench().call("rollback", "--run=r1", "--runId=b1");

    assertThat(refused.err() + refused.out(), refused.exitCode(), is(not(0)));
    assertThat(
        refused.out(),
        containsString("its earlier rows show customers/all as it was before run r2"));
    assertThat(mini.query(GOLD), contains("v|Z", "w|B", "x|Z", "y|Z"));

    Outcome back = mini.bench().call("rollback", "--run=r1", "--evenIf=read", "--runId=b2");
    assertThat(back.err() + back.out(), back.exitCode(), is(0));
    mini.run(ONE, TWO, "--runId=r3");
    assertThat(mini.query(GOLD), contains("v|Z", "w|B", "x|Z", "y|Z"));
  }
}
