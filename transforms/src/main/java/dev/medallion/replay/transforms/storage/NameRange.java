package dev.medallion.replay.transforms.storage;

import java.util.Optional;

/**
 * Which names of a folder are listed; all of them are below it, with {@code /} between segments.
 *
 * @param prefix what they begin with
 * @param after the last name before them
 * @param before the first name after them
 * @param limit how many at most, from the first
 */
public record NameRange(String prefix, Optional<String> after, Optional<String> before, int limit) {
  private static final NameRange ALL =
      new NameRange("", Optional.empty(), Optional.empty(), Integer.MAX_VALUE);

  /** Every name. */
  public static NameRange all() {
    return ALL;
  }

  /** Names that begin with a text. */
  public static NameRange startingWith(String prefix) {
    return new NameRange(prefix, Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
  }

  /** Of these, the ones that come after a name. */
  public NameRange after(String name) {
    return new NameRange(prefix, Optional.of(name), before, limit);
  }

  /** Of these, the ones that come before a name. */
  public NameRange before(String name) {
    return new NameRange(prefix, after, Optional.of(name), limit);
  }

  /** The first of these. */
  public NameRange first(int most) {
    return new NameRange(prefix, after, before, most);
  }

  /** Whether a name is in the range, whatever the limit. */
  public boolean holds(String name) {
    return name.startsWith(prefix)
        && after.map(a -> NameOrder.INSTANCE.compare(name, a) > 0).orElse(true)
        && before.map(b -> NameOrder.INSTANCE.compare(name, b) < 0).orElse(true);
  }

  /**
   * Whether any name that begins with a folder's can be in the range.
   *
   * @param start the folder's name, with a slash at its end
   */
  public boolean reaches(String start) {
    boolean fits = start.startsWith(prefix) || prefix.startsWith(start);
    boolean ends = before.map(b -> NameOrder.INSTANCE.compare(start, b) < 0).orElse(true);
    // Names that begin with this come after the bound unless the bound comes after all of them.
    boolean begins =
        after
            .map(a -> a.startsWith(start) || NameOrder.INSTANCE.compare(start, a) > 0)
            .orElse(true);
    return fits && ends && begins;
  }
}
