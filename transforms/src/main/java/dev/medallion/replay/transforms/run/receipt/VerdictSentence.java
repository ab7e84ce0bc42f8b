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
                  skipped == 1 ? "stays unchanged" : "stay unchanged")
              : format(
                  "%s published, %,d of them emptied; %,d unchanged.",
                  partitions(replaced + emptied), emptied, skipped);
      case BLOCKED ->
          format(
              "%s; nothing %s published.",
              blocking(manifest.findings().stream().filter(Finding::blocks).count()),
              plan ? "would be" : "was");
      case CONFLICT ->
          "Nothing was published: "
              + manifest.failure().replaceFirst("^nothing was published: ", "");
      case UNBALANCED -> "The records do not balance, so nothing was published. This is a bug.";
      case FAILED -> manifest.failure();
      case RUNNING ->
          "The run is still at work, or it crashed. status says which, and how to resume it.";
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
