package dev.medallion.replay.transforms.run.receipt;

import java.util.Locale;

/** What a verdict means, in a sentence. */
final class VerdictSentence {
  private VerdictSentence() {}

  static String of(Manifest manifest) {
    PartitionsInfo partitions = manifest.partitions();
    long replaced = partitions.count(PartitionChange.Action.REPLACED);
    long emptied = partitions.count(PartitionChange.Action.EMPTIED);
    long skipped = partitions.count(PartitionChange.Action.SKIPPED);
    boolean plan = manifest.run().isPlan();
    return switch (manifest.verdict()) {
      case GOOD ->
          plan
              ? format(
                  would(manifest.run()) + " would publish %s, %,d of them emptied; %,d %s.",
                  partitions(replaced + emptied),
                  emptied,
                  skipped,
                  skipped == 1 ? "stays as it is" : "stay as they are")
              : format(
                  "%s published, %,d of them emptied; %,d unchanged.",
                  partitions(replaced + emptied), emptied, skipped);
      case BLOCKED ->
          format(
              "%s; nothing %s published.",
              blocking(manifest.findings().stream().filter(Finding::blocks).count()),
              plan ? "would be" : "is");
      case CONFLICT ->
          "Nothing is published: "
              + manifest.failure().replaceFirst("^nothing was published: ", "");
      case UNBALANCED -> "Records do not add up, so nothing is published; this is a bug.";
      case FAILED -> manifest.failure();
      case RUNNING -> "It has not ended, or crashed; status says which, and how to resume it.";
    };
  }

  private static String would(RunInfo run) {
    return run.command().endsWith(RunInfo.DRY_RUN)
        ? run.command().replace(RunInfo.DRY_RUN, "")
        : "run";
  }

  private static String blocking(long count) {
    return format(count == 1 ? "%,d finding blocks" : "%,d findings block", count);
  }

  private static String partitions(long count) {
    return format(count == 1 ? "%,d partition" : "%,d partitions", count);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
