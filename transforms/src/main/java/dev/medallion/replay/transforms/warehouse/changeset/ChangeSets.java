package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes change sets. */
public final class ChangeSets {
  private static final Comparator<Replacement> ORDER =
      Comparator.comparing((Replacement r) -> r.result().partition().value())
          .thenComparing(ChangeSets::layer)
          .thenComparing(Replacement::table);

  private ChangeSets() {}

  /**
   * A change set: its replacements put into order, and named by the digest of its content.
   *
   * @param replacements in any order, each partition once
   * @param reads the version of every head that was read; those that are also replaced are left out
   */
  public static ChangeSet of(Collection<Replacement> replacements, Map<Partition, Integer> reads) {
    return of(replacements, reads, List.of(), ChangeSet.UNKNOWN);
  }

  /**
   * The same, resting on keys, too.
   *
   * @param keyReads where its keys stood outside of what it replaces, in any order
   * @param madeAfter as in {@link ChangeSet}
   */
  public static ChangeSet of(
      Collection<Replacement> replacements,
      Map<Partition, Integer> reads,
      Collection<KeyRead> keyReads,
      long madeAfter) {
    List<KeyRead> keys = keyReads.stream().sorted(Comparator.comparing(KeyRead::table)).toList();
    List<Replacement> ordered = replacements.stream().sorted(ORDER).toList();
    SortedMap<Partition, Integer> others = new TreeMap<>(reads);
    Set<Partition> replaced = new HashSet<>();
    for (Replacement replacement : ordered) {
      Partition partition = replacement.result().partition();
      if (!replaced.add(partition)) {
        throw new IllegalArgumentException(partition + " appears twice in one change set");
      }
      others.remove(partition);
    }
    return new ChangeSet(digest(ordered, others, keys), ordered, others, keys, madeAfter);
  }

  /** Hex SHA-256 of the canonical JSON; where the files lie is not part of it, their bytes are. */
  static String digest(
      List<Replacement> replacements, SortedMap<Partition, Integer> reads, List<KeyRead> keyReads) {
    return Sha256.ofText(ChangeSetJson.canonical(replacements, reads, keyReads));
  }

  /** What is computed from others comes after them. */
  private static int layer(Replacement replacement) {
    return replacement.isOfLedger() || replacement.table().startsWith("silver.") ? 0 : 1;
  }
}
