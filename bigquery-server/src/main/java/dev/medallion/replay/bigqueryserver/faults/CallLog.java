package dev.medallion.replay.bigqueryserver.faults;

import java.util.ArrayList;
import java.util.List;

/** All calls, in the order in which they ended. */
public final class CallLog {
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A call.
   *
   * @param path decoded, without its query
   * @param status 0 if it was not answered
   * @param fault what hit it, or nothing
   */
  public record Entry(String method, String path, int status, String fault) {}

  /** Adds one. */
  public synchronized void add(Entry entry) {
    entries.add(entry);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Forgets all. */
  public synchronized void clear() {
    entries.clear();
  }
}
