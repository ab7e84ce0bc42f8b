package dev.medallion.replay.transforms.engine;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement that DuckDB refused; its message holds the statement. */
public final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Pattern NO_SPACE =
      Pattern.compile("file \"(.*)\".*No space left on device", Pattern.DOTALL);

  SqlFailure(String sql, SQLException cause) {
    this(PlainError.of(cause), sql);
  }

  /** Where a disk is full, no statement is to blame. */
  private static String told(String said, String sql) {
    Matcher noSpace = NO_SPACE.matcher(said);
    return noSpace.find()
        ? "cannot write " + noSpace.group(1) + ": No space left on device"
        : said + "\nin: " + sql;
  }

  private SqlFailure(SQLException plain, String sql) {
    super(told(plain.getMessage(), sql), plain);
  }

  /** What DuckDB says, without the statement. */
  public String plain() {
    return getCause().getMessage();
  }

  /** Whether memory or disk did not suffice: then nothing is wrong with what was read. */
  public boolean isShortage() {
    return plain().contains("Out of Memory")
        || plain().contains("Could not write")
        || plain().contains("No space left");
  }
}
