package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.RunOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.transforms.run.Mode;
import java.util.List;

/** {@code replay run}: plan, audit, publish. */
public final class RunCommand extends ReplayCommand<RunOptions> {
  public RunCommand(Replayer replayer) {
    super(replayer, RunOptions.class);
  }

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "replay a window: build, audit, and replace its partitions";
  }

  @Override
  public String about() {
    return "Reads the objects that can hold events of the window, rebuilds every table of the"
        + " model, audits the result, and replaces exactly the window's partitions in the"
        + " warehouse. If an audit blocks, nothing is published, and the receipt says why."
        + " Running it again changes nothing.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "run --model=payments --input=/data/lake --from=2026-02-01 --to=2026-02-07",
        "run --model=payments --input=/data/lake --from=2026-02-03 --to=2026-02-03"
            + " --allow=row_drop:charges/2026-02-03");
  }

  @Override
  Mode mode(RunOptions given) {
    return Mode.RUN;
  }

  @Override
  PublishSettings publishing(RunOptions given, Problems problems) {
    return PublishSettings.read(given, problems);
  }
}
