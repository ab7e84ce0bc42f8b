package dev.medallion.replay.transforms.flow.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.TreeMap;

/**
 * Gathers events of one entity and one shard.
 *
 * <p>The layout: {@link #VERSION}, four bytes of the model's digest, then twice raw size, packed
 * size and a zstd frame: the objects, and the rows. A row is the object's index, the position,
 * flags (bit 0: deleted; bit 1: with nanoseconds), a bitmap of the fields that are there, their
 * values, and the nanoseconds of each timestamp among the order terms.
 */
final class BlockWriter {
  static final int VERSION = 2;

  static final int DELETED = 1;
  static final int WITH_NANOS = 2;

  /** Digits of a decimal whose unscaled value fits a long. */
  static final int LONG_DIGITS = 18;

  private static final int ZSTD_LEVEL = 1;

  private final String stream;
  private final Entity entity;
  private final FieldType[] types;
  private final int shard;
  private final IdentityHashMap<ObjectRef, Integer> indexes = new IdentityHashMap<>();
  private final ByteOutput objects = new ByteOutput();
  private final ByteOutput rows = new ByteOutput();
  private ObjectRef lastObject;
  private int lastIndex;
  private int count;

  BlockWriter(String stream, Entity entity, int shard) {
    this.stream = stream;
    this.entity = entity;
    this.types = entity.fields().stream().map(Field::type).toArray(FieldType[]::new);
    this.shard = shard;
  }

  void add(Decoded event, ObjectRef object, int priority, long position) {
    Object[] values = event.values();
    boolean withNanos = event.nanos().length > 0;
    rows.varint(index(object, priority));
    rows.varint(position);
    rows.put((event.deleted() ? DELETED : 0) | (withNanos ? WITH_NANOS : 0));
    int bitmap = rows.size;
    int bitmapBytes = (types.length + 7) >> 3;
    rows.need(bitmapBytes);
    Arrays.fill(rows.bytes, bitmap, bitmap + bitmapBytes, (byte) 0);
    rows.size += bitmapBytes;
    for (int i = 0; i < types.length; i++) {
      if (values[i] != null) {
        rows.bytes[bitmap + (i >> 3)] |= (byte) (1 << (i & 7));
        value(types[i], values[i]);
      }
    }
    if (withNanos) {
      for (int nanos : event.nanos()) {
        rows.varint(nanos);
      }
    }
    count++;
  }

  private void value(FieldType type, Object value) {
    switch (type.kind()) {
      case STRING, JSON, LIST_STRUCT -> rows.text((String) value);
      case INT64, TIMESTAMP -> rows.zigzag((Long) value);
      case DATE -> rows.zigzag((Integer) value);
      case BOOL -> rows.put((Boolean) value ? 1 : 0);
      case DOUBLE -> rows.fixed64(Double.doubleToLongBits((Double) value));
      case DECIMAL -> {
        BigDecimal decimal = (BigDecimal) value;
        if (type.precision() <= LONG_DIGITS) {
          rows.zigzag(decimal.unscaledValue().longValueExact());
        } else {
          rows.blob(decimal.unscaledValue().toByteArray());
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // on the hot path; equal objects apart do no harm
  private int index(ObjectRef object, int priority) {
    if (object != lastObject) {
      Integer known = indexes.get(object);
      if (known == null) {
        known = indexes.size();
        indexes.put(object, known);
        objects.text(object.source());
        objects.zigzag(priority);
        objects.text(object.path());
        objects.text(object.generation());
        objects.zigzag(object.arrivalDate().toEpochDay());
        objects.varint(object.columns().size());
        new TreeMap<>(object.columns())
            .forEach(
                (name, value) -> {
                  objects.text(name);
                  objects.text(value);
                });
      }
      lastObject = object;
      lastIndex = known;
    }
    return lastIndex;
  }

  /** Bytes gathered, before compression. */
  int rawBytes() {
    return rows.size + objects.size;
  }

  /** Bytes of memory it holds. */
  int heldBytes() {
    return rows.bytes.length + objects.bytes.length;
  }

  int count() {
    return count;
  }

  /** The block; the writer is of no further use. */
  Block finish(byte[] digest, ZstdCompressCtx zstd) {
    zstd.setLevel(ZSTD_LEVEL);
    ByteOutput head = new ByteOutput();
    head.varint(indexes.size());
    head.need(objects.size);
    System.arraycopy(objects.bytes, 0, head.bytes, head.size, objects.size);
    head.size += objects.size;
    byte[] packedHead = packed(head, zstd);
    int bound = (int) Zstd.compressBound(rows.size);
    ByteOutput out = new ByteOutput();
    out.put(VERSION);
    for (byte b : digest) {
      out.put(b);
    }
    out.varint(head.size);
    out.blob(packedHead);
    out.varint(rows.size);
    out.need(bound);
    // The last frame needs no size: it ends with the block.
    out.size +=
        zstd.compressByteArray(
            out.bytes, out.size, out.bytes.length - out.size, rows.bytes, 0, rows.size);
    return new Block(stream, entity.name(), shard, count, Arrays.copyOf(out.bytes, out.size));
  }

  private static byte[] packed(ByteOutput raw, ZstdCompressCtx zstd) {
    byte[] packed = new byte[(int) Zstd.compressBound(raw.size)];
    int size = zstd.compressByteArray(packed, 0, packed.length, raw.bytes, 0, raw.size);
    return Arrays.copyOf(packed, size);
  }
}
