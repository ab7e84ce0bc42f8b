package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.PublishOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import java.io.Serializable;
import java.util.Optional;

/**
 * How a command publishes: checked, with every default filled in.
 *
 * @param takeLease the run whose lease is taken over even if its process is alive; empty: none
 * @param keepVersions how many versions of a partition keep their files
 */
public record PublishSettings(String takeLease, int keepVersions) implements Serializable {
  private static final int KEPT = 10;

  /** Of a command that does not ask. */
  public static final PublishSettings DEFAULT = new PublishSettings("", KEPT);

  /** Reads options; what is wrong is added to the problems. */
  public static PublishSettings read(PublishOptions options, Problems problems) {
    int keep = Optional.ofNullable(options.getKeepVersions()).orElse(KEPT);
    if (keep < 1) {
      problems.add(
          Text.format("--keep-versions=%d: must be at least 1, the published version", keep));
    }
    return new PublishSettings(Optional.ofNullable(options.getTakeLease()).orElse(""), keep);
  }
}
