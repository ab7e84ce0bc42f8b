package dev.medallion.replay.testdata.storeerp;

import java.util.Locale;

/** Amounts as the ERP writes them: as texts, in one of two ways. */
final class Money {
  private Money() {}

  /** {@code 1234.50}. */
  static String dot(long cents) {
    return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
  }

  /** {@code 1.234,50}. */
  static String comma(long cents) {
    return String.format(Locale.GERMANY, "%,d,%02d", cents / 100, cents % 100);
  }
}
