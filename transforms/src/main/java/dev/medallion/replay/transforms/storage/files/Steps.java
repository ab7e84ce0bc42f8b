package dev.medallion.replay.transforms.storage.files;

import java.util.function.Consumer;

/**
 * The steps by which a run becomes visible outside its memory: a record, a file of its folder, a
 * lease, a publication. Whatever writes one of them says so here, so that a test can end the
 * process between any two of them. Otherwise nobody listens.
 */
public final class Steps {
  private static volatile Consumer<String> listener = step -> {};

  private Steps() {}

  /** For tests: hears of each step, in the thread that took it. */
  static void listen(Consumer<String> to) {
    listener = to;
  }

  /** Says that a step was just taken; it stands even if the process ends now. */
  public static void taken(String step) {
    listener.accept(step);
  }
}
