package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.transforms.storage.DamagedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;

/**
 * Orders runs by the start in their first receipt, because a user may choose any run id. A run
 * whose receipt is damaged comes first.
 */
final class RunAge {
  static final Comparator<RunFolder> OLDEST_FIRST =
      Comparator.comparing(RunAge::startedAt).thenComparing(RunFolder::runId);

  private RunAge() {}

  private static Instant startedAt(RunFolder folder) {
    try {
      return ManifestJson.read(folder.file("manifest-1.json")).run().startedAt();
    } catch (DamagedFileException e) {
      return Instant.MIN;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the receipt in " + folder.address(), e);
    }
  }
}
