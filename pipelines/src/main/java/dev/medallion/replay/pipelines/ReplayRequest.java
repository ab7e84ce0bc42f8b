package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.PublishSettings;
import dev.medallion.replay.options.RunSettings;
import dev.medallion.replay.transforms.correction.CorrectionStore;
import dev.medallion.replay.transforms.deadletter.Attempts;
import dev.medallion.replay.transforms.run.Repairs;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * One replay to be done.
 *
 * @param command the receipt's, e.g. {@code run} or {@code plan}
 * @param runner Beam's own options, e.g. which runner
 * @param redriven the bad records that it is for; empty: it is for a window
 */
public record ReplayRequest(
    Mode mode,
    String command,
    RunSettings settings,
    PublishSettings publishing,
    PipelineOptions runner,
    Optional<Redriven> redriven) {

  /** A replay of a window. */
  public ReplayRequest(
      Mode mode,
      String command,
      RunSettings settings,
      PublishSettings publishing,
      PipelineOptions runner) {
    this(mode, command, settings, publishing, runner, Optional.empty());
  }

  /** The corrections that count now, and the records that are redriven. */
  Repairs repairs() {
    return new Repairs(
        new CorrectionStore(Path.of(settings.state())).inForce(),
        redriven.map(Redriven::attempts).orElse(Attempts.NONE));
  }
}
