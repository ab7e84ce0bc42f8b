package dev.medallion.replay.pipelines.suite.baduse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that holds something else is no staging, and nobody is told to delete it. */
class StagingElsewhereTest {
  @TempDir Path folder;
  private Path lake;
  private Bench bench;

  @BeforeEach
  void makeLake() {
    lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    bench = SmallPayments.bench(folder, lake);
  }

  @Test
  void nothingIsWrittenIntoAFolderThatHoldsSomethingElse() throws IOException {
    assertThat(bench.run("--runId=first").exitCode(), is(0));
    List<Path> before = files();
    refused("--staging=" + lake.getParent(), "--runId=" + lake.getFileName());
    for (String own : List.of("runs", "files")) {
      refused("--staging=" + bench.state(), "--runId=" + own);
      refused("--staging=" + bench.state().resolve(own), "--runId=second");
    }
    refused("--staging=" + folder.getParent(), "--runId=" + folder.getFileName());
    assertThat(files(), is(before));
    Bench.Outcome status = bench.call("status");
    assertThat(status.out(), not(containsString("resume --run")));
  }

  @Test
  void noRunDeletesWhatItKeepsOrPublishes() throws IOException {
    for (String id : List.of("runs", "files", "corrections")) {
      refused("--staging=" + bench.state(), "--runId=" + id);
    }
    refused("--staging=" + folder, "--runId=lake.duckdb.state");
    refused("--staging=" + folder, "--runId=lake.duckdb");
    assertThat(Files.exists(bench.state()), is(false));
    Bench.Outcome beside = bench.run("--staging=" + bench.state().resolve("mine"));
    assertThat(beside.err(), beside.exitCode(), is(0));
  }

  private void refused(String... options) {
    Bench.Outcome outcome = bench.run(options);
    assertThat(outcome.err(), outcome.exitCode(), is(2));
    assertThat(outcome.err(), containsString("cannot be the staging folder"));
    assertThat(outcome.err(), containsString("ive another --staging"));
    assertThat(outcome.err(), not(containsString("elete the")));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.sorted().toList();
    }
  }
}
