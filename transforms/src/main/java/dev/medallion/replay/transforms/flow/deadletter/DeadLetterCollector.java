package dev.medallion.replay.transforms.flow.deadletter;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.storage.kinds.Outgoing;
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
  public static DeadLetterReport collect(Address staging, List<String> files, Attempts redriven)
      throws SQLException {
    try (LocalFiles.Borrowed parts = LocalFiles.borrow(files);
        Outgoing file =
            Outgoing.to(
                staging.resolve("dead_letters-" + Nondeterminism.newToken() + ".parquet"))) {
      var counts = DeadLetterFile.merge(file.path(), parts.paths(files));
      long again = diedAgain(file.path(), redriven);
      file.store();
      return new DeadLetterReport(file.uri(), counts, again);
    }
  }

  private static long diedAgain(Path file, Attempts redriven) throws SQLException {
    return redriven.isEmpty()
        ? 0
        : DeadLetterFile.read(file).stream().filter(l -> redriven.of(l).isPresent()).count();
  }
}
