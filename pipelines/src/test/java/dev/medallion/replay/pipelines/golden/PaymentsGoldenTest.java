package dev.medallion.replay.pipelines.golden;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.testdata.payments.PaymentsLake;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden itself, held against rows of the committed sample that were checked by hand. */
class PaymentsGoldenTest {
  private static final Path SAMPLE =
      Path.of("..", "testdata", "payments", "sample").toAbsolutePath().normalize();
  private static final LocalDate FROM = LocalDate.parse("2026-02-01");
  private static final LocalDate TO = LocalDate.parse("2026-02-28");
  private static final Instant AS_OF = Instant.parse("2026-04-15T00:00:00Z");

  private static Connection golden;

  @BeforeAll
  static void compute() throws SQLException {
    golden = PaymentsGolden.expected(SAMPLE, FROM, TO, AS_OF, List.of("whsec_sample"));
  }

  @AfterAll
  static void close() throws SQLException {
    golden.close();
  }

  @Test
  void everyTableHasTheRowsThatTheReadmeStates() throws SQLException {
    List<String> counts = new ArrayList<>();
    for (String table : PaymentsGolden.TABLES) {
      counts.add(table + " " + query("SELECT count(*) FROM expected." + table).get(0));
    }
    assertThat(
        counts,
        contains(
            "charges 436",
            "payment_intents 436",
            "invoices 222",
            "customers 128",
            "webhook_events 187",
            "extractions 112",
            "dim_customers 128",
            "fct_payments 436",
            "fct_invoices 222",
            "recon_webhooks 1767"));
  }
}
