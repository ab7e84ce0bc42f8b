package dev.medallion.replay.transforms.flow.audit;

/**
 * What an audit saw, before its severity and {@code --allow} make a finding of it.
 *
 * @param table empty: about no table
 * @param partition empty: about no partition
 * @param count how often
 * @param message what is wrong and where, without personal data
 * @param fix what to do
 */
record Observation(String table, String partition, long count, String message, String fix) {

  /** About the run as a whole. */
  public static Observation ofRun(long count, String message, String fix) {
    return new Observation("", "", count, message, fix);
  }
}
