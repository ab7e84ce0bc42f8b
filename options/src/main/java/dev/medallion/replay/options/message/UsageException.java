package dev.medallion.replay.options.message;

import java.util.List;

/** The command line is wrong; the exception lists every problem. Exit code 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final List<String> problems;

  public UsageException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence or two for each: what is wrong, and what to do. */
  public List<String> problems() {
    return problems;
  }
}
