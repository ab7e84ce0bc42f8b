package dev.medallion.replay.transforms.run.end;

import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.files.Steps;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.io.IOException;

/** What a run that publishes does once its receipt is written. Doing it again changes nothing. */
public final class RunEnd {
  private final RunFolder folder;
  private final Address staging;
  private final Warehouse warehouse;

  public RunEnd(RunFolder folder, Address staging, Warehouse warehouse) {
    this.folder = folder;
    this.staging = staging;
    this.warehouse = warehouse;
  }

  /** Gives back the lease, lets go of old versions' files, and puts away what nobody needs. */
  public void settle(int keepVersions) throws IOException {
    Manifest ended = folder.latestManifest();
    new RunLease(warehouse, folder.runId()).release();
    OldVersions.prune(ended, warehouse, folder.state(), keepVersions);
    putAway(ended);
  }

  /** The same for a run that was killed before it could; the next run prunes. */
  public void tidy() throws IOException {
    new RunLease(warehouse, folder.runId()).release();
    putAway(folder.latestManifest());
  }

  /** A run that did not end well leaves its staging for a look, and for what resumes it. */
  private void putAway(Manifest ended) throws IOException {
    folder.deleteDrafts();
    if (ended.verdict() == Verdict.GOOD) {
      FolderTree.delete(staging);
      Steps.taken("deleted the staging");
    }
  }
}
