package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The corrections that are kept under a state. */
final class Corrected {
  private Corrected() {}

  /** What they correct, as {@code <object>#<position>}. */
  static List<String> places(Path state) {
    return new CorrectionStore(StandardStorages.at(state))
        .inForce().list().stream().map(c -> c.place().toString()).toList();
  }

  /** The same corrections for another warehouse. */
  static void copy(Path state, Path other) throws IOException {
    Path folder = state.resolve("corrections");
    if (!Files.isDirectory(folder)) {
      return;
    }
    Path to = Files.createDirectories(other.resolve("corrections"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
