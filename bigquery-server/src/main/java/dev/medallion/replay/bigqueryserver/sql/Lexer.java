package dev.medallion.replay.bigqueryserver.sql;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts GoogleSQL into tokens, and drops comments.
 *
 * <p>Source: cloud.google.com/bigquery/docs/reference/standard-sql/lexical.
 */
final class Lexer {
  private static final List<String> LONG_SYMBOLS = List.of("<=", ">=", "<>", "!=", "||", "=>");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    return List.copyOf(lexer.tokens);
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (text.startsWith("--", at) || c == '#') {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at);
      if (end < 0) {
        throw ApiException.invalidQuery("Syntax error: Unclosed comment");
      }
      at = end + 2;
    } else if (c == '`') {
      add(Kind.QUOTED, quoted('`', false));
    } else if (c == '\'' || c == '"') {
      add(Kind.STRING, quoted(c, false));
    } else if (Character.isDigit(c)
        || (c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))) {
      add(Kind.NUMBER, number());
    } else if (c == '@') {
      at++;
      add(Kind.PARAMETER, word());
    } else if (c == '?') {
      at++;
      add(Kind.PARAMETER, "");
    } else if (Character.isLetter(c) || c == '_') {
      wordOrPrefixed();
    } else {
      symbol();
    }
  }

  private void add(Kind kind, String value) {
    tokens.add(new Token(kind, value));
  }

  private void symbol() {
    String symbol =
        LONG_SYMBOLS.stream()
            .filter(s -> text.startsWith(s, at))
            .findFirst()
            .orElse(text.substring(at, at + 1));
    at += symbol.length();
    add(Kind.SYMBOL, symbol);
  }

  private void wordOrPrefixed() {
    String word = word();
    boolean literal = at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"');
    if (literal && word.equalsIgnoreCase("r")) {
      add(Kind.STRING, quoted(text.charAt(at), true));
    } else if (literal && word.equalsIgnoreCase("b")) {
      add(Kind.BYTES, quoted(text.charAt(at), false));
    } else {
      add(Kind.WORD, word);
    }
  }

  private String word() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(start, at);
  }

  private String number() {
    int start = at;
    while (at < text.length() && isOfNumber(text.charAt(at), start)) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean isOfNumber(char c, int start) {
    boolean sign = c == '-' || c == '+';
    boolean exponent =
        at > start
            && Character.toLowerCase(text.charAt(at - 1)) == 'e'
            && !text.startsWith("0x", start);
    return Character.isLetterOrDigit(c) || c == '.' || (sign && exponent);
  }

  private String quoted(char quote, boolean raw) {
    String ending = Character.toString(quote);
    if (quote != '`' && text.startsWith(ending.repeat(3), at)) {
      ending = ending.repeat(3);
    }
    at += ending.length();
    StringBuilder value = new StringBuilder();
    while (!text.startsWith(ending, at)) {
      if (at >= text.length()) {
        throw ApiException.invalidQuery("Syntax error: Unclosed string literal");
      }
      char c = text.charAt(at++);
      if (c != '\\') {
        value.append(c);
      } else if (raw) {
        value.append(c).append(text.charAt(at++));
      } else {
        value.appendCodePoint(escaped());
      }
    }
    at += ending.length();
    return value.toString();
  }

  private int escaped() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 11;
      case 'x', 'X' -> digits(2, 16);
      case 'u' -> digits(4, 16);
      case 'U' -> digits(8, 16);
      case '\\', '?', '"', '\'', '`' -> c;
      default -> {
        if (c < '0' || c > '7') {
          throw ApiException.invalidQuery("Syntax error: Illegal escape sequence: \\" + c);
        }
        at--;
        yield digits(3, 8);
      }
    };
  }

  private int digits(int count, int radix) {
    int value = Integer.parseInt(text.substring(at, at + count), radix);
    at += count;
    return value;
  }
}
