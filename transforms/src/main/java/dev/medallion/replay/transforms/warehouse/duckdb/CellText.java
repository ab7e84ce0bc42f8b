package dev.medallion.replay.transforms.warehouse.duckdb;

import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Locale;

/** A value of a query's result as text for a person; times with a zone are shown in the model's. */
final class CellText {
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter ZONED =
      new DateTimeFormatterBuilder()
          .append(LOCAL)
          .appendOffset("+HH:mm", "+00")
          .toFormatter(Locale.ROOT);

  private final ZoneId zone;

  CellText(ZoneId zone) {
    this.zone = zone;
  }

  String of(Object value) throws SQLException {
    if (value instanceof OffsetDateTime time) {
      return ZONED.format(time.atZoneSameInstant(zone));
    }
    if (value instanceof Timestamp time) {
      return LOCAL.format(time.toLocalDateTime());
    }
    if (value instanceof LocalDateTime time) {
      return LOCAL.format(time);
    }
    if (value instanceof Blob blob) {
      return "\\x" + HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    }
    return value.toString();
  }
}
