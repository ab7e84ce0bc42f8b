package dev.medallion.replay.transforms.warehouse;

import java.util.List;

/** Tables that are to be published to must not be written to. */
public final class NotPublishableException extends WarehouseException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * Before anything was written.
   *
   * @param problems what is in the way, and the way out; at least one
   */
  public NotPublishableException(List<String> problems) {
    super("nothing was published: " + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is in the way, whether something was written before or not. */
  public String why() {
    return String.join("; ", problems);
  }
}
