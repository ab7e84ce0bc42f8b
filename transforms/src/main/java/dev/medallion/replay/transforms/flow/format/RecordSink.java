package dev.medallion.replay.transforms.flow.format;

/** Takes the records of an object, in order. */
@FunctionalInterface
public interface RecordSink {
  /**
   * One record.
   *
   * @param record valid during the call only
   * @param position names it within the object's content, from 0; grows from record to record
   */
  void record(RawRecord record, long position);
}
