package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.run.receipt.Resumed;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/** Records in a run's receipt that this process, and no other, resumes it. */
final class ResumeClaim {
  private ResumeClaim() {}

  /**
   * Claims it.
   *
   * @param done units of work that are recorded, by kind
   * @throws UsageException where another process was faster
   */
  static void of(RunFolder folder, SortedMap<String, Long> done) throws IOException {
    HostProcess self = ProcessLiveness.thisProcess();
    Resumed resumed =
        new Resumed(
            folder.resumes().size() + 1,
            Nondeterminism.now(),
            self.host(),
            self.pid(),
            self.startedAt(),
            done,
            folder.latestManifest().failure());
    if (!folder.resumed(resumed)) {
      throw new UsageException(
          List.of(Text.format("another process has just resumed run %s", folder.runId())));
    }
  }
}
