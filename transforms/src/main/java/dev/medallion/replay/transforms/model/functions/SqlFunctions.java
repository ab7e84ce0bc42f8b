package dev.medallion.replay.transforms.model.functions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The functions that a model's SQL may call beside DuckDB's own: macros, each in a file of its own
 * in {@code functions/}, with a comment that says what it gives. {@code docs/model.md} lists them.
 */
public final class SqlFunctions {
  /** The one that has the key of masks. */
  private static final String MASK_CODE = "mask_code";

  /** Each after those that it calls. */
  private static final List<String> NAMES =
      List.of(
          "br_number",
          "percent",
          "percent_or_amount",
          "digits_only",
          "day_part",
          "safe_ratio",
          "whole_hours",
          "cents_of_share",
          "largest_remainder",
          "utc_text",
          "event_hash",
          MASK_CODE,
          "mask_email",
          "mask_phone",
          "mask_document",
          "mask_name");

  private static final Map<String, String> DEFINITIONS = definitions();
  private static final Map<String, Pattern> CALLS = calls();

  private SqlFunctions() {}

  /** Their names. */
  public static List<String> names() {
    return NAMES;
  }

  /** The statements that define all of them, for SQL that is bound and not run. */
  public static List<String> all() {
    return DEFINITIONS.values().stream().map(MaskKey.UNUSED::into).toList();
  }

  /**
   * The statements that define those that some SQL calls, so that a session that calls none has
   * nothing to do.
   *
   * @param key asked for where a mask is called
   */
  public static List<String> calledBy(Collection<String> sql, Supplier<MaskKey> key) {
    Set<String> called = called(sql);
    UnaryOperator<String> keyed =
        called.contains(MASK_CODE) ? key.get()::into : UnaryOperator.identity();
    return NAMES.stream().filter(called::contains).map(DEFINITIONS::get).map(keyed).toList();
  }

  /** Whether some SQL calls a mask, directly or not. */
  public static boolean mask(Collection<String> sql) {
    return called(sql).contains(MASK_CODE);
  }

  private static Set<String> called(Collection<String> sql) {
    Set<String> called = new TreeSet<>();
    sql.forEach(text -> add(text, called));
    return called;
  }

  /** One that is named in a comment counts, and does no harm. */
  private static void add(String sql, Set<String> called) {
    CALLS.forEach(
        (name, call) -> {
          if (!called.contains(name) && call.matcher(sql).find()) {
            called.add(name);
            add(DEFINITIONS.get(name), called);
          }
        });
  }

  private static Map<String, String> definitions() {
    Map<String, String> definitions = new LinkedHashMap<>();
    for (String name : NAMES) {
      String file = "/functions/" + name + ".sql";
      try (InputStream in = SqlFunctions.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("the program was packaged without " + file);
        }
        definitions.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return definitions;
  }

  private static Map<String, Pattern> calls() {
    Map<String, Pattern> calls = new LinkedHashMap<>();
    NAMES.forEach(name -> calls.put(name, Pattern.compile("(?i)\\b" + name + "\"?\\s*\\(")));
    return calls;
  }
}
