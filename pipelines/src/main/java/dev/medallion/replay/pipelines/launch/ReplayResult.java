package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import java.util.Optional;

/**
 * How a replay ended, or that its runner goes on with it.
 *
 * @param runFolder the folder of its receipt; empty for a plan, which leaves no trace
 * @param goesOn whether the runner did not let the launcher wait
 */
public record ReplayResult(Manifest manifest, Optional<Address> runFolder, boolean goesOn) {
  /** Of a replay that ended. */
  public ReplayResult(Manifest manifest, Optional<Address> runFolder) {
    this(manifest, runFolder, false);
  }

  public int exitCode() {
    return goesOn ? Verdict.GOOD.exitCode() : manifest.verdict().exitCode();
  }
}
