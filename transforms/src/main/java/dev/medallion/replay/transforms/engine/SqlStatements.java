package dev.medallion.replay.transforms.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many statements an SQL text holds: the driver runs them all, and gives the last one's rows.
 */
public final class SqlStatements {
  /**
   * What a semicolon may stand in without ending a statement: comments, texts (with escapes after
   * an {@code E}, or between dollars) and quoted names.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<skipped>--[^\\n]*+|/\\*(?:[^*/]|\\*(?!/)|/(?!\\*)|/\\*.*?\\*/)*+\\*/|\\s++)"
              + "|\\b[eE]'(?:[^'\\\\]|\\\\.|'')*+'"
              + "|'[^']*+(?:''[^']*+)*+'"
              + "|\"[^\"]*+(?:\"\"[^\"]*+)*+\""
              + "|\\$(?<tag>\\w*+)\\$.*?\\$\\k<tag>\\$"
              + "|(?<end>;)"
              + "|\\w++|.",
          Pattern.DOTALL);

  private SqlStatements() {}

  /** Empty ones, as after a last semicolon, do not count. */
  public static int count(String sql) {
    int statements = 0;
    boolean open = false;
    Matcher token = TOKEN.matcher(sql);
    while (token.find()) {
      if (token.group("end") != null) {
        open = false;
      } else if (token.group("skipped") == null && !open) {
        open = true;
        statements++;
      }
    }
    return statements;
  }
}
