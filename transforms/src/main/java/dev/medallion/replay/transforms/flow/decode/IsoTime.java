package dev.medallion.replay.transforms.flow.decode;

/**
 * Reads {@code 2026-02-03T10:15:00.123456+00:00} without a formatter: the shape of nearly every
 * record. Anything else is left to {@link TimeConverter}'s slow way.
 */
final class IsoTime {
  /** Not of this shape, or no such time: the slow way says which. */
  static final long OTHER = Long.MIN_VALUE;

  private static final long MICROS = 1_000_000L;
  private static final long FIRST_SECOND = epochDay(1, 1, 1) * 86_400;
  private static final long LAST_SECOND = epochDay(10_000, 1, 1) * 86_400 - 1;

  private IsoTime() {}

  /** Microseconds since 1970, or {@link #OTHER}. Needs an offset ({@code Z} or {@code +hh:mm}). */
  static long micros(CharSequence s) {
    int n = s.length();
    if (n < 20 || s.charAt(10) != 'T' || s.charAt(13) != ':' || s.charAt(16) != ':') {
      return OTHER;
    }
    long day = days(s);
    int hour = digits(s, 11, 2);
    int minute = digits(s, 14, 2);
    int second = digits(s, 17, 2);
    if (day == OTHER || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return OTHER;
    }
    if (second < 0 || second > 59) {
      return OTHER;
    }
    int i = 19;
    long fraction = 0;
    if (s.charAt(i) == '.') {
      int start = ++i;
      while (i < n && isDigit(s.charAt(i))) {
        if (i - start < 6) {
          fraction = fraction * 10 + s.charAt(i) - '0';
        }
        i++;
      }
      int count = i - start;
      if (count == 0 || count > 9) {
        return OTHER;
      }
      for (int k = count; k < 6; k++) {
        fraction *= 10;
      }
    }
    long offset = offsetSeconds(s, i);
    if (offset == OTHER) {
      return OTHER;
    }
    long seconds = (day * 86_400 + hour * 3600L + minute * 60L + second) - offset;
    // The offset may lead out of the years that a timestamp may lie in.
    return seconds < FIRST_SECOND || seconds > LAST_SECOND ? OTHER : seconds * MICROS + fraction;
  }

  /** The digits beyond the microsecond of a text that {@link #micros} has read: 0 to 999. */
  static int nanos(CharSequence s) {
    int nanos = 0;
    boolean fraction = s.charAt(19) == '.';
    for (int i = 26; i < 29; i++) {
      boolean digit = fraction && i < s.length() && isDigit(s.charAt(i));
      fraction = digit;
      nanos = nanos * 10 + (digit ? s.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  /** Days since 1970 of the {@code yyyy-MM-dd} that a text begins with, or {@link #OTHER}. */
  static long days(CharSequence s) {
    if (s.length() < 10 || s.charAt(4) != '-' || s.charAt(7) != '-') {
      return OTHER;
    }
    int year = digits(s, 0, 4);
    int month = digits(s, 5, 2);
    int day = digits(s, 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > lengthOf(year, month)) {
      return OTHER;
    }
    return epochDay(year, month, day);
  }

  private static long offsetSeconds(CharSequence s, int i) {
    int n = s.length();
    if (i == n) {
      return OTHER;
    }
    char sign = s.charAt(i);
    if (sign == 'Z') {
      return i + 1 == n ? 0 : OTHER;
    }
    if ((sign != '+' && sign != '-') || n != i + 6 || s.charAt(i + 3) != ':') {
      return OTHER;
    }
    int hours = digits(s, i + 1, 2);
    int minutes = digits(s, i + 4, 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
      return OTHER;
    }
    long seconds = hours * 3600L + minutes * 60L;
    return sign == '+' ? seconds : -seconds;
  }

  private static int digits(CharSequence s, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      char c = s.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int lengthOf(int year, int month) {
    return switch (month) {
      case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** The proleptic Gregorian day count, as {@link java.time.LocalDate#toEpochDay()} has it. */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int ofEra = y - era * 400;
    int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
