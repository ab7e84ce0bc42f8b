package dev.medallion.replay.pipelines.suite.takeback;

import java.nio.file.Path;
import java.util.List;

/**
 * How far the first of two runs has come when the second one's process starts. A file tells it, and
 * not a time, so that a slow machine meets the same cases.
 */
enum Cue {
  /** Its process was started. */
  STARTED(""),
  /** It has read an object. */
  READING("staging/%s/completions/read-"),
  /** It has built a shard. */
  BUILDING("staging/%s/completions/shard-"),
  /** It knows what it is about to publish. */
  CONCLUDED("staging/%s/completions/conclusion"),
  /** It has published, or was refused. */
  JUDGED("runs/%s/verdict.json"),
  /** Its process has ended. */
  ENDED("");

  /** What follows soon enough on one another that the second process may come at any of them. */
  static final List<Cue> LATE = List.of(READING, BUILDING, CONCLUDED, JUDGED, ENDED);

  private final String file;

  Cue(String file) {
    this.file = file;
  }

  /** The beginning of the path of the file that tells it. */
  Path sign(Path state, String runId) {
    return state.resolve(file.formatted(runId));
  }

  /** Whether a file tells it. */
  boolean hasSign() {
    return !file.isEmpty();
  }
}
