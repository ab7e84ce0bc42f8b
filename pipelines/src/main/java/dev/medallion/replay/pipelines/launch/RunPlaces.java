package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.completion.Completions;
import dev.medallion.replay.transforms.run.end.FolderTree;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.files.WholeFiles;
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
public record RunPlaces(Path staging, Path runFolder, Mode mode) {

  static RunPlaces of(RunSettings settings, Mode mode) throws IOException {
    if (mode == Mode.PLAN) {
      Path folder = Files.createTempDirectory("replay-plan-");
      return new RunPlaces(
          folder.resolve("staging"), Files.createDirectory(folder.resolve("run")), mode);
    }
    RunFolder folder = RunFolder.unused(Path.of(settings.state()), settings.runId());
    Path staging = Path.of(settings.staging()).resolve(settings.runId());
    Completions.requireUnused(staging);
    return new RunPlaces(staging, folder.path(), mode);
  }

  /** Deletes what nobody needs any more, where the run itself could not. */
  void tidy() {
    if (mode == Mode.PLAN) {
      FolderTree.delete(runFolder.getParent());
    } else {
      deleteDrafts();
    }
  }

  /** What a process that was killed had begun to write to the receipt. */
  private void deleteDrafts() {
    if (!Files.isDirectory(runFolder)) {
      return;
    }
    try {
      WholeFiles.deleteDrafts(runFolder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean up " + runFolder, e);
    }
  }
}
