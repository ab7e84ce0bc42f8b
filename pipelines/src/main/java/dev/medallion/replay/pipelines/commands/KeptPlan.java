package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.pipelines.failure.Failure;
import dev.medallion.replay.transforms.flow.publish.ConclusionFile;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A plan that {@code plan --out} kept.
 *
 * @param folder its receipt and its conclusion
 * @param manifest its receipt
 */
record KeptPlan(RunFolder folder, Manifest manifest) {

  /**
   * Finds it.
   *
   * @throws UsageException where there is no such plan, or it was stopped before it was finished
   */
  static KeptPlan find(Address state, String planId) throws IOException {
    List<String> runs = RunFolder.list(state);
    if (!runs.contains(planId)) {
      throw new UsageException(
          List.of(Text.format("no plan %s under %s: plan --out keeps one", planId, state)));
    }
    RunFolder folder = RunFolder.open(state, planId);
    Manifest manifest = folder.latestManifest();
    if (!manifest.run().isPlan()) {
      throw new UsageException(
          List.of(
              Text.format(
                  "%s is not a plan but a %s: plan --out keeps a plan",
                  planId, manifest.run().command())));
    }
    if (manifest.verdict() == Verdict.RUNNING) {
      throw new UsageException(
          List.of(
              Text.format(
                  "plan %s is not finished: wait for it; or, if it was stopped, plan again with"
                      + " plan --out",
                  planId)));
    }
    return new KeptPlan(folder, manifest);
  }

  /** Refuses another model than the plan's. */
  void requireModel(Model model) {
    if (!model.digest().equals(manifest.run().modelDigest())) {
      throw new UsageException(
          List.of(
              Text.format(
                  "--model differs from the model of plan %s: its digest is %s, the plan's is %s;"
                      + " plan again",
                  folder.runId(), model.digest(), manifest.run().modelDigest())));
    }
  }

  /** What it would publish. */
  Conclusion conclusion() {
    try {
      return ConclusionFile.read(folder)
          .orElseThrow(
              () ->
                  new WarehouseException(
                      "plan " + folder.runId() + " has no conclusion; plan again"));
    } catch (UncheckedIOException e) {
      throw new WarehouseException(
          "nothing was published: cannot read the conclusion of plan "
              + folder.runId()
              + ": "
              + Failure.message(e),
          e);
    }
  }

  /** The pinned objects and dead letters belong to the receipt of the run that publishes, too. */
  void copyFilesTo(RunFolder other) throws IOException {
    for (Stat file :
        StandardStorages.get().of(folder.address()).children(folder.address()).objects()) {
      if (file.address().name().endsWith(".parquet")) {
        StandardStorages.copy(file.address(), other.file(file.address().name()));
      }
    }
  }
}
