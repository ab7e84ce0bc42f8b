package dev.medallion.replay.transforms.flow.deadletter;

import dev.medallion.replay.options.chance.Nondeterminism;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Brings all dead letters of a run together in one file on its staging. */
public final class DeadLetterCollector {
  private DeadLetterCollector() {}

  /**
   * Writes the file.
   *
   * @param files those of the steps
   * @param redriven the records that the run redrives
   */
  public static DeadLetterReport collect(Path staging, List<String> files, Attempts redriven)
      throws IOException, SQLException {
    Path file =
        Files.createDirectories(staging)
            .resolve("dead_letters-" + Nondeterminism.newToken() + ".parquet");
    var counts = DeadLetterFile.merge(file, files);
    return new DeadLetterReport(file.toString(), counts, diedAgain(file, redriven));
  }

  private static long diedAgain(Path file, Attempts redriven) throws SQLException {
    return redriven.isEmpty()
        ? 0
        : DeadLetterFile.read(file).stream().filter(l -> redriven.of(l).isPresent()).count();
  }
}
