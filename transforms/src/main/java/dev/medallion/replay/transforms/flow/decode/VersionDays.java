package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.model.Entity;
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
  private final Map<String, Boolean> cut = new HashMap<>();

  public VersionDays(Model model) {
    this.model = model;
  }

  /** The day; none without a time, and for an entity all of whose tables are whole. */
  public Optional<LocalDate> of(Decoded event) {
    if (!isCut(event.entity())) {
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

  /** Whether a window cuts one of an entity's tables. */
  public boolean isCut(Entity entity) {
    return cut.computeIfAbsent(
        entity.name(),
        name -> model.tablesOf(name).stream().anyMatch(t -> t.grain() != Grain.NONE));
  }
}
