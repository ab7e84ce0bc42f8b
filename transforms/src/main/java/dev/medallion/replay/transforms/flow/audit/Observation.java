package dev.medallion.replay.transforms.flow.audit;

import java.io.Serializable;

/**
 * One result of an audit, before severity and {@code --allow} turn it into a finding.
 *
 * @param table empty: about no table
 * @param partition empty: about no partition
 * @param count how often
 * @param message what is wrong and where, without personal data
 * @param fix what to do
 */
record Observation(String table, String partition, long count, String message, String fix)
    implements Serializable {

  /** About the run as a whole. */
  public static Observation ofRun(long count, String message, String fix) {
    return new Observation("", "", count, message, fix);
  }
}
