package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.completion.Completions;
import dev.medallion.replay.transforms.run.end.FolderTree;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LeftDrafts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders that a run writes to. A plan uses a temporary folder for everything and leaves
 * nothing, unless it is kept. A run that did not end well leaves its staging, for inspection and
 * for resume.
 *
 * @param staging the run's files
 * @param runFolder the receipt
 */
public record RunPlaces(Address staging, Address runFolder, Mode mode) {

  static RunPlaces of(RunSettings settings, Mode mode) throws IOException {
    if (mode == Mode.PLAN) {
      Path folder = Files.createTempDirectory("replay-plan-");
      return ofPlan(folder);
    }
    RunFolder folder = RunFolder.unused(Addresses.state(settings), settings.runId());
    Address staging = Addresses.staging(settings);
    Completions.requireUnused(StandardStorages.at(staging));
    return new RunPlaces(staging, folder.address(), mode);
  }

  /** Those of a plan, in a temporary folder. */
  static RunPlaces ofPlan(Path folder) throws IOException {
    return new RunPlaces(
        Address.of(folder.resolve("staging")),
        Address.of(Files.createDirectory(folder.resolve("run"))),
        Mode.PLAN);
  }

  /** Deletes what nobody needs any more, where the run itself could not. */
  void tidy() {
    if (mode == Mode.PLAN) {
      FolderTree.delete(runFolder.parent());
    } else {
      deleteDrafts();
    }
  }

  /** What a process that was killed had begun to write to the receipt. */
  private void deleteDrafts() {
    try {
      LeftDrafts.delete(runFolder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean up " + runFolder, e);
    }
  }
}
