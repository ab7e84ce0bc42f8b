package dev.medallion.replay.pipelines.golden;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

  @Test
  void everyDamagedRecordDiesOfItsCode() throws SQLException {
    assertThat(
        query("SELECT code, count(*) FROM expected.dead_letters GROUP BY code"),
        containsInAnyOrder(
            "MALFORMED_RECORD|3",
            "UNKNOWN_ENTITY|3",
            "BAD_TYPE|1",
            "MISSING_FIELD|1",
            "NOT_ALLOWED|1",
            "OUT_OF_RANGE|1",
            "RULE_FAILED|1",
            "KEY_MISMATCH|1",
            "BAD_SIGNATURE|1"));
  }

  @Test
  void theTruncatedLineIsTheLastOfItsPart() throws SQLException {
    assertThat(
        query(
            "SELECT position, code FROM expected.dead_letters WHERE path = 'bronze/source=stripe/"
                + "entity=charges/dt=2026-02-06/run_id=batch-20260206T021500Z/part-00000.jsonl'"),
        contains("28|MALFORMED_RECORD"));
  }

  @Test
  void aForgedWebhookIsThereAsLongAsNoSecretTellsItApart() throws SQLException {
    String forged =
        "SELECT event_id FROM expected.webhook_events"
            + " WHERE event_id = 'evt_4624d0aa6cc0b776d02fb8ed'";
    assertThat(query(forged).size(), is(0));

    try (Connection trusting = PaymentsGolden.expected(SAMPLE, FROM, TO, AS_OF)) {
      assertThat(Rows.of(trusting, forged).size(), is(1));
    }
  }

  @Test
  void aChargeThatArrivedTwentyDaysLateIsInOnItsOwnDay() throws SQLException {
    assertThat(
        query(
            "SELECT created_ts, amount FROM expected.charges"
                + " WHERE id = 'ch_4eff49e24117dbed97ed95ac'"),
        contains("2026-02-04 12:20:40|2500"));
  }

  @Test
  void aNumericIdAndATextAmountAreConverted() throws SQLException {
    assertThat(
        query(
            "SELECT id, amount FROM expected.charges WHERE id = '8800012345' OR amount = 8004"
                + " ORDER BY id"),
        contains("8800012345|2500", "ch_2952da28a9bf6d826a1d295e|8004"));
  }

  @Test
  void aStatusThatChangedInALaterRunIsTheLaterOne() throws SQLException {
    assertThat(
        query(
            "SELECT v.run_id, v.data ->> '/status', c.status FROM versions v"
                + " JOIN expected.charges c USING (id)"
                + " WHERE v.entity = 'charges' AND c.created_ts = '2026-02-10 10:31:00'"
                + " ORDER BY v.ingested_at"),
        contains(
            "batch-20260211T021500Z|pending|succeeded",
            "batch-20260213T021500Z|succeeded|succeeded"));
  }

  @Test
  void daysWithoutAChargeHaveNoRow() throws SQLException {
    assertThat(
        query(
            "SELECT day FROM days"
                + " WHERE day NOT IN (SELECT created_date FROM expected.charges) ORDER BY day"),
        contains("2026-02-08", "2026-02-22"));
  }

  @Test
  void theFirstDeliveryOfAnEventWins() throws SQLException {
    assertThat(
        query(
            "SELECT CAST(received_ts AS DATE) FROM expected.webhook_events"
                + " WHERE event_id = 'evt_d9362fbb75fbf3e8890e2e00'"),
        contains("2026-02-03"));
  }

  @Test
  void eventsThatShareASafeIdAreTwoEvents() throws SQLException {
    assertThat(
        query(
            "SELECT event_id FROM expected.webhook_events"
                + " WHERE event_id LIKE 'evt\\_f6753d89a57204ba4a7f1008%' ESCAPE '\\'"
                + " ORDER BY event_id"),
        contains("evt_f6753d89a57204ba4a7f1008/b", "evt_f6753d89a57204ba4a7f1008_b"));
  }

  @Test
  void everyStateOfTheReconciliationOccurs() throws SQLException {
    assertThat(
        query("SELECT state, count(*) FROM expected.recon_webhooks GROUP BY state"),
        containsInAnyOrder(
            "matched|176",
            "differing|2",
            "batch_only|1583",
            "webhook_only|1",
            "pending|1",
            "unresolved|4"));
  }

  @Test
  void anOrphanKeepsItsChargeAndSoDoesAnIntentOutsideTheWindow() throws SQLException {
    assertThat(
        query(
            "SELECT event_ts FROM expected.fct_payments WHERE customer_id IS NULL"
                + " ORDER BY event_ts"),
        contains("2026-02-01 00:00:10", "2026-02-05 09:40:00"));
  }

  @Test
  void whatArrivesAfterAsOfIsNotSeen() throws SQLException {
    Instant early = Instant.parse("2026-02-10T12:00:00Z");
    try (Connection half = PaymentsGolden.expected(SAMPLE, FROM, TO, early)) {
      assertThat(
          Rows.of(half, "SELECT max(created_date) FROM expected.charges"), contains("2026-02-09"));
      assertThat(Rows.of(half, "SELECT max(arrival) FROM records"), contains("2026-02-10"));
    }
  }

  private static List<String> query(String sql) throws SQLException {
    return Rows.of(golden, sql);
  }
}
