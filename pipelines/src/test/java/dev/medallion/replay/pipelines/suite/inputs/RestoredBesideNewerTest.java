package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rollback restores no rows that what was published in between would have changed or blocked. */
class RestoredBesideNewerTest {
  private static final String FOUR = "2026-02-04";
  private static final String GOLD = "SELECT id, found FROM gold.fct ORDER BY ALL";

  @TempDir Path folder;

  private Mini mini() {
    Mini mini =
        new Mini(folder)
            .silver("pars", "day")
            .silver("things", "day", "references: {ref: pars}")
            .gold(
                "fct",
                "{things: {}, pars: {lookback: P1D}}",
                "id",
                "day",
                "day",
                "SELECT t.id, t.day, p.id AS found FROM things t LEFT JOIN pars p ON p.id = t.ref"
                    + " WHERE t.day = partition_day()");
    mini.put("things", FOUR, "c", FOUR, 1, 1, "p1");
    mini.run(FOUR, FOUR, "--runId=r1");
    return mini;
  }

  private static Outcome back(Mini mini, String run, String as) {
    return mini.bench().call("rollback", "--run=" + run, "--runId=" + as);
  }

  /** Within the reach of gold, and beyond it. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-02-03", "2026-02-01"})
  void whatARollbackTookBackDoesNotReturnBesideNewerRuns(String parents) {
    Mini mini = mini();
    assertThat(back(mini, "r1", "b1").exitCode(), is(0));
    mini.put("pars", "p1", parents, 1).run(parents, parents, "--runId=r2");

    Outcome refused = back(mini, "b1", "b2");

    assertThat(refused.err() + refused.out(), refused.exitCode(), is(3));
    assertThat(refused.out(), containsString("run r2"));
    assertThat(mini.query(GOLD), empty());
    assertThat(back(mini, "r2", "b3").exitCode(), is(0));
    assertThat(back(mini, "b1", "b4").exitCode(), is(0));
    assertThat(mini.query(GOLD), is(List.of("c|null")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-03", "2026-02-01"})
  void whatARunRemovedDoesNotReturnBesideNewerRuns(String parents) {
    Mini mini = mini();
    mini.delete("things", FOUR, "c", FOUR, 2).run(FOUR, FOUR, "--runId=rd", "--allow=row_drop");
    mini.put("pars", "p1", parents, 1).run(parents, parents, "--runId=r2");

    Outcome refused = back(mini, "rd", "b2");

    assertThat(refused.err() + refused.out(), refused.exitCode(), is(3));
    assertThat(refused.out(), containsString("run r2"));
    assertThat(mini.query(GOLD), empty());
  }

  /** The later run found the entity nowhere, since it had been taken back. */
  @Test
  void anEntityDoesNotReturnWhereItLivesElsewhereByNow() {
    Mini mini = mini();
    assertThat(back(mini, "r1", "b1").exitCode(), is(0));
    mini.put("things", "2026-02-09", "c", "2026-02-09", 2, 1, "p1");
    mini.run("2026-02-09", "2026-02-09", "--runId=r2");

    Outcome refused = back(mini, "b1", "b2");

    assertThat(refused.err() + refused.out(), refused.exitCode(), is(3));
    assertThat(mini.query("SELECT id, day FROM silver.things"), is(List.of("c|2026-02-09")));
  }

  @Test
  void nothingIsInTheWayOfARollbackWhereNothingNewerWasPublished() {
    Mini mini = mini();
    assertThat(back(mini, "r1", "b1").exitCode(), is(0));
    assertThat(back(mini, "b1", "b2").exitCode(), is(0));
    assertThat(mini.query(GOLD), is(List.of("c|null")));
  }
}
