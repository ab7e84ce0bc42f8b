package dev.medallion.replay.transforms.flow.read;

/** Takes the records of an object, in order. */
@FunctionalInterface
public interface RecordSink {
  /**
   * One record: the bytes exactly as they stand in the (unpacked) object, without the line's end.
   * They are valid during the call only.
   *
   * @param position from 0
   */
  void record(byte[] buffer, int offset, int length, long position);
}
