package dev.medallion.replay.transforms.flow.format;

/** One record of an object, not looked into yet. It is valid while its receiver is called. */
public interface RawRecord {
  /** How many bytes of the object are its own: for limits, and for what a bad one weighs. */
  int size();

  /**
   * Bytes that {@link RecordFormatReader#alone} makes the same record of, without its object: what
   * a dead letter keeps, and a person edits.
   */
  byte[] bytes();

  /** How many events are lost if it can't be read: at least one, more where it swallowed others. */
  int events();

  /**
   * Lets its fields be read, and sees to it that nothing follows them.
   *
   * @return what the reader made of them
   * @throws MalformedRecordException where it is not a record of its format
   */
  Object[] read(FieldReader reader) throws MalformedRecordException;
}
