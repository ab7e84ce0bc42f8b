package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.window.DayRange;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A window as the user gave it; its days depend on the model's time zone.
 *
 * @param from a day, or a timestamp
 * @param to of the same kind as {@code from}: a day is included, a timestamp excluded
 */
public record WindowRequest(String from, String to) implements Serializable {
  /** Ten years: a longer one is a slip of the pen. */
  public static final int MAX_DAYS = 3_660;

  /**
   * A window in days.
   *
   * @param widened says how two timestamps were widened; empty: they were not
   */
  public record Window(DayRange days, Optional<String> widened) {}

  /** A window of whole days. */
  public static WindowRequest ofDays(LocalDate from, LocalDate to) {
    return new WindowRequest(from.toString(), to.toString());
  }

  /** What is wrong with it in any time zone; null-free and empty when nothing is. */
  Optional<String> problem() {
    Optional<String> unreadable =
        unreadable("from", from).or(() -> unreadable("to", to)).or(this::mixed);
    if (unreadable.isPresent()) {
      return unreadable;
    }
    ZonedDateTime start = startOf(from, ZoneOffset.UTC);
    ZonedDateTime end = startOf(to, ZoneOffset.UTC);
    boolean reversed = isDay(from) ? end.isBefore(start) : !end.isAfter(start);
    if (reversed) {
      return Optional.of(
          Text.format("the window is reversed: --from=%s is not before --to=%s", from, to));
    }
    long days = ChronoUnit.DAYS.between(start, end) + 1;
    return days <= MAX_DAYS
        ? Optional.empty()
        : Optional.of(
            Text.format(
                "the window --from=%s --to=%s has %,d days; the limit is %,d: split it",
                from, to, days, MAX_DAYS));
  }

  /** The days of the window in the model's time zone. */
  public Window in(ZoneId zone) {
    if (isDay(from)) {
      return new Window(new DayRange(LocalDate.parse(from), LocalDate.parse(to)), Optional.empty());
    }
    ZonedDateTime start = startOf(from, zone).withZoneSameInstant(zone);
    ZonedDateTime end = startOf(to, zone).withZoneSameInstant(zone);
    DayRange days = new DayRange(start.toLocalDate(), end.minusNanos(1).toLocalDate());
    boolean whole = beginsADay(start) && beginsADay(end);
    return new Window(
        days,
        whole
            ? Optional.empty()
            : Optional.of(Text.format("%s until %s, widened to %s (%s)", from, to, days, zone)));
  }

  /** At midnight, or later where the zone skips that. */
  private static boolean beginsADay(ZonedDateTime time) {
    return time.equals(time.toLocalDate().atStartOfDay(time.getZone()));
  }

  private Optional<String> mixed() {
    return isDay(from) == isDay(to)
        ? Optional.empty()
        : Optional.of(
            Text.format("--from=%s and --to=%s: give two days or two timestamps", from, to));
  }

  private static Optional<String> unreadable(String option, String text) {
    try {
      if (isDay(text)) {
        LocalDate.parse(text);
      } else {
        startOf(text, ZoneOffset.UTC);
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of(
          Text.format(
              "--%s=%s is not a date: use 2026-02-03, or 2026-02-03T10:00:00Z", option, text));
    }
  }

  private static boolean isDay(String text) {
    return text.indexOf('T') < 0;
  }

  private static ZonedDateTime startOf(String text, ZoneId zone) {
    if (isDay(text)) {
      return LocalDate.parse(text).atStartOfDay(zone);
    }
    try {
      return OffsetDateTime.parse(text).toZonedDateTime();
    } catch (DateTimeException e) {
      return LocalDateTime.parse(text).atZone(zone);
    }
  }
}
