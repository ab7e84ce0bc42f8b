package dev.medallion.replay.bigqueryserver.schema;

/** Quotes what goes into the text of DuckDB's SQL. Nothing else here puts a name into SQL. */
public final class Quote {
  private Quote() {}

  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text; a NUL, which ends no text here, is put together. */
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return quoted.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }
}
