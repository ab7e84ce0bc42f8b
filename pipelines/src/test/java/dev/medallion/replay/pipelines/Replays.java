package dev.medallion.replay.pipelines;

import dev.medallion.replay.pipelines.launch.ReplayJob;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;

/** Runs replays at the level of {@code main}, and keeps the receipt that they end with. */
public final class Replays {
  private ReplayResult last;

  public Outcome run(List<String> args) {
    last = null;
    ReplayJob job = new ReplayJob();
    Terminal terminal =
        new Terminal(
            Path.of("..").toAbsolutePath().normalize(),
            request -> {
              last = job.replay(request);
              return last;
            });
    int exitCode = terminal.run(args.toArray(String[]::new));
    return new Outcome(
        exitCode,
        last == null ? null : last.manifest(),
        last == null ? null : last.runFolder().map(f -> Path.of(f.uri())).orElse(null),
        terminal.out(),
        terminal.err());
  }
}
