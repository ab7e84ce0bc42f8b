package dev.medallion.replay.pipelines.modeltest;

import java.util.List;

/**
 * What a test came to.
 *
 * @param differences what is not as expected, a line each; none: it passed
 */
public record CaseResult(List<String> differences) {
  public boolean passed() {
    return differences.isEmpty();
  }
}
