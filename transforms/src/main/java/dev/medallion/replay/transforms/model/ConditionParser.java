package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.model.Condition.CompareField;
import dev.medallion.replay.transforms.model.Condition.CompareLiteral;
import dev.medallion.replay.transforms.model.Condition.In;
import dev.medallion.replay.transforms.model.Condition.IsNull;
import dev.medallion.replay.transforms.model.Condition.Operator;
import dev.medallion.replay.transforms.model.Condition.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@link Condition}:
 *
 * <pre>
 * condition  = term { AND term }
 * term       = field operator ( literal | field )
 *            | field [NOT] IN "(" literal { "," literal } ")"
 *            | field IS [NOT] NULL
 * operator   = "=" | "!=" | "&lt;>" | "&lt;" | "&lt;=" | ">" | ">="
 * literal    = "'" text, quotes doubled "'" | number | TRUE | FALSE
 * </pre>
 *
 * <p>Keywords are read in any case; a field is written as the model has it.
 */
final class ConditionParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>'(?:[^']|'')*')"
              + "|(?<number>-?[0-9]+(?:\\.[0-9]+)?)"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<sign><=|>=|<>|!=|[=<>(),]))");
  private static final Set<String> KEYWORDS =
      Set.of("AND", "OR", "NOT", "IN", "IS", "NULL", "TRUE", "FALSE", "LIKE", "BETWEEN");

  private enum Kind {
    TEXT,
    NUMBER,
    WORD,
    SIGN,
    END
  }

  private record Token(Kind kind, String text, int position) {
    boolean is(String keyword) {
      return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(keyword);
    }

    @Override
    public String toString() {
      return kind == Kind.END ? "the end" : text;
    }
  }

  private final List<Token> tokens;
  private int next;

  private ConditionParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException saying what is wrong and at which position, from 1
   */
  public static Condition parse(String text) {
    return new ConditionParser(tokens(text)).condition();
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.region(end, text.length()).lookingAt()) {
      for (Kind kind : Kind.values()) {
        if (kind != Kind.END && matcher.group(kind.name().toLowerCase(Locale.ROOT)) != null) {
          String name = kind.name().toLowerCase(Locale.ROOT);
          tokens.add(new Token(kind, matcher.group(name), matcher.start(name) + 1));
        }
      }
      end = matcher.end();
    }
    String rest = text.substring(end);
    if (!rest.isBlank()) {
      int position = end + 1 + (rest.length() - rest.stripLeading().length());
      throw new IllegalArgumentException("can't read " + rest.strip() + " at position " + position);
    }
    tokens.add(new Token(Kind.END, "", text.length() + 1));
    return tokens;
  }

  private Condition condition() {
    List<Term> terms = new ArrayList<>();
    do {
      terms.add(term());
    } while (skip("AND"));
    if (peek().kind() != Kind.END) {
      throw expected("AND or the end");
    }
    return new Condition(List.copyOf(terms));
  }

  private Term term() {
    if (!isField(peek())) {
      throw expected("a field");
    }
    String field = take().text();
    if (skip("IS")) {
      boolean negated = skip("NOT");
      want("NULL");
      return new IsNull(field, negated);
    }
    boolean negated = skip("NOT");
    if (skip("IN")) {
      return new In(field, literals(), negated);
    }
    if (negated) {
      throw expected("IN");
    }
    Operator operator = operator();
    return isField(peek())
        ? new CompareField(field, operator, take().text())
        : new CompareLiteral(field, operator, literal());
  }

  private Set<String> literals() {
    Set<String> literals = new LinkedHashSet<>();
    want("(");
    do {
      literals.add(literal());
    } while (skip(","));
    want(")");
    return literals;
  }

  private String literal() {
    Token token = peek();
    if (token.kind() == Kind.TEXT) {
      take();
      return token.text().substring(1, token.text().length() - 1).replace("''", "'");
    }
    if (token.kind() == Kind.NUMBER) {
      return take().text();
    }
    if (token.is("TRUE") || token.is("FALSE")) {
      return take().text().toLowerCase(Locale.ROOT);
    }
    throw expected("a value in single quotes, a number, true or false");
  }

  private Operator operator() {
    String sign = peek().text().equals("<>") ? "!=" : peek().text();
    for (Operator operator : Operator.values()) {
      if (peek().kind() == Kind.SIGN && operator.symbol().equals(sign)) {
        take();
        return operator;
      }
    }
    throw expected("=, !=, <, <=, >, >=, IN or IS");
  }

  private static boolean isField(Token token) {
    return token.kind() == Kind.WORD && !KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT));
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private boolean skip(String keyword) {
    boolean there = peek().is(keyword);
    if (there) {
      next++;
    }
    return there;
  }

  private void want(String keyword) {
    if (!skip(keyword)) {
      throw expected(keyword);
    }
  }

  private IllegalArgumentException expected(String what) {
    return new IllegalArgumentException(
        "expected " + what + " at position " + peek().position() + ", not " + peek());
  }
}
