package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.completion.Completions;
import dev.medallion.replay.transforms.run.end.FolderTree;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LeftDrafts;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders that a run writes to. A plan uses a temporary folder for everything and leaves
 * nothing, unless it is kept. A run that did not end well leaves its staging, for inspection and
 * for resume.
 *
 * @param staging the run's files
 * @param runFolder the receipt
 */
public record RunPlaces(Address staging, Address runFolder, Mode mode) {
  /** Folders of the state that hold what outlives a run. */
  private static final List<String> KEPT = List.of("runs", "files", "corrections", "log");

  static RunPlaces of(RunSettings settings, Mode mode) throws IOException {
    if (mode == Mode.PLAN) {
      return ofPlan(settings, "plan");
    }
    RunFolder folder = RunFolder.unused(Addresses.state(settings), settings.runId());
    Address staging = Addresses.staging(settings);
    requireApart(staging, settings, folder.state());
    Completions.requireUnused(StandardStorages.at(staging));
    return new RunPlaces(staging, folder.address(), mode);
  }

  /** A run deletes its staging when it ends: nothing that stays may be in it. */
  private static void requireApart(Address staging, RunSettings settings, Address state) {
    boolean holds =
        Stream.concat(Stream.of(state), settings.warehouse().file().stream().map(Address::of))
            .anyMatch(place -> place.equals(staging) || place.isBelow(staging));
    boolean isKept =
        KEPT.stream()
            .map(state::resolve)
            .anyMatch(kept -> staging.equals(kept) || staging.isBelow(kept));
    if (holds || isKept) {
      throw new UsageException(
          List.of(
              Text.format(
                  "%s cannot be the staging folder: the state or the warehouse is there, and a run"
                      + " deletes its staging when it ends. Give another --staging",
                  staging)));
    }
  }

  /**
   * Those of a graph that leaves nothing, in a folder of its own. Workers elsewhere don't see this
   * machine's temporary folder, so if staging is elsewhere, that folder is there.
   *
   * @param what the graph does, e.g. {@code plan}
   */
  static RunPlaces ofPlan(RunSettings settings, String what) throws IOException {
    Address staging = Addresses.staging(settings);
    if (LocalFolders.isLocal(staging)) {
      Path folder = Files.createTempDirectory("replay-" + what + "-");
      return new RunPlaces(
          Address.of(folder.resolve("staging")),
          Address.of(Files.createDirectory(folder.resolve("run"))),
          Mode.PLAN);
    }
    Address folder =
        staging.parent().resolve(settings.runId() + "-" + what + "-" + Nondeterminism.newToken());
    return new RunPlaces(folder.resolve("staging"), folder.resolve("run"), Mode.PLAN);
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
