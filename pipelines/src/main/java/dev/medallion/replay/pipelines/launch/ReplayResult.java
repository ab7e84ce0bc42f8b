package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.storage.Address;
import java.util.Optional;

/**
 * How a replay ended.
 *
 * @param runFolder the folder of its receipt; empty for a plan, which leaves no trace
 */
public record ReplayResult(Manifest manifest, Optional<Address> runFolder) {
  public int exitCode() {
    return manifest.verdict().exitCode();
  }
}
