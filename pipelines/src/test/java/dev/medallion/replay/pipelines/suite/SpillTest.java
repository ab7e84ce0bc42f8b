package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A limit of memory that does not hold the work. */
class SpillTest {
  /** In one shard they spill under the smallest limit that may be given, 64 MB. */
  private static final int CHARGES = 45_000;

  @Test
  void aReplayThatSpillsGivesTheSameTables(@TempDir Path folder) {
    Lake lake = Lake.in(folder.resolve("lake"));
    lake.put(
        "bronze/source=stripe/entity=charges/dt=2026-02-02/run_id=r1/part-00000.jsonl", charges());
    Bench roomy = bench(Lake.in(folder.resolve("roomy")).root(), lake);
    Bench tight = bench(Lake.in(folder.resolve("tight")).root(), lake);

    assertThat("bytes spilled with room", spilled(roomy, "--memory=2GB"), is(0L));
    assertThat("bytes spilled without", spilled(tight, "--memory=64MB"), greaterThan(0L));

    assertThat(roomy.tables().contents().get("silver.charges"), hasSize(CHARGES));
    assertThat(tight.tables().contents(), equalTo(roomy.tables().contents()));
  }

  private static long spilled(Bench bench, String memory) {
    try (SpillWatch watch = SpillWatch.below(bench.state())) {
      Bench.Outcome run = bench.run("--shards=1", memory);
      assertThat(run.err() + run.out(), run.exitCode(), is(0));
      return watch.mostBytes();
    }
  }

  private static Bench bench(Path folder, Lake lake) {
    return new Bench(
        folder,
        "--model=payments",
        "--input=" + lake.root(),
        "--tables=charges",
        "--from=2026-02-01",
        "--to=2026-02-01",
        "--asOf=2026-04-15T00:00:00Z",
        "--allow=no_objects",
        "--progress=off");
  }

  private static String charges() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < CHARGES; i++) {
      lines.append(
          """
          {"data":{"id":"ch_%1$024x","created":%2$d,"amount":%1$d,"currency":"usd","status":"succeeded",\
          "customer":"cus_%1$024x","payment_intent":"pi_%1$024x","invoice":"in_%1$024x"},\
          "meta":{"entity":"charges","ingested_at":"2026-02-02T02:15:00+00:00"}}
          """
              .formatted(i, 1_769_904_000 + i));
    }
    return lines.toString();
  }
}
