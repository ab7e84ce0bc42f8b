package dev.medallion.replay.bigqueryserver.sql;

import java.util.Locale;

/**
 * A word of GoogleSQL.
 *
 * @param text without quotes
 */
record Token(Kind kind, String text) {

  /** What a token is. */
  enum Kind {
    WORD,
    QUOTED,
    STRING,
    BYTES,
    NUMBER,
    PARAMETER,
    SYMBOL
  }

  boolean is(String word) {
    return (kind == Kind.WORD && text.equalsIgnoreCase(word)) || isSymbol(word);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  String upper() {
    return text.toUpperCase(Locale.ROOT);
  }
}
