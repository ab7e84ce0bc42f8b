package dev.medallion.replay.options.message;

import java.util.Locale;

/** Formats text the same way on every machine, whatever the default locale. */
public final class Text {
  private Text() {}

  /** {@link String#format} in the root locale. */
  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** {@code 1 version}, {@code 1,204 versions}. */
  public static String count(long number, String one, String many) {
    return format("%,d %s", number, number == 1 ? one : many);
  }
}
