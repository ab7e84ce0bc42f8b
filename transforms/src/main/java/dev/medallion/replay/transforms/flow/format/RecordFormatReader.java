package dev.medallion.replay.transforms.flow.format;

/** Reads the records of one format. Has no state: what belongs to an object is in its cutter. */
public interface RecordFormatReader {
  /**
   * Begins with an object.
   *
   * @param heldBytes how much of an object is held anyway. A record that is not complete after that
   *     should be looked through for what ends it elsewhere.
   */
  RecordCutter begin(RecordSink sink, int heldBytes);

  /**
   * Whether only an object's end tells that it is of the format. Then it is looked through to its
   * end before its first record is delivered.
   */
  default boolean isJudgedAtItsEnd() {
    return false;
  }

  /**
   * A record without its object.
   *
   * @param bytes those of {@link RawRecord#bytes}, or what a person put in their place
   */
  RawRecord alone(byte[] bytes);
}
