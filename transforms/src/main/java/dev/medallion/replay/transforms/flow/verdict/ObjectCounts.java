package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.match.ListingFacts.MarkerFacts;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectTally;
import dev.medallion.replay.transforms.flow.match.PathList;
import dev.medallion.replay.transforms.run.receipt.ObjectsInfo;
import dev.medallion.replay.transforms.run.receipt.ObjectsInfo.SourceObjects;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/** Counts objects: every one that was listed was read, was unreadable, or was skipped by a rule. */
final class ObjectCounts {
  private ObjectCounts() {}

  /**
   * Counts.
   *
   * @param pinned gone over once
   * @param digest of all of them
   */
  static ObjectsInfo of(AuditFacts facts, Iterable<ObjectRef> pinned, String digest) {
    Map<String, LongSummaryStatistics> sizes = new TreeMap<>();
    for (ObjectRef object : pinned) {
      sizes
          .computeIfAbsent(object.source(), s -> new LongSummaryStatistics())
          .accept(object.bytes());
    }
    List<SourceObjects> sources =
        facts.model().sources().keySet().stream()
            .map(s -> of(facts, s, sizes.getOrDefault(s, new LongSummaryStatistics())))
            .toList();
    return new ObjectsInfo(sources, digest);
  }

  private static SourceObjects of(AuditFacts facts, String source, LongSummaryStatistics pinned) {
    ObjectTally outcomes = facts.objects().totals().of(source);
    TreeMap<String, Long> skipped = new TreeMap<>();
    count(
        skipped,
        "sidecar",
        facts.listing().sidecars().stream().filter(s -> s.source().equals(source)).count());
    count(
        skipped,
        "marker",
        facts.listing().markers().getOrDefault(source, MarkerFacts.NONE).all().size());
    count(
        skipped,
        "unmatched",
        facts.listing().unmatched().getOrDefault(source, PathList.NONE).count());
    count(
        skipped,
        "leftover",
        facts.listing().leftovers().getOrDefault(source, PathList.NONE).count());
    long listed =
        pinned.getCount()
            + outcomes.unpinned()
            + skipped.values().stream().mapToLong(Long::longValue).sum();
    return new SourceObjects(
        source,
        listed,
        outcomes.objects() - outcomes.unreadable(),
        outcomes.unreadable(),
        skipped,
        pinned.getSum());
  }

  private static void count(TreeMap<String, Long> skipped, String rule, long objects) {
    if (objects > 0) {
      skipped.put(rule, objects);
    }
  }
}
