package dev.medallion.replay.transforms.flow.block;

import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType;
import dev.medallion.replay.transforms.model.Model;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.duckdb.DuckDBAppender;

/**
 * Appends blocks to a table: the contract's fields in order, then {@code _deleted BOOLEAN}, {@code
 * _position BIGINT} and {@code _object INTEGER} (an index that the caller gives each object), then
 * for each timestamp among the order terms an INTEGER: its nanoseconds beyond the microsecond, null
 * where there are none.
 */
public final class BlockAppender {
  /** Below it a decimal is no 64-bit number for DuckDB. */
  private static final int SHORT_DIGITS = 9;

  private final BlockReader reader;

  public BlockAppender(Model model) {
    this.reader = new BlockReader(model);
  }

  /** The type of a field's column: {@code JSON} and lists of structs stand there as text. */
  public static String columnType(Field field) {
    return switch (field.type().kind()) {
      case JSON, LIST_STRUCT -> "VARCHAR";
      default -> field.type().sql();
    };
  }

  /**
   * Appends a block's rows.
   *
   * @param objectIndex the number of an object in the caller's table of objects; asked once an
   *     object and block
   */
  public void append(Block block, DuckDBAppender appender, ToIntFunction<BlockObject> objectIndex)
      throws SQLException {
    BlockReader.Opened opened = reader.open(block);
    List<Integer> indexes = new ArrayList<>();
    for (BlockObject object : opened.objects()) {
      indexes.add(objectIndex.applyAsInt(object));
    }
    FieldType[] types = opened.types();
    opened.forEach(
        row -> {
          appender.beginRow();
          for (int i = 0; i < types.length; i++) {
            if (row.isNull(i)) {
              appender.appendNull();
            } else {
              append(appender, row, types[i], i);
            }
          }
          appender.append(row.deleted());
          appender.append(row.position());
          appender.append((int) indexes.get(row.objectIndex()));
          for (int k = 0; k < opened.times(); k++) {
            if (row.nanos(k) == 0) {
              appender.appendNull();
            } else {
              appender.append(row.nanos(k));
            }
          }
          appender.endRow();
        });
  }

  private static void append(DuckDBAppender appender, BlockRow row, FieldType type, int field)
      throws SQLException {
    switch (type.kind()) {
      case STRING, JSON, LIST_STRUCT -> appender.append(row.utf8(field));
      case INT64 -> appender.append(row.longValue(field));
      case TIMESTAMP -> appender.appendEpochMicros(row.longValue(field));
      case DATE -> appender.appendEpochDays((int) row.longValue(field));
      case BOOL -> appender.append(row.booleanValue(field));
      case DOUBLE -> appender.append(row.doubleValue(field));
      case DECIMAL -> {
        if (type.precision() > SHORT_DIGITS && type.precision() <= BlockWriter.LONG_DIGITS) {
          appender.appendDecimal(row.longValue(field));
        } else {
          appender.append(row.decimal(field));
        }
      }
    }
  }
}
