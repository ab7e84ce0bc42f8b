package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.match.ListingFacts.MarkerFacts;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.PathList;
import dev.medallion.replay.transforms.run.receipt.ObjectsInfo;
import dev.medallion.replay.transforms.run.receipt.ObjectsInfo.SourceObjects;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Counts objects: every one that was listed was read, was unreadable, or was skipped by a rule. */
final class ObjectCounts {
  private ObjectCounts() {}

  static ObjectsInfo of(AuditFacts facts, Collection<ObjectRef> pinned) {
    List<SourceObjects> sources =
        facts.model().sources().keySet().stream().map(s -> of(facts, s, pinned)).toList();
    return new ObjectsInfo(sources, digest(pinned));
  }

  private static SourceObjects of(AuditFacts facts, String source, Collection<ObjectRef> pinned) {
    List<ObjectOutcome> outcomes =
        facts.objects().stream().filter(o -> o.object().source().equals(source)).toList();
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
    long unpinned = outcomes.stream().filter(o -> o.object().generation().isEmpty()).count();
    long listed =
        pinned.stream().filter(o -> o.source().equals(source)).count()
            + unpinned
            + skipped.values().stream().mapToLong(Long::longValue).sum();
    return new SourceObjects(
        source,
        listed,
        outcomes.stream().filter(o -> !o.unreadable()).count(),
        outcomes.stream().filter(ObjectOutcome::unreadable).count(),
        skipped,
        pinned.stream().filter(o -> o.source().equals(source)).mapToLong(ObjectRef::bytes).sum());
  }

  private static void count(TreeMap<String, Long> skipped, String rule, long objects) {
    if (objects > 0) {
      skipped.put(rule, objects);
    }
  }

  /** Hex SHA-256 over path, generation and size of every pinned object. */
  private static String digest(Collection<ObjectRef> pinned) {
    MessageDigest digest = Sha256.start();
    pinned.stream()
        .sorted(Comparator.comparing(ObjectRef::source).thenComparing(ObjectRef::path))
        .map(o -> o.source() + "\n" + o.path() + "\n" + o.generation() + "\n" + o.bytes() + "\n")
        .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return Sha256.hex(digest);
  }
}
