package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.log.Job;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a job says of itself, for people who look at the jobs of a project, and for a lost answer.
 */
final class JobLabels {
  static final String RUN = "replay_run";
  static final String MODEL = "replay_model";
  static final String LAYER = "replay_layer";
  static final String TABLE = "replay_table";
  static final String PARTITION = "replay_partition";

  /** What the job does: 40 hex digits. */
  static final String DIGEST = "replay_digest";

  /** Of one call that begins a job: the client takes a job of the same id for the one it began. */
  static final String CALL = "replay_call";

  private static final int LONGEST = 63;
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_-]{0," + LONGEST + "}");

  private JobLabels() {}

  static Map<String, String> of(Job job, String call) {
    int dot = job.table().indexOf('.');
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(RUN, value(job.runId()));
    labels.put(LAYER, value(job.table().substring(0, dot)));
    labels.put(TABLE, value(job.table().substring(dot + 1)));
    labels.put(PARTITION, value(job.partition()));
    labels.put(DIGEST, value(job.label()));
    labels.put(CALL, value(call));
    return labels;
  }

  /**
   * A text that may be one: what is not allowed is replaced, and a digest tells such texts apart.
   */
  static String value(String text) {
    if (ALLOWED.matcher(text).matches()) {
      return text;
    }
    String digest = Sha256.ofText(text).substring(0, 8);
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-");
    int room = LONGEST - digest.length() - 1;
    return plain.substring(0, Math.min(room, plain.length())) + "-" + digest;
  }
}
