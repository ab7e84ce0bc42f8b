package dev.medallion.replay.transforms.flow.block;

import com.github.luben.zstd.Zstd;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType;
import dev.medallion.replay.transforms.model.Model;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads blocks that were written by the same model. */
public final class BlockReader {
  private final Model model;

  public BlockReader(Model model) {
    this.model = model;
  }

  /**
   * Visits every row, in order.
   *
   * @throws IllegalArgumentException where the block was written by another model or version
   */
  public <E extends Exception> void forEach(Block block, RowVisitor<E> visitor) throws E {
    open(block).forEach(visitor);
  }

  Opened open(Block block) {
    byte[] bytes = block.bytes();
    if (bytes[0] != BlockWriter.VERSION || !ModelDigest.matches(model, bytes)) {
      throw new IllegalArgumentException(
          "a block of entity " + block.entity() + " was written by another model or version");
    }
    ByteInput in = new ByteInput(bytes);
    in.at = 1 + ModelDigest.BYTES;
    List<BlockObject> objects = objects(new ByteInput(frame(in, false)));
    ByteInput rows = new ByteInput(frame(in, true));
    Entity entity = model.contract(block.entity());
    FieldType[] types = entity.fields().stream().map(Field::type).toArray(FieldType[]::new);
    return new Opened(types, entity.orderTimes().size(), objects, rows, block.rows());
  }

  /**
   * A block, unpacked.
   *
   * @param times how many timestamps there are among the order terms
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Opened(FieldType[] types, int times, List<BlockObject> objects, ByteInput in, int rows) {
    <E extends Exception> void forEach(RowVisitor<E> visitor) throws E {
      BlockRow row = new BlockRow(types, times, in, objects);
      for (int i = 0; i < rows; i++) {
        row.next();
        visitor.row(row);
      }
    }
  }

  private static byte[] frame(ByteInput in, boolean last) {
    int raw = (int) in.varint();
    int packed = last ? in.bytes.length - in.at : (int) in.varint();
    byte[] bytes = new byte[raw];
    long size = Zstd.decompressByteArray(bytes, 0, raw, in.bytes, in.at, packed);
    if (Zstd.isError(size) || size != raw) {
      throw new IllegalArgumentException("a block is corrupt: " + Zstd.getErrorName(size));
    }
    in.at += packed;
    return bytes;
  }

  private static List<BlockObject> objects(ByteInput in) {
    int count = (int) in.varint();
    List<BlockObject> objects = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String source = in.text();
      int priority = (int) in.zigzag();
      String path = in.text();
      String generation = in.text();
      LocalDate arrival = LocalDate.ofEpochDay(in.zigzag());
      Map<String, String> columns = new TreeMap<>();
      int columnCount = (int) in.varint();
      for (int k = 0; k < columnCount; k++) {
        String name = in.text();
        columns.put(name, in.text());
      }
      objects.add(new BlockObject(source, priority, path, generation, arrival, columns));
    }
    return objects;
  }
}
