package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.PublishOptions;
import dev.medallion.replay.options.WarehouseOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a command publishes: checked, with every default filled in.
 *
 * @param takeLease the run whose lease is taken over even if its process is alive; empty: none
 * @param keepVersions how many versions of a partition keep their files
 * @param snapshotDays how long copies of the tables from before are kept; 0: none are made
 */
public record PublishSettings(String takeLease, int keepVersions, int snapshotDays)
    implements Serializable {
  private static final int KEPT = 10;
  private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,3})d");

  /** Of a command that does not ask. */
  public static final PublishSettings DEFAULT = new PublishSettings("", KEPT, 0);

  /** Reads options; what is wrong is added to the problems. */
  public static PublishSettings read(PublishOptions options, Problems problems) {
    int keep = Optional.ofNullable(options.getKeepVersions()).orElse(KEPT);
    if (keep < 1) {
      problems.add(
          Text.format("--keep-versions=%d: must be at least 1, the published version", keep));
    }
    return new PublishSettings(
        Optional.ofNullable(options.getTakeLease()).orElse(""),
        keep,
        Optional.ofNullable(options.getSnapshot())
            .map(text -> snapshotDays(text, options, problems))
            .orElse(0));
  }

  private static int snapshotDays(String text, PublishOptions options, Problems problems) {
    Matcher days = DAYS.matcher(text);
    if (!days.matches()) {
      problems.add(Text.format("--snapshot=%s: give a number of days, e.g. 7d", text));
      return 0;
    }
    String warehouse = options.as(WarehouseOptions.class).getWarehouse();
    boolean isEmbedded =
        warehouse == null
            || WarehouseAddress.parse(warehouse)
                .filter(address -> address.kind() == WarehouseAddress.Kind.DUCKDB)
                .isPresent();
    if (isEmbedded) {
      problems.add(
          Text.format(
              "--snapshot=%s: only BigQuery clones tables; leave it out, and use rollback", text));
    }
    return Integer.parseInt(days.group(1));
  }
}
