package dev.medallion.replay.pipelines.launch.progress;

import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.transforms.run.progress.ProgressSnapshot;
import java.util.Locale;

/** One line of progress; it omits zero counters. */
final class ProgressText {
  private ProgressText() {}

  static String of(ProgressSnapshot now) {
    StringBuilder line = new StringBuilder(now.stage());
    if (now.objectsListed() > 0) {
      add(line, "%,d of %,d objects", now.objectsRead(), now.objectsListed());
    } else if (now.objectsRead() > 0) {
      add(line, now.objectsRead() == 1 ? "%,d object" : "%,d objects", now.objectsRead());
    }
    if (now.bytesRead() > 0) {
      add(line, "%s", ByteSize.text(now.bytesRead()));
    }
    if (now.recordsRead() > 0) {
      add(line, "%,d records", now.recordsRead());
    }
    if (now.shardsBuilt() > 0) {
      add(line, "%,d shards built", now.shardsBuilt());
    }
    if (now.partitionsBuilt() > 0) {
      add(line, "%,d partitions built", now.partitionsBuilt());
    }
    return line.toString();
  }

  private static void add(StringBuilder line, String format, Object... values) {
    line.append(" · ").append(String.format(Locale.ROOT, format, values));
  }
}
