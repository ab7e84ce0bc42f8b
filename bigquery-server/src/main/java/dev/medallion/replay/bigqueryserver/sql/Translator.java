package dev.medallion.replay.bigqueryserver.sql;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.sql.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One query or expression, token by token. Whatever has no rule here is refused by name: another
 * result in silence would be worse than none.
 */
final class Translator {
  private static final Set<String> PARTS =
      Set.of("MICROSECOND", "MILLISECOND", "SECOND", "MINUTE", "HOUR", "DAY", "MONTH", "YEAR");

  private final Relations relations;
  private final Map<String, String> parameters;
  private final Set<String> common = new HashSet<>();
  private final StringBuilder out = new StringBuilder();
  private final List<Token> tokens;
  private int at;
  private boolean inFrom;
  private boolean expectsTable;
  private int unnested;

  private Translator(
      List<Token> tokens, Relations relations, Map<String, String> parameters, Set<String> common) {
    this.tokens = tokens;
    this.relations = relations;
    this.parameters = parameters;
    this.common.addAll(common);
  }

  static String translate(List<Token> tokens, Relations relations, Map<String, String> parameters) {
    return new Translator(tokens, relations, parameters, Set.of()).run();
  }

  private String inner(List<Token> part) {
    return new Translator(part, relations, parameters, common).run();
  }

  private String run() {
    noteCommonTables();
    while (at < tokens.size()) {
      next();
    }
    return out.toString().trim();
  }

