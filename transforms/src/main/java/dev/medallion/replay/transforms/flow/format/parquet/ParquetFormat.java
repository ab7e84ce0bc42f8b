package dev.medallion.replay.transforms.flow.format.parquet;

import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.RecordSink;
import dev.medallion.replay.transforms.flow.format.json.JsonDocument;
import java.util.Set;

/**
 * A row is a record; its position is its index, over all row groups. It has no bytes of its own, so
 * it gets those of the JSON object that it would be in JSON Lines; {@link ParquetJson} says of each
 * type how.
 *
 * <p>All pages of an object are unpacked and checked before its first row is delivered.
 */
public final class ParquetFormat implements RecordFormatReader {
  private static final JsonDocument JSON = new JsonDocument();

  private final SessionSettings engine;
  private final Set<String> exact;

  /**
   * The format.
   *
   * @param engine the DuckDB that reads objects; they are copied to its spill directory
   * @param exact names of columns that tell versions apart, of which nothing may be cut
   */
  public ParquetFormat(SessionSettings engine, Set<String> exact) {
    this.engine = engine;
    this.exact = Set.copyOf(exact);
  }

  @Override
  public RecordCutter begin(RecordSink sink, int heldBytes) {
    return new ParquetCutter(engine, exact, sink);
  }

  @Override
  public RawRecord alone(byte[] bytes) {
    return JSON.alone(bytes);
  }
}
