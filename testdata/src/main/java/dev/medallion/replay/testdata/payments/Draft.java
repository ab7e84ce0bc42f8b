package dev.medallion.replay.testdata.payments;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A bronze record before it is written.
 *
 * @param sortKey rows of a run are sorted by it: the id
 * @param data the object; the writer adds the {@code meta} of the run
 * @param edit what is done to the finished line, to damage it
 * @param endsFile no newline after it
 * @param label what to list it as; empty: ordinary
 */
record Draft(
    String sortKey,
    Map<String, Object> data,
    UnaryOperator<String> edit,
    boolean endsFile,
    String label) {

  static Draft of(Map<String, Object> data) {
    return labelled("", data);
  }

  static Draft labelled(String label, Map<String, Object> data) {
    return new Draft(String.valueOf(data.get("id")), data, UnaryOperator.identity(), false, label);
  }

  Draft edited(UnaryOperator<String> damage) {
    return new Draft(sortKey, data, damage, endsFile, label);
  }

  /** Cut off in the middle, as the last of its part. */
  Draft truncated() {
    return new Draft("~", data, line -> line.substring(0, line.length() * 3 / 5), true, label);
  }
}
