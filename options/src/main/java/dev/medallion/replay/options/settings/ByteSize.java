package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.message.Text;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes amounts of bytes: {@code 512MB}, with 1 MB = 2^20 bytes. */
public final class ByteSize {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(B|KB|MB|GB|TB)?");
  private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB");

  private ByteSize() {}

  /**
   * Bytes of a text such as {@code 4096}, {@code 8MB}, {@code 2gb}; the most that there can be
   * where it is more.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static long parse(String text) {
    Matcher m = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!m.matches()) {
      throw new IllegalArgumentException(
          Text.format("\"%s\" is not a size: use a number with B, KB, MB or GB, e.g. 512MB", text));
    }
    String unit = m.group(2) == null ? "B" : m.group(2);
    int power = UNITS.indexOf(unit);
    long number = Long.parseLong(m.group(1));
    boolean beyond = number > Long.MAX_VALUE >> (10 * power);
    return beyond ? Long.MAX_VALUE : number << (10 * power);
  }

  /** For a person: {@code 1.9 MB}. */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.size() - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + " B"
        : String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS.get(unit));
  }
}
