package dev.medallion.replay.pipelines.suite.deadletters;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.charge;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.customer;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.quoted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters are replaced by unit, as partitions are. */
class LaterRunsTest {
  private static final String AT = SmallPayments.FROM + "T12:00:00Z";

  /** Long before the window: only customers, a table of full history, are read from it. */
  private static final String OLD = "2025-11-20";

  private static final String LETTERS =
      "SELECT code, entity, object FROM ops.replay_dead_letters ORDER BY 3";

  @Test
  void aRerunDoesNotDoubleThemAndARunThatReadsTheMendedRecordTakesItsLetterAway(
      @TempDir Path folder) {
    Bronze lake = SmallPayments.good(folder.resolve("lake"));
    String lost = charge("ch_lost", AT).with("status", quoted("lost")).json();
    lake.run("charges", "2026-02-04", "bad", lost);
    lake.run("charges", "2026-02-05", "bad", lost);
    lake.lake()
        .put(Bronze.part("customers", OLD, "old"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
    lake.sidecar("customers", OLD, "old", 1);
    Bench bench =
        SmallPayments.bench(
            folder, lake.lake().root(), "--allow=incomplete_input", "--allow=dead_letter_ratio");

    Bench.Outcome first = bench.run();
    assertThat(first.err() + first.out(), first.exitCode(), is(0));
    List<String> letters = bench.tables().deadLetters();
    assertThat(letters, hasSize(3));

    bench.run();
    assertThat(bench.tables().deadLetters(), is(letters));

    lake.run("charges", "2026-02-04", "bad", charge("ch_lost", AT).json());
    lake.run("customers", OLD, "old", customer("cus_old", OLD + "T08:00:00Z").json());
    Bench.Outcome mended = bench.run();
    assertThat(mended.err() + mended.out(), mended.exitCode(), is(0));
    assertThat(
        bench.tables().query(LETTERS),
        is(List.of("NOT_ALLOWED|charge|" + Bronze.part("charges", "2026-02-05", "bad"))));
    assertThat(
        bench.tables().query("SELECT id FROM silver.charges WHERE id = 'ch_lost'"), hasSize(1));
    assertThat(
        bench.tables().query("SELECT id FROM silver.customers WHERE id = 'cus_old'"), hasSize(1));
  }

  @Test
  void aLetterOfFullHistoryGoesWithTheFirstOfItsObjects(@TempDir Path folder) {
    Bronze lake = SmallPayments.good(folder.resolve("lake"));
    String old = Bronze.part("customers", OLD, "old");
    lake.lake().put(old, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
    lake.sidecar("customers", OLD, "old", 1);
    Bench bench =
        SmallPayments.bench(
            folder, lake.lake().root(), "--allow=incomplete_input", "--allow=eroded");
    bench.run();
    assertThat(bench.tables().query(LETTERS), is(List.of("UNREADABLE_OBJECT|customer|" + old)));

    lake.lake().delete(old);
    Bench.Outcome gone = bench.run();

    assertThat(gone.err() + gone.out(), gone.exitCode(), is(0));
    assertThat(bench.tables().query(LETTERS), is(List.of()));
  }
}
