package dev.medallion.replay.transforms.flow.publish;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.run.completion.Completions;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.util.Optional;

/**
 * What a run is about to publish, kept in its folder beside its receipt: what a plan would, for
 * {@code apply}; and what {@code apply} and {@code rollback} do, so that one that was killed can be
 * continued.
 */
public final class ConclusionFile {
  private static final TypeReference<Conclusion> TYPE = new TypeReference<>() {};

  private ConclusionFile() {}

  /** Keeps what a run recorded on its staging; nothing where it came to no conclusion. */
  public static void keep(RunFolder folder, Completions staging) {
    staging.recorded(Conclusion.UNIT, TYPE).ifPresent(c -> keep(folder, c));
  }

  /** Keeps a conclusion. */
  public static void keep(RunFolder folder, Conclusion conclusion) {
    records(folder).once(Conclusion.UNIT, TYPE, () -> conclusion);
  }

  /** What is kept of a run. */
  public static Optional<Conclusion> read(RunFolder folder) {
    return records(folder).recorded(Conclusion.UNIT, TYPE);
  }

  /** Deletes what a process that was killed had begun to keep. */
  public static void deleteDrafts(RunFolder folder) throws IOException {
    records(folder).deleteDrafts();
  }

  /** A run's folder is its own by its id. */
  private static Completions records(RunFolder folder) {
    return new Completions(StandardStorages.at(folder.address()), folder.runId());
  }
}
