package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.parse.Misspelling;
import dev.medallion.replay.options.window.Reach;
import java.time.DateTimeException;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;

/** Reads periods and zones. */
final class Periods {
  private Periods() {}

  static Optional<Period> period(YamlMapping block, String key) {
    Optional<String> text = block.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Period period = Period.parse(text.get());
      if (!period.isNegative()) {
        return Optional.of(period);
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    block.problem(
        key,
        key + " " + text.get() + " is not a period of days",
        "Write it like P35D, P2M or P1Y. It must not be negative.");
    return Optional.empty();
  }

  static Reach reach(YamlMapping block, String before, String after) {
    return new Reach(
        period(block, before).orElse(Period.ZERO), period(block, after).orElse(Period.ZERO));
  }

  /** A zone that DuckDB knows too: one of a region, not an offset. */
  static Optional<ZoneId> region(YamlMapping block, String key) {
    Optional<ZoneId> zone = zone(block, key);
    if (zone.isPresent() && !ZoneId.getAvailableZoneIds().contains(zone.get().getId())) {
      block.problem(
          key, key + " " + zone.get() + " is not a region", "Write it like Europe/Berlin or UTC.");
      return Optional.empty();
    }
    return zone;
  }

  static Optional<ZoneId> zone(YamlMapping block, String key) {
    Optional<String> text = block.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(text.get()));
    } catch (DateTimeException e) {
      block.problem(
          key,
          key + " " + text.get() + " is not a time zone",
          Misspelling.nearest(text.get(), ZoneId.getAvailableZoneIds())
              .map(near -> "Did you mean " + near + "?")
              .orElse("Write it like Europe/Berlin or UTC."));
      return Optional.empty();
    }
  }
}
