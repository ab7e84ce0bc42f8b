package dev.medallion.replay.pipelines.golden;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.testdata.payments.PaymentsLake;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden on lakes of other seeds, sizes and windows. */
class AnyLakeGoldenTest {
  private static final LocalDate FROM = LocalDate.parse("2026-02-01");
  private static final LocalDate TO = LocalDate.parse("2026-02-28");
  private static final Instant AS_OF = Instant.parse("2026-04-15T00:00:00Z");

  @TempDir Path lake;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 99})
  void aCleanLakeHasNoDeadLetters(long seed) throws IOException, SQLException {
    PaymentsLake.write(
        "--out=" + lake, "--seed=" + seed, "--events=400", "--webhooks=30", "--clean");

    try (Connection golden = PaymentsGolden.expected(lake, FROM, TO, AS_OF)) {
      assertThat(Rows.of(golden, "SELECT count(*) FROM expected.dead_letters"), contains("0"));
      assertThat(Rows.of(golden, "SELECT count(*) FROM expected.charges"), not(contains("0")));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void everyOtherSeedHasTheSameFaults(long seed) throws IOException, SQLException {
    PaymentsLake.write("--out=" + lake, "--seed=" + seed, "--events=600", "--webhooks=40");

    try (Connection golden =
        PaymentsGolden.expected(lake, FROM, TO, AS_OF, List.of("whsec_sample"))) {
      assertThat(Rows.of(golden, "SELECT count(*) FROM expected.dead_letters"), contains("13"));
      assertThat(
          Rows.of(golden, "SELECT count(DISTINCT state) FROM expected.recon_webhooks"),
          contains("6"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-01", "2026-02-03", "2026-02-07", "2026-03-20"})
  void aWindowOfAnyLengthHasALake(LocalDate to) throws IOException, SQLException {
    PaymentsLake.write("--out=" + lake, "--to=" + to, "--events=300", "--webhooks=20");

    try (Connection golden = PaymentsGolden.expected(lake, FROM, to, AS_OF)) {
      assertThat(Rows.of(golden, "SELECT count(*) > 0 FROM expected.charges"), contains("true"));
    }
  }

  @Test
  void aLakeWithoutWebhooksHasNone() throws IOException, SQLException {
    PaymentsLake.write("--out=" + lake, "--events=300", "--webhooks=0", "--clean");

    try (Connection golden = PaymentsGolden.expected(lake, FROM, TO, AS_OF)) {
      assertThat(Rows.of(golden, "SELECT count(*) FROM expected.webhook_events"), contains("0"));
    }
  }
}
