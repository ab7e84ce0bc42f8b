package dev.medallion.replay.transforms.flow.verdict;

/** Fails the job of a run whose verdict is bad, after its receipt was written. */
public final class VerdictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VerdictException(String verdict, String runFolder) {
    super("the verdict is " + verdict + ": see the receipt in " + runFolder);
  }
}
