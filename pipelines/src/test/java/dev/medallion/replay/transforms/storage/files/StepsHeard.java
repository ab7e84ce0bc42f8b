package dev.medallion.replay.transforms.storage.files;

import java.util.function.Consumer;

/** Lets a test hear of each step that a run takes. */
public final class StepsHeard {
  private StepsHeard() {}

  public static void by(Consumer<String> listener) {
    Steps.listen(listener);
  }
}
