package dev.medallion.replay.transforms.flow.format;

import java.io.IOException;

/**
 * The fields of one record, met once and in the record's order. It begins inside the record, before
 * its first field. Whoever reads it enters an object or a list by asking for what is in it, or
 * passes it over with {@link #skip}.
 *
 * <p>Methods throw where the record turns out to be malformed; {@link RawRecord#read} says how.
 */
public interface FieldSource {
  /**
   * Moves to the value of the next field of the object.
   *
   * @return the field's name; null: the object has ended, and its last field was the one before
   */
  String nextName() throws IOException;

  /** Moves to the next element of the list; false: the list has ended. */
  boolean nextElement() throws IOException;

  /** The kind of the value that it stands on. */
  FieldKind kind();

  /** Passes over the value; of a scalar there is nothing to pass over. */
  void skip() throws IOException;

  /** A scalar's text: of a string its content, of a number its literal, {@code true}. */
  String text() throws IOException;

  /** Whether an {@link FieldKind#INTEGER} fits a long, so that {@link #longValue} has it. */
  boolean isLong() throws IOException;

  /** An {@link FieldKind#INTEGER}, without the way by its text. */
  long longValue() throws IOException;

  /** Remembers the value that it stands on, for the two methods below; to be asked before it. */
  int mark() throws IOException;

  /**
   * The value that was marked, as JSON without white space; asked where the value has ended.
   *
   * @return null: it does not read as JSON
   */
  String json(int mark) throws IOException;

  /** The bytes of the value that was marked, as the record holds them; asked where it has ended. */
  byte[] bytes(int mark) throws IOException;
}
