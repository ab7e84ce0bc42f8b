package dev.medallion.replay.transforms.flow.block;

import dev.medallion.replay.transforms.model.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** One event of a block. Fields go by their index in the entity's contract. */
public final class BlockRow {
  private final FieldType[] types;
  private final ByteInput in;
  private final List<BlockObject> objects;
  private final int[] offsets;
  private final int[] nanos;
  private int object;
  private long position;
  private boolean deleted;

  BlockRow(FieldType[] types, int times, ByteInput in, List<BlockObject> objects) {
    this.types = types;
    this.in = in;
    this.objects = objects;
    this.offsets = new int[types.length];
    this.nanos = new int[times];
  }

  /** Reads the next row's frame. */
  void next() {
    object = (int) in.varint();
    position = in.varint();
    int flags = in.next();
    deleted = (flags & BlockWriter.DELETED) != 0;
    int bitmap = in.at;
    in.at += (types.length + 7) >> 3;
    for (int i = 0; i < types.length; i++) {
      if (((in.bytes[bitmap + (i >> 3)] >> (i & 7)) & 1) == 0) {
        offsets[i] = -1;
        continue;
      }
      offsets[i] = in.at;
      switch (types[i].kind()) {
        case STRING, JSON, LIST_STRUCT -> in.skip();
        case INT64, TIMESTAMP, DATE -> in.varint();
        case BOOL -> in.at++;
        case DOUBLE -> in.at += 8;
        case DECIMAL -> {
          if (types[i].precision() <= BlockWriter.LONG_DIGITS) {
            in.varint();
          } else {
            in.skip();
          }
        }
      }
    }
    for (int k = 0; k < nanos.length; k++) {
      nanos[k] = (flags & BlockWriter.WITH_NANOS) == 0 ? 0 : (int) in.varint();
    }
  }

  /** The object's index within the block. */
  int objectIndex() {
    return object;
  }

  public BlockObject object() {
    return objects.get(object);
  }

  public long position() {
    return position;
  }

  public boolean deleted() {
    return deleted;
  }

  /** What a timestamp among the order terms has beyond the microsecond, 0 to 999. */
  int nanos(int time) {
    return nanos[time];
  }

  public boolean isNull(int field) {
    return offsets[field] < 0;
  }

  /**
   * Of INT64, DATE (days), TIMESTAMP (microseconds), and a DECIMAL of up to 18 digits, unscaled.
   */
  public long longValue(int field) {
    return at(field, ByteInput::zigzag);
  }

  public double doubleValue(int field) {
    return Double.longBitsToDouble(at(field, ByteInput::fixed64));
  }

  public boolean booleanValue(int field) {
    return in.bytes[offsets[field]] == 1;
  }

  /** UTF-8, of STRING, JSON and LIST_STRUCT. */
  public byte[] utf8(int field) {
    return at(field, ByteInput::blob);
  }

  public String text(int field) {
    return at(field, ByteInput::text);
  }

  public BigDecimal decimal(int field) {
    FieldType type = types[field];
    return type.precision() <= BlockWriter.LONG_DIGITS
        ? BigDecimal.valueOf(longValue(field), type.scale())
        : new BigDecimal(new BigInteger(utf8(field)), type.scale());
  }

  /** As {@link dev.medallion.replay.transforms.flow.decode.Outcome.Decoded} has it; null: none. */
  public Object value(int field) {
    if (isNull(field)) {
      return null;
    }
    return switch (types[field].kind()) {
      case STRING, JSON, LIST_STRUCT -> text(field);
      case INT64, TIMESTAMP -> longValue(field);
      case DATE -> (int) longValue(field);
      case BOOL -> booleanValue(field);
      case DOUBLE -> doubleValue(field);
      case DECIMAL -> decimal(field);
    };
  }

  private <T> T at(int field, java.util.function.Function<ByteInput, T> read) {
    int end = in.at;
    in.at = offsets[field];
    T value = read.apply(in);
    in.at = end;
    return value;
  }
}
