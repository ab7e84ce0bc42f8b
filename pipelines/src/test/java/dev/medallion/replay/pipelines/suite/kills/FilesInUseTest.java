package dev.medallion.replay.pipelines.suite.kills;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.charge;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another run lets go of old versions while one is not at its end. */
class FilesInUseTest {
  @TempDir private Path folder;

  @AfterEach
  void hearNothing() {
    StepsHeard.by(step -> {});
  }

  @Test
  void whatARunFoundPublishedStaysUntilItHasEnded() throws IOException {
    Bronze bronze = SmallPayments.good(folder.resolve("lake"));
    Bench bench = SmallPayments.bench(folder, bronze.lake().root());
    assertThat(bench.run("--runId=first").exitCode(), is(0));
    Set<String> first = kept(bench);
    StepsHeard.by(
        step -> {
          if (step.equals("created heads.json")) {
            throw new UncheckedIOException(new IOException("No space left on device"));
          }
        });
    assertThat(bench.run("--runId=broken").exitCode(), is(1));
    StepsHeard.by(step -> {});

    more(bronze, "ch_a");
    assertThat(bench.run("--runId=second", "--keepVersions=1").exitCode(), is(0));

    assertThat(kept(bench), hasItems(first.toArray(String[]::new)));

    // It ends, if only by seeing that it came too late.
    assertThat(bench.call("resume", "--run=broken", "--progress=off").exitCode(), not(is(0)));
    more(bronze, "ch_b");
    assertThat(bench.run("--runId=third", "--keepVersions=1").exitCode(), is(0));
    assertThat(kept(bench), not(hasItems(first.toArray(String[]::new))));
  }

  private static void more(Bronze bronze, String id) {
    bronze.run(
        "charges",
        "2026-02-04",
        "more-" + id,
        charge(id, SmallPayments.FROM + "T10:00:00Z").json());
  }

  private static Set<String> kept(Bench bench) throws IOException {
    try (Stream<Path> files = Files.walk(bench.state().resolve("files"))) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }
}
