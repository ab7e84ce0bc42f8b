package dev.medallion.replay.options.message;

import java.util.ArrayList;
import java.util.List;

/** Collects all problems of a command line, so that a user sees them at once. */
public final class Problems {
  private final List<String> found = new ArrayList<>();

  public void add(String problem) {
    found.add(problem);
  }

  public List<String> found() {
    return List.copyOf(found);
  }

  /**
   * Ends the collection.
   *
   * @throws UsageException with every problem, if there is one
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new UsageException(found);
    }
  }
}
