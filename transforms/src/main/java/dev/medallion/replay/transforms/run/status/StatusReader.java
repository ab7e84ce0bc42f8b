package dev.medallion.replay.transforms.run.status;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.run.failure.FailureNotes;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import dev.medallion.replay.transforms.run.status.Status.Progress;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.DamagedFileException;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseBusyException;
import dev.medallion.replay.transforms.warehouse.WarehouseStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a warehouse and its state folder, and changes neither. */
public final class StatusReader {
  private final Warehouse warehouse;
  private final Optional<Path> file;
  private final Address state;
  private final String place;

  /**
   * A reader.
   *
   * @param file of an embedded warehouse
   * @param place the options by which another command finds the same state, for a shell
   */
  public StatusReader(Warehouse warehouse, Optional<Path> file, Address state, String place) {
    this.warehouse = warehouse;
    this.file = file;
    this.state = state;
    this.place = place;
  }

  /**
   * Where things stand.
   *
   * @param today by the clock
   * @throws IOException where a receipt can't be read, or is of a newer version
   */
  public Status read(LocalDate today) throws IOException {
    List<String> notes = new ArrayList<>();
    Optional<WarehouseStatus> seen = look(notes);
    List<Status.Run> runs = runs(seen, notes);
    if (runs.isEmpty() && RunFolder.all(state).isEmpty()) {
      notes.add("there is no run under " + state + " yet");
    }
    WarehouseStatus said = seen.orElse(WarehouseStatus.EMPTY);
    return new Status(
        warehouse.address(),
        state.toString(),
        notes,
        runs,
        said.leases().stream().map(StatusReader::lease).toList(),
        said.open().stream()
            .map(
                o ->
                    new Status.Open(
                        o.table(),
                        o.partition(),
                        o.until(),
                        o.waitsFor().isEmpty()
                            && o.until().filter(until -> until.isBefore(today)).isPresent(),
                        o.waitsFor(),
                        o.runId()))
            .toList(),
        runs.stream()
            .filter(r -> r.progress() == Progress.STOPPED && !r.command().equals("plan"))
            .filter(r -> isResumable(r.runId(), seen.isPresent()))
            .map(
                r ->
                    new Status.PendingResume(
                        r.runId(), r.command(), "resume --run=" + r.runId() + " " + place))
            .toList(),
        DiskSizes.of(file, state));
  }

  /**
   * A run that reads is resumed from its record; one that only publishes, if it has published:
   * before that it has done nothing, and is started again.
   */
  private boolean isResumable(String run, boolean warehouseAnswers) {
    return RunRecords.exists(RunFolder.open(state, run))
        || (warehouseAnswers && warehouse.hasPublished(run));
  }

  /** What the warehouse says; empty where somebody else holds it. */
  private Optional<WarehouseStatus> look(List<String> notes) {
    file.filter(f -> !Files.exists(f))
        .ifPresent(f -> notes.add("the warehouse " + f + " does not exist yet"));
    try {
      return Optional.of(warehouse.status());
    } catch (WarehouseBusyException e) {
      notes.add(e.getMessage() + "; until then leases and open partitions are unknown");
      return Optional.empty();
    }
  }

  private List<Status.Run> runs(Optional<WarehouseStatus> seen, List<String> notes)
      throws IOException {
    List<Status.Run> runs = new ArrayList<>();
    for (String id : RunFolder.list(state)) {
      RunFolder folder = RunFolder.open(state, id);
      unlessDamaged(folder, notes, () -> runs.add(withReceipt(folder, seen, notes)));
    }
    for (String id : RunFolder.withoutReceipt(state)) {
      RunFolder folder = RunFolder.open(state, id);
      if (RunRecords.exists(folder)) {
        unlessDamaged(folder, notes, () -> runs.add(withoutReceipt(folder, seen)));
      }
    }
    return runs;
  }

  @FunctionalInterface
  private interface Look {
    void look() throws IOException;
  }

  /** One folder that is damaged hides no other. */
  private static void unlessDamaged(RunFolder folder, List<String> notes, Look look)
      throws IOException {
    try {
      look.look();
    } catch (DamagedFileException e) {
      notes.add(Text.format("run %s is not listed: %s", folder.runId(), e.getMessage()));
    }
  }

  private static Status.Run withReceipt(
      RunFolder folder, Optional<WarehouseStatus> seen, List<String> notes) throws IOException {
    Manifest receipt = receipt(folder);
    Status.Run run = run(receipt, progress(folder, receipt, seen));
    noteFailure(folder, receipt, notes);
    return run;
  }

  private static Status.Run withoutReceipt(RunFolder folder, Optional<WarehouseStatus> seen)
      throws IOException {
    Manifest started = RunRecords.read(folder).started();
    return run(started, progress(folder, started, seen));
  }

  /** Of a run that a launcher waited for, the receipt says it. */
  private static void noteFailure(RunFolder folder, Manifest receipt, List<String> notes)
      throws IOException {
    if (!folder.hasEnded() && receipt.verdict() == Verdict.RUNNING) {
      new FailureNotes(folder)
          .decisive(Set.of())
          .ifPresent(
              n ->
                  notes.add(
                      Text.format(
                          "run %s failed at %s: %s", folder.runId(), n.step(), n.message())));
    }
  }

  private static Manifest receipt(RunFolder folder) throws IOException {
    try {
      return folder.latestManifest();
    } catch (DamagedFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "cannot read the receipt in " + folder.address() + ": " + e.getMessage(), e);
    }
  }

  private static Progress progress(
      RunFolder folder, Manifest receipt, Optional<WarehouseStatus> seen) throws IOException {
    if (folder.hasEnded()) {
      return Progress.ENDED;
    }
    if (seen.isPresent()
        && seen.get().leases().stream()
            .anyMatch(l -> l.alive() && l.holder().runId().equals(folder.runId()))) {
      return Progress.RUNNING;
    }
    if (receipt.verdict() == Verdict.FAILED) {
      return Progress.STOPPED;
    }
    if (RunRecords.exists(folder)) {
      return new ProcessLiveness().mayBeAlive(RunRecords.lastProcess(folder))
          ? Progress.RUNNING
          : Progress.STOPPED;
    }
    return seen.isEmpty() ? Progress.UNKNOWN : Progress.STOPPED;
  }

  private static Status.Run run(Manifest manifest, Progress progress) {
    boolean published = progress == Progress.ENDED && manifest.verdict() == Verdict.GOOD;
    return new Status.Run(
        manifest.run().runId(),
        manifest.run().command(),
        manifest.run().model(),
        progress,
        manifest.verdict().name(),
        manifest.window().from(),
        manifest.window().to(),
        manifest.window().clock(),
        manifest.run().startedAt(),
        manifest.finishedAt(),
        published ? manifest.partitions().count(Action.REPLACED) : 0,
        published ? manifest.partitions().count(Action.EMPTIED) : 0,
        published ? manifest.partitions().count(Action.SKIPPED) : 0);
  }

  private static Status.Lease lease(WarehouseStatus.Lease lease) {
    return new Status.Lease(
        lease.holder().runId(),
        lease.holder().owner().toString(),
        lease.alive(),
        lease.holder().since(),
        lease.holder().partitions().stream().map(Partition::toString).sorted().toList());
  }
}
