package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which kept files the newest versions of the partitions need; the others go. */
final class KeptByLog {
  private final Map<Partition, Head> heads;
  private final List<JournalRecord> records;
  private final int keepVersions;

  KeptByLog(LogState state, List<JournalRecord> records, int keepVersions) {
    this.heads = state.heads();
    this.records = records;
    this.keepVersions = keepVersions;
  }

  /** Whether a version is older than those that are kept. */
  boolean isAnyOlder() {
    return records.stream()
        .flatMap(r -> r.lines().stream())
        .anyMatch(l -> !isKept(l.published().partition(), l.published().version()));
  }

  /**
   * Their digests. A version that was replaced is named by the line of the one that replaced it,
   * too: with the rows that really stood there, which may be another's. Dead letters stay.
   */
  Set<String> needed() {
    Set<String> needed = new HashSet<>();
    heads.values().forEach(head -> add(needed, head.files()));
    for (JournalRecord record : records) {
      add(needed, record.page().staying());
      add(needed, record.page().letters());
      for (JournalPage.Line line : record.lines()) {
        Partition partition = line.published().partition();
        if (isKept(partition, line.published().version())) {
          add(needed, record.replacement(line).result().files());
          if (isKept(partition, line.replaced().version())) {
            add(needed, line.replaced().files());
          }
        }
      }
    }
    return needed;
  }

  private boolean isKept(Partition partition, int version) {
    return version > heads.getOrDefault(partition, Head.none(partition)).version() - keepVersions;
  }

  private static void add(Set<String> needed, List<StagedFile> files) {
    files.forEach(f -> needed.add(f.digest()));
  }
}
