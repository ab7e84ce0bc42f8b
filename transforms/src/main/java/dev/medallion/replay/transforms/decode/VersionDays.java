package dev.medallion.replay.transforms.decode;

import dev.medallion.replay.transforms.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.model.Model;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The business day that a version lies on, in the model's zone. */
public final class VersionDays {
  private final Model model;
  private final Map<String, Integer> slots = new HashMap<>();

  public VersionDays(Model model) {
    this.model = model;
  }

  /** The day; none for an entity of full history, which no window cuts, and without a time. */
  public Optional<LocalDate> of(Decoded event) {
    if (event.entity().fullHistory()) {
      return Optional.empty();
    }
    Object value =
        event
            .values()[
            slots.computeIfAbsent(
                event.entity().name(), n -> event.entity().slot(event.entity().businessTime()))];
    if (value instanceof Long micros) {
      return Optional.of(
          Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(model.zone()).toLocalDate());
    }
    return value instanceof Integer days
        ? Optional.of(LocalDate.ofEpochDay(days))
        : Optional.empty();
  }
}
