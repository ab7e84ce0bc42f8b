package dev.medallion.replay.pipelines.suite.baduse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day that Java and DuckDB would cut at different moments. */
class ZoneAgreementTest {
  private static final String ZONE = "America/Vancouver";

  private static final String[] NOVEMBER = {
    "--from=2026-11-02", "--to=2026-11-03", "--asOf=2027-03-01T00:00:00Z"
  };

  @TempDir Path folder;

  @Test
  void isRefusedByNameBeforeAnythingIsReadOrMade() {
    assumeTrue(
        ZoneId.of(ZONE).getRules().isDaylightSavings(Instant.parse("2026-07-01T00:00:00Z"))
            && ZoneId.of(ZONE).getRules().nextTransition(Instant.parse("2026-10-01T00:00:00Z"))
                != null,
        "this JDK has learned what DuckDB knows");
    ModelCopy model = ModelCopy.in(folder.resolve("model"));
    model.replace("model.yaml", "time_zone: UTC", "time_zone: " + ZONE);
    Bench bench =
        SmallPayments.bench(
            folder, SmallPayments.good(folder.resolve("lake")).lake().root(), model.option());

    for (Bench.Outcome refused : List.of(bench.run(NOVEMBER), bench.plan(NOVEMBER))) {
      assertThat(refused.exitCode(), is(2));
      assertThat(
          refused.err(),
          allOf(
              containsString(ZONE),
              containsString("2026-11-0"),
              containsString("-08:00"),
              containsString("-07:00")));
    }
    assertThat(Files.exists(bench.state()), is(false));
  }
}
