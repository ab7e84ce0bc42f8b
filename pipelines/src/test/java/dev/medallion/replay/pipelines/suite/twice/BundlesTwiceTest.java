package dev.medallion.replay.pipelines.suite.twice;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.golden.PaymentsGolden;
import dev.medallion.replay.pipelines.golden.TableComparison;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.pipelines.suite.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step is done before, beside and after the attempt that counts: the tables do not care. */
class BundlesTwiceTest {
  private static final String AT = "2026-02-03T12:00:00Z";

  /** Steps that write somewhere; a renamed one has to be looked at here. */
  private static final Set<String> WRITING =
      Set.of(
          "Decode records into blocks",
          "Compute shards",
          "Publish the change set, write the receipt");

  @Test
  void stepsDoneFourTimesGiveWhatPlainSqlGives(@TempDir Path folder) throws Exception {
    Path lake = lake(folder.resolve("lake"));
    Bench plain = bench(folder.resolve("plain"), lake);
    Bench twice = bench(folder.resolve("twice"), lake);
    assertThat(plain.run().exitCode(), is(0));
    TwiceFn.late();
    TwiceFn.steps();

    Bench.Outcome outcome = twice.run("--runner=" + TwiceRunner.class.getName());

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    Set<String> done =
        TwiceFn.steps().stream()
            .map(s -> s.replaceAll("/ParMultiDo.*", "").replaceAll(".*/", ""))
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> missing = new HashSet<>(WRITING);
    missing.removeAll(done);
    assertThat(missing + " of " + done, missing.size(), is(0));
    assertThat(TwiceFn.failed(), is(List.of()));
    assertThat(twice.tables().contents(), is(plain.tables().contents()));
    assertThat(twice.tables().deadLetters(), is(plain.tables().deadLetters()));
    assertThat(
        twice.tables().value("SELECT count(*) FROM ops.replay_partitions"),
        is(plain.tables().value("SELECT count(*) FROM ops.replay_partitions")));
    golden(lake, twice.tables());

    // What the runner gave up on goes on: before and after another run.
    SortedMap<String, List<String>> before = twice.tables().everything();
    List<TwiceFn.Late> late = TwiceFn.late();
    assertThat(late.size(), greaterThan(10));
    end(late);
    assertThat(twice.tables().everything(), is(before));

    Bronze.of(Lake.in(lake))
        .run(
            "charges",
            SmallPayments.TO,
            "later",
            BronzeRecord.charge("ch_1", SmallPayments.FROM + "T10:00:00Z")
                .with("amount", "77")
                .extracted("2026-02-04T20:00:00Z")
                .json());
    assertThat(twice.run().exitCode(), is(0));
    SortedMap<String, List<String>> newer = twice.tables().everything();
    end(late);
    assertThat(twice.tables().everything(), is(newer));
    assertThat(
        twice.tables().value("SELECT amount FROM silver.charges WHERE id = 'ch_1'"), is("77"));
  }

  /** Lets late attempts end; that one is refused or finds nothing to do is its own affair. */
  private static void end(List<TwiceFn.Late> late) {
    for (TwiceFn.Late one : late) {
      try {
        one.attempt().run();
      } catch (RuntimeException e) {
        assertThat(one.step(), e.getMessage() != null, is(true));
      }
    }
  }

  private static Bench bench(Path folder, Path lake) throws IOException {
    return SmallPayments.bench(Files.createDirectories(folder), lake, "--allow=dead_letter_ratio");
  }

  private static Path lake(Path root) {
    Bronze bronze = SmallPayments.good(root);
    for (int i = 0; i < 12; i++) {
      bronze.run(
          "charges",
          SmallPayments.TO,
          "more-" + i,
          BronzeRecord.charge("ch_more_" + i, AT).json(),
          BronzeRecord.charge("ch_same", AT).with("amount", Integer.toString(i)).json(),
          "{}");
    }
    return root;
  }

  private static void golden(Path lake, Tables tables) throws Exception {
    try (Connection golden =
            PaymentsGolden.expected(
                lake,
                LocalDate.parse(SmallPayments.FROM),
                LocalDate.parse(SmallPayments.TO),
                Instant.parse("2026-04-15T00:00:00Z"),
                PaymentsSample.SECRET);
        Connection warehouse = tables.open()) {
      TableComparison.assertEqualAsSets(golden, "expected.charges", warehouse, "silver.charges");
      TableComparison.assertEqualAsSets(
          golden, "expected.fct_payments", warehouse, "gold.fct_payments");
      TableComparison.assertEqualAsSets(
          golden, "expected.recon_webhooks", warehouse, "gold.recon_webhooks");
    }
  }
}
