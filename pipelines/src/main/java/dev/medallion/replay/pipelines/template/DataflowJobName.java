package dev.medallion.replay.pipelines.template;

import dev.medallion.replay.transforms.storage.files.Sha256;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The name of a run's Dataflow job. Dataflow has one active job of a name, so a second launch of a
 * run is refused while the first is at work, and another run must not have its name. {@code
 * replay_airflow.names} makes the same names.
 */
final class DataflowJobName {
  private static final int LONGEST = 1024;
  private static final int DIGITS = 10;
  private static final Pattern CAPITALS = Pattern.compile("[A-Z]+");

  private DataflowJobName() {}

  /** An id that does not fit unchanged is told by its digest from others that look alike. */
  static String of(String runId) {
    String wanted = "replay-" + runId;
    String lower =
        CAPITALS.matcher(wanted).replaceAll((MatchResult m) -> m.group().toLowerCase(Locale.ROOT));
    String plain = cut(lower.replaceAll("[^-a-z0-9]", "-"), Integer.MAX_VALUE);
    if (plain.equals(wanted) && plain.length() <= LONGEST) {
      return plain;
    }
    String digest = Sha256.ofText(runId).substring(0, DIGITS);
    return cut(plain, LONGEST - DIGITS - 1) + "-" + digest;
  }

  private static String cut(String name, int length) {
    return name.substring(0, Math.min(length, name.length())).replaceAll("-+$", "");
  }
}
