package dev.medallion.replay.pipelines.text.query;

import dev.medallion.replay.transforms.engine.Column;
import java.util.regex.Pattern;

/** How the values of a column are printed. */
enum ColumnKind {
  /** To the right; bare in JSON. */
  NUMBER,
  /** {@code true} or {@code false}; bare in JSON. */
  TRUTH,
  /** Anything else. */
  TEXT;

  private static final Pattern NUMERIC =
      Pattern.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL.*|DOUBLE|FLOAT");

  static ColumnKind of(Column column) {
    if (NUMERIC.matcher(column.type()).matches()) {
      return NUMBER;
    }
    return column.type().equals("BOOLEAN") ? TRUTH : TEXT;
  }
}
