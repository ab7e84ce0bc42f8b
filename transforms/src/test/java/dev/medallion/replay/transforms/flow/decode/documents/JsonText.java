package dev.medallion.replay.transforms.flow.decode.documents;

import java.util.ArrayList;
import java.util.List;

/** Reads JSON as RFC 8259 has it, with the reader's limits; shares nothing with the pipeline's. */
final class JsonText {
  private static final int DEEPEST = 1000;
  private static final int MOST_DIGITS = 1000;

  private final String text;
  private int at;

  /** A value; {@code source} is how it is written. */
  sealed interface Value permits Obj, Arr, Str, Num, Word {
    String source();
  }

  /** A member; {@code written} is its key with the quotes. */
  record Member(String written, String key, Value value) {}

  record Obj(String source, List<Member> members) implements Value {}

  record Arr(String source, List<Value> items) implements Value {}

  record Str(String source, String text) implements Value {}

  record Num(String source) implements Value {
    boolean whole() {
      return source.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    }
  }

  /** True, false or null. */
  record Word(String source) implements Value {}

  /** It is no JSON. */
  static final class NoJson extends Exception {
    private static final long serialVersionUID = 1;

    NoJson(String what, int at) {
      super(what + " at " + at);
    }
  }

  private JsonText(String text) {
    this.text = text;
  }

  static Value read(String text) throws NoJson {
    JsonText reader = new JsonText(text);
    Value value = reader.value(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.no("more");
    }
    return value;
  }

  private NoJson no(String what) {
    return new NoJson(what, at);
  }

  private char peek() throws NoJson {
    if (at == text.length()) {
      throw no("end");
    }
    return text.charAt(at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private Value value(int depth) throws NoJson {
    space();
    int from = at;
    char c = peek();
    if (c == '{' || c == '[') {
      if (depth == DEEPEST) {
        throw no("too deep");
      }
      return c == '{' ? object(from, depth + 1) : array(from, depth + 1);
    }
    if (c == '"') {
      String read = string();
      return new Str(text.substring(from, at), read);
    }
    if (c == '-' || digit(c)) {
      return number(from);
    }
    for (String word : List.of("true", "false", "null")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        if (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
          throw no("word");
        }
        return new Word(word);
      }
    }
    throw no("no value");
  }

  private Obj object(int from, int depth) throws NoJson {
    List<Member> members = new ArrayList<>();
    at++;
    space();
    if (peek() == '}') {
      at++;
      return new Obj(text.substring(from, at), members);
    }
    while (true) {
      space();
      if (peek() != '"') {
        throw no("no key");
      }
      int start = at;
      String key = string();
      String written = text.substring(start, at);
      space();
      if (peek() != ':') {
        throw no("no colon");
      }
      at++;
      members.add(new Member(written, key, value(depth)));
      space();
      char c = peek();
      at++;
      if (c == '}') {
        return new Obj(text.substring(from, at), members);
      }
      if (c != ',') {
        throw no("no comma");
      }
    }
  }

  private Arr array(int from, int depth) throws NoJson {
    List<Value> items = new ArrayList<>();
    at++;
    space();
    if (peek() == ']') {
      at++;
      return new Arr(text.substring(from, at), items);
    }
    while (true) {
      items.add(value(depth));
      space();
      char c = peek();
      at++;
      if (c == ']') {
        return new Arr(text.substring(from, at), items);
      }
      if (c != ',') {
        throw no("no comma");
      }
    }
  }

  private String string() throws NoJson {
    StringBuilder read = new StringBuilder();
    at++;
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return read.toString();
      }
      if (c < ' ') {
        throw no("control character");
      }
      read.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() throws NoJson {
    char c = peek();
    at++;
    int plain = "\"\\/bfnrt".indexOf(c);
    if (plain >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    if (c != 'u' || at + 4 > text.length()) {
      throw no("escape");
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = "0123456789abcdef".indexOf(Character.toLowerCase(text.charAt(at++)));
      if (digit < 0) {
        throw no("escape");
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  private Num number(int from) throws NoJson {
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    if (digits() > 1 && text.charAt(digits) == '0') {
      throw no("leading zero");
    }
    int all = at - digits;
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      all += digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      all += digits();
    }
    if (all > MOST_DIGITS) {
      throw no("too many digits");
    }
    return new Num(text.substring(from, at));
  }

  private int digits() throws NoJson {
    int from = at;
    while (at < text.length() && digit(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw no("no digit");
    }
    return at - from;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
