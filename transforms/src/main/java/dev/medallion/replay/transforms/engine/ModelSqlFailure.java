package dev.medallion.replay.transforms.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL of the model failed on the data that it was given. The message names the file and shows the
 * line, and no value: a row's values may be personal, and DuckDB's own message quotes them. So it
 * has no cause either.
 */
public final class ModelSqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Pattern LINE = Pattern.compile("\\n\\nLINE [0-9]+: ([^\\n]*)");

  /**
   * From the first quote to the last, as a value may hold quotes too; and numbers by themselves.
   */
  private static final Pattern VALUE =
      Pattern.compile("['\"].*['\"]|(?<![\\w.])-?[0-9][0-9.]*(?!\\w)", Pattern.DOTALL);

  /** A full disk or memory is none of the model's doing; such a message quotes no value. */
  private static final Pattern NOT_THE_SQL = Pattern.compile("IO Error|Out of Memory Error");

  private ModelSqlFailure(String message) {
    super(message);
  }

  /**
   * Does what runs SQL of the model.
   *
   * @param file of the model that holds the SQL
   * @param on what the SQL ran on: a shard, a partition
   */
  public static void in(String file, String on, Runnable work) {
    try {
      work.run();
    } catch (SqlFailure e) {
      if (NOT_THE_SQL.matcher(String.valueOf(e.getCause().getMessage())).lookingAt()) {
        throw e;
      }
      throw new ModelSqlFailure(
          message(file + " on " + on, String.valueOf(e.getCause().getMessage())));
    }
  }

  static String message(String where, String said) {
    Matcher line = LINE.matcher(said);
    int end = said.length();
    String at = "";
    while (line.find()) {
      end = line.start();
      at = ", at: " + line.group(1).strip();
    }
    return where
        + ": "
        + VALUE.matcher(said.substring(0, end).strip()).replaceAll("…")
        + (at.isEmpty() && said.substring(0, end).strip().endsWith("!") ? "" : at + ".")
        + " Correct the SQL, or make the field's contract stricter";
  }
}
