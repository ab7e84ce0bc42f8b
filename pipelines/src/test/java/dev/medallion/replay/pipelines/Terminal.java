package dev.medallion.replay.pipelines;

import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.pipelines.text.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs commands as a user would, and keeps what they print. */
final class Terminal {
  private final Path home;
  private final Replayer replayer;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  Terminal(Path home, Replayer replayer) {
    this.home = home;
    this.replayer = replayer;
  }

  /** Runs one command; what was printed before is forgotten. */
  int run(String... args) {
    out.reset();
    err.reset();
    return Main.run(
        args,
        replayer,
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            home));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
