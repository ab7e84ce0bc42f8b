package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.message.Text;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Allows publishing despite an audit's findings: {@code <audit>[:<table>[/<partition>]]}.
 *
 * @param table empty: every table
 * @param partition empty: every partition
 */
public record Allow(String audit, String table, String partition) implements Serializable {
  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9_]*)(?::([a-z][a-z0-9_.]*)(?:/([^/\\s]+))?)?");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static Allow parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          Text.format(
              "\"%s\" is not <audit>[:<table>[/<partition>]], e.g. row_drop:charges/2026-02-03",
              text));
    }
    return new Allow(m.group(1), orEmpty(m.group(2)), orEmpty(m.group(3)));
  }

  /**
   * Whether it lets a finding through.
   *
   * @param ofTable as the model or as the warehouse names it; empty: the finding is about no table
   */
  public boolean covers(String ofAudit, String ofTable, String ofPartition) {
    return audit.equals(ofAudit)
        && (table.isEmpty() || isSameTable(table, ofTable))
        && (partition.isEmpty() || partition.equals(ofPartition));
  }

  /** Either may be named with its schema. */
  private static boolean isSameTable(String one, String other) {
    return one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return audit
        + (table.isEmpty() ? "" : ":" + table)
        + (partition.isEmpty() ? "" : "/" + partition);
  }
}
