package dev.medallion.replay.bigqueryserver.sql;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a table: quoted as a whole or in parts; a project may have dashes.
 *
 * @param end the place after it
 */
record Path(List<String> parts, int end) {
  private static final Pattern DOT = Pattern.compile("\\.");

  static Path at(List<Token> tokens, int start) {
    StringBuilder text = new StringBuilder();
    int at = start;
    boolean name = true;
    while (at < tokens.size()) {
      Token token = tokens.get(at);
      boolean fits = name ? token.isName() || token.kind() == Token.Kind.NUMBER : joins(token);
      if (!fits) {
        break;
      }
      text.append(token.text());
      name = !name;
      at++;
    }
    if (text.isEmpty() || name) {
      throw ApiException.invalidQuery("Syntax error: a table's name was expected");
    }
    return new Path(new ArrayList<>(List.of(DOT.split(text.toString(), -1))), at);
  }

  private static boolean joins(Token token) {
    return token.isSymbol(".") || token.isSymbol("-");
  }
}
