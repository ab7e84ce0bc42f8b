package dev.medallion.replay.transforms.flow.shard;

/** The data shows that two parts of the model contradict each other; the message names them. */
public final class ModelContradiction extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelContradiction(String message) {
    super(message);
  }
}
