package dev.medallion.replay.bigqueryserver.sql;

import java.util.ArrayList;
import java.util.List;

/** Finds words that no parenthesis encloses. */
final class Split {
  private Split() {}

  /** The parts between such words; none of no tokens. */
  static List<List<Token>> at(List<Token> tokens, String word) {
    List<List<Token>> parts = new ArrayList<>();
    List<Token> rest = tokens;
    for (int next = find(rest, word); next >= 0; next = find(rest, word)) {
      parts.add(rest.subList(0, next));
      rest = rest.subList(next + 1, rest.size());
    }
    if (!rest.isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  /** The place of the first such word, or -1. */
  static int find(List<Token> tokens, String word) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (depth == 0 && token.is(word)) {
        return i;
      }
      if (token.isSymbol("(") || token.isSymbol("[")) {
        depth++;
      } else if (token.isSymbol(")") || token.isSymbol("]")) {
        depth--;
      }
    }
    return -1;
  }
}
