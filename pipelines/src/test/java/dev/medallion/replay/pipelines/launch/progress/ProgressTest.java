package dev.medallion.replay.pipelines.launch.progress;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.settings.ProgressStyle;
import dev.medallion.replay.transforms.run.completion.Completions;
import dev.medallion.replay.transforms.run.progress.ProgressSnapshot;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);

  @Test
  void aPlainLineComesWithEachStageAndEveryFewSeconds() {
    LineProgress lines = new LineProgress(stream);
    lines.show(at("reading", 1), 0);
    lines.show(at("reading", 2), 400);
    lines.show(at("reading", 3), 5_100);
    lines.show(at("building", 3), 5_300);
    assertThat(printed(), is("reading · 1 object\nreading · 3 objects\nbuilding · 3 objects\n"));
  }

  @Test
  void aTerminalsLineIsRewrittenAndGoneAtTheEnd() {
    TerminalProgress line = new TerminalProgress(stream);
    line.show(at("reading", 10), 1_000);
    line.show(at("end", 0), 2_000);
    line.end();
    assertThat(
        printed(),
        is(
            "\rreading · 10 objects · 1 s\rend · 2 s"
                + " ".repeat(17)
                + "\r"
                + " ".repeat(9)
                + "\r"));
  }

  @Test
  void offPrintsNothingAndLinePrintsPlainLines() {
    Progress.of(ProgressStyle.OFF, stream, true).close();
    assertThat(printed(), is(emptyString()));
    Progress plain = Progress.of(ProgressStyle.AUTO, stream, false);
    while (printed().isEmpty()) {
      Thread.onSpinWait();
    }
    plain.close();
    assertThat(printed(), containsString("starting\n"));
    assertThat(printed(), not(containsString("\r")));
  }

  @Test
  void aRunInAnotherProcessIsShownByTheRecordsThatItLeaves() {
    Completions records =
        new Completions(
            new Place(new MemoryStorage("memory"), Address.parse("memory://lake/staging")), "run");
    Progress plain = Progress.of(ProgressStyle.LINE, stream, false);
    plain.follow(records);
    records.once("shard-charge-0", new TypeReference<String>() {}, () -> "built elsewhere");
    while (!printed().contains("building shards")) {
      Thread.onSpinWait();
    }
    plain.close();
    assertThat(printed(), containsString("building shards · 1 shards built\n"));
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static ProgressSnapshot at(String stage, long objects) {
    return new ProgressSnapshot(stage, 0, objects, 0, 0, 0, 0);
  }
}
