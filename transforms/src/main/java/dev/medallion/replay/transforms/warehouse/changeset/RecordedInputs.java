package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.options.window.Partition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a partition was computed from, as its head records it: a name for each input to the checksum
 * of the content read, or to a marker where there was none.
 *
 * <p>{@code table/partition} names a partition within reach; {@code table/slice} the rows seen of a
 * whole table; {@code table/slice_keys/...} which keys that slice asks for; {@code as_of} the run's
 * "now", where the SQL uses it; {@code table/readers} of a whole table, that the slices which a
 * table reads of it were compared with it; {@code table/partition/other_scopes} that a partition
 * was only ever replayed in part.
 */
public final class RecordedInputs {
  /** The value of an input that is there, and has no rows. */
  public static final String EMPTY = "empty";

  /** The value of an input that is not published, and of which no object is known. */
  public static final String ABSENT = "absent";

  /** The value of an input that is not published, although objects of its days are known. */
  public static final String AWAITED = "awaited";

  /** The name of the run's "now". */
  public static final String AS_OF = "as_of";

  /** The name by which a partition says that a rollback took its only version back. */
  public static final String TAKEN_BACK = "taken_back";

  private static final String SLICE = "/slice";
  private static final String SLICE_KEYS = "/slice_keys/";
  private static final String READERS = "/readers";
  private static final String OTHER_SCOPES = "/other_scopes";

  private RecordedInputs() {}

  /** What is recorded of rows that were read. */
  public static String of(Content content) {
    return content.rows() == 0 ? EMPTY : content.checksum();
  }

  /** The name of the rows seen of a whole table. */
  public static String slice(String table) {
    return table + SLICE;
  }

  /**
   * The name of the keys that a slice asks for.
   *
   * @param of where the slice takes the keys from, e.g. {@code charges.customer_id}
   */
  public static String sliceKeys(String table, String of) {
    return table + SLICE_KEYS + of;
  }

  /** The name by which a whole table says up to where a reader's slices were compared with it. */
  public static String readers(String reader) {
    return reader + READERS;
  }

  /**
   * The name by which a partition says that not all of its scopes were replayed: it awaits them.
   */
  public static String otherScopes(Partition partition) {
    return partition + OTHER_SCOPES;
  }

  /** Whether what is awaited is not a partition, but the other scopes of one that is there. */
  public static boolean isOtherScopes(String name) {
    return name.endsWith(OTHER_SCOPES);
  }

  /** The partition that is awaited, or whose other scopes are, as {@code table/partition}. */
  public static String partitionAwaited(String name) {
    return isOtherScopes(name) ? name.substring(0, name.length() - OTHER_SCOPES.length()) : name;
  }

  /** What a partition waits for, as people read it. */
  public static List<String> awaitedInWords(Map<String, String> recorded) {
    return awaited(recorded).keySet().stream()
        .map(name -> isOtherScopes(name) ? "the other scopes of " + partitionAwaited(name) : name)
        .toList();
  }

  /** Whether a recorded value stands for no rows. */
  public static boolean isWithoutRows(String value) {
    return value.equals(EMPTY) || isUnpublished(value);
  }

  private static boolean isUnpublished(String value) {
    return value.equals(ABSENT) || value.equals(AWAITED);
  }

  /** What a partition waits for: a {@code table/partition}, or the other scopes of one. */
  public static SortedMap<String, String> awaited(Map<String, String> recorded) {
    return only(recorded, e -> e.getValue().equals(AWAITED));
  }

  /**
   * Whether partitions within reach differ: slices are looked at apart, and another "now" alone is
   * no other input, or every run would replace every partition.
   *
   * @param today what the partition would be computed from now
   * @param isThere whether what was awaited is published or built by now
   */
  public static boolean differ(
      Map<String, String> recorded, Map<String, String> today, Predicate<String> isThere) {
    SortedMap<String, String> before = only(recorded, e -> isPartition(e.getKey()));
    SortedMap<String, String> now = only(today, e -> isPartition(e.getKey()));
    for (Map.Entry<String, String> input : now.entrySet()) {
      String was = before.remove(input.getKey());
      if (!same(Optional.ofNullable(was), input.getValue())) {
        return true;
      }
    }
    // What is left is out of reach: an input's own inputs that it waits for, or another model's.
    return before.entrySet().stream()
        .anyMatch(e -> !e.getValue().equals(AWAITED) || isThere.test(e.getKey()));
  }

  /** Whether slices differ, or which keys they ask for. */
  public static boolean slicesDiffer(Map<String, String> recorded, Map<String, String> today) {
    SortedMap<String, String> before = only(recorded, e -> isSlice(e.getKey()));
    SortedMap<String, String> now = only(today, e -> isSlice(e.getKey()));
    return !before.equals(now);
  }

  /**
   * Heads of earlier versions of this program name no input without rows: there it makes no
   * difference whether one was empty or absent.
   */
  private static boolean same(Optional<String> recorded, String today) {
    if (recorded.isEmpty()) {
      return isWithoutRows(today);
    }
    return recorded.get().equals(today) || (isUnpublished(recorded.get()) && isUnpublished(today));
  }

  private static boolean isSlice(String name) {
    return name.endsWith(SLICE) || name.contains(SLICE_KEYS);
  }

  private static boolean isPartition(String name) {
    return name.indexOf('/') > 0 && !isSlice(name) && !name.endsWith(READERS);
  }

  private static SortedMap<String, String> only(
      Map<String, String> inputs, Predicate<Map.Entry<String, String>> wanted) {
    return inputs.entrySet().stream()
        .filter(wanted)
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }
}
