package dev.medallion.replay.pipelines.suite.blocked;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.charge;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.quoted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.nio.file.Path;

/** A lake whose window, and the day before it, are published; a test takes a copy to spoil. */
final class Published {
  /** The run that extracted the records of the window's second day. */
  static final String SECOND_RUN = "batch-20260205T021500Z";

  private static final String AT = SmallPayments.FROM + "T10:00:00Z";

  private final Path original;

  /** Publishes it. */
  Published(Path folder) {
    this.original = folder;
    Bronze lake = SmallPayments.good(folder.resolve("lake"));
    lake.run(
        "charges",
        "2026-02-03",
        "batch-20260203T021500Z",
        charge("ch_0", "2026-02-02T10:00:00Z").with("payment_intent", quoted("pi_far")).json());
    lake.run(
        "charges",
        "2026-02-04",
        "batch-20260204T061500Z",
        charge("ch_3", AT).json(),
        charge("ch_4", AT).with("status", quoted("pending")).json());
    lake.run(
        "charges",
        "2026-02-20",
        "batch-20260220T021500Z",
        charge("ch_4", AT).extracted("2026-02-20T02:15:00Z").json());
    Bench.Outcome outcome =
        SmallPayments.bench(folder, lake.lake().root()).run("--from=2026-02-02");
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  /** A copy of lake, warehouse and state. */
  Spoiled copy(Path folder) {
    Lake.copyOf(original, folder);
    return new Spoiled(folder, Lake.in(folder.resolve("lake")));
  }

  /** A copy of the lake alone. */
  Spoiled lakeAlone(Path folder) {
    return new Spoiled(
        folder, Lake.copyOf(original.resolve("lake"), Lake.in(folder).root().resolve("lake")));
  }
}
