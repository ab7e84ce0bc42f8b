package dev.medallion.replay.transforms.engine;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * What DuckDB says went wrong, without what its driver puts before that: that it was asked for the
 * rows of a statement that had failed.
 */
public final class PlainError {
  private static final Pattern NOISE =
      Pattern.compile(
          "(?:[A-Z][A-Za-z ]* Error: )?"
              + "Attempting to execute an unsuccessful or closed pending query result\\s*"
              + "(?:Error: )?");

  private PlainError() {}

  /** The same failure in plain words; itself where it is plain. */
  public static SQLException of(SQLException failure) {
    String said = String.valueOf(failure.getMessage());
    String plain = text(said);
    if (plain.equals(said)) {
      return failure;
    }
    SQLException same = new SQLException(plain, failure.getSQLState(), failure.getErrorCode());
    same.setStackTrace(failure.getStackTrace());
    return same;
  }

  /** A message without it; never empty. */
  static String text(String said) {
    String plain = NOISE.matcher(said).replaceFirst("").strip();
    return plain.isEmpty() ? "DuckDB does not say why" : plain;
  }
}
