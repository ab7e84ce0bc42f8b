package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.model.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** The one text of a decoded value: equal values, equal texts. */
public final class CanonicalText {
  private CanonicalText() {}

  /** {@code 2026-02-03}, {@code 2026-02-03T10:15:00.5Z}, {@code 1.50}, {@code 8004}, the text. */
  public static String of(FieldType type, Object value) {
    return switch (type.kind()) {
      case STRING, JSON, LIST_STRUCT -> (String) value;
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
      case DECIMAL -> ((BigDecimal) value).toPlainString();
      case INT64, DOUBLE, BOOL -> value.toString();
    };
  }
}
