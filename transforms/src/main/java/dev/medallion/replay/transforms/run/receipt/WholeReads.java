package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.ByteSize;
import java.util.List;

/** How reports tell what was read whole. */
final class WholeReads {
  private WholeReads() {}

  static List<String> texts(PartitionsInfo partitions) {
    return partitions.wholeReads().stream()
        .map(
            r ->
                Text.format(
                    "%s by %s: all %,d partitions, %s, %s",
                    r.of(),
                    r.table(),
                    r.partitions(),
                    Text.count(r.rows(), "row", "rows"),
                    ByteSize.text(r.bytes())))
        .toList();
  }
}
