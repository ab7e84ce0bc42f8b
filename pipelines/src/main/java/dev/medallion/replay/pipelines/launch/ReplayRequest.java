package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.pipelines.launch.progress.Progress;
import dev.medallion.replay.transforms.flow.deadletter.Attempts;
import dev.medallion.replay.transforms.flow.match.ArrivedObjects;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.Repairs;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The request for one replay.
 *
 * @param command the receipt's, e.g. {@code run} or {@code plan}
 * @param runner Beam's own options, e.g. which runner
 * @param redriven the bad records to redrive; empty: it replays a window
 * @param arrived the objects that selected its days, for a window on the arrival clock
 * @param progress shows how far it is
 */
public record ReplayRequest(
    Mode mode,
    String command,
    RunSettings settings,
    PublishSettings publishing,
    PipelineOptions runner,
    Optional<Redriven> redriven,
    ArrivedObjects arrived,
    Progress progress) {

  /** A replay of a window, or for bad records. */
  public ReplayRequest(
      Mode mode,
      String command,
      RunSettings settings,
      PublishSettings publishing,
      PipelineOptions runner,
      Optional<Redriven> redriven) {
    this(mode, command, settings, publishing, runner, redriven, ArrivedObjects.NONE, Progress.OFF);
  }

  /** A replay of a window. */
  public ReplayRequest(
      Mode mode,
      String command,
      RunSettings settings,
      PublishSettings publishing,
      PipelineOptions runner) {
    this(mode, command, settings, publishing, runner, Optional.empty());
  }

  /** The same replay, of the days that these objects name. */
  ReplayRequest namedBy(ArrivedObjects objects) {
    return new ReplayRequest(
        mode, command, settings, publishing, runner, redriven, objects, progress);
  }

  /** The same replay, whose progress is shown. */
  public ReplayRequest shownBy(Progress shown) {
    return new ReplayRequest(mode, command, settings, publishing, runner, redriven, arrived, shown);
  }

  /** The corrections that count now, the records that are redriven, and what named the days. */
  Repairs repairs() {
    return new Repairs(
        new CorrectionStore(StandardStorages.at(Addresses.state(settings))).inForce(),
        redriven.map(Redriven::attempts).orElse(Attempts.NONE),
        arrived);
  }
}
