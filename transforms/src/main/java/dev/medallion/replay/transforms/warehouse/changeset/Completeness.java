package dev.medallion.replay.transforms.warehouse.changeset;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Whether everything that can belong to a partition had arrived when it was read.
 *
 * @param openUntil the last day on which more may arrive, as text {@code yyyy-MM-dd}; empty:
 *     complete
 */
public record Completeness(String openUntil) implements Serializable {
  public static final Completeness COMPLETE = new Completeness("");

  public static Completeness openUntil(LocalDate day) {
    return new Completeness(day.toString());
  }

  public Optional<LocalDate> openUntilDay() {
    return openUntil.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(openUntil));
  }
}
