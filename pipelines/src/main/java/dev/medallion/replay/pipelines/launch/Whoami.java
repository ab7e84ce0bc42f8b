package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;

/** The user, host and process that a receipt records for a run. */
public final class Whoami {
  private Whoami() {}

  /** {@code user@host, process 123}. */
  public static String text() {
    HostProcess process = ProcessLiveness.thisProcess();
    return Text.format(
        "%s@%s, process %d",
        System.getProperty("user.name", "somebody"), process.host(), process.pid());
  }
}
