package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.failure.Failure;
import dev.medallion.replay.transforms.flow.publish.ConclusionFile;
import dev.medallion.replay.transforms.flow.publish.Publisher;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.run.end.FolderTree;
import dev.medallion.replay.transforms.run.end.OldVersions;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.HeadCheck;
import dev.medallion.replay.transforms.warehouse.HeadMovedException;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseBusyException;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run that publishes an existing change set: that of a plan or of a rollback. It reads no
 * objects.
 */
public final class ChangeSetRun {
  private final Warehouse warehouse;
  private final RunFolder folder;
  private final PublishSettings publishing;

  /**
   * A run.
   *
   * @param folder its folder, new
   */
  public ChangeSetRun(Warehouse warehouse, RunFolder folder, PublishSettings publishing) {
    this.warehouse = warehouse;
    this.folder = folder;
    this.publishing = publishing;
  }

  /**
   * One that was begun, and cut off; nothing where the run is of another kind, or has ended.
   *
   * @param runId its id
   */
  public static Optional<ChangeSetRun> begun(
      WarehouseAddress address, Address state, String runId, PublishSettings publishing)
      throws IOException {
    RunFolder folder = RunFolder.open(state, runId);
    if (!RunFolder.list(state).contains(runId) || folder.hasEnded()) {
      return Optional.empty();
    }
    Optional<Conclusion> conclusion = ConclusionFile.read(folder);
    if (conclusion.isEmpty() || folder.latestManifest().run().isPlan()) {
      return Optional.empty();
    }
    ZoneId zone = ZoneId.of(conclusion.get().target().zone());
    return Optional.of(new ChangeSetRun(Warehouses.of(address, state, zone), folder, publishing));
  }

  /** Publishes under the lease of what it replaces, and leaves its receipt. */
  public ReplayResult publish(Manifest started, Conclusion conclusion) throws IOException {
    folder.started(started);
    ConclusionFile.keep(folder, conclusion);
    return ended(started, conclusion, () -> published(started, conclusion));
  }

  /**
   * What became of one that had ended before. What it had no time to put away is put away.
   *
   * @param folder of a run of this kind, or of a plan that was kept, which is left as it is
   */
  public static ReplayResult ended(RunFolder folder) throws IOException {
    Manifest ended = folder.latestManifest();
    if (!ended.run().isPlan()) {
      tidy(folder, ended, ConclusionFile.read(folder));
    }
    return new ReplayResult(ended, Optional.of(folder.address()));
  }

  /** Goes on where a run was cut off: what it published is not published again. */
  public ReplayResult resume() throws IOException {
    ResumeClaim.of(folder, new TreeMap<>(Map.of(Conclusion.UNIT, 1L)));
    Conclusion conclusion = ConclusionFile.read(folder).orElseThrow();
    Manifest started = folder.latestManifest();
    // Heads that this run itself has moved must not stop it; the warehouse knows them.
    return ended(started, conclusion, () -> publisher().publish(conclusion, started));
  }

  private ReplayResult ended(Manifest started, Conclusion conclusion, UnderLease.Work work)
      throws IOException {
    if (started.judged() != Verdict.GOOD) {
      Manifest blocked = started.finished(started.judged(), Nondeterminism.now());
      folder.finished(blocked);
      return new ReplayResult(blocked, Optional.of(folder.address()));
    }
    Manifest ended;
    try {
      ended =
          UnderLease.run(
              warehouse,
              started,
              conclusion.changes().replacements().stream()
                  .map(r -> r.result().partition())
                  .toList(),
              publishing.takeLease(),
              work);
    } catch (WarehouseBusyException e) {
      folder.finished(started.conflicted(e.getMessage(), Nondeterminism.now()));
      throw e;
    } catch (WarehouseException | IOException e) {
      folder.finished(started.failed(Failure.message(e), Nondeterminism.now()));
      throw e;
    }
    folder.finished(ended);
    tidy(folder, ended, Optional.of(conclusion));
    OldVersions.prune(ended, warehouse, folder.state(), publishing.keepVersions());
    return new ReplayResult(ended.withResumes(folder.resumes()), Optional.of(folder.address()));
  }

  /** Deletes drafts that a killed process left, and the staging of a plan that is published. */
  private static void tidy(RunFolder folder, Manifest ended, Optional<Conclusion> conclusion)
      throws IOException {
    folder.deleteDrafts();
    if (conclusion.isEmpty()) {
      return;
    }
    ConclusionFile.deleteDrafts(folder);
    if (ended.isPublished() && !conclusion.get().objects().isEmpty()) {
      Address staging = Address.parse(conclusion.get().objects()).parent();
      // The files of a plan are kept under their heads now.
      if (staging.name().equals(ended.run().basis())) {
        FolderTree.delete(staging);
      }
    }
  }

  private Manifest published(Manifest started, Conclusion conclusion) {
    try {
      HeadCheck.require(
          conclusion.changes(),
          conclusion.target().tables(),
          warehouse.read(conclusion.target().tables()).heads());
    } catch (HeadMovedException e) {
      return started.conflicted(e.getMessage(), Nondeterminism.now());
    }
    StagedFiles.require(conclusion);
    return publisher().publish(conclusion, started);
  }

  private Publisher publisher() {
    return new Publisher(
        warehouse,
        new CorrectionStore(StandardStorages.at(folder.state())),
        publishing.snapshotDays());
  }
}
