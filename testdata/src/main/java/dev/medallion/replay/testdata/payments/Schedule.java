package dev.medallion.replay.testdata.payments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Which business days there are, how much happens on each, and when it is extracted. */
final class Schedule {
  /** Lines per payment: its objects, half an invoice, a quarter customer, re-extractions. */
  private static final double LINES_PER_PAYMENT = 6.7;

  private static final LocalTime DAILY = LocalTime.of(2, 15);

  private final Seeded seeded;
  private final LocalDate from;
  private final LocalDate to;
  private final double paymentsPerDay;

  Schedule(LakeOptions options, Seeded seeded) {
    this.seeded = seeded;
    this.from = options.from();
    this.to = options.to();
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    this.paymentsPerDay = options.events() / LINES_PER_PAYMENT / Math.max(1.0, days - 1.2);
  }

  LocalDate from() {
    return from;
  }

  LocalDate to() {
    return to;
  }

  /** Three days before the window: its extraction arrives before what the window reads. */
  LocalDate firstDay() {
    return from.minusDays(3);
  }

  LocalDate lastDay() {
    return to.plusDays(19);
  }

  LocalDate firstRun() {
    return firstDay().plusDays(1);
  }

  LocalDate lastRun() {
    return to.plusDays(20);
  }

  /** Day k of a window of 28 days; of a shorter or longer one, the day as far into it. */
  LocalDate day(int k) {
    return from.plusDays(k * ChronoUnit.DAYS.between(from, to) / 27);
  }

  /**
   * The extraction did not run at all on these two days; the next run fetched what had piled up.
   */
  boolean isOutage(LocalDate day) {
    return isLong() && (day.equals(day(13)) || day.equals(day(14)));
  }

  int payments(LocalDate day) {
    if (day.isAfter(to.plusDays(1))) {
      return ChronoUnit.DAYS.between(to, day) % 3 == 0 && !day.isAfter(lastDay()) ? 3 : 0;
    }
    if (day.isBefore(from) || day.isAfter(to)) {
      return day.isBefore(firstDay()) ? 0 : (int) Math.max(2, paymentsPerDay / 8);
    }
    return isQuiet(day) ? 0 : busy(day);
  }

  int invoices(LocalDate day) {
    if (day.isAfter(to) || isSilent(day)) {
      return 0;
    }
    return isQuiet(day) ? Math.max(1, busy(day) / 4) : (payments(day) + 1) / 2;
  }

  int customers(LocalDate day) {
    if (isSilent(day)) {
      return 0;
    }
    return isQuiet(day) ? Math.max(1, busy(day) / 4) : (payments(day) + 3) / 4;
  }

  /** No charge on these days. */
  private boolean isQuiet(LocalDate day) {
    return (isLong() && day.equals(day(7))) || isSilent(day);
  }

  /** Nothing at all on this day. */
  private boolean isSilent(LocalDate day) {
    return isLong() && day.equals(day(21));
  }

  /** Long enough for days without data: in a short window they would be most of it. */
  private boolean isLong() {
    return ChronoUnit.DAYS.between(from, to) >= 27;
  }

  private int busy(LocalDate day) {
    double share = 0.7 + 0.6 * seeded.of("busy", day.toEpochDay(), 0).nextDouble();
    return (int) Math.max(2, paymentsPerDay * share);
  }

  /** The first daily run on or after this day. */
  LocalDate nextRun(LocalDate day) {
    LocalDate run = day;
    while (isOutage(run)) {
      run = run.plusDays(1);
    }
    return run;
  }

  /** The daily run that fetches a business day. */
  LocalDate baseRun(LocalDate day) {
    return nextRun(day.plusDays(1));
  }

  static Instant daily(LocalDate day) {
    return at(day, DAILY);
  }

  static Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).toInstant(ZoneOffset.UTC);
  }
}
