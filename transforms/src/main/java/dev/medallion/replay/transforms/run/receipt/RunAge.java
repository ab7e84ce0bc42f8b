package dev.medallion.replay.transforms.run.receipt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/** Orders runs by the start in their first receipt, because a user may choose any run id. */
final class RunAge {
  static final Comparator<Path> OLDEST_FIRST =
      Comparator.comparing(RunAge::startedAt).thenComparing(p -> p.getFileName().toString());

  private RunAge() {}

  private static Instant startedAt(Path folder) {
    try {
      return ManifestJson.read(folder.resolve("manifest-1.json")).run().startedAt();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the receipt in " + folder, e);
    }
  }
}