  /** Names that a WITH clause gives. */
  private void noteCommonTables() {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).isName()
          && tokens.get(i + 1).is("AS")
          && tokens.get(i + 2).is("(")
          && i > 0
          && (tokens.get(i - 1).is("WITH") || tokens.get(i - 1).is(","))) {
        common.add(tokens.get(i).upper());
      }
    }
  }

  private void next() {
    Token token = tokens.get(at);
    if (expectsTable) {
      expectsTable = false;
      table(token);
      return;
    }
    switch (token.kind()) {
      case STRING -> emit(Quote.literal(token.text()));
      case BYTES -> emit(bytes(token.text()));
      case NUMBER -> emit(number(token.text()));
      case PARAMETER -> emit(parameter(token.text()));
      case QUOTED -> emit(Quote.identifier(token.text()));
      case SYMBOL -> symbol(token);
      case WORD -> word(token);
    }
  }

  private void emit(String text) {
    out.append(text).append(' ');
    at++;
  }

  private void append(String text) {
    out.append(text).append(' ');
  }

  private static String bytes(String text) {
    StringBuilder hex = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hex.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return "'" + hex + "'::BLOB";
  }

  private static String number(String text) {
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return Long.toString(Long.parseUnsignedLong(text.substring(2), 16));
    }
    // A literal with a point is a FLOAT64 there, and a decimal in DuckDB.
    return text.chars().allMatch(Character::isDigit) ? text : "CAST(" + text + " AS DOUBLE)";
  }

  private String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw ApiException.invalidQuery("Query parameter '" + name + "' not found");
    }
    return value;
  }

  private void symbol(Token token) {
    switch (token.text()) {
      case "(" -> {
        List<Token> inside = enclosed("(", ")");
        append("(" + inner(inside) + ")");
      }
      case "[" -> bracket();
      case "," -> {
        expectsTable = inFrom;
        emit(",");
      }
      case "*", "+", "-", "=", "<", ">", "<=", ">=", "<>", "!=", "||" -> emit(token.text());
      case "." -> {
        out.setLength(out.length() - 1);
        out.append('.');
        at++;
        if (at < tokens.size() && tokens.get(at).isName()) {
          emit(Quote.identifier(tokens.get(at).text()));
        }
      }
      default -> throw refused("the operator " + token.text());
    }
  }

  /** A list of values, or an element of one. */
  private void bracket() {
    boolean element = at > 0 && isValue(tokens.get(at - 1));
    List<Token> inside = enclosed("[", "]");
    if (!element) {
      append("[" + inner(inside) + "]");
      return;
    }
    if (inside.size() < 4 || !inside.get(0).is("SAFE_OFFSET")) {
      throw refused("an element of an array other than by SAFE_OFFSET");
    }
    append("[(" + inner(inside.subList(2, inside.size() - 1)) + ") + 1]");
  }

  private static boolean isValue(Token token) {
    return token.isSymbol(")") || token.isSymbol("]") || isName(token);
  }

  private static boolean isName(Token token) {
    return token.kind() == Kind.QUOTED
        || (token.kind() == Kind.WORD
            && !Words.SHARED.contains(token.upper())
            && !Words.REFUSED.contains(token.upper()));
  }

  private void word(Token token) {
    String word = token.upper();
    Token following = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
    if (following != null && following.kind() == Kind.STRING && isTypeOfLiteral(word)) {
      at++;
      emit("CAST(" + Quote.literal(following.text()) + " AS " + Types.stored(word) + ")");
    } else if (word.equals("ARRAY") && following != null && following.isSymbol("<")) {
      typedArray();
    } else if (following != null
        && following.isSymbol("(")
        && !Words.BEFORE_PARENTHESIS.contains(word)
        && !(at > 1 && tokens.get(at - 1).is("AS") && common.contains(word))) {
      at++;
      call(word, enclosed("(", ")"));
    } else if (Words.SHARED.contains(word)) {
      keyword(word);
    } else if (Words.REFUSED.contains(word)) {
      throw refused(word);
    } else {
      emit(Quote.identifier(token.text()));
    }
  }

  private static boolean isTypeOfLiteral(String word) {
    return Set.of("DATE", "TIMESTAMP", "DATETIME", "TIME", "NUMERIC", "BIGNUMERIC", "JSON")
        .contains(word);
  }

  private void typedArray() {
    if (at + 4 >= tokens.size()
        || !tokens.get(at + 3).isSymbol(">")
        || !tokens.get(at + 4).isSymbol("[")) {
      throw refused("this type of an array");
    }
    String type = Types.stored(tokens.get(at + 2).text());
    at += 4;
    append("CAST([" + inner(enclosed("[", "]")) + "] AS " + type + "[])");
  }

  private void keyword(String word) {
    boolean distinctFrom =
        word.equals("FROM")
            && at > 1
            && tokens.get(at - 1).is("DISTINCT")
            && (tokens.get(at - 2).is("IS") || tokens.get(at - 2).is("NOT"));
    if ((word.equals("FROM") && !distinctFrom) || word.equals("JOIN")) {
      inFrom = true;
      expectsTable = true;
    } else if (Words.ENDS_FROM.contains(word)) {
      inFrom = false;
    }
    if (word.equals("EXCEPT") && at > 0 && tokens.get(at - 1).isSymbol("*")) {
      emit("EXCLUDE");
    } else if (word.equals("DISTINCT") && at > 0 && isSetOperation(tokens.get(at - 1))) {
      at++;
    } else {
      emit(word);
    }
  }

  private static boolean isSetOperation(Token token) {
    return token.is("UNION") || token.is("EXCEPT") || token.is("INTERSECT");
  }

  /** A member of a FROM clause. */
  private void table(Token token) {
    if (token.isSymbol("(")) {
      append("(" + inner(enclosed("(", ")")) + ")");
      return;
    }
    if (token.is("UNNEST")) {
      at++;
      String list = inner(enclosed("(", ")"));
      unnested++;
      String element = alias("element" + unnested);
      String offset = offset();
      append(
          offset.isEmpty()
              ? "unnest(" + list + ") AS u" + unnested + "(" + element + ")"
              : "(SELECT e AS %s, o - 1 AS %s FROM unnest(%s) WITH ORDINALITY AS x(e, o)) AS u%d"
                  .formatted(element, offset, list, unnested));
      return;
    }
    List<String> path = path();
    String last = path.get(path.size() - 1);
    if (path.size() == 1 && common.contains(last.toUpperCase(Locale.ROOT))) {
      append(Quote.identifier(last));
      return;
    }
    if (at < tokens.size() && tokens.get(at).isSymbol("(")) {
      throw refused("the table function " + last);
    }
    append(relations.relation(path) + " AS " + alias(last));
  }

  /** The name of the place of an element, which begins at 0; empty where none is asked for. */
  private String offset() {
    if (at + 1 >= tokens.size() || !tokens.get(at).is("WITH") || !tokens.get(at + 1).is("OFFSET")) {
      return "";
    }
    at += 2;
    return alias("offset");
  }

  /** The name that follows a table, or this one. */
  private String alias(String otherwise) {
    if (at < tokens.size() && tokens.get(at).is("AS")) {
      at++;
    } else if (at >= tokens.size() || !isName(tokens.get(at))) {
      return Quote.identifier(otherwise);
    }
    String name = tokens.get(at).text();
    at++;
    return Quote.identifier(name);
  }

  private List<String> path() {
    Path path = Path.at(tokens, at);
    at = path.end();
    return path.parts();
  }

  private void call(String name, List<Token> arguments) {
    List<List<Token>> parts = Split.at(arguments, ",");
    append(
        switch (name) {
          case "CAST", "SAFE_CAST" -> cast(name, arguments);
          case "COUNT" -> "count(" + inner(arguments) + ")";
          case "ARRAY", "ARRAY_AGG" -> lists(name, arguments);
          case "EXTRACT" -> extract(arguments);
          case "STRUCT" -> struct(parts);
          case "UNNEST" -> unnest(arguments);
          case "DATE_TRUNC" -> "CAST(" + truncated(name, parts) + " AS DATE)";
          case "TIMESTAMP_TRUNC" -> truncated(name, parts);
          case "DATE_ADD", "TIMESTAMP_ADD" -> shifted(name, parts, "+");
          case "DATE_SUB", "TIMESTAMP_SUB" -> shifted(name, parts, "-");
          case "DATE_DIFF" -> difference(parts);
          case "FORMAT_DATE" -> formatted(parts, "%s");
          case "FORMAT_TIMESTAMP" -> formatted(parts, "timezone('UTC', %s)");
          default -> plain(name, parts);
        });
  }

  private String plain(String name, List<List<Token>> parts) {
    return Functions.call(name, parts.stream().map(this::inner).toList())
        .orElseThrow(
            () -> refused("the function " + name + " with " + parts.size() + " arguments"));
  }

  private String lists(String name, List<Token> arguments) {
    if (name.equals("ARRAY_AGG")
        && arguments.stream().anyMatch(t -> t.is("LIMIT") || t.is("IGNORE") || t.is("RESPECT"))) {
      throw refused("ARRAY_AGG with LIMIT, IGNORE NULLS or RESPECT NULLS");
    }
    return name + "(" + inner(arguments) + ")";
  }

  private String unnest(List<Token> arguments) {
    if (at < 4 || !tokens.get(tokenBefore("UNNEST")).is("IN")) {
      throw refused("UNNEST other than in FROM or after IN");
    }
    return "(SELECT unnest(" + inner(arguments) + "))";
  }

  private int tokenBefore(String word) {
    int i = at - 1;
    while (i > 0 && !tokens.get(i).is(word)) {
      i--;
    }
    return Math.max(0, i - 1);
  }

  private String cast(String name, List<Token> arguments) {
    int as = Split.find(arguments, "AS");
    if (as < 0 || as + 2 != arguments.size()) {
      throw refused("this " + name);
    }
    String value = inner(arguments.subList(0, as));
    String type = Types.stored(arguments.get(as + 1).text());
    boolean safe = name.equals("SAFE_CAST");
    if (type.equals("VARCHAR")) {
      return "bq_string(" + value + ")";
    }
    if (type.equals("BLOB")) {
      return "bq_bytes(" + value + ")";
    }
    return (safe ? "TRY_CAST(" : "CAST(") + value + " AS " + type + ")";
  }

  private String extract(List<Token> arguments) {
    int from = Split.find(arguments, "FROM");
    String part = arguments.get(0).upper();
    String value = inner(arguments.subList(from + 1, arguments.size()));
    if (from == 1 && part.equals("DATE")) {
      return "CAST(" + value + " AS DATE)";
    }
    if (from != 1 || !Set.of("HOUR", "DAY", "MONTH", "YEAR").contains(part)) {
      throw refused("this EXTRACT");
    }
    return "extract(" + part + " FROM " + value + ")";
  }

  private String struct(List<List<Token>> parts) {
    List<String> members = new ArrayList<>();
    for (List<Token> part : parts) {
      int as = Split.find(part, "AS");
      String name;
      List<Token> value = part;
      if (as > 0 && as + 2 == part.size()) {
        name = part.get(as + 1).text();
        value = part.subList(0, as);
      } else if (!part.isEmpty() && part.get(part.size() - 1).isName()) {
        name = part.get(part.size() - 1).text();
      } else {
        throw refused("a STRUCT whose field has no name");
      }
      members.add(Quote.identifier(name) + " := " + inner(value));
    }
    return "struct_pack(" + String.join(", ", members) + ")";
  }

  private String truncated(String name, List<List<Token>> parts) {
    if (parts.size() != 2) {
      throw refused(name + " with " + parts.size() + " arguments");
    }
    return "date_trunc(" + Quote.literal(part(parts.get(1))) + ", " + inner(parts.get(0)) + ")";
  }

  private static String part(List<Token> tokens) {
    if (tokens.size() != 1 || !PARTS.contains(tokens.get(0).upper())) {
      throw refused("this part of a date");
    }
    return tokens.get(0).upper();
  }

  private String shifted(String name, List<List<Token>> parts, String sign) {
    List<Token> interval = parts.size() == 2 ? parts.get(1) : List.of();
    if (interval.size() < 3 || !interval.get(0).is("INTERVAL")) {
      throw refused("this " + name);
    }
    String part = part(interval.subList(interval.size() - 1, interval.size()));
    if (name.startsWith("TIMESTAMP") && (part.equals("MONTH") || part.equals("YEAR"))) {
      throw refused(name + " by " + part);
    }
    String sum =
        inner(parts.get(0))
            + " "
            + sign
            + " to_"
            + part.toLowerCase(Locale.ROOT)
            + "s(CAST("
            + inner(interval.subList(1, interval.size() - 1))
            + " AS INTEGER))";
    return name.startsWith("DATE") ? "CAST(" + sum + " AS DATE)" : "(" + sum + ")";
  }

  private String difference(List<List<Token>> parts) {
    if (parts.size() != 3 || !part(parts.get(2)).equals("DAY")) {
      throw refused("DATE_DIFF other than by DAY");
    }
    return "date_diff('day', " + inner(parts.get(1)) + ", " + inner(parts.get(0)) + ")";
  }

  private String formatted(List<List<Token>> parts, String wrap) {
    if (parts.size() != 2
        || parts.get(0).size() != 1
        || parts.get(0).get(0).kind() != Kind.STRING
        || !parts.get(0).get(0).text().matches("([^%]|%[YmdHMS])*")) {
      throw refused("this format of a date");
    }
    return "strftime("
        + String.format(wrap, inner(parts.get(1)))
        + ", "
        + Quote.literal(parts.get(0).get(0).text())
        + ")";
  }

  /** What is between this parenthesis and its end; goes on after it. */
  private List<Token> enclosed(String open, String close) {
    int start = at + 1;
    int depth = 0;
    for (; at < tokens.size(); at++) {
      if (tokens.get(at).isSymbol(open)) {
        depth++;
      } else if (tokens.get(at).isSymbol(close) && --depth == 0) {
        at++;
        return tokens.subList(start, at - 1);
      }
    }
    throw ApiException.invalidQuery(
        "Syntax error: Expected \"" + close + "\" but got end of script");
  }

  private static ApiException refused(String what) {
    return ApiException.invalidQuery("Cannot translate " + what + " for the test server");
  }
}
