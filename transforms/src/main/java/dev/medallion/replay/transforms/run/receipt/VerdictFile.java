package dev.medallion.replay.transforms.run.receipt;

import java.util.List;

/**
 * The small file for programs: how it ended.
 *
 * @param blocking the findings that block, as {@code --allow} takes them
 */
record VerdictFile(
    String runId, Verdict verdict, int exitCode, List<String> blocking, String failure) {
  static VerdictFile of(Manifest manifest) {
    return new VerdictFile(
        manifest.run().runId(),
        manifest.verdict(),
        manifest.verdict().exitCode(),
        manifest.findings().stream()
            .filter(Finding::blocks)
            .map(f -> f.place().isEmpty() ? f.audit() : f.audit() + ":" + f.place())
            .distinct()
            .toList(),
        manifest.failure());
  }
}
