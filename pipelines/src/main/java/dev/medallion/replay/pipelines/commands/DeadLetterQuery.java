package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.flow.deadletter.Attempts;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the selected dead letters from a run's folder or from the warehouse. */
final class DeadLetterQuery {
  private final Warehouse warehouse;
  private final Address state;
  private final Model model;

  DeadLetterQuery(Warehouse warehouse, Address state, Model model) {
    this.warehouse = warehouse;
    this.state = state;
    this.model = model;
  }

  List<DeadLetter> all() {
    return warehouse.deadLetters(Optional.empty());
  }

  List<DeadLetter> arrived(DayRange days) {
    return warehouse.deadLetters(Optional.of(days));
  }

  /**
   * Those of a run, whatever its verdict, at the attempt that the warehouse knows, if it knows
   * them.
   */
  List<DeadLetter> ofRun(String runId) {
    if (!RunFolder.list(state).contains(runId)) {
      throw usage(Text.format("--run=%s: no such run under %s", runId, state));
    }
    RunFolder folder = RunFolder.open(state, runId);
    Address file = folder.file("dead_letters.parquet");
    try {
      Manifest receipt = folder.latestManifest();
      if (!receipt.run().model().equals(model.name())) {
        throw usage(
            Text.format(
                "--run=%s is a run of model %s, but --model is %s",
                runId, receipt.run().model(), model.name()));
      }
      if (!folder.isThere(file.name())) {
        throw usage(
            Text.format(
                "--run=%s stopped before it wrote its dead letters; resume it, or run its window"
                    + " again",
                runId));
      }
      try (LocalFiles.Borrowed local = LocalFiles.borrow(List.of(file.uri()))) {
        return atKnownAttempts(DeadLetterFile.read(Path.of(local.path(file.uri()))));
      }
    } catch (IOException | SQLException e) {
      throw new WarehouseException("cannot read the dead letters of run " + runId + ", " + file, e);
    }
  }

  private List<DeadLetter> atKnownAttempts(List<DeadLetter> letters) {
    // The next attempt of what is known is one more than what it had.
    Attempts known = Attempts.next(all());
    return letters.stream()
        .map(l -> known.of(l).map(next -> l.atAttempt(Math.max(l.attempt(), next - 1))).orElse(l))
        .toList();
  }

  private static UsageException usage(String problem) {
    return new UsageException(List.of(problem));
  }
}
